"""python -m knowledge: build a base from folders of articles, look into it, check it. Each fault is one line."""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

from knowledge.browsing import PORT, browse_base
from knowledge.building.build import Progress, build_base
from knowledge.building.report import BuildReport
from knowledge.errors import YoujuError
from knowledge.listing import (
    find_groups,
    render_fact,
    render_group,
    render_group_json,
    render_json,
    render_profile,
    render_quote,
)
from knowledge.profile import find_entity, find_profile, nearest_names
from knowledge.storing.check import find_faults
from knowledge.storing.publish import BuildBusyError
from knowledge.storing.store import KnowledgeBase, open_base
from knowledge.types import Fact, Quote

INCOMPLETE, WRONG, BUSY, INTERRUPTED = 1, 2, 3, 130
"""Exit codes: some files or spans are bad; nothing could be done; another build runs; Ctrl-C."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(WRONG, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code of the command given by arguments (default: the command line's)."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    options = _make_parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except BuildBusyError as error:
        return _complain(str(error), BUSY)
    except YoujuError as error:
        return _complain(str(error), WRONG)
    except BrokenPipeError:
        # The reader (head, less) has seen enough; a second complaint at exit is of no use to anybody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG
    except KeyboardInterrupt:
        return _complain("interrupted", INTERRUPTED)
    return code


def _make_parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m knowledge", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: object, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("--db", type=Path, required=True, metavar="FILE", help="the knowledge base")
        command.set_defaults(run=run)
        return command

    build = add("build", _build, "Build or refresh a knowledge base from folders of articles.")
    build.add_argument("folders", type=Path, nargs="+", metavar="DIR", help="a folder of .txt, .md and .html files")
    facts = add("facts", _print_facts, "Print the facts, one a line.")
    facts.add_argument("--relation", help="a relation, as rules/relations/*.yaml name it")
    quotes = add("quotes", _print_quotes, "Print the quotes, one a line.")
    conflicts = add("conflicts", _print_conflicts, "Print the facts that others differ from, deny or correct.")
    conflicts.add_argument("--all", action="store_true", help="also those that others only agree with")
    for command in (facts, quotes, conflicts):
        command.add_argument("--entity", metavar="NAME", help="only those of or about it; an alias will do")
    for command in (build, facts, quotes, conflicts):
        command.add_argument("--json", action="store_true", help="for a program: JSON")
    add("check", _check, "Compare every cited span with its article.")
    add("show", _show, "Print all that is known of an entity.").add_argument("name", metavar="NAME")
    browse = add("browse", _browse, "Look into it in a web browser, on this machine only.")
    browse.add_argument("--port", type=int, default=PORT)
    return parser


def _build(options: argparse.Namespace) -> int:
    with _show_progress() as progress:
        report = build_base(options.folders, options.db, progress=progress)
    for failure in report.failed:
        _complain(f"{failure.file}: {failure.reason}", INCOMPLETE)
    print(json.dumps(asdict(report), ensure_ascii=False) if options.json else _render_report(report))
    return INCOMPLETE if report.failed else 0


@contextmanager
def _show_progress() -> Iterator[Progress | None]:
    """A bar on the standard error of a terminal; None where nobody looks."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # only here: it takes longer to import than a small base to look into
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("articles")
        yield lambda done, total, name: bar.update(task, completed=done, total=total, description=name)


def _render_report(report: BuildReport) -> str:
    facts = report.fact_changes
    lines = [
        f"{report.articles} articles, {report.passages} passages, {report.entities} entities, {report.facts} facts, "
        f"{report.quotes} quotes in {report.seconds:.1f} s",
        f"articles: {len(report.new)} new, {len(report.changed)} changed, {len(report.gone)} gone; "
        f"facts: {facts.new} new, {facts.changed} changed, {facts.gone} gone; {len(report.failed)} files failed",
        *report.overridden,
    ]
    return "\n".join(lines)


@contextmanager
def _open(options: argparse.Namespace) -> Iterator[KnowledgeBase]:
    with closing(open_base(options.db)) as base:
        yield base


def _print_facts(options: argparse.Namespace) -> int:
    with _open(options) as base:
        facts = base.facts(relation=options.relation)
        if options.entity is not None:
            name = _resolve(base, options.entity)
            facts = tuple(fact for fact in facts if name in (fact.subject, fact.object))
    _print(facts, as_json=options.json)
    return 0


def _print_quotes(options: argparse.Namespace) -> int:
    with _open(options) as base:
        quotes = base.quotes()
        if options.entity is not None:
            name = _resolve(base, options.entity)
            quotes = tuple(quote for quote in quotes if name in (quote.speaker, *quote.topics))
    _print(quotes, as_json=options.json)
    return 0


def _print_conflicts(options: argparse.Namespace) -> int:
    with _open(options) as base:
        name = _resolve(base, options.entity) if options.entity is not None else None
        for group in find_groups(base, name, every=options.all):
            print(render_group_json(group) if options.json else render_group(group))
    return 0


def _resolve(base: KnowledgeBase, name: str) -> str:
    """The name that stands for name in base; as given, with a word to the user, where it names no entity of it."""
    entity = find_entity(base, name)
    if entity is None:
        _complain(f"{name}: no entity of that name", 0)
        return name
    return entity.name


def _print(found: Iterable[Fact | Quote], *, as_json: bool) -> None:
    for one in found:
        print(render_json(one) if as_json else render_fact(one) if isinstance(one, Fact) else render_quote(one))


def _show(options: argparse.Namespace) -> int:
    from rich.console import Console  # here, because no other command prints in colours

    with _open(options) as base:
        profile = find_profile(base, options.name)
        near = nearest_names(base, options.name) if profile is None else ()
    if profile is None:
        known = f"; near it: {', '.join(near)}" if near else ""
        return _complain(f"{options.name}: no entity of that name{known}", WRONG)
    Console(highlight=False, soft_wrap=True).print(render_profile(profile))
    return 0


def _browse(options: argparse.Namespace) -> int:
    with _open(options) as base:
        browse_base(base, options.port)
    return 0


def _check(options: argparse.Namespace) -> int:
    with _open(options) as base:
        base.check_pages(index=True)
        faults = tuple(find_faults(base))
        counts = base.counts()
    for fault in faults:
        _complain(fault, INCOMPLETE)
    if faults:
        return INCOMPLETE
    print(f"{options.db}: sound; " + ", ".join(f"{count} {name}" for name, count in counts.items()))
    return 0


def _complain(line: str, code: int) -> int:
    print(line, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
