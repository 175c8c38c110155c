"""Names that nobody introduces: what an article does with them shows them, and ordinary words stay ordinary words."""

import pytest

from knowledge.names.discover import discover_entities
from knowledge.names.given_names import given_likeness
from knowledge.names.lexicon import load_lexicon
from knowledge.types import EntityKind

COMPANY, FUND, PERSON, PRODUCT = EntityKind.COMPANY, EntityKind.FUND, EntityKind.PERSON, EntityKind.PRODUCT


def discover(text: str) -> dict[str, EntityKind]:
    """Name -> kind of the entities discovered in text, a sentence a line."""
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    found = discover_entities(text, tuple(spans), load_lexicon())
    return {entity.name: entity.kind for entity in found if not entity.known}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        pytest.param("2019年春天,贺兰舟离职。", "贺兰舟", PERSON, id="who leaves"),
        pytest.param("贺兰舟在电话里否认了这个数字。", "贺兰舟", PERSON, id="who denies, by telephone"),
        pytest.param("时任某厂高级总监的贺兰舟租下两间房。", "贺兰舟", PERSON, id="title, 的 and a person"),
        pytest.param("另一家由他的室友贺兰舟掌管。", "贺兰舟", PERSON, id="room-mate"),
        pytest.param("首席技术官罗廷和来自一家研究院。", "罗廷和", PERSON, id="a given name that ends with 和"),
        pytest.param(
            "同城的磐石无界据说也在洽谈新一轮融资。\n磐石无界的员工不多。", "磐石无界", COMPANY, id="no last word"
        ),
        pytest.param("他的新公司叫禾见,做农业。", "禾见", COMPANY, id="what a company is called"),
        pytest.param(
            "渡口智能的开发主管厉行舟跳槽了。\n渡口智能没有回应。", "渡口智能", COMPANY, id="the firm of a person"
        ),
        pytest.param("我们挑了三家:烛龙、石径和沧海微。", "石径", COMPANY, id="as many as the list says"),
        pytest.param("泊舟资本担任独家财务顾问。", "泊舟资本", FUND, id="adviser"),
        pytest.param("面向个人的助手叫“砚台”。", "砚台", PRODUCT, id="what an assistant is called"),
        pytest.param("卫星搭载的是公司自研的玄鸟-2芯片。", "玄鸟-2", PRODUCT, id="a model's number"),
        pytest.param(
            "We spoke to Nadia, who runs Ferrywright.\nFerrywright moves paper.", "Ferrywright", COMPANY, id="who runs"
        ),
        pytest.param(
            "Hallam Pryce does not eat fish.\nPryce said so.", "Hallam Pryce", PERSON, id="family name speaks"
        ),
    ],
)
def test_a_name_is_known_by_its_use(text: str, name: str, kind: EntityKind) -> None:
    assert discover(text).get(name) == kind


@pytest.mark.parametrize(
    "text",
    [
        "本轮投后估值约65亿元。\n公司投后估值不变。",
        "没有任何一家股东提过控股的要求。",
        "底层管模型的团队离职了。\n他说管模型不难。",
        "很快,平台上公开的模型会更多,平台上用户也多。",
        "做这件事的人非常少。",
        "竞争对手纷纷降价,同行愿意支付更多。",
        "云计算说到底是规模生意,高性能计算也是。",
        "我们看了三家:便宜、快和稳。",
        "The Antwerp office runs late. Antwerp said nothing.",
    ],
)
def test_ordinary_words_are_no_names_however_they_are_used(text: str) -> None:
    assert discover(text) == {}


def test_given_names_are_told_from_words() -> None:
    assert given_likeness("砚秋") > 0 > given_likeness("性能")
