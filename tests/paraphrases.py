"""Questions in many wordings and what each must be understood as: tests/cases/paraphrases/*.yaml.

    python -m tests.paraphrases           the share understood, by script, relation and kind, and what the rest cost
    python -m tests.paraphrases --mend    takes the mark off the rows that are understood by now; never sets one

A row is a wording with slots ($c a company, $d another, $p a person, $f a fund, $o a product, $u a company that nobody
knows) and stands for one question with each of three sets of names; it is understood if all of them are.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.answers import KINDS
from bot.naming import Naming
from bot.types import Interpretation, Language, Question
from bot.understand import find_language, understand
from knowledge.names.lexicon import Lexicon
from knowledge.types import Entity, EntityKind, Precision

TABLES = Path(__file__).parent / "cases/paraphrases"
TODAY = date(2025, 6, 1)
KEYS = {"kind", "relation", "form", "round", "period", "speaker"}
SLOT = re.compile(r"\$([cdpfou])")
NAMES = (
    Entity("星河智能", EntityKind.COMPANY, ("Starriver",)),
    Entity("椋羽机器人", EntityKind.COMPANY, ("椋羽",)),
    Entity("云帆科技", EntityKind.COMPANY),
    Entity("荧泽半导体", EntityKind.COMPANY),
    Entity("鯨落數據", EntityKind.COMPANY, ("Whalefall",)),
    Entity("谷雨機器人", EntityKind.COMPANY),
    Entity("Saltmarsh Robotics", EntityKind.COMPANY),
    Entity("Northwind Labs", EntityKind.COMPANY),
    Entity("Lumen Forecast", EntityKind.COMPANY),
    Entity("Quillon", EntityKind.COMPANY),
    Entity("青禾资本", EntityKind.FUND),
    Entity("岫雲資本", EntityKind.FUND, ("岫雲",)),
    Entity("Polder Ventures", EntityKind.FUND),
    Entity("Ostrava Growth", EntityKind.FUND),
    Entity("林晚", EntityKind.PERSON),
    Entity("司徒敬", EntityKind.PERSON),
    Entity("簡若溪", EntityKind.PERSON),
    Entity("Imogen Farrow", EntityKind.PERSON),
    Entity("Tobias Renner", EntityKind.PERSON),
    Entity("星河小助", EntityKind.PRODUCT),
    Entity("听雪", EntityKind.PRODUCT),
    Entity("Purser", EntityKind.PRODUCT),
)
FILLED = {
    Language.SIMPLIFIED: {
        "c": ("星河智能", "椋羽", "Quillon"),
        "d": ("云帆科技", "荧泽半导体", "Northwind Labs"),
        "p": ("林晚", "司徒敬", "Imogen Farrow"),
        "f": ("青禾资本", "岫云资本", "Polder Ventures"),
        "o": ("星河小助", "听雪", "Purser"),
        "u": ("溪谷智能", "丹枫科技", "Marlowick"),
    },
    Language.TRADITIONAL: {
        "c": ("鯨落數據", "星河智能", "Quillon"),
        "d": ("雲帆科技", "谷雨機器人", "Northwind Labs"),
        "p": ("簡若溪", "林晚", "Tobias Renner"),
        "f": ("岫雲資本", "青禾資本", "Polder Ventures"),
        "o": ("聽雪", "星河小助", "Purser"),
        "u": ("溪谷智能", "丹楓科技", "Marlowick"),
    },
    Language.ENGLISH: {
        "c": ("Saltmarsh Robotics", "Whalefall", "Quillon"),
        "d": ("Northwind Labs", "Lumen Forecast", "Starriver"),
        "p": ("Imogen Farrow", "Tobias Renner", "Imogen Farrow"),
        "f": ("Polder Ventures", "Ostrava Growth", "Polder Ventures"),
        "o": ("Purser", "Purser", "Purser"),
        "u": ("Marlowick", "Dunmere Systems", "Oakhaven Labs"),
    },
}


@dataclass(frozen=True, slots=True)
class Row:
    """A wording and what it must be understood as."""

    file: str
    wording: str
    asks: Mapping[str, Any]
    """`kind`, and where it is told `relation`, `form`, `round`, `period`, `speaker`; of "a|b" either will do."""
    fails: str | None = None
    """The class of misunderstanding it suffers from today; None: it is understood."""

    @property
    def script(self) -> Language:
        """The language and script of the wording."""
        return find_language(SLOT.sub("", self.wording) or "空")

    def questions(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The questions it stands for, each with the names that must be found in it."""
        fillings = FILLED[self.script]
        for which in range(3):
            slots = SLOT.findall(self.wording)
            text = SLOT.sub(lambda slot, which=which: fillings[slot[1]][which], self.wording)
            yield text, tuple(fillings[slot][which] for slot in slots if slot != "u")
            if not slots:
                return


@cache
def naming() -> Naming:
    """The names of the table, and no others, as if articles had brought them."""
    return Naming(Lexicon(()).with_entities(replace(entity, known=False) for entity in NAMES))


@cache
def read_rows() -> tuple[Row, ...]:
    """All rows of all tables. Raises ValueError for a key of `asks` that nobody knows."""
    return tuple(row for path in sorted(TABLES.glob("*.yaml")) for row in _read(path))


def _read(path: Path) -> Iterator[Row]:
    for group in yaml.safe_load(path.read_text(encoding="utf-8")):
        if strange := set(group) - {"asks", "rows", "fails"} | set(group["asks"]) - KEYS:
            raise ValueError(f"{path.name}: {group['asks']}: unknown {strange}")
        yield from (Row(path.name, wording, group["asks"]) for wording in group.get("rows", ()))
        for reason, wordings in group.get("fails", {}).items():
            yield from (Row(path.name, wording, group["asks"], reason) for wording in wordings)


def misunderstood(row: Row) -> tuple[str, ...]:
    """What is understood otherwise than the row says, one line each, of the first question where anything is."""
    for text, names in row.questions():
        asked = understand(Question(text), naming(), TODAY)
        if wrong := tuple(_differences(row.asks, asked, names)):
            return tuple(f"{text}: {line}" for line in wrong)
    return ()


def _differences(asks: Mapping[str, Any], asked: Interpretation, names: tuple[str, ...]) -> Iterator[str]:
    if not any(_are_one_kind(asked.kind, kind) for kind in asks["kind"].split("|")):
        yield f"kind {asked.kind}, not {asks['kind']}"
    told = {"relation": asked.relation, "form": asked.answer_type}
    for key, value in told.items():
        if key in asks and (value or "none") not in asks[key].split("|"):
            yield f"{key} {value or 'none'}, not {asks[key]}"
    if asked.qualifier != asks.get("round"):
        yield f"round {asked.qualifier}, not {asks.get('round')}"
    if (found := _period_of(asked)) != asks.get("period"):
        yield f"period {found}, not {asks.get('period')}"
    wanted = tuple(entity.name for name in names if (entity := _entity(name)) is not None)
    if (got := tuple(name.entity.name for name in asked.named)) != wanted:
        yield f"names {got}, not {wanted}"
    if asks.get("speaker") and asked.speaker not in wanted:
        yield f"speaker {asked.speaker}, not {wanted}"


def _are_one_kind(found: str, wanted: str) -> bool:
    """Whether both are answered alike: `person` is `fact` under another name."""
    return found == wanted or (found in KINDS and wanted in KINDS and KINDS[found] is KINDS[wanted])


def _period_of(asked: Interpretation) -> str | None:
    if asked.period is None:
        return None
    start = asked.period.start.isoformat()
    return {Precision.YEAR: start[:4], Precision.MONTH: start[:7]}.get(asked.period.precision, start)


def _entity(name: str) -> Entity | None:
    return naming().find(name)[0].entity


def report() -> Iterator[str]:
    """The share of rows that is understood, by script, by kind, by relation, and what the others suffer from."""
    rows = [(row, not misunderstood(row)) for row in read_rows()]
    yield f"{sum(right for _, right in rows)} of {len(rows)} wordings, {sum(len([*r.questions()]) for r, _ in rows)} questions"
    for key, of in (
        ("script", lambda row: row.script.value),
        ("kind", lambda row: row.asks["kind"].split("|")[0]),
        ("relation", lambda row: row.asks.get("relation", "none")),
        ("relation and script", lambda row: f"{row.asks.get('relation', row.asks['kind'])} {row.script.value}"),
    ):
        yield f"by {key}:"
        every, right = Counter(of(row) for row, _ in rows), Counter(of(row) for row, ok in rows if ok)
        yield from (f"  {name:24} {right[name]:3} of {count:3}" for name, count in sorted(every.items()))
    yield "what fails:"
    lost = Counter(row.fails or "unmarked" for row, ok in rows if not ok)
    yield from (f"  {reason:40} {count:3}" for reason, count in lost.most_common())


def mend() -> Iterator[str]:
    """Writes the tables anew without the marks of rows that are understood; gives these."""
    for path in sorted(TABLES.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        mended = [row for row in _read(path) if row.fails and not misunderstood(row)]
        if mended:
            done = {row.wording for row in mended}
            comment = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
            path.write_text(comment + to_text(yaml.safe_load(text), done), encoding="utf-8")
        yield from (f"{row.file}: {row.wording}" for row in mended)


def to_text(groups: list[dict[str, Any]], mended: set[str]) -> str:
    """The groups as the tables write them, the mended wordings among those that are understood."""
    lines = []
    for group in groups:
        given = ", ".join(f"{key}: {_scalar(value)}" for key, value in group["asks"].items())
        failing = {why: [row for row in rows if row not in mended] for why, rows in group.get("fails", {}).items()}
        rows = [
            *group.get("rows", ()),
            *(row for rows in group.get("fails", {}).values() for row in rows if row in mended),
        ]
        lines.append(f"- asks: {{{given}}}")
        lines += ["  rows:", *(f"    - {row}" for row in rows)] if rows else []
        lines += ["  fails:"] if any(failing.values()) else []
        for why, left in failing.items():
            lines += [f"    {why}:", *(f"      - {row}" for row in left)] if left else []
    return "\n".join(lines) + "\n"


def _scalar(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else f'"{value}"' if str(value).isdigit() else str(value)


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in (mend() if "--mend" in sys.argv else report()))
