"""Who may import whom: the way of an article knows nothing of chats, Telegram and SQLite stay at the rim."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SQLITE_IN = {
    "knowledge.storing.schema",
    "knowledge.storing.read_only",
    "knowledge.storing.store",
    "knowledge.storing.writer",
    "knowledge.storing.copy_writer",
    "bot.backup",
    "bot.state",
}
PIPELINE_IN = {"knowledge.pipeline", "knowledge.claims", "knowledge.building.reading", "knowledge.building.reviewing"}
PIPELINE_IN |= {"knowledge.__main__"}
KNOWLEDGE_FOR_BOT = {
    "claims",
    "comparing.changes",
    "comparing.groups",
    "comparing.precedence",
    "comparing.values",
    "types",
    "errors",
    "keeping",
    "rules",
    "text",
    "terms",
    "values",
    "facts.relations",
    "names.dictionary",
    "names.given_names",
    "names.lexicon",
    "names.longer_names",
    "names.name_rules",
    "storing.scopes",
    "storing.store",
}
"""What the way of a message may use of knowledge."""
BUILDERS = ("bot.telegram", "bot.article_library", "bot.building_apart", "bot.library", "bot.__main__")
"""Where the bot starts a build: outside the way of a message."""


def to_module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def find_imports(path: Path) -> Iterator[str]:
    """The dotted names that a file imports: "knowledge.types" for each `from knowledge.types import Fact`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            if node.module in ("knowledge", "bot"):
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imports() -> tuple[tuple[str, str], ...]:
    """(importing module, imported name), for every file of both packages."""
    paths = sorted(path for package in ("knowledge", "bot") for path in (ROOT / package).rglob("*.py"))
    return tuple((to_module(path), name) for path in paths for name in find_imports(path))


def is_within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def test_knowledge_knows_nothing_of_chats() -> None:
    assert [pair for pair in imports() if is_within(pair[0], "knowledge") and is_within(pair[1], "bot")] == []


def test_only_bot_telegram_knows_telegram() -> None:
    users = [pair for pair in imports() if is_within(pair[1], "telegram")]
    assert [pair for pair in users if not is_within(pair[0], "bot.telegram")] == []


def test_only_the_stores_touch_sqlite() -> None:
    users = [pair for pair in imports() if pair[1].split(".")[0] in ("sqlite3", "sqlite_utils")]
    assert [pair for pair in users if pair[0] not in SQLITE_IN] == []


def test_no_stage_imports_the_pipeline() -> None:
    users = [pair for pair in imports() if is_within(pair[1], "knowledge.pipeline")]
    assert [pair for pair in users if is_within(pair[0], "knowledge") and pair[0] not in PIPELINE_IN] == []


def test_the_way_of_a_message_uses_what_knowledge_offers_it() -> None:
    offered = {"knowledge"} | {f"knowledge.{name}" for name in KNOWLEDGE_FOR_BOT}
    inside = [pair for pair in imports() if is_within(pair[0], "bot")]
    users = [pair for pair in inside if not any(is_within(pair[0], builder) for builder in BUILDERS)]
    assert [pair for pair in users if is_within(pair[1], "knowledge") and pair[1] not in offered] == []
