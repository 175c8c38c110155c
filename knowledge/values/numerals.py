"""Numbers in a folded text: Arabic, Chinese, English words, and mixtures of them (3.12万亿, 十余亿, half a million).

Weighed on the kinds of numeral in tests/cases/values.yaml: cn2an reads 19 of 29 (none with 余 几 两三 百亿, no English)
and finds no spans; jionlp reads Chinese money well but takes 240 MB, two seconds to load, 2.6 ms a sentence, and knows
neither $4.5B nor RMB; Microsoft's Recognizers (2019) does not import on Python 3.11. So they are read here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from math import prod

from knowledge.values.value_rules import unit_words

MOST_DIGITS = 18
"""Longer runs of digits are no amounts (identifiers, hostile input)."""
MOST_HANZI = 24
"""Longer runs of Chinese numerals are no numbers either."""
MYRIAD = 10_000


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it ends."""

    low: Decimal
    high: Decimal
    end: int
    factor: int = 1
    """The power of ten in its last words: 3亿 is 3 times 100000000; in 2-3亿 both ends share it."""
    approximate: bool = False
    more: bool = False
    """十余亿, 600多: this and something more."""
    written: str = ""
    """plain, grouped (15,000), scaled (8亿, 4 million), scale (百亿: a power of ten alone) or half (半)."""
    letter: str = ""
    """The letter that stands for its scale: 13B."""


@dataclass(frozen=True, slots=True)
class _Forms:
    number: re.Pattern[str]
    latin: re.Pattern[str]
    values: dict[str, int]
    """Characters -> what they stand for, digits and scales, formal ones too."""


@cache
def _forms() -> _Forms:
    rules = unit_words().rules.numerals
    values = {**rules.digits, **rules.scales}
    values |= {formal: values[plain] for formal, plain in rules.formal.items()}
    hanzi = "".join((*values, *rules.some))
    scales = "".join(rules.scales)
    myriads = "".join(char for char, value in rules.scales.items() if value >= MYRIAD)
    digits, latin = "|".join(_longest(rules.latin_digits)), "|".join(_longest(rules.latin_scales))
    some, half = "|".join(_longest(rules.latin_some)), "|".join(_longest(rules.latin_half))
    letters = "|".join(_longest(rules.letters))
    plain = r"[0-9]++(?:\.[0-9]++)?+"
    number = (
        rf"(?P<arabic>(?:[0-9]{{1,3}}(?:,[0-9]{{3}})++(?![0-9])|[0-9]++)(?:\.[0-9]++)?+)"
        rf"(?:(?P<scale> ?[{myriads}][{scales}]*+(?:{plain}[{scales}]++){{0,2}}+"
        rf"|[{scales}]++(?:{plain}[{scales}]++){{0,2}}+)"
        rf"|[ -]?(?P<latin>{latin})(?![a-z])|(?P<letter>{letters})(?![a-z0-9]))?+"
        rf"|(?P<hanzi>[{hanzi}]++)(?:{rules.point}(?P<decimals>[{''.join(rules.digits)}]++)(?P<by>[{myriads}][{scales}]*+)?)?+"
    )
    words = (
        rf"(?:(?P<half>{half})|(?P<some>{some}))(?: (?P<by>{latin}))?(?![a-z])"
        rf"|(?P<plural>{latin})s of(?: (?P<times>{latin})s(?: of)?)?(?![a-z])"
        rf"|(?P<words>(?:an?|{digits})"
        rf"(?:(?:(?:(?<=hundred)|(?<=thousand)) and |[ -])(?:{digits}|{latin})(?![a-z])){{0,8}}+)(?![a-z])"
    )
    return _Forms(re.compile(number), re.compile(words), values)


def _longest(words: Iterable[str]) -> list[str]:
    return sorted((re.escape(word) for word in words), key=len, reverse=True)


@cache
def number_starts() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """What finds the runs of digits and Chinese numerals in which numbers begin; the English words they begin with."""
    rules = unit_words().rules.numerals
    runs = "".join((*_forms().values, *rules.some))
    scales = tuple(rules.latin_scales)
    words = (*rules.latin_digits, *rules.latin_some, *rules.latin_half, *(f"{scale}s of" for scale in scales))
    articles = tuple(f"{article} {scale}" for article in ("a", "an") for scale in scales)
    return re.compile(f"[0-9{runs}{rules.half}](?:(?<=[0-9])[0-9]*+|(?<=[{runs}])[{runs}]*+|)"), (*words, *articles)


def parse_number(twin: str, start: int) -> Number | None:
    """The number that starts at start of a folded text; None: none that can be read whole."""
    rules = unit_words().rules.numerals
    if twin.startswith(rules.half, start):
        return Number(Decimal("0.5"), Decimal("0.5"), start + 1, written="half")
    match = _forms().number.match(twin, start)
    if match is None:
        return _parse_words(twin, start)
    number = _parse_arabic(match) if match["arabic"] else _parse_hanzi(match["hanzi"])
    if number and match["hanzi"]:
        number = _with_decimals(number, match) if match["decimals"] else replace(number, end=match.end())
    return _with_more(twin, number) if number else None


def _with_decimals(number: Number, match: re.Match[str]) -> Number | None:
    """三点二万亿: number is the 三."""
    rules = unit_words().rules.numerals
    digits, scale = match.group("decimals", "by")
    if len(digits) > MOST_DIGITS or len(scale or "") > MOST_HANZI:
        return None
    value = number.low + Decimal("0." + "".join(str(rules.digits[char]) for char in digits))
    number = Number(value, value, match.end("decimals"), written="plain")
    return _times(number, prod(rules.scales[char] for char in scale), match.end()) if scale else number


def _with_more(twin: str, number: Number) -> Number:
    """number with the 个亿 after it, or the 多 or 余 and the scale after that (十余亿)."""
    for words, factor in unit_words().rules.numerals.spoken_scales.items():
        if twin.startswith(words, number.end):
            return _times(number, factor, number.end + len(words))
    found = unit_words().more.starting_at(twin, number.end)
    if found is None:
        return number
    end = found[1]
    scales = unit_words().rules.numerals.scales
    after = end
    while after < len(twin) and twin[after] in scales and after - end < 4:
        after += 1
    number = replace(number, end=after, more=True, approximate=True)
    return _times(number, prod(scales[char] for char in twin[end:after]), after) if after > end else number


def _times(number: Number, factor: int, end: int) -> Number:
    """number in that scale, whose words end at end."""
    whole = number.factor * factor
    written = "scaled" if whole >= 1000 else number.written
    low = number.low * factor
    high = low if number.low is number.high else number.high * factor
    return Number(low, high, end, whole, number.approximate, number.more, written)


def _parse_arabic(match: re.Match[str]) -> Number | None:
    digits, scale, latin, letter = match.group("arabic", "scale", "latin", "letter")
    if len(digits) > MOST_DIGITS or (digits[0] == "0" and digits[1:2] not in ("", ".")):
        return None
    value = Decimal(digits.replace(",", ""))
    number = Number(value, value, match.end("arabic"), written="grouped" if "," in digits else "plain")
    rules = unit_words().rules.numerals
    if latin:
        return _times(number, rules.latin_scales[latin], match.end())
    if letter:
        return replace(_times(number, rules.letters[letter], match.end()), letter=letter)
    return _with_scale(number, scale, match.end()) if scale else number


_PART = re.compile(r"([0-9.]*)([^0-9. ]+)")


def _with_scale(number: Number, scale: str, end: int) -> Number | None:
    """number in the scale written after it: 亿, 千万, 亿2000万. 2023百 is no number: two words."""
    scales = unit_words().rules.numerals.scales
    if len(scale) > MOST_HANZI:
        return None
    if number.low >= 100 and scales[scale.lstrip()[0]] < MYRIAD:
        return number
    parts = [(digits, prod(scales[char] for char in chars)) for digits, chars in _PART.findall(scale)]
    total = replace(_times(number, parts[0][1], end), written="scaled")
    if len(parts) == 1:
        return total
    value = total.low + sum(Decimal(digits) * factor for digits, factor in parts[1:])
    return replace(total, low=value, high=value)


@lru_cache(maxsize=1024)
def _parse_hanzi(run: str) -> Number | None:
    """A run of Chinese numerals, end not set; two neighbours (两三亿, 二三十) and 几 are a range."""
    rules = unit_words().rules.numerals
    values = _forms().values
    if len(run) > MOST_HANZI or (len(run) == 1 and run in rules.formal):
        return None
    ends = [[rules.some[char][side] if char in rules.some else values[char] for char in run] for side in (0, 1)]
    pairs = [i for i in range(len(run) - 1) if max(ends[0][i], ends[0][i + 1]) < 10 and ends[0][i]]
    if len(pairs) > 1 or (
        pairs and not _are_neighbours(run[pairs[0] : pairs[0] + 2], ends[0][pairs[0] : pairs[0] + 2])
    ):
        return None
    if pairs:
        del ends[0][pairs[0] + 1], ends[1][pairs[0]]
    low, high = (_to_value(tokens) for tokens in ends)
    if low is None or high is None:
        return None
    rough = low != high
    factor = _last_scale([values.get(char, 1) for char in run])
    alone = ends[0][0] >= 100
    written = "scale" if alone else "scaled" if factor >= MYRIAD or low >= MYRIAD else "plain"
    return Number(Decimal(low), Decimal(high), 0, factor, approximate=rough or alone, written=written)


def _are_neighbours(chars: str, digits: list[int]) -> bool:
    return digits[1] == digits[0] + 1 or chars in unit_words().rules.numerals.gaps


def _last_scale(tokens: list[int]) -> int:
    factor = 1
    for value in reversed(tokens[1:]):
        if value < 10:
            break
        factor *= value
    return factor if factor >= 100 else 1


def _to_value(tokens: list[int]) -> int | None:
    """Digits (below 10) and scales as one number; None: they make none (零一万, 万一, 亿万)."""
    if (tokens[0] == 0 and len(tokens) > 1) or (tokens[0] >= 100 and min(tokens) < 10):
        return None
    total, start = 0, 0
    for i, value in enumerate(tokens):
        if value < MYRIAD:
            continue
        section = _to_section(tokens[start:i]) if i > start else 0 if i else 1
        if section is None or (section == 0 and not 0 < total < value):
            return None
        total = total + section * value if total > value else (total + section) * value
        start = i + 1
    last = _to_section(tokens[start:]) if start < len(tokens) else 0
    if last is None:
        return None
    before = tokens[start - 1] if start else 0
    is_short = before and start == len(tokens) - 1 and last < 10  # 三万五
    return total + (last * before // 10 if is_short else last)


def _to_section(tokens: list[int]) -> int | None:
    """A number below ten thousand: 三百二十五, 零五, 一百五 (150); at its start 百 and 十 need no digit."""
    total, digit, floor = 0, -1, MYRIAD
    for i, value in enumerate(tokens):
        if value < 10:
            if digit > 0:
                return None
            digit = value
            continue
        if value >= floor or (digit < 1 and i):
            return None
        total, digit, floor = total + max(digit, 1) * value, -1, value
    if digit < 0:
        return total
    before = tokens[-2] if len(tokens) > 1 else 0
    return total + (digit * before // 10 if before >= 100 else digit)


def _parse_words(twin: str, start: int) -> Number | None:
    match = _forms().latin.match(twin, start)
    if match is None:
        return None
    rules = unit_words().rules.numerals
    if match["words"]:
        return _parse_cardinal(match["words"], match.end())
    low, high = rules.latin_some[match["some"]] if match["some"] else (2, 9)
    number = Number(Decimal(low), Decimal(high), match.end(), approximate=not match["half"], written="plain")
    if match["half"]:
        number = replace(number, low=Decimal("0.5"), high=Decimal("0.5"))
    scales = [rules.latin_scales[word] for word in match.group("by", "plural", "times") if word]
    return _times(number, prod(scales), match.end()) if scales else number


def _parse_cardinal(words: str, end: int) -> Number | None:
    """seventy, two hundred and six, a billion; None for an article alone and for words that make no number."""
    rules = unit_words().rules.numerals
    tokens = [word for word in re.split(r"[ -]", words) if word != "and"]
    total, section, factor = 0, 0, 1
    for i, word in enumerate(tokens):
        if word in rules.latin_scales:
            scale = rules.latin_scales[word]
            section, total = (section * scale, total) if scale < 1000 else (0, total + section * scale)
            factor = factor * scale
            continue
        value = rules.latin_digits.get(word, 1)
        if section % 100 and not (section % 100 >= 20 and section % 10 == 0 and value < 10):
            return None
        section, factor = section + value, 1 if i else factor
    if tokens in (["a"], ["an"]):
        return None
    whole = Decimal(total + section)
    return Number(whole, whole, end, factor, written="scaled" if total else "plain")
