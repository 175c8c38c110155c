"""From folders of articles to a published base: list, read what is new, write beside the serving base, check, swap."""

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from time import monotonic

from knowledge.building.folders import ArticleFile, Listing, digest_bytes, list_articles, read_bytes, to_line
from knowledge.building.parallel import map_in_order
from knowledge.building.report import BuildReport, FactChanges, Failure, compare_facts
from knowledge.errors import ArticleError, BuildError, RuleError, StoreError
from knowledge.names.lexicon import load_lexicon
from knowledge.pipeline import process_article
from knowledge.reading.read import parse_article
from knowledge.storing.article_rows import ArticleRows, to_article_rows
from knowledge.storing.check import find_extract_faults, find_span_faults
from knowledge.storing.index import index_passages
from knowledge.storing.publish import lock_build, publish, temporary_of
from knowledge.storing.rows import to_fact
from knowledge.storing.store import KnowledgeBase, open_base
from knowledge.storing.writer import BaseWriter

logger = logging.getLogger(__name__)

Progress = Callable[[int, int, str], None]
"""Called after each file: files done, files in all, the name of this one."""


def build_base(folders: Sequence[Path], db: Path, *, progress: Progress | None = None) -> BuildReport:
    """Read the articles of folders into the base that db names, and return what changed.

    A file that cannot be read is reported in `failed` and left out; what it gave before is gone. Raises BuildError, db
    then being as it was: a folder is missing, all are empty, db is not ours, another build runs (BuildBusyError), the
    disk is full, the result is faulty. Raises RuleError likewise.
    """
    started = monotonic()
    listing = list_articles(folders)
    with lock_build(db):
        previous = _open_previous(db)
        try:
            report = _build(_plan_build(listing, previous), db, progress)
        except (StoreError, OSError, BrokenProcessPool) as error:
            raise BuildError(f"{db}: not built: {to_line(str(error))}") from error
        finally:
            temporary_of(db).unlink(missing_ok=True)
            if previous:
                previous.close()
    return replace(report, overridden=listing.overridden, seconds=round(monotonic() - started, 3))


@dataclass(frozen=True)
class _Plan:
    """Which files to read and which to take over from the base before."""

    digests: Mapping[str, str]
    """File name -> SHA-256, of the files that can be opened, sorted by name."""
    to_read: tuple[ArticleFile, ...]
    failed: tuple[Failure, ...]
    previous: KnowledgeBase | None
    fingerprint: str

    @cached_property
    def before(self) -> Mapping[str, str]:
        return self.previous.digests() if self.previous else {}

    def compare_facts(self, name: str, now: ArticleRows | None) -> FactChanges:
        """What became of the facts of an article, as it says them: what only repeats another one included.

        now: None where it gives nothing any more.
        """
        facts = now.of_article["facts"] if now else ()
        if self.previous is None or name not in self.before:
            return FactChanges(new=len(facts))
        return compare_facts(self.previous.extract(name).facts, (to_fact(name, row) for row in facts))

    @property
    def build_id(self) -> str:
        return digest_bytes("\n".join((self.fingerprint, *map(" ".join, self.digests.items()))).encode())[:12]


def _open_previous(db: Path) -> KnowledgeBase | None:
    """The base that db names; None: there is none, or none that can be used, so that all is read anew."""
    try:
        return open_base(db)
    except StoreError as error:
        if db.exists():
            logger.warning("%s; building from nothing", error)
        return None


def _plan_build(listing: Listing, previous: KnowledgeBase | None) -> _Plan:
    fingerprint = fingerprint_rules()
    same_rules = previous is not None and previous.fingerprint == fingerprint
    before = previous.digests() if previous is not None and same_rules else {}
    digests: dict[str, str] = {}
    failed: list[Failure] = []
    for file in listing.files:
        try:
            digests[file.name] = digest_bytes(read_bytes(file))
        except ArticleError as error:
            failed.append(_to_failure(file, error))
    to_read = tuple(file for file in listing.files if digests.get(file.name, "") not in ("", before.get(file.name)))
    return _Plan(digests, to_read, tuple(failed), previous, fingerprint)


def fingerprint_rules() -> str:
    """A digest of this package's rules and code: articles are read anew when either changes."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted((*package.rglob("*.yaml"), *package.rglob("*.py"))):
        digest.update(f"{path.relative_to(package)} {digest_bytes(path.read_bytes())}\n".encode())
    return digest.hexdigest()


def read_file(file: ArticleFile) -> ArticleRows | Failure:
    """All that the article in file gives, as it will be written, or why it gives nothing. Raises RuleError."""
    try:
        extract = process_article(parse_article(file.name, read_bytes(file)), load_lexicon())
        for fault in find_extract_faults(extract):
            raise ArticleError(fault)
        return to_article_rows(extract, index_passages(extract))
    except ArticleError as error:
        return _to_failure(file, error)
    except RuleError:
        raise  # wrong for every file alike: nothing can be built
    except Exception as error:  # a mistake of ours that one article brings out must not cost all the others
        logger.debug("cannot read %s", to_line(file.name), exc_info=True)
        return Failure(to_line(file.name), to_line(f"cannot be read: {type(error).__name__}: {error}"))


def _to_failure(file: ArticleFile, error: ArticleError) -> Failure:
    return Failure(to_line(file.name), to_line(str(error)).removeprefix(f"{to_line(file.name)}: "))


def _build(plan: _Plan, db: Path, progress: Progress | None) -> BuildReport:
    """Write, check and publish; seconds and overridden are still to be filled in."""
    if not plan.to_read and plan.previous is not None and plan.digests.keys() == plan.before.keys():
        return _report(plan.previous, plan, plan.failed, FactChanges(), published=False)
    temporary = temporary_of(db)
    failed, changes = _write(plan, temporary, progress)
    written = open_base(temporary)
    try:
        if not written.digests():
            raise BuildError(f"{db}: not built: no file could be read ({_summarise(failed)})")
        for fault in find_span_faults(written):
            raise BuildError(f"{db}: not published: {fault}")
        report = _report(written, plan, failed, changes, published=True)
    finally:
        written.close()
    publish(temporary, db)
    return report


def _write(plan: _Plan, path: Path, progress: Progress | None) -> tuple[tuple[Failure, ...], FactChanges]:
    """Write the base to path; all failures, and what became of the facts."""
    failed = list(plan.failed)
    changes = FactChanges()
    reading = {file.name for file in plan.to_read}
    with (
        BaseWriter(path, plan.previous.path if plan.previous else None) as writer,
        closing(map_in_order(read_file, plan.to_read)) as readings,
    ):
        for done, name in enumerate(plan.digests, 1):
            if name not in reading:
                writer.take_over(name)
            else:
                read = next(readings)
                if isinstance(read, Failure):
                    failed.append(read)
                else:
                    writer.add(read)
                changes += plan.compare_facts(name, None if isinstance(read, Failure) else read)
            if progress:
                progress(done, len(plan.digests), name)
        writer.finish({"build_id": plan.build_id, "fingerprint": plan.fingerprint})
    for name in plan.before.keys() - plan.digests.keys():
        changes += plan.compare_facts(name, None)
    return tuple(sorted(failed, key=lambda failure: failure.file)), changes


def _summarise(failed: tuple[Failure, ...]) -> str:
    more = f"; {len(failed) - 1} more" if len(failed) > 1 else ""
    return f"{failed[0].file}: {failed[0].reason}{more}"


def _report(
    base: KnowledgeBase, plan: _Plan, failed: tuple[Failure, ...], changes: FactChanges, *, published: bool
) -> BuildReport:
    now = base.digests()
    changed = tuple(name for name in now if name in plan.before and plan.before[name] != now[name])
    counts = base.counts()
    return BuildReport(
        articles=counts["articles"],
        passages=counts["passages"],
        entities=counts["entities"],
        facts=counts["facts"],
        quotes=counts["quotes"],
        seconds=0.0,
        failed=failed,
        new=tuple(name for name in now if name not in plan.before),
        changed=changed,
        gone=tuple(name for name in plan.before if name not in now),
        reread=sum(file.name in now and plan.before.get(file.name) == now[file.name] for file in plan.to_read),
        fact_changes=changes,
        published=published,
    )
