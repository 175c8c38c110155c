"""Names nobody prepared: every introduction finds its own example, ordinary words are no names."""

import time

import pytest

from knowledge.errors import RuleError
from knowledge.names.discover import discover_entities, find_introduced, to_reading
from knowledge.names.introductions import IntroductionRule, IntroductionRules, compile_rule, load_introductions
from knowledge.names.lexicon import load_lexicon
from knowledge.rules import own_rules
from knowledge.text import fold
from knowledge.types import Entity, EntityKind

RULES = own_rules("introductions.yaml", IntroductionRules).rules


def discover(text: str) -> dict[str, EntityKind]:
    """Name -> kind of the entities discovered in text, a sentence a line."""
    return {entity.name: entity.kind for entity in entities_of(text) if not entity.known}


def entities_of(text: str) -> tuple[Entity, ...]:
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return discover_entities(text, tuple(spans), load_lexicon())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.name))
def test_an_introduction_finds_its_own_example(rule: IntroductionRule) -> None:
    reading = to_reading(rule.example, load_lexicon().find(rule.example))
    found = [one for one in find_introduced(reading, ((0, len(rule.example)),)) if one.rule == rule.name]
    kinds: dict[str, list[str]] = {}
    for one in found:
        names = kinds.setdefault(one.kind.value if one.kind else "alias", [])
        name = rule.example[one.start : one.end]
        names += [] if name in names else [name]
    assert {kind: tuple(names) for kind, names in kinds.items()} == rule.finds


def test_introductions_have_names_of_their_own() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES) == len(load_introductions())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.name))
def test_every_example_holds_a_cue(rule: IntroductionRule) -> None:
    compiled = next(one for one in load_introductions() if one.name == rule.name)
    assert any(cue in rule.example or cue in fold(rule.example) for cue in compiled.cues)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "海底勘测公司青屿智能近日完成A轮融资。\n青屿智能成立于2019年,创始人兼CEO温若川毕业于浙江大学。",
            {"青屿智能": EntityKind.COMPANY, "温若川": EntityKind.PERSON},
            id="company and founder",
        ),
        pytest.param(
            "雪线资本董事合伙人范宁看来,时机未到。", {"范宁": EntityKind.PERSON}, id="two characters before a verb"
        ),
        pytest.param("他是原搜狗CTO简一舟。", {"简一舟": EntityKind.PERSON}, id="former title"),
        pytest.param("平台負責人溫若川", {"溫若川": EntityKind.PERSON}, id="traditional characters, as written"),
        pytest.param("创始人欧阳知夏说,不急。", {"欧阳知夏": EntityKind.PERSON}, id="surname of two characters"),
        pytest.param(
            "本轮由雪线资本和苍耳创投领投,老股东白礁创投继续跟投。",
            {"苍耳创投": EntityKind.FUND, "白礁创投": EntityKind.FUND, "雪线资本": EntityKind.FUND},
            id="funds",
        ),
        pytest.param("它研发了导航模型“霁蓝”。", {"霁蓝": EntityKind.PRODUCT}, id="product in quotes"),
        pytest.param(
            "Petra Lindqvist, 41, left Tidewell, a robotics start-up.",
            {"Petra Lindqvist": EntityKind.PERSON, "Tidewell": EntityKind.COMPANY},
            id="English",
        ),
        pytest.param("支持者有扬·维特豪斯。", {"扬·维特豪斯": EntityKind.PERSON}, id="transliterated"),
    ],
)
def test_introduced_names_are_discovered(text: str, found: dict[str, EntityKind]) -> None:
    assert discover(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "这家公司的负责人表示,人工智能发布会推迟。",
        "上市公司宣布完成融资,初创公司也在裁员。",
        "创始人曾表示不会融资。",
        "CEO高度重视产品,CTO方面没有回应。",
        "创业团队成立于2019年,产业基金继续跟投。",
        "由美元基金领投,社会资本、人力资本都不缺。",
        "The company said it raised $40m. Investors said so too.",
        "Last March, the chief executive said no. Silicon Valley said yes.",
        "大模型“很好用”,也“能赚钱”。",
        "投资人认为,机会不多。一位从业者说,不多。",
        "月之暗面创始人杨植麟与阿里巴巴CEO吴泳铭见面。",
    ],
)
def test_ordinary_words_and_known_names_are_not_discovered(text: str) -> None:
    assert discover(text) == {}


@pytest.mark.parametrize(
    ("text", "owner", "alias"),
    [
        pytest.param("字节跳动（英文名Brightloop）搬家。", "字节跳动", "Brightloop", id="said to be its English name"),
        pytest.param("OpenAI（09999.HK，中文名开智科技）上市。", "OpenAI", "开智科技", id="after a stock code"),
        pytest.param("OpenAI(开智科技)上市。", "OpenAI", "开智科技", id="only in brackets"),
        pytest.param("字节跳动（Brightloop，下称“字节跳”）搬家。", "字节跳动", "Brightloop", id="before a short form"),
    ],
)
def test_a_name_in_brackets_is_another_name(text: str, owner: str, alias: str) -> None:
    assert [(one.name, one.aliases) for one in entities_of(text)] == [(owner, (alias,))]


def test_a_short_form_in_brackets_begins_the_name() -> None:
    found = entities_of("做灌溉的青麦智控（GreenTide，下称“青麦”）昨晚公布了业绩。")
    assert found[0].name == "青麦智控"
    assert {alias for one in found if one.name == "青麦智控" for alias in one.aliases} == {"GreenTide", "青麦"}


def test_another_latin_name_in_brackets_is_none() -> None:
    found = entities_of('Tidewell Optics ("Sight") moved. Tidewell Robotics (Leeds) stayed.')
    assert [alias for one in found for alias in one.aliases] == []


@pytest.mark.parametrize("text", ["字节跳动（AI）", "OpenAI（CEO）", "OpenAI（美国）", "某公司（英文名Brightloop）"])
def test_other_brackets_are_no_names(text: str) -> None:
    assert entities_of(text) == ()


def test_similar_names_stay_two() -> None:
    text = "海底勘测公司澄观数据近日完成融资。\n澄观数据与苏州的澄观医疗是两家公司。"
    assert set(discover(text)) == {"澄观数据", "澄观医疗"}


@pytest.mark.parametrize("pattern", ["{title}.*{person}", "a+{person}", "a{2,}{person}"])
def test_an_unbounded_pattern_is_refused(pattern: str) -> None:
    rule = IntroductionRule(name="wild", cues=("a",), pattern=pattern, example="", finds={})
    with pytest.raises(RuleError, match="wild: unbounded"):
        compile_rule(rule, {"title": ("CEO",)})


def test_an_unknown_slot_is_refused() -> None:
    rule = IntroductionRule(name="wild", cues=("a",), pattern="{planet}", example="", finds={})
    with pytest.raises(RuleError, match="wild: no words or shape called planet"):
        compile_rule(rule, {})


def test_hostile_text_takes_time_in_proportion_to_its_length() -> None:
    text = "创始人兼CEO" * 20_000 + "公司" * 20_000 + "A " * 40_000
    start = time.perf_counter()
    discover(text)
    assert time.perf_counter() - start < 20
