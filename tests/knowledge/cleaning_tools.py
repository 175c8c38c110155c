"""What the tests of cleaning share."""

from dataclasses import replace

from knowledge.cleaning.clean import clean_article
from knowledge.cleaning.traced import INSERTED
from knowledge.types import Article, PassageKind, RawArticle

PROSE = "青禾智能在山城做质检模型，员工六十人，客户都在工厂里，去年收入两亿元，今年还要更多。"


def raw_article(body: str, **known: object) -> RawArticle:
    base = RawArticle(name="a.txt", digest="0", body=body, title="青禾智能的一年")
    return replace(base, **known)  # type: ignore[arg-type]


def lines_of(body: str, **known: object) -> list[str]:
    return clean_article(raw_article(body, **known)).text.split("\n")[1:]


def kinds_of(body: str, **known: object) -> list[tuple[str, str]]:
    article = clean_article(raw_article(body, **known))
    return [(block.kind.value, article.text[block.start : block.end]) for block in article.blocks[1:]]


def assert_sound(article: Article, raw: RawArticle) -> None:
    """Blocks are all of the text but the line ends, and every run leads back to the same words."""
    assert "\n".join(article.text[block.start : block.end] for block in article.blocks) == article.text
    assert article.blocks[0].kind is PassageKind.TITLE
    ends = [start for start, _ in article.offsets[1:]] + [len(article.text)]
    for (start, source), end in zip(article.offsets, ends, strict=True):
        assert start < end
        assert source == INSERTED or raw.body[source : source + end - start] == article.text[start:end]
