"""Articles of any number: sentences of real ones recombined, with made-up names and numbers. The same each time.

Nobody has heard of most of the names, so that finding names has its work; what comes out makes no sense.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random

from knowledge.names.lexicon import Lexicon, load_lexicon
from knowledge.pipeline import process_article
from knowledge.reading.read import read_article
from knowledge.types import EntityKind, Extract, PassageKind

_LENGTHS = range(12, 400)
"""Characters of the sentences taken."""
_BYTES = 5000
"""UTF-8 bytes of an article: 20,000 of them are 100 MB."""
_CAST = 5
"""Names of one kind in one article."""
_POOL = 20_000
"""Names of one kind in all articles; the first ones come up most often."""
_KNOWN = 0.3
"""How often a name that the lexicon knows stays as it is."""
_TRANSCRIPT = 0.2
_NAMED = 3
_HANZI = "云岚星澜泽瀚昭屿霁衡启澄砚棠霖珩弈朔茗曜溪汐岳枫翎曦桐澈屹笙"
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_COMPANY_ENDS = ("科技", "智能", "网络", "医疗", "机器人", "数据")
_FUND_ENDS = ("资本", "创投", "基金")
_SYLLABLES = ("ba", "ker", "lo", "mi", "ra", "ten", "vo", "zu", "sil", "dor", "qua", "nex", "fi", "gal", "pro", "thu")
_NUMBER = re.compile(r"(?:19|20)\d\d(?=年)|\d+(?=[月日号])|\d+")

Part = str | tuple[EntityKind, str]
"""Words, or the name of an entity of that kind."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article, taken apart."""

    parts: tuple[Part, ...]

    @property
    def weight(self) -> int:
        """How much more often it is taken than one that names nobody: news names more than talk does."""
        return _NAMED if len(self.parts) > 1 else 1


def load_sentences(paths: Sequence[Path]) -> tuple[Sentence, ...]:
    """The sentences of the articles at paths that are neither titles nor rows of tables."""
    lexicon = load_lexicon()
    extracts = (process_article(read_article(path), lexicon) for path in paths)
    return tuple(sentence for extract in extracts for sentence in _take_apart(extract))


def _take_apart(extract: Extract) -> Iterator[Sentence]:
    kinds = {entity.name: entity.kind for entity in extract.entities}
    text = extract.article.text
    for passage in extract.passages:
        if passage.kind is not PassageKind.BODY or passage.end - passage.start not in _LENGTHS:
            continue
        parts: list[Part] = []
        done = passage.start
        for mention in extract.mentions:
            if done <= mention.start and mention.end <= passage.end and not mention.resolved:
                parts += (text[done : mention.start], (kinds[mention.entity], text[mention.start : mention.end]))
                done = mention.end
        yield Sentence((*parts, text[done : passage.end]))


def write_corpus(folder: Path, sentences: Sequence[Sentence], count: int) -> int:
    """Write so many articles into folder; how many bytes they are."""
    lexicon = load_lexicon()
    size = 0
    for number in range(count):
        content = make_article(sentences, number, lexicon).encode()
        (folder / f"{number:06}.txt").write_bytes(content)
        size += len(content)
    return size


def make_article(sentences: Sequence[Sentence], number: int, lexicon: Lexicon) -> str:
    """The article of that number: title, header, paragraphs; one of five a transcript."""
    random = Random(number)
    cast = {kind: tuple(make_name(kind, _pick(random)) for _ in range(_CAST)) for kind in EntityKind}
    speakers = cast[EntityKind.PERSON][:2] if random.random() < _TRANSCRIPT else ()
    day = f"{random.randint(2019, 2025)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    lines = [f"{cast[EntityKind.COMPANY][0]}：{number}", "", f"作者：{cast[EntityKind.PERSON][0]}", f"时间：{day}", ""]
    weights = [*accumulate(sentence.weight for sentence in sentences)]
    size = 0
    while size < _BYTES:
        chosen = random.choices(sentences, cum_weights=weights, k=random.randint(1, 4))
        told = [_tell(sentence, cast, random, lexicon) for sentence in chosen]
        label = f"{speakers[len(lines) // 2 % 2]}：" if speakers else ""
        lines += (label + "".join(told), "")
        size += len(lines[-2].encode())
    return "\n".join(lines)


def _pick(random: Random) -> int:
    """A number below _POOL, small ones more often: by Zipf's law."""
    return int(_POOL ** random.random()) - 1


def _tell(sentence: Sentence, cast: Mapping[EntityKind, Sequence[str]], random: Random, lexicon: Lexicon) -> str:
    words = []
    for part in sentence.parts:
        if isinstance(part, str):
            words.append(_NUMBER.sub(lambda match: _other_number(match, random), part))
        else:
            kind, name = part
            is_kept = lexicon.by_alias(name) is not None and random.random() < _KNOWN
            words.append(name if is_kept else random.choice(cast[kind]))
    return "".join(words)


def _other_number(match: re.Match[str], random: Random) -> str:
    """A year for a year, a month or day for a month or day, else a number of as many digits."""
    digits, after = match[0], match.string[match.end() : match.end() + 1]
    if after == "年" and len(digits) == 4:
        return str(random.randint(2010, 2025))
    if after and after in "月日号":
        return str(random.randint(1, 12))
    return str(random.randint(10 ** (len(digits) - 1), 10 ** len(digits) - 1))


def make_name(kind: EntityKind, number: int) -> str:
    """The name of that number and kind; every third one in Latin letters."""
    random = Random(f"{kind} {number}")
    if number % 3 == 0:
        word = "".join(random.choices(_SYLLABLES, k=3)).capitalize()
        if kind is EntityKind.PERSON:
            return f"{word} {''.join(random.choices(_SYLLABLES, k=2)).capitalize()}"
        return f"{word} {'Capital' if kind is EntityKind.FUND else 'AI'}" if number % 2 else word
    stem = "".join(random.choices(_HANZI, k=2))
    if kind is EntityKind.PERSON:
        return random.choice(_SURNAMES) + stem[: random.randint(1, 2)]
    if kind is EntityKind.PRODUCT:
        return stem + str(random.randint(1, 9))
    return stem + random.choice(_FUND_ENDS if kind is EntityKind.FUND else _COMPANY_ENDS)
