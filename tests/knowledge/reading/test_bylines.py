"""Lines of a header in the forms that sites use, each read alone between a title and the text."""

from pathlib import Path

import pytest
import yaml

from knowledge.cleaning.clean import clean_article
from knowledge.reading.read import parse_article
from knowledge.types import Period, Precision

LINES: list[dict[str, str]] = yaml.load(
    (Path(__file__).parents[2] / "cases/bylines.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
)
PROSE = "烛龙智能在山城做小模型，员工六十人，客户都在银行里，一年里换了三间办公室。"


def to_words(period: Period | None) -> str | None:
    length = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}
    return period.start.isoformat()[: length[period.precision]] if period else None


@pytest.mark.parametrize("row", LINES, ids=lambda row: row["line"])
def test_a_line_of_a_header(row: dict[str, str]) -> None:
    raw = parse_article("a.txt", f"烛龙智能的一年\n\n{row['line']}\n\n{PROSE}\n\n{PROSE}".encode())
    said = {
        "outlet": raw.outlet,
        "author": raw.author,
        "published": to_words(raw.published),
        "reprinted": to_words(raw.reprinted),
    }
    assert said == {key: row.get(key) for key in said}
    assert clean_article(raw).text == f"烛龙智能的一年\n{PROSE}\n{PROSE}"
