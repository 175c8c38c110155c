"""Whom 公司 stands for, where the sentence before does not say."""

import pytest

from knowledge.names.mentions import find_mentions
from knowledge.types import Entity, EntityKind
from tests import factories

COMPANIES = (Entity(name, EntityKind.COMPANY) for name in ("山岚数据", "青禾智能", "谷雨科技"))
LEXICON = factories.lexicon(*COMPANIES, Entity("褚云帆", EntityKind.PERSON))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        pytest.param("山岚数据路子最硬。褚云帆带队多年。公司去年搬了家。", ["山岚数据"], id="farther back in the paragraph"),
        pytest.param("山岚数据（合肥，标注）：褚云帆是 ex-青禾智能。公司现有160人。", ["山岚数据"], id="named in passing"),
        pytest.param("山岚数据（合肥，标注）：A轮。青禾智能也在谈。公司现有160人。", ["山岚数据"], id="the paragraph's head"),
        pytest.param("山岚数据和青禾智能都在谈。褚云帆不急。公司现有160人。", [], id="two of them"),
    ],
)  # fmt: skip
def test_the_company_is_looked_for_in_the_whole_paragraph(text: str, meant: list[str]) -> None:
    source = factories.article(text, "谷雨科技没有回应。")
    found = find_mentions(source, factories.passages(source), LEXICON)
    assert [mention.entity for mention in found if mention.resolved] == meant
