"""Passages: where sentences end, which heading stands above, and who speaks."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.cleaning.clean import clean_article
from knowledge.names.lexicon import Lexicon, load_lexicon
from knowledge.reading.read import read_article
from knowledge.splitting.boundaries import LONGEST, sentence_rules, split_sentences
from knowledge.splitting.passages import split_passages
from knowledge.splitting.speaker_rules import speaker_rules
from knowledge.text import fold, fold_characters, to_key
from knowledge.types import Article, Entity, EntityKind, Passage, PassageKind, RawArticle

SHARED = Path(__file__).parents[3] / "../shared"
ARTICLES = sorted([*(SHARED / "articles").glob("*.txt"), *(SHARED / "eval/other/articles").glob("*.*")])
PEOPLE = Lexicon(
    entities=(
        Entity("Adèle Winters", EntityKind.PERSON, ("Adele Winters",)),
        Entity("Sam Orchard", EntityKind.PERSON, ("Sam",)),
        Entity("周南", EntityKind.PERSON),
        Entity("本", EntityKind.COMPANY),
    )
)

SENTENCES = [
    (
        "chinese",
        "青禾融了资。金额呢？不知道！后来说了；再后来没说。",
        ["青禾融了资。", "金额呢？", "不知道！", "后来说了；", "再后来没说。"],
    ),
    (
        "half-width",
        "青禾融了资;金额呢?不知道!后来说了.再说",
        ["青禾融了资;", "金额呢?", "不知道!", "后来说了.", "再说"],
    ),
    ("closing-quote", "他说：“我们不急。”后来融了资。", ["他说：“我们不急。”", "后来融了资。"]),
    ("said-with-a-comma", "林晚告诉我们，“价格还行。”没有人不同意。", ["林晚告诉我们，“价格还行。”", "没有人不同意。"]),
    (
        "quote-then-speaker",
        "“我们不急。”林晚告诉记者，还要等。后来融了资。",
        ["“我们不急。”林晚告诉记者，还要等。", "后来融了资。"],
    ),
    ("quote-alone", "“我们不急。”“真的吗？”天黑了。", ["“我们不急。”", "“真的吗？”", "天黑了。"]),
    ("quote-as-an-attribute", "这是“不急。”的意思。完。", ["这是“不急。”的意思。", "完。"]),
    ("several-in-a-quote", "她说：“不急。再等等。会好的。”完。", ["她说：“不急。再等等。会好的。”", "完。"]),
    ("corner-brackets", "「不急。」林晚説。完。", ["「不急。」林晚説。", "完。"]),
    ("brackets", "青禾（做质检。也做标注。）融了资。完。", ["青禾（做质检。也做标注。）融了资。", "完。"]),
    ("bracket-sentence", "青禾融了资。（金额不明。）完。", ["青禾融了资。", "（金额不明。）", "完。"]),
    ("title", "《要退吗？要进吗？》是一本书。完。", ["《要退吗？要进吗？》是一本书。", "完。"]),
    ("unclosed-quote", "他说：“不急。后来融了资。", ["他说：“不急。", "后来融了资。"]),
    ("ellipsis", "还有很多……但不说了。完。", ["还有很多……但不说了。", "完。"]),
    ("ellipsis-in-a-quote", "他写道：“又一家….”大家笑了。", ["他写道：“又一家….”", "大家笑了。"]),
    ("english", "Harbour raised money. Who led? Lane did!", ["Harbour raised money.", "Who led?", "Lane did!"]),
    ("decimals", "It paid $2.7 billion. Version 3.5 came later.", ["It paid $2.7 billion.", "Version 3.5 came later."]),
    ("names-with-dots", "Harbor.AI and u.com met. They talked.", ["Harbor.AI and u.com met.", "They talked."]),
    (
        "abbreviations",
        "Mr. Lane of Harbour Inc. joined in Jan. 2031. He left.",
        ["Mr. Lane of Harbour Inc. joined in Jan. 2031.", "He left."],
    ),
    ("initials", "J. R. Winters met A. Lane. They talked.", ["J. R. Winters met A. Lane.", "They talked."]),
    ("country-inside", "The U.S. Treasury said no. It stayed.", ["The U.S. Treasury said no.", "It stayed."]),
    ("country-at-the-end", "It left the U.S. The rest stayed.", ["It left the U.S.", "The rest stayed."]),
    (
        "semicolon-in-english",
        "The former led; the latter followed. Done.",
        ["The former led; the latter followed.", "Done."],
    ),
    ("english-quotes", 'She said: "It is done." Nobody spoke.', ['She said: "It is done."', "Nobody spoke."]),
    ("english-quote-first", '"Is it done?" she asked. Nobody spoke.', ['"Is it done?" she asked.', "Nobody spoke."]),
    (
        "lead-in-capitals",
        "HARBOUR AI. On 1 May it raised money. Done.",
        ["HARBOUR AI. On 1 May it raised money.", "Done."],
    ),
    ("mixed", "青禾用了GPT-3.5和A. Capital的钱。它在u.com上。", ["青禾用了GPT-3.5和A. Capital的钱。", "它在u.com上。"]),
    ("address", "见bc.example/a?b=1!c的说明。完。", ["见bc.example/a?b=1!c的说明。", "完。"]),
    ("no-end", "青禾融了资", ["青禾融了资"]),
    ("signs-only", "……！！。。", []),
    ("nothing", "", []),
]


def sentences_of(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in SENTENCES], ids=[row[0] for row in SENTENCES])
def test_sentences_end_where_they_end(text: str, expected: list[str]) -> None:
    assert sentences_of(text) == expected


@given(st.text(alphabet=st.sampled_from("青禾aB1 。！？.?!;；“”「」（）\"'…，：说\u3000"), max_size=120))
def test_sentences_are_all_of_the_words_in_order(text: str) -> None:
    spans = split_sentences(text)
    done = 0
    for start, end in spans:
        assert done <= start < end
        assert text[start:end].strip() == text[start:end]
        assert not any(char.isalnum() for char in text[done:start])
        done = end
    assert not any(char.isalnum() for char in text[done:])


def test_what_never_ends_is_cut_at_a_comma() -> None:
    spans = split_sentences("青禾融资，" * 500)
    assert all(end - start <= LONGEST for start, end in spans)
    assert spans[0][1] % 5 == 0


@pytest.mark.parametrize("piece", ["青", "“", "”。", "（。", "a.", "A. ", "。", '"', "U.S. ", "“。”说"])
def test_hostile_paragraphs_end(piece: str) -> None:
    """Ends at all: on what takes quadratic time, half a million characters would take hours."""
    text = piece * (500_000 // len(piece))
    assert all(text[start:end].strip() for start, end in split_sentences(text))


def test_every_rule_of_sentences_hits_its_example() -> None:
    rules = sentence_rules()
    assert len(sentences_of(rules.abbreviations.example)) == 1
    assert len(sentences_of(rules.starters.example)) == 2
    assert rules.introduction.search(fold(rules.introduction.example))
    assert rules.attribution.match(fold(rules.attribution.example))


def article_of(body: str) -> Article:
    return clean_article(RawArticle(name="a.txt", digest="0", body=body, title="青禾智能的一年"))


def passages_of(body: str) -> tuple[Article, tuple[Passage, ...]]:
    article = article_of(body)
    return article, split_passages(article, PEOPLE)


def turns_of(body: str) -> list[tuple[str | None, str]]:
    article, passages = passages_of(body)
    return [(each.speaker, article.text[each.start : each.end]) for each in passages if each.kind is PassageKind.BODY]


def test_passages_know_their_heading_kind_and_block() -> None:
    article, passages = passages_of(
        "开头一句。\n\n## 生意\n\n第一句。第二句。\n\n"
        "| 项目 | 青禾 |\n|---|---|\n| 员工 | 60人 |\n\n末一句。\n\n## 人\n\n又一句。"
    )
    assert [(each.kind.value, each.heading, article.text[each.start : each.end]) for each in passages] == [
        ("title", None, "青禾智能的一年"),
        ("body", None, "开头一句。"),
        ("heading", None, "生意"),
        ("body", "生意", "第一句。"),
        ("body", "生意", "第二句。"),
        ("heading", "生意", "项目 | 青禾"),
        ("table", "项目 | 青禾", "员工 | 60人"),
        ("body", "生意", "末一句。"),
        ("heading", None, "人"),
        ("body", "人", "又一句。"),
    ]
    assert [each.index for each in passages] == list(range(len(passages)))
    for each in passages:
        block = article.blocks[each.block]
        assert block.start <= each.start < each.end <= block.end


def test_a_turn_goes_on_over_paragraphs_and_headings_until_the_next() -> None:
    body = (
        "开场白，没有人说。\n\n林晚：第一句。第二句。\n\n还是她说的。\n\n## 生意\n\n仍是她说的。\n\n"
        "周南：问一句？\n\n林晚：答一句。\n\n周南:\n\n好的。\n\n注：文中人名为化名。\n\n尾声。"
    )
    assert turns_of(body) == [
        (None, "开场白，没有人说。"),
        ("林晚", "第一句。"),
        ("林晚", "第二句。"),
        ("林晚", "还是她说的。"),
        ("林晚", "仍是她说的。"),
        ("周南", "问一句？"),
        ("林晚", "答一句。"),
        ("周南", "好的。"),
        (None, "注：文中人名为化名。"),
        (None, "尾声。"),
    ]


def test_one_person_under_several_labels_is_one_speaker() -> None:
    body = (
        "今天的客人是 Adele Winters。\n\n山姆：你好。\n\nAdele：你好。\n\nSam：谢谢。\n\n"
        "阿黛尔：不客气。\n\n阿戴尔：再说一句。\n\n"
        "**Sam:** 再见。\n\nAdele Winters（北窗创始人）：再见。\n\n阿黛尔：好。"
    )
    speakers = [speaker for speaker, _ in turns_of(body)]
    assert speakers[2] == speakers[7] == "Adèle Winters"
    assert speakers[4] == speakers[5] == speakers[8]
    assert speakers[1] == speakers[3] == speakers[6] == "Sam Orchard"


def test_a_label_that_is_also_a_company_is_a_person_in_a_transcript() -> None:
    body = "本：你好。\n\n大卫：你好。\n\nBen：谢谢。\n\nDavid：不客气。\n\n"
    body += "本：好。\n\n大卫：好。\n\nBen：好。\n\nDavid：好。"
    assert [speaker for speaker, _ in turns_of(body)] == ["Ben", "David"] * 4


def test_two_people_whose_names_differ_in_one_character_stay_two() -> None:
    body = "赵小明：你好。\n\n赵小红：你好。\n\n赵小明：谢谢。\n\n赵小红：不客气。"
    assert [speaker for speaker, _ in turns_of(body)] == ["赵小明", "赵小红"] * 2


def test_a_role_speaks_without_a_name() -> None:
    body = "主持人：你好。\n\n林晚：你好。\n\n主持人：谢谢。\n\n林晚：不客气。"
    assert [speaker for speaker, _ in turns_of(body)] == [None, "林晚"] * 2


def test_who_asks_under_the_name_of_an_outlet_is_nobody_and_makes_a_transcript() -> None:
    body = "山城周刊：为什么不做人形？\n\n林晚：客户不要。\n\n还是她说的。\n\n山城周刊：几时上市？\n\n林晚：不急。"
    assert [speaker for speaker, _ in turns_of(body)] == [None, "林晚", "林晚", None, "林晚"]


def test_a_paragraph_that_tells_what_another_says_ends_the_turn() -> None:
    body = "周南：几时上市？\n\n林晚：不急。\n\n周南：为什么？\n\n林晚：钱够。\n\n高远补充说，账上有三亿。\n\n天黑了。"
    assert [speaker for speaker, _ in turns_of(body)] == ["周南", "林晚", "周南", "林晚", None, None]


@pytest.mark.parametrize(
    "body",
    [
        "时间：下午。\n\n地点：山城。\n\n时间：上午。\n\n地点：港城。",
        "据悉：融了资。\n\n林晚：你好。\n\n林晚：再见。",
        "估值：三亿。\n\n投资方：极北。\n\n估值：四亿。\n\n投资方：极南。",
        "结果是：好。\n\n问题是：难。\n\n结果是：坏。\n\n问题是：易。",
        "https://a.example\n\n注：甲。\n\n注：乙。\n\n编者按：丙。\n\n编者按：丁。",
    ],
)
def test_words_before_a_colon_are_no_speakers(body: str) -> None:
    article, passages = passages_of(body)
    assert {each.speaker for each in passages} == {None}
    assert all(
        each.start == article.blocks[each.block].start
        for each in passages
        if each.kind is not PassageKind.BODY or each.index == 1
    )


def test_the_rules_of_speakers_hold_together() -> None:
    rules = speaker_rules()
    forms = [to_key(form) for name, forms in rules.given_names.items() for form in (name, *forms)]
    twice = [form for form, count in Counter(forms).items() if count > 1]
    assert twice == []
    assert not rules.roles.labels & rules.asides.labels
    assert not rules.roles.labels & rules.common.labels
    for labels in (rules.roles.labels, rules.asides.labels, rules.common.labels):
        assert all(fold_characters(label) == label for label in labels)
    for group in (rules.roles, rules.asides, rules.common):
        assert any(group.example.startswith(label) for label in group.labels)
    for expression in (rules.nicknames, rules.interviewed, rules.narrated):
        assert expression.search(fold_characters(expression.example))
    assert set("克莱姆雷") <= set(rules.transliteration.characters)


@pytest.mark.skipif(not ARTICLES, reason="the shared articles are not there")
@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem[:12])
def test_a_real_article_is_all_in_its_passages(path: Path) -> None:
    article = clean_article(read_article(path))
    passages = split_passages(article, load_lexicon())
    speakers = {each.speaker for each in passages} - {None}
    assert len(speakers) in (0, 2, 3)
    done = 0
    for each in passages:
        block = article.blocks[each.block]
        assert block.start <= each.start < each.end <= block.end
        assert done <= each.start
        assert any(char.isalnum() for char in article.text[each.start : each.end])
        left_out = article.text[done : each.start]
        assert len(left_out) < 40
        assert each.speaker or not any(char.isalnum() for char in left_out)
        done = each.end
    assert max(each.end - each.start for each in passages) < 300
