"""Names that nobody knows: words of a question that stand where a name stands and that no article holds."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice

import ahocorasick_rs
import rjieba

from bot.beside import find_version, is_last_word, is_ordinary
from bot.gaps import Span, find_gaps, is_idle
from bot.phrases import phrase
from bot.types import Named
from knowledge.names.dictionary import is_phrase, is_word
from knowledge.names.name_rules import is_coined, shape_rules
from knowledge.text import fold, is_cjk, split_words

MOST = 20
"""Names that nobody knows and that count: each is looked for in the articles, and more than these nobody reads."""
POINTING = "这那哪某每各本该"
"""What no name begins with: 那摊医疗 is a business of somebody."""
LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9.&-]*[A-Za-z0-9]")
JOINT = 8
"""Characters that join two names, with spaces: " versus "."""
NOUNS = ("n", "t", "s")
"""How the segmenter's tags of nouns and names begin."""
SHORTEST_PLAIN = 4
"""Letters of a name in small letters: zebra."""
AT_AN_END = 4
"""Stretches at either end of a question that may have nothing but idle words before or after them: one is no such."""
LONGEST = 8
"""Characters of the longest Chinese name that nobody knows."""
OPENING = 30
"""Characters before a name that a question opens with: 你知道吗，我想问一下."""


def find_strangers(
    text: str,
    twin: str,
    named: Sequence[Named],
    is_held: Callable[[str], bool],
    *,
    is_closed: bool,
    is_of_firm: bool = False,
    is_short: Callable[[str], bool] = lambda words: False,
) -> tuple[Span, ...]:
    """Where text has words that look like a name and that no article holds, in order.

    twin: text, folded and mended. is_held: whether an article writes folded words so; is_short: whether they are short
    for a known name. is_closed: the question asks for a value, which somebody has; is_of_firm: one that companies have.
    Of these count: what is left of a question when its known words are taken away, if that is all it can be about; a
    word with a company's suffix (海燕智能, or 云帆生物 where only 云帆科技 is known), one with a capital, a version of
    a known name (DeepSeek-V9). Where names are known, what is left has to read as one: 远岫投了A吗.
    """
    taken = [(name.start, name.end) for name in named]
    versions = list(_find_versions(text, named))
    is_about_none = not named and phrase("somebody_named_before").search(twin) is None
    shaped = [
        *_find_latin(text, is_sole=is_about_none),
        *_find_suffixed(twin, lambda stem: is_held(stem) and not is_short(stem)),
    ]
    shaped += _find_kin(twin, is_short)
    is_of_one = is_of_firm and is_about_none and phrase("superlative").search(twin) is None
    shaped += _find_opening_firm(twin) if is_of_one else ()
    # Looked for as typed: mended, a name may be a word (李想, 理想).
    typed = fold(text)
    speaker = [span for span in _find_speaker(typed) if is_about_none and not is_held(typed[slice(*span)])]
    left = list(_find_left(twin, [*taken, *shaped], is_closed=is_closed, is_sole=is_about_none))
    free = [span for span in (*shaped, *left) if not any(_overlap(span, other) for other in taken)]
    apart: Iterable[Span] = _apart([*versions, *free])
    if named:
        sure = {*versions, *shaped}
        apart = (span for span in apart if span in sure or _reads_as_name(twin[slice(*span)]))
    held = cache(is_held)
    new = islice((span for span in apart if not held(twin[slice(*span)])), MOST)
    return tuple(_apart([*speaker, *new]))


def _apart(found: Sequence[Span]) -> list[Span]:
    """Those of found that overlap no longer one, in order."""
    apart: list[Span] = []
    for span in sorted(found, key=lambda span: span[0] - span[1]):
        if not any(_overlap(span, other) for other in apart):
            apart.append(span)
    return sorted(apart)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _is_joined(twin: str, span: Span, taken: Sequence[Span]) -> bool:
    return any(
        phrase("joins_names").fullmatch(twin, min(span[1], end), max(span[0], start))
        for start, end in taken
        if 0 < span[0] - end <= JOINT or 0 < start - span[1] <= JOINT
    )


def _find_versions(text: str, named: Sequence[Named]) -> Iterator[Span]:
    """Known names in Latin letters with a version after them that is no part of the name."""
    for name in named:
        end = find_version(text, name.end)
        if end is not None:
            yield name.start, end


def _find_left(twin: str, taken: Sequence[Span], *, is_closed: bool, is_sole: bool) -> Iterator[Span]:
    """What is left when known words are taken away, as far as it may be a name.

    is_sole: the question names nobody; then what alone is left is what it is about, also a noun (石榴), or several
    where a value is asked for. In an open question that stands at either end (溪谷为什么裁员, 介绍一下溪谷), or beside
    a name: 云帆和石榴.
    """
    gaps = find_gaps(twin, taken)
    is_all = is_sole and not taken and len(gaps) == 1
    last = len(gaps) - AT_AN_END
    for place, (start, end) in enumerate(gaps):
        words = twin[start:end]
        if not 2 <= end - start <= LONGEST or words[0] in POINTING or is_phrase(words) or _is_no_noun(words):
            continue
        is_at_an_end = (place < AT_AN_END and is_idle(twin[:start])) or (place >= last and is_idle(twin[end:]))
        is_new = is_coined(words) or _is_person(words)
        is_new = is_new or (is_all and (is_closed or is_word(words) or _is_like_person(words)))
        if ((is_closed or is_at_an_end) and is_new) or _is_joined(twin, (start, end), taken):
            yield start, end


def _is_no_noun(words: str) -> bool:
    """Whether words are one word of the dictionary, and no noun nor a name: 冒出."""
    tagged = rjieba.tag(words, False)
    return len(tagged) == 1 and not tagged[0][1].startswith(NOUNS)


def _is_like_person(words: str) -> bool:
    """Whether words begin with a surname and are as long as people's names, whatever the given name is made of."""
    rules = shape_rules()
    return len(words) <= 3 and words[0] in rules.surnames and words[0] not in rules.doubtful_surnames


def _is_person(words: str) -> bool:
    """Whether words are formed as people's names are, three characters of them, and are no word."""
    return len(words) == 3 and _is_like_person(words) and not is_word(words)


def _reads_as_name(words: str) -> bool:
    """Whether words are of nouns, or of single characters alone; not 转载请注明, 外人看."""
    parts = rjieba.tag(words, False)
    return all(len(part) == 1 for part, _ in parts) or all(
        tag.startswith(NOUNS) or (len(part) == 1 and not tag.startswith("v")) for part, tag in parts
    )


def _find_speaker(typed: str) -> Iterator[Span]:
    """Who stands where a speaker is named and is formed as people's names are: 李想怎么看."""
    found = phrase("opens_with_speaker").search(typed)
    if found is not None and _is_like_person(words := found["who"]) and not is_word(words):
        yield found.span("who")


def _find_suffixed(twin: str, is_told: Callable[[str], bool]) -> Iterator[Span]:
    """Words before a company's or fund's suffix; single characters in a row are one word.

    is_told: whether articles use a stem as an ordinary word, as which it may stand before one: 工厂机器人.
    """
    shapes = shape_rules()
    suffixes = {*shapes.company_suffixes, *shapes.fund_suffixes} - {*shapes.idle_suffixes}
    stem, start, end = "", 0, 0
    for word, at, stop in split_words(twin):
        if word in suffixes and end == at and _may_be_named(stem) and (is_coined(stem) or not is_told(stem)):
            yield start, stop
        if _goes_on(stem, word, is_next=end == at):
            stem, end = stem + word, stop
        else:
            stem, start, end = word, at, stop


def _may_be_named(stem: str) -> bool:
    """Whether a company or fund may have the name, what such names end with left out."""
    return len(stem) > 1 and is_cjk(stem[0]) and stem[0] not in POINTING and not is_ordinary(stem)


def _find_opening_firm(twin: str) -> Iterator[Span]:
    """What a question about a company opens with up to a company's suffix, of whatever words: 几何智能的估值.

    Not where it goes on as no name does: 几何智能领域, 机器人公司.
    """
    suffixes, finder = _kin_suffixes()
    for which, at, end in finder.find_matches_as_indexes(twin):
        if end - LONGEST > OPENING:
            return
        starts = range(min(at - 2, OPENING), max(end - LONGEST, 0) - 1, -1)
        start = next((start for start in starts if is_idle(twin[:start])), None)
        if start is None or not all(map(is_cjk, twin[start:at])) or _is_description(twin[start:end]):
            continue
        if suffixes[which] in shape_rules().company_suffixes and _asks_on(twin, end):
            yield start, end
        return


def _is_description(words: str) -> bool:
    """Whether words begin with one that points at somebody, or are joined by 的: 那家机器人, 谁的机器人."""
    return "的" in words or (words[0] in POINTING and rjieba.tag(words, False)[0][1].startswith("r"))


def _asks_on(twin: str, at: int) -> bool:
    """Whether a question goes on there with words that questions are asked with, no kind of company: 的估值, 是谁."""
    rest = twin[at:].lstrip("的 ")
    first = next((word for word, *_ in split_words(rest)), "")
    return is_ordinary(first) and phrase("kind_of_company").match(rest) is None


def _find_kin(twin: str, is_short: Callable[[str], bool]) -> Iterator[Span]:
    """Words that are short for a known name, with another company's or fund's suffix after them."""
    suffixes, finder = _kin_suffixes()
    first: dict[int, int] = {}
    for which, start, _ in finder.find_matches_as_indexes(twin, overlapping=True):
        first.setdefault(which, start)
    for which, at in sorted(first.items()):
        stems = (size for size in (4, 3, 2) if at >= size and is_short(twin[at - size : at]))
        if (size := next(stems, None)) is not None:
            yield at - size, at + len(suffixes[which])


@cache
def _kin_suffixes() -> tuple[tuple[str, ...], ahocorasick_rs.AhoCorasick]:
    """What companies' and funds' names end with that says something, and what finds it."""
    rules = shape_rules()
    every = dict.fromkeys((*rules.company_suffixes, *rules.fund_suffixes))
    suffixes = tuple(suffix for suffix in every if suffix not in rules.idle_suffixes)
    return suffixes, ahocorasick_rs.AhoCorasick(suffixes)


def _goes_on(stem: str, word: str, *, is_next: bool) -> bool:
    return is_next and len(word) == 1 and 0 < len(stem) < 4 and not is_ordinary(word) and not is_ordinary(stem[-1])


def _find_latin(text: str, *, is_sole: bool) -> Iterator[Span]:
    """The Latin words that are no ordinary ones; neighbours are one name, with what firms' names end with (Zebra Labs).

    Small letters count where nobody else is named, the first word of an English question likewise.
    """
    is_chinese = any(map(is_cjk, text))
    start = end = -1
    for word in LATIN.finditer(text):
        is_next = end >= 0 and word.start() == end + 1 and text[end] == " "
        if is_next and is_last_word(word.group()):
            end = word.end()
            continue
        is_plain = word.group()[0].islower() or not (word.start() or is_chinese)
        if is_ordinary(word.group()) or (is_plain and not (is_sole and len(word.group()) >= SHORTEST_PLAIN)):
            continue
        if is_next:
            end = word.end()
            continue
        if end >= 0:
            yield start, _with_suffix(text, end)
        start, end = word.span()
    if end >= 0:
        yield start, _with_suffix(text, end)


def _with_suffix(text: str, end: int) -> int:
    """The end with a company's suffix right after it: Foo智能."""
    rules = shape_rules()
    twin = fold(text)
    suffixes = (*rules.company_suffixes, *rules.fund_suffixes)
    return end + max((len(suffix) for suffix in suffixes if twin.startswith(suffix, end)), default=0)
