"""Command line: `run` the bot, `chat` here, `ask`, `answer` cases, `browse`, `backup`. Answers: standard output."""

import argparse
import asyncio
import json
import logging
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.assistant import Assistant
from bot.logs import open_log
from bot.render import render_plain
from bot.types import Answer, Asker, Question
from knowledge.browsing import PORT, browse_base
from knowledge.errors import RefusedError, StoreError, YoujuError
from knowledge.storing.store import KnowledgeBase, open_base

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.library import Library

log = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0; 1 with one line on standard error; 2 for a wrong command line."""
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="run | chat | ask | answer | browse | backup")
    run = commands.add_parser("run", help="the Telegram bot; without BOT_TOKEN a Telegram of its own in the browser")
    run.add_argument("--port", type=int, help="of that page, on this machine only (default: 8090, or any that is free)")
    run.set_defaults(action=_run)
    chat = commands.add_parser("chat", help="a chat in this terminal, no Telegram needed")
    chat.set_defaults(action=_chat)
    ask = commands.add_parser("ask", help="one question")
    ask.add_argument("question")
    ask.add_argument("--db", type=Path, help="knowledge base (default: KNOWLEDGE_DB)")
    ask.add_argument("--explain", action="store_true", help="what each stage made of the question")
    ask.add_argument("--json", action="store_true", help="the whole answer as JSON")
    ask.set_defaults(action=_ask)
    answer = commands.add_parser("answer", help="a file of cases, one JSON object a line")
    answer.add_argument("cases", type=Path)
    answer.add_argument("--db", type=Path, help="knowledge base (default: KNOWLEDGE_DB)")
    answer.set_defaults(action=_answer)
    browse = commands.add_parser("browse", help="the knowledge base in a web browser, on this machine only")
    browse.add_argument("--port", type=int, default=PORT)
    browse.set_defaults(action=_browse)
    backup = commands.add_parser("backup", help="a copy of the state file, also while the bot runs")
    backup.add_argument("copy", type=Path)
    backup.set_defaults(action=_back_up)
    options = parser.parse_args(arguments)
    try:
        options.action(options)
    except YoujuError as error:
        print(error, file=sys.stderr)
        return 1
    except (KeyboardInterrupt, BrokenPipeError):
        return 130
    return 0


# What `run` and `chat` import is imported there: `ask` and `answer` need neither Telegram nor building, whose loading
# doubles the time to start; with --db they need no settings either, which take a quarter of a second to load.


def _run(options: argparse.Namespace) -> None:
    from bot.config import load_settings
    from bot.telegram.service import run_bot

    settings = load_settings()
    token = settings.bot_token
    if token is None:
        _try_out(settings, options.port)
        return
    secrets = [secret.get_secret_value() for secret in (token, settings.webhook_secret) if secret]
    open_log(secrets, level=logging.INFO, as_json=settings.log_format == "json")
    asyncio.run(run_bot(settings, open_library(settings)))


def _try_out(settings: "Settings", port: int | None) -> None:
    """Without a token: a page in the browser, or where questions are piped in, their answers."""
    from bot.local_chat import find_language, run_piped
    from bot.local_telegram.run import run_in_browser

    open_log([], level=logging.WARNING)
    library = open_library(settings)
    if port is None and not sys.stdin.isatty():
        asyncio.run(run_piped(settings, library, print))
    else:
        asyncio.run(run_in_browser(settings, library, find_language(), port, lambda text: print(text, flush=True)))


def _chat(_: argparse.Namespace) -> None:
    from bot.config import load_settings
    from bot.local_chat import run_piped, run_terminal

    settings = load_settings(bot_token=None)
    open_log([], level=logging.WARNING)
    run = run_terminal if sys.stdin.isatty() else run_piped
    asyncio.run(run(settings, open_library(settings), print))


def open_library(settings: "Settings") -> "Library":
    """The library, ready for the first question."""
    from bot.article_library import ArticleLibrary

    library = ArticleLibrary(settings.articles_dir, settings.knowledge_db, _refresh(settings))
    library.warm()
    return library


def _refresh(settings: "Settings") -> KnowledgeBase | None:
    """The knowledge base of the articles as they are now; of an earlier time where they cannot be built.

    None: there is none either; the Telegram bot starts all the same and says so. Without Telegram raises YoujuError.
    """
    from knowledge.storing.rollback import is_held
    from knowledge.storing.serving import open_serving

    if is_held(settings.knowledge_db) and (held := _open_held(settings.knowledge_db)) is not None:
        return held
    published, failure = _rebuild(settings)
    try:
        base = open_serving(settings.knowledge_db)
    except StoreError as error:
        failure = failure or error
        if settings.bot_token is None:
            raise failure from None
        base = None
    if failure is not None:
        log.error("%s", failure)
    if base is not None and not published:
        _try_answers(base)
    return base


def _rebuild(settings: "Settings") -> tuple[bool, YoujuError | None]:
    """(whether there is a new base, why there is none where the articles could not be built)."""
    from bot.gate import check_all
    from bot.sent_articles import with_sent
    from knowledge.building.build import build_base

    try:
        folders = with_sent(settings.articles_dir, settings.knowledge_db)
        report = build_base(folders, settings.knowledge_db, gate=check_all)
    except RefusedError as error:
        return False, RefusedError(f"{error}; to use it all the same: /reload, or python -m knowledge build")
    except YoujuError as error:
        return False, error
    for failed in report.failed:
        log.warning("%s: %s", failed.file, failed.reason)
    return report.published, None


def _open_held(db: Path) -> KnowledgeBase | None:
    """The base that an admin went back to; None: it cannot be used any more, so that the articles are read instead."""
    try:
        base = open_base(db)
    except StoreError as error:
        log.error("%s", error)
        return None
    log.warning("the knowledge base that was gone back to serves, until somebody asks for a build (/reload)")
    return base


def _try_answers(base: KnowledgeBase) -> None:
    """Says in the log where a base that was built earlier is no longer answered from: this code is not that build's."""
    from bot.gate import check_answers

    try:
        check_answers(base)
    except RefusedError as error:
        log.error("%s: %s", base.path, error)


def _back_up(options: argparse.Namespace) -> None:
    from bot.backup import back_up
    from bot.config import load_settings

    back_up(load_settings().state_db, options.copy)


def _ask(options: argparse.Namespace) -> None:
    answer = _open_assistant(options).answer(Question(options.question))
    if options.json:
        print(json.dumps(asdict(answer), ensure_ascii=False, default=str, indent=2))
        return
    print(render_plain(answer))
    if options.explain:
        print("\n".join(("", *answer.explanation)))


def _answer(options: argparse.Namespace) -> None:
    assistant = _open_assistant(options)
    for number, case in enumerate(_read_cases(options.cases), 1):
        asker = Asker(chat=number, user=number)
        for text in case.get("history") or ():
            assistant.answer(Question(text, asker))
        print(json.dumps(_to_line(case["id"], assistant.answer(Question(case["q"], asker))), ensure_ascii=False))


def _open_assistant(options: argparse.Namespace) -> Assistant:
    if options.db is not None:
        return Assistant(open_base(options.db))
    from bot.config import load_settings

    return Assistant(open_base(load_settings().knowledge_db))


def _browse(options: argparse.Namespace) -> None:
    from bot.config import load_settings

    base = _refresh(load_settings(bot_token=None))
    assert base is not None  # without a token _refresh raises instead
    browse_base(base, options.port)


def _read_cases(path: Path) -> Iterator[dict[str, Any]]:
    """The cases of a file. Raises YoujuError naming file and line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise YoujuError(f"{path}: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            case: dict[str, Any] = json.loads(line)
            yield {"id": case["id"], "q": case["q"], "history": case.get("history")}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise YoujuError(f"{path}: line {number}: not a case: {error}") from error


def _to_line(name: str, answer: Answer) -> dict[str, Any]:
    keys = ("article", "snippet", "start", "end", "title", "url")
    citations = [{key: getattr(citation, key) for key in keys} for citation in answer.citations]
    text = render_plain(answer)
    return {"id": name, "status": answer.status, "answer": answer.lead, "text": text, "citations": citations}


if __name__ == "__main__":
    sys.exit(main())
