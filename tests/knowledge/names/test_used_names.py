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
        pytest.param("棹影AI:A轮1.2亿元,领投方未披露。", "棹影AI", COMPANY, id="head of an item about a deal"),
        pytest.param("2. “禾见”(Hojan):种子轮300万美元。", "禾见", COMPANY, id="head with number, quotes and bracket"),
        pytest.param("Pebble Voice:2800万美元A轮,做语音。", "Pebble Voice", COMPANY, id="head in Latin letters"),
        pytest.param(
            "专访砚岸贺兰舟:关掉一条线\n砚岸做的是给财务用的智能体。\n创始人贺兰舟毕业于某校。",
            "砚岸",
            COMPANY,
            id="heading of an interview",
        ),
        pytest.param("砚岸智能（珠海，潜水监测）：Pre-A轮，2800万元。", "砚岸智能", COMPANY, id="head with a place"),
        pytest.param("弦野科技 · 厦门 · A轮 · 7500万元", "弦野科技", COMPANY, id="head of an item in parts"),
        pytest.param("嘉宾是叠棹(Diezhao)创始人兼 CEO 贺兰舟。", "叠棹", COMPANY, id="Latin name and title"),
        pytest.param("杭州“砚岸科技”的创始人贺兰舟告诉我们。", "砚岸科技", COMPANY, id="quotes before what it has"),
        pytest.param("走在前面的是砚岸科技。砚岸没有融资。", "砚岸科技", COMPANY, id="stem alone elsewhere"),
        pytest.param("3月,星河智能完成2亿美元A轮融资。", "星河智能", COMPANY, id="ordinary words that close a round"),
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
        "CTO管模型,一位教授向本报表示不管模型。\n她又向本报表示没有用。",
        "据该公司官网介绍,他做的是手机上的降噪晶片。\n官网介绍说,降噪晶片不贵。",
        "The Startup That Wants to Read\nThey want to hire people. Wants said so.",
        "周一 · 上午 · A轮路演 · 二楼",
        "我叫他回去,我是说,竞争对手也没有办法。",
        "本轮融资:2亿元,投后估值10亿元。\n领投方:未披露,轮次不详。",
        "主持人:融资了几轮?\n老听众:三轮。\n老听众:估值不高。\n老听众:没有领投。",
        "它做东南亚小语种的客服语音。",
        "转发:某公司完成B轮融资",
        "客户往中东跑,文字稿由机器转写。",
        "The Antwerp office runs late. Antwerp said nothing.",
    ],
)
def test_ordinary_words_are_no_names_however_they_are_used(text: str) -> None:
    assert discover(text) == {}


def test_given_names_are_told_from_words() -> None:
    assert given_likeness("砚秋") > 0 > given_likeness("性能")
