"""Which company an article is about."""

import pytest

from knowledge.names.main_company import find_main_company
from knowledge.types import Entity, EntityKind
from tests import factories

LEXICON = factories.lexicon(
    Entity("山岚数据", EntityKind.COMPANY), Entity("青禾智能", EntityKind.COMPANY), Entity("极昼资本", EntityKind.FUND)
)


@pytest.mark.parametrize(
    ("title", "text", "main"),
    [
        pytest.param("山岚数据完成B轮融资", "极昼资本领投。青禾智能没有跟投。", "山岚数据", id="only one of the title"),
        pytest.param("山岚数据和青禾智能", "山岚数据更早。", None, id="two in the title"),
        pytest.param("山岚数据的对手", "青禾智能搬了家。青禾智能在招人。", None, id="another one is named more often"),
        pytest.param("一家公司的一年", "山岚数据。" * 5 + "青禾智能。", "山岚数据", id="named far more often"),
        pytest.param("两家公司的一年", "山岚数据。" * 5 + "青禾智能。" * 3, None, id="not far more often"),
        pytest.param("一家公司的一年", "山岚数据。" * 3 + "青禾智能。", "山岚数据", id="the text opens with it"),
        pytest.param("一家公司的一年", "那年，山岚数据。" * 3, None, id="neither opens the text nor is named often"),
        pytest.param("一句话", "山岚数据搬了家。", None, id="named in passing"),
    ],
)
def test_the_company_an_article_is_about(title: str, text: str, main: str | None) -> None:
    article = factories.article(text, title=title)
    assert find_main_company(article, LEXICON.find(article.text), LEXICON) == main
