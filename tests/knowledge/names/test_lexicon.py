"""The lexicon: what its files hold, how names are looked up, how they are found in a text."""

import itertools

import pytest

from knowledge.errors import RuleError
from knowledge.names.lexicon import FILES, Lexicon, NameRule, NameRules, load_lexicon, to_lexicon
from knowledge.rules import own_rules
from knowledge.text import to_key
from knowledge.types import Entity, EntityKind

TIDEWELL = Entity("Tidewell", EntityKind.COMPANY, ("汐井科技", "汐井"))


def find_names(text: str, lexicon: Lexicon | None = None) -> list[tuple[str, str]]:
    """(entity, words) of each mention, in order."""
    return [(one.entity, text[one.start : one.end]) for one in (lexicon or load_lexicon()).find(text)]


def rules(*names: NameRule, kind: EntityKind = EntityKind.COMPANY) -> NameRules:
    return NameRules(kind=kind, names=names)


def test_every_kind_of_name_is_there() -> None:
    assert {entity.kind for entity in load_lexicon().entities} == set(EntityKind) - {EntityKind.PLACE}
    assert len(load_lexicon().entities) > 400


def test_no_name_belongs_to_two_entities() -> None:
    owners: dict[str, str] = {}
    for entity in load_lexicon().entities:
        for name in (entity.name, *entity.aliases):
            assert owners.setdefault(to_key(name), entity.name) == entity.name


@pytest.mark.parametrize("entity", load_lexicon().entities, ids=lambda entity: str(entity.name))
def test_every_name_is_found_as_it_stands(entity: Entity) -> None:
    lexicon = load_lexicon()
    for name in (entity.name, *entity.aliases):
        assert find_names(f"“{name}”", lexicon) == [(entity.name, name)]
        assert lexicon.by_alias(name) == entity


@pytest.mark.parametrize("file", FILES)
def test_no_alias_repeats_the_name_or_another_alias(file: str) -> None:
    for rule in own_rules(file, NameRules).names:
        assert len({rule.name, *rule.aliases}) == 1 + len(rule.aliases)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("智谱 AI与智谱AI", [("智谱AI", "智谱 AI"), ("智谱AI", "智谱AI")], id="space between scripts"),
        pytest.param(
            "hugging face和HuggingFace", [("Hugging Face", "hugging face"), ("Hugging Face", "HuggingFace")], id="case"
        ),
        pytest.param("美團和稀宇科技", [("美团", "美團"), ("MiniMax", "稀宇科技")], id="traditional characters"),
        pytest.param("顺为本錢", [("顺为资本", "顺为本錢")], id="words of spun reprints"),
        pytest.param("Kimi Chatbot", [("Kimi", "Kimi")], id="longest that ends at a word border"),
        pytest.param("Kimi Chat上线", [("Kimi", "Kimi Chat")], id="a Chinese character is a border"),
        pytest.param("阿里云不是阿里", [("阿里云", "阿里云"), ("阿里巴巴", "阿里")], id="longest first"),
        pytest.param("Llama 3.1与Llama 3", [("Llama 3.1", "Llama 3.1"), ("Llama 3", "Llama 3")], id="versions"),
        pytest.param("Llama 3.7", [("Llama", "Llama")], id="an unknown version is no other version"),
        pytest.param("C.AI and Character.AI", [("Character.AI", "C.AI"), ("Character.AI", "Character.AI")], id="dots"),
        pytest.param("山姆•奥特曼说", [("Sam Altman", "山姆•奥特曼")], id="any middle dot"),
        pytest.param("GPT4和GPT-4", [("GPT-4", "GPT4"), ("GPT-4", "GPT-4")], id="hyphen"),
        pytest.param("pi, runway and meta", [], id="ordinary words in lower case"),
        pytest.param(
            "Pi, Runway and Meta", [("Pi", "Pi"), ("Runway", "Runway"), ("Meta", "Meta")], id="names in their case"
        ),
        pytest.param("OpenAIs xOpenAI", [], id="amid a word"),
        pytest.param("不断创新浪潮,很有道理", [], id="across two words"),
        pytest.param("让人联想到联想集团", [("联想", "联想集团")], id="unless it is a word"),
        pytest.param("百川能源和清华科技园", [], id="short names that other names begin with"),
        pytest.param("百川网络的员工", [], id="an everyday word that ends a name"),
        pytest.param("百川数据集很大", [("百川智能", "百川")], id="an everyday word that goes on"),
        pytest.param("阿里投资了百川", [("阿里巴巴", "阿里"), ("百川智能", "百川")], id="a verb that ends names"),
        pytest.param("百度数据显示", [("百度", "百度")], id="a full name before an everyday word"),
        pytest.param("百度能源宣布,字节跳动教育业务", [("字节跳动", "字节跳动")], id="a full name of a firm"),
        pytest.param("快手集团与百川集团", [("快手", "快手")], id="a group of one name"),
        pytest.param("星野集团、星野智能宣布上市", [], id="a product's name"),
        pytest.param("星野软件的用户", [("星野", "星野")], id="a product and what it is"),
        pytest.param("Cohere Health and Altman Capital", [], id="Latin names that other names begin with"),
        pytest.param("Annie Altman met Mr Altman", [("Sam Altman", "Altman")], id="another of the family"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_names_are_found(text: str, found: list[tuple[str, str]]) -> None:
    assert find_names(text) == found


def test_mentions_are_in_order_and_do_not_overlap() -> None:
    mentions = load_lexicon().find("月之暗面、MiniMax和智谱AI都见过阿里云的人,Moonshot AI除外。" * 20)
    assert all(one.end <= other.start for one, other in itertools.pairwise(mentions))


@pytest.mark.parametrize("text", ["moonshot ai", "MOONSHOT-AI", "月之暗面", "Moonshot"])
def test_an_alias_is_looked_up_in_any_form(text: str) -> None:
    entity = load_lexicon().by_alias(text)
    assert entity is not None
    assert entity.name == "月之暗面"


def test_sequoia_alone_is_neither_of_its_houses() -> None:
    text = "Sequoia、红杉、红杉资本、红杉中国、HongShan与红杉资本美国"
    assert [name for name, _ in find_names(text)] == ["红杉", "红杉", "红杉", "红杉中国", "红杉中国", "红杉美国"]


def test_a_name_covers_those_that_it_alone_may_mean() -> None:
    rules = NameRules(
        kind=EntityKind.FUND,
        names=(NameRule(name="白鹭", covers=("白鹭中国",)), NameRule(name="白鹭中国")),
    )
    lexicon = to_lexicon([rules]).with_entities([Entity("白鹭", EntityKind.FUND, ("Egret",))])
    entity = lexicon.by_alias("Egret")
    assert entity is not None
    assert entity.covers == ("白鹭中国",)


@pytest.mark.parametrize("covered", ["白鹭", "苍鹭"], ids=["itself", "an entity that is none"])
def test_a_name_covers_other_entities_only(covered: str) -> None:
    rules = NameRules(kind=EntityKind.FUND, names=(NameRule(name="白鹭", covers=(covered,)),))
    with pytest.raises(RuleError, match=r"白鹭\.covers"):
        to_lexicon([rules])


def test_a_product_has_a_maker_and_a_company_has_none() -> None:
    assert load_lexicon().maker("Kimi") == "月之暗面"
    assert load_lexicon().maker("月之暗面") is None


def test_added_entities_are_found_beside_the_known() -> None:
    lexicon = load_lexicon().with_entities([TIDEWELL])
    assert find_names("汐井与OpenAI", lexicon) == [("Tidewell", "汐井"), ("OpenAI", "OpenAI")]
    assert lexicon.entity("Tidewell") == TIDEWELL
    assert load_lexicon().entity("Tidewell") is None


def test_known_entities_get_further_aliases() -> None:
    lexicon = load_lexicon().with_entities([Entity("OpenAI", EntityKind.COMPANY, ("开放智能",))])
    assert find_names("开放智能", lexicon) == [("OpenAI", "开放智能")]
    assert len(lexicon.entities) == len(load_lexicon().entities)


def test_a_taken_name_stays_with_its_owner() -> None:
    lexicon = load_lexicon().with_entities(
        [Entity("Tidewell", EntityKind.COMPANY, ("Kimi",)), Entity("moonshot", EntityKind.PRODUCT)]
    )
    assert find_names("Kimi", lexicon) == [("Kimi", "Kimi")]
    assert lexicon.entity("moonshot") is None
    assert lexicon.entity("Tidewell") == Entity("Tidewell", EntityKind.COMPANY)


def test_a_short_form_of_two_added_entities_is_nobodys() -> None:
    lexicon = load_lexicon().with_entities(
        [Entity("溱渊科技", EntityKind.COMPANY, ("溱渊",)), Entity("溱渊医疗", EntityKind.COMPANY)]
    )
    assert find_names("溱渊的员工和溱渊医疗的员工", lexicon) == [("溱渊医疗", "溱渊医疗")]


def test_an_added_latin_word_counts_in_its_own_case_only() -> None:
    lexicon = load_lexicon().with_entities([Entity("Harbour Robotics", EntityKind.COMPANY, ("Harbour",))])
    assert find_names("a harbour; Harbour; harbour robotics", lexicon) == [
        ("Harbour Robotics", "Harbour"),
        ("Harbour Robotics", "harbour robotics"),
    ]


def test_entities_are_added_in_layers() -> None:
    lexicon = load_lexicon().with_entities([TIDEWELL]).with_entities([Entity("Tidewell", EntityKind.COMPANY, ("汐",))])
    lexicon = lexicon.with_entities([Entity("霁蓝", EntityKind.PRODUCT)])
    assert find_names("Tidewell的霁蓝", lexicon) == [("Tidewell", "Tidewell"), ("霁蓝", "霁蓝")]
    assert lexicon.by_alias("汐井科技") == lexicon.entity("Tidewell")


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        pytest.param(
            [NameRule(name="甲科技"), NameRule(name="乙方", aliases=("甲科技",))], "甲科技.*乙", id="two owners"
        ),
        pytest.param([NameRule(name="Kite AI"), NameRule(name="乙方", aliases=("kiteai",))], "Kite AI", id="same key"),
        pytest.param([NameRule(name="甲科技"), NameRule(name="甲科技")], "twice", id="entity twice"),
        pytest.param([NameRule(name="甲科技", aliases=("甲",))], "too short", id="one character"),
        pytest.param([NameRule(name="甲科技", maker="丙")], "丙 is no entity", id="unknown maker"),
        pytest.param([NameRule(name="甲科技", exact=("丙",))], "none of its names", id="stray exact"),
    ],
)
def test_a_broken_name_is_refused(names: list[NameRule], reason: str) -> None:
    with pytest.raises(RuleError, match=reason):
        to_lexicon([rules(*names)])
