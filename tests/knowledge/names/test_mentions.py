"""Mentions in an article: names, short forms, pronouns."""

import itertools

import pytest

from knowledge.names.coreference import PronounRule, PronounRules
from knowledge.names.lexicon import load_lexicon
from knowledge.names.mentions import find_entities, find_mentions
from knowledge.rules import own_rules
from knowledge.types import Article, Block, Entity, EntityKind, Mention, Passage, PassageKind

PRONOUNS = own_rules("pronouns.yaml", PronounRules).pronouns


def read(text: str, *, speaker: str | None = None) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Entities and mentions of an article: a block a line, a sentence up to each full stop."""
    blocks, passages, start = [], [], 0
    for which, line in enumerate(text.split("\n")):
        blocks.append(Block(start, start + len(line), PassageKind.BODY))
        begin = start
        for at, char in enumerate(line, start):
            if char == "。" or line[at - start :].startswith(". ") or at == start + len(line) - 1:
                passages.append(
                    Passage("a.txt", len(passages), begin, at + 1, which, PassageKind.BODY, speaker=speaker)
                )
                begin = at + 1
        start += len(line) + 1
    article = Article("a.txt", "", "", text, tuple(blocks), ())
    entities = find_entities(article, passages, load_lexicon())
    return entities, find_mentions(article, passages, load_lexicon().with_entities(entities))


def resolved(text: str, *, speaker: str | None = None) -> list[tuple[str, str]]:
    """(words, entity) of what is resolved, in order."""
    return [(text[one.start : one.end], one.entity) for one in read(text, speaker=speaker)[1] if one.resolved]


@pytest.mark.parametrize("rule", PRONOUNS, ids=lambda rule: str(rule.name))
def test_a_pronoun_stands_for_whom_its_example_says(rule: PronounRule) -> None:
    found = resolved(rule.example)
    assert [entity for words, entity in found if words.lower() in rule.words] == [rule.stands_for]


def test_entities_known_and_discovered_come_in_order() -> None:
    entities, _ = read("OpenAI见了青屿智能创始人温若川。Kimi没有。")
    assert [(one.name, one.known) for one in entities] == [
        ("OpenAI", True),
        ("青屿智能", False),
        ("温若川", False),
        ("Kimi", True),
    ]


def test_a_speaker_whom_nobody_names_is_an_entity() -> None:
    assert read("不急。", speaker="温若川")[0] == (Entity("温若川", EntityKind.PERSON, known=False),)


@pytest.mark.parametrize(
    ("text", "name", "short"),
    [
        pytest.param("Goran Petrov, the general counsel, left. Petrov is 40.", "Goran Petrov", "Petrov", id="surname"),
        pytest.param("Scale AI moved. This week Scale cut jobs.", "Scale AI", "Scale", id="known company"),
        pytest.param("海底勘测公司溱渊数据近日完成融资。溱渊很小。", "溱渊数据", "溱渊", id="without its suffix"),
        pytest.param(
            "He agreed to buy Tidewell Forecast for $4m. He likes Tidewell.",
            "Tidewell Forecast",
            "Tidewell",
            id="first word",
        ),
    ],
)
def test_a_short_form_is_another_name(text: str, name: str, short: str) -> None:
    entities, mentions = read(text)
    assert short in next(one for one in entities if one.name == name).aliases
    assert [one.entity for one in mentions].count(name) == 2


@pytest.mark.parametrize(
    ("text", "name", "short"),
    [
        pytest.param("海底勘测公司溱渊数据近日完成融资。", "溱渊数据", "溱渊", id="Chinese"),
        pytest.param("The round was led by Skerry Ventures.", "Skerry Ventures", "Skerry", id="English"),
    ],
)
def test_a_firm_may_be_asked_about_in_short(text: str, name: str, short: str) -> None:
    entities, _ = read(text)
    assert short in next(one for one in entities if one.name == name).aliases


@pytest.mark.parametrize(
    ("text", "short"),
    [
        pytest.param(
            "海底勘测公司溱渊数据近日完成融资。溱渊数据与上海的溱渊医疗是两家公司。溱渊很小。",
            "溱渊",
            id="two could be meant",
        ),
        pytest.param(
            "海底勘测公司溱渊数据近日完成融资。溱渊传媒在楼下。溱渊很小。",
            "溱渊",
            id="another one that nobody introduces",
        ),
        pytest.param(
            "海底勘测公司溱渊数据近日完成融资。溱渊原点在楼下。", "溱渊", id="a longer name without a firm's last word"
        ),
        pytest.param("CEO Ann Petrov and CTO Goran Petrov left. Petrov is 40.", "Petrov", id="two of one surname"),
        pytest.param("Scale AI moved. Scale matters at any scale.", "Scale", id="an ordinary word in the article"),
    ],
)
def test_an_unclear_short_form_is_left_out(text: str, short: str) -> None:
    entities, _ = read(text)
    assert all(short not in one.aliases for one in entities)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("杨植麟和张予彤见了面。他很高兴。", [], id="two people"),
        pytest.param("智谱AI赢了MiniMax。它很高兴。", [], id="two companies"),
        pytest.param("杨植麟没有到场。\n他在开会。", [], id="another paragraph"),
        pytest.param("杨植麟没有到场。会议照开。他在开会。", [], id="two sentences before"),
        pytest.param("杨植麟没有到场。他们在开会,其他人也在。", [], id="longer words"),
        pytest.param("杨植麟说:“他没有来。”", [], id="within somebody's words"),
        pytest.param("有人问起智谱AI。它在招人。", [], id="not what the sentence is about"),
        pytest.param("智谱AI、MiniMax和OpenAI到场。前者先走。", [], id="the former of three"),
        pytest.param(
            "智谱AI换了总部。它在招人,它还在搬家。", [("它", "智谱AI"), ("它", "智谱AI")], id="one after another"
        ),
        pytest.param(
            "智谱AI与MiniMax到场。前者先走,后者没走。",
            [("前者", "智谱AI"), ("后者", "MiniMax")],
            id="former and latter",
        ),
        pytest.param("Sam Altman met Google. He left.", [("He", "Sam Altman")], id="English"),
        pytest.param("The theme of Sam Altman was this.", [], id="amid a word"),
    ],
)
def test_pronouns_are_resolved_only_where_one_candidate_is_left(text: str, found: list[tuple[str, str]]) -> None:
    assert resolved(text) == found


def test_it_is_not_resolved_in_a_transcript() -> None:
    assert resolved("智谱AI换了总部。它还在招人。", speaker="温若川") == []


def test_mentions_are_in_order_and_do_not_overlap() -> None:
    _, mentions = read("杨植麟见了OpenAI的人。他走了。该公司没有回应,它的人也没有。" * 30)
    assert all(one.end <= other.start for one, other in itertools.pairwise(mentions))
