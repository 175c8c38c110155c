"""Commands that stand for a sentence: what they stand for, for whom, in which language; the same answer byte for byte."""

from collections.abc import Iterator

import pytest

from bot.article_library import ArticleLibrary
from bot.command_rules import command_rules
from bot.commanded import Lacking
from bot.types import Asker, Language, Question, Status
from tests.bot.libraries import library_of

ARTICLE = """星河智能与云帆科技

2024-03-05

星河智能宣布完成2亿元B轮融资，由青禾资本领投，投后估值18亿元。
2023年1月，星河智能由赵明远创办，公司总部位于杭州。
2023年8月，星河智能完成5000万元A轮融资，估值6亿元。
云帆科技2021年成立，创始人是许静宜。2023年5月，云帆科技完成1亿元A轮融资，由青禾资本领投，估值9亿元。
赵明远曾在云帆科技担任首席科学家。赵明远说：“开源不是生意，是招聘广告。”
创始人赵明远表示：“大模型的价格还会再降一个数量级，这对应用公司是好事。”
Northwind Labs was founded in 2020. Quillon Systems was founded in 2019. Northwind Labs is valued at $2 billion.
Quillon Systems is valued at $3 billion.
"""
ASKER = Asker(chat=7, user=7)
EXAMPLES = [example for rule in command_rules().commands.values() for example in rule.examples]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArticleLibrary]:
    with library_of(tmp_path_factory.mktemp("commanded"), ARTICLE) as opened:
        yield opened


def spell(library: ArticleLibrary, typed: str, about: str | None = None, language: Language = Language.SIMPLIFIED):
    command, _, words = typed.removeprefix("/").partition(" ")
    return library.spell_out(Question(words, ASKER, about=about, command=command), language)


def text(
    library: ArticleLibrary, typed: str, about: str | None = None, language: Language = Language.SIMPLIFIED
) -> str:
    found = spell(library, typed, about, language)
    assert isinstance(found, Question)
    assert (found.command, found.about, found.asker) == (None, None, ASKER)
    return found.text


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.typed)
def test_a_command_is_answered_as_its_sentence_byte_for_byte(library: ArticleLibrary, example) -> None:
    spelt = spell(library, example.typed)
    assert isinstance(spelt, Question)
    assert spelt.text == example.asks
    library.forget(ASKER.chat)
    answer = library.answer(spelt)
    library.forget(ASKER.chat)
    assert answer == library.answer(Question(example.asks, ASKER))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("/compare 星河智能 云帆科技", "对比星河智能和云帆科技"),
        ("/compare 星河智能、云帆科技", "对比星河智能和云帆科技"),
        ("/compare 星河智能 vs 云帆科技", "对比星河智能和云帆科技"),
        ("/compare 星河智能vs.云帆科技", "对比星河智能和云帆科技"),
        ("/compare 星河智能和云帆科技", "对比星河智能和云帆科技"),
        ("/compare 星河智能与云帆科技谁的估值高", "星河智能与云帆科技谁的估值高"),
        ("/compare 星河智能 云帆科技 估值", "对比星河智能和云帆科技的估值"),
        ("/compare 星河智能 云帆科技 Quillon Systems", "对比星河智能和云帆科技和Quillon Systems"),
        ("/compare Northwind Labs 星河智能", "对比Northwind Labs和星河智能"),
        ("/compare Northwind Labs Quillon Systems", "对比Northwind Labs和Quillon Systems"),
        ("/compare Quillon Systems vs Northwind Labs", "对比Quillon Systems和Northwind Labs"),
        ("/compare 星河智能 无名科技", "对比星河智能和无名科技"),
        ("/compare 无名科技 无姓智能", "对比无名科技和无姓智能"),
        ("/compare Foo Bar", "对比Foo和Bar"),
        ("/compare Foo Bar vs Baz", "对比Foo Bar和Baz"),
        ("/quotes 赵明远 开源", "赵明远怎么看开源"),
        ("/quotes 开源 赵明远", "赵明远怎么看开源"),
        ("/quotes 王无名 开源", "王无名怎么看开源"),
        ("/timeline 星河智能 融资", "星河智能的融资时间线"),
        ("/timeline 星河智能的融资", "星河智能的融资时间线"),
        ("/timeline 无名科技", "无名科技的时间线"),
        ("/timeline Northwind Labs", "Northwind Labs的时间线"),
        ("/who 星河智能的创始人", "介绍一下星河智能的创始人"),
        ("/invested 青禾资本", "青禾资本投了哪些公司"),
        ("/invested 星河智能", "谁投资了星河智能"),
        ("/invested 无名科技", "谁投资了无名科技"),
    ],
)
def test_names_are_told_apart_whatever_stands_between_them(library: ArticleLibrary, typed: str, sentence: str) -> None:
    assert text(library, typed) == sentence


@pytest.mark.parametrize(
    ("typed", "language", "sentence"),
    [
        ("/timeline 云帆科技", Language.ENGLISH, "云帆科技的时间线"),
        ("/timeline 雲帆科技", Language.SIMPLIFIED, "雲帆科技的時間線"),
        ("/timeline Quillon Systems", Language.ENGLISH, "Timeline of Quillon Systems"),
        ("/timeline Quillon Systems", Language.TRADITIONAL, "Quillon Systems的時間線"),
        ("/compare Northwind Labs, Quillon Systems", Language.ENGLISH, "Compare Northwind Labs and Quillon Systems"),
    ],
)
def test_the_sentence_is_in_the_language_of_the_words_or_else_of_the_app(
    library: ArticleLibrary, typed: str, language: Language, sentence: str
) -> None:
    assert text(library, typed, language=language) == sentence


@pytest.mark.parametrize(
    ("typed", "about", "sentence"),
    [
        ("/timeline", "听说星河智能又融资了", "星河智能的时间线"),
        ("/compare 云帆科技", "星河智能真的很贵", "对比星河智能和云帆科技"),
        ("/compare", "星河智能和云帆科技", "对比星河智能和云帆科技"),
        ("/quotes 开源", "赵明远今天来了", "赵明远怎么看开源"),
        ("/quotes 赵明远", "许静宜今天来了", "赵明远说过什么"),
        ("/timeline", "Quillon Systems again", "Quillon Systems的时间线"),
    ],
)
def test_a_name_that_is_not_typed_is_that_of_the_message_replied_to(
    library: ArticleLibrary, typed: str, about: str, sentence: str
) -> None:
    assert text(library, typed, about) == sentence


@pytest.mark.parametrize(
    ("typed", "about", "names"),
    [
        ("/timeline", None, ()),
        ("/timeline", "早上好", ()),
        ("/timeline ？", None, ()),
        ("/compare 星河智能", None, ()),
        ("/timeline", "星河智能和云帆科技合并了", ("星河智能", "云帆科技")),
    ],
)
def test_without_a_name_nothing_is_asked_and_several_are_given_to_choose(
    library: ArticleLibrary, typed: str, about: str | None, names: tuple[str, ...]
) -> None:
    assert spell(library, typed, about) == Lacking(names)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("command", [name for name in command_rules().commands if name != "conflicts"])
def test_the_example_of_a_usage_line_has_an_answer(library: ArticleLibrary, command: str, language: Language) -> None:
    words = library.command_example(command, language)
    assert words is not None
    spelt = spell(library, f"/{command} {words}", language=language)
    assert isinstance(spelt, Question)
    assert library.answer(spelt).status is Status.ANSWERED
