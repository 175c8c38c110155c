"""Numbers in a folded text: Arabic, Chinese, English words, and mixtures of them (3.12万亿, 十余亿, half a million).

Weighed on the 97 amounts in six currencies that tests/cases/values.yaml held: jionlp 1.5.31 gives the bounds of 54
(neither $4.5B nor RMB 500万), Microsoft's Recognizers 1.0.2a2 those of 58, in 7.8 ms each (2-3亿美元 as 3亿; it imports
only beside emoji < 2); cn2an 0.5.24 finds no spans and reads neither 余 nor 几 nor 两三. So they are read here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from math import prod

from knowledge.values.hanzi_numerals import hanzi_values, parse_hanzi
from knowledge.values.number import MOST_DIGITS, MOST_HANZI, MYRIAD, Number, to_scale
from knowledge.values.value_rules import unit_words


@dataclass(frozen=True, slots=True)
class _Forms:
    number: re.Pattern[str]
    latin: re.Pattern[str]
    short: re.Pattern[str]
    """The last digit of 3亿5, where no other word takes it."""


@cache
def _forms() -> _Forms:
    rules = unit_words().rules.numerals
    hanzi = "".join((*hanzi_values(), *rules.some))
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
        rf"|[ -]?(?P<latin>{latin})(?![a-z])|(?: (?=[a-z]{{2}}))?(?P<letter>{letters})(?![a-z0-9]))?+"
        rf"|(?P<hanzi>[{hanzi}]++)(?:{rules.point}(?P<decimals>[{''.join(rules.digits)}]++)(?P<by>[{myriads}][{scales}]*+)?)?+"
    )
    words = (
        rf"(?:(?P<half>{half})|(?P<some>{some}))(?: (?P<by>{latin}))?(?![a-z])"
        rf"|(?P<plural>{latin})s of(?: (?P<times>{latin})s(?: of)?)?(?![a-z])"
        rf"|(?P<words>(?:an?|{digits})"
        rf"(?:(?:(?:(?<=hundred)|(?<=thousand)) and |[ -])(?:{digits}|{latin})(?![a-z])){{0,8}}+)(?![a-z])"
        rf"(?P<and_half>{rules.latin_and_half}(?: (?P<whole>{latin}))?(?![a-z]))?"
    )
    units = [word for currency in unit_words().rules.currencies for word in currency.after]
    after = "|".join(_longest((*units, *rules.short_before)))
    short = rf" ?[1-9](?=\Z|[^\w\s.,:%/~—–、-]| ?(?:{after}))"
    return _Forms(re.compile(number), re.compile(words), re.compile(short))


def _longest(words: Iterable[str]) -> list[str]:
    return sorted((re.escape(word) for word in words), key=len, reverse=True)


@cache
def number_starts() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """What finds the runs of digits and Chinese numerals in which numbers begin; the English words they begin with."""
    rules = unit_words().rules.numerals
    runs = "".join((*hanzi_values(), *rules.some))
    scales = tuple(rules.latin_scales)
    words = (*rules.latin_digits, *rules.latin_some, *rules.latin_half, *(f"{scale}s of" for scale in scales))
    articles = tuple(f"{article} {scale}" for article in ("a", "an") for scale in scales)
    return re.compile(f"[0-9{runs}{rules.half}](?:(?<=[0-9])[0-9]*+|(?<=[{runs}])[{runs}]*+|)"), (*words, *articles)


def parse_number(twin: str, start: int) -> Number | None:
    """The number that starts at start of a folded text; None: none that can be read whole."""
    rules = unit_words().rules.numerals
    if twin.startswith(rules.half, start):
        return _in_spoken_scale(twin, Number(Decimal("0.5"), Decimal("0.5"), start + 1, written="half"))
    match = _forms().number.match(twin, start)
    if match is None:
        return _parse_words(twin, start)
    number = _parse_arabic(match) if match["arabic"] else parse_hanzi(match["hanzi"])
    if number is None and match["hanzi"] and twin.startswith(rules.tenths, match.end()):
        return _parse_tenths(match["hanzi"], match.end())
    if number and match["hanzi"]:
        number = _with_decimals(number, match) if match["decimals"] else _ending_at(number, match.end())
    return _with_more(twin, number) if number else None


def _parse_tenths(run: str, end: int) -> Number | None:
    """九五 before 折 is 9.5; None: not two digits."""
    digits = unit_words().rules.numerals.digits
    if len(run) != 2 or not set(run) <= digits.keys():
        return None
    value = Decimal(f"{digits[run[0]]}.{digits[run[1]]}")
    return Number(value, value, end, written="plain")


def _ending_at(number: Number, end: int) -> Number:
    """number, read to end. A third of the time of `dataclasses.replace`, and asked for at every 一."""
    return Number(number.low, number.high, end, number.factor, number.approximate, number.more, number.written)


def _with_decimals(number: Number, match: re.Match[str]) -> Number | None:
    """三点二万亿: number is the 三."""
    rules = unit_words().rules.numerals
    digits, scale = match.group("decimals", "by")
    if len(digits) > MOST_DIGITS or len(scale or "") > MOST_HANZI:
        return None
    value = number.low + Decimal("0." + "".join(str(rules.digits[char]) for char in digits))
    number = Number(value, value, match.end("decimals"), written="plain")
    return to_scale(number, prod(rules.scales[char] for char in scale), match.end()) if scale else number


def _with_more(twin: str, number: Number) -> Number:
    """number with the 个亿 after it, or the 多 or 余 and the scale after that (十余亿, 1100 多万)."""
    number = _in_spoken_scale(twin, number)
    found = unit_words().more.starting_at(twin, number.end + twin.startswith(" ", number.end))
    if found is None:
        return number
    end = found[1]
    scales = unit_words().rules.numerals.scales
    after = end
    while after < len(twin) and twin[after] in scales and after - end < 4:
        after += 1
    number = replace(number, end=after, more=True, approximate=True)
    return to_scale(number, prod(scales[char] for char in twin[end:after]), after) if after > end else number


def _in_spoken_scale(twin: str, number: Number) -> Number:
    """number with the 个亿 after it (半个亿), if it is there."""
    spaced = number.end + twin.startswith(" ", number.end)
    for words, factor in unit_words().rules.numerals.spoken_scales.items():
        if twin.startswith(words, spaced):
            return to_scale(number, factor, spaced + len(words))
    return number


def _parse_arabic(match: re.Match[str]) -> Number | None:
    digits, scale, latin, letter = match.group("arabic", "scale", "latin", "letter")
    if len(digits) > MOST_DIGITS or (digits[0] == "0" and digits[1:2] not in ("", ".")):
        return None
    value = Decimal(digits.replace(",", ""))
    number = Number(value, value, match.end("arabic"), written="grouped" if "," in digits else "plain")
    rules = unit_words().rules.numerals
    if latin:
        return to_scale(number, rules.latin_scales[latin], match.end())
    if letter:
        return replace(to_scale(number, rules.letters[letter], match.end()), letter=letter)
    if not scale:
        return number
    scaled = _with_scale(number, scale, match.end())
    short = _forms().short.match(match.string, scaled.end) if scaled and scaled.factor >= MYRIAD else None
    if scaled is None or short is None or "." in digits:
        return scaled
    value = scaled.low + Decimal(short[0].strip()) * scaled.factor / 10
    return replace(scaled, low=value, high=value, end=short.end())


_PART = re.compile(r"([0-9.]*)([^0-9. ]+)")


def _with_scale(number: Number, scale: str, end: int) -> Number | None:
    """number in the scale written after it: 亿, 千万, 亿2000万. 2023百 is no number: two words."""
    scales = unit_words().rules.numerals.scales
    if len(scale) > MOST_HANZI:
        return None
    if number.low >= 100 and scales[scale.lstrip()[0]] < MYRIAD:
        return number
    parts = [(digits, prod(scales[char] for char in chars)) for digits, chars in _PART.findall(scale)]
    total = replace(to_scale(number, parts[0][1], end), written="scaled")
    if len(parts) == 1:
        return total
    value = total.low + sum(Decimal(digits) * factor for digits, factor in parts[1:])
    return replace(total, low=value, high=value)


def _parse_words(twin: str, start: int) -> Number | None:
    match = _forms().latin.match(twin, start)
    if match is None:
        return None
    rules = unit_words().rules.numerals
    if match["words"]:
        return _with_and_half(_parse_cardinal(match["words"], match.end("words")), match)
    low, high = rules.latin_some[match["some"]] if match["some"] else (2, 9)
    number = Number(Decimal(low), Decimal(high), match.end(), approximate=not match["half"], written="plain")
    if match["half"]:
        number = replace(number, low=Decimal("0.5"), high=Decimal("0.5"))
    scales = [rules.latin_scales[word] for word in match.group("by", "plural", "times") if word]
    return to_scale(number, prod(scales), match.end()) if scales else number


def _with_and_half(number: Number | None, match: re.Match[str]) -> Number | None:
    """two and a half, three and a half million."""
    if number is None or not match["and_half"]:
        return number
    if number.factor > 1:
        return None
    value = number.low + Decimal("0.5")
    number = replace(number, low=value, high=value, end=match.end())
    return (
        to_scale(number, unit_words().rules.numerals.latin_scales[match["whole"]], match.end())
        if match["whole"]
        else number
    )


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
