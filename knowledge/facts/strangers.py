"""Clauses whose subject is a name that nobody knows: 竹简科技2020年成立 says nothing of whom the text spoke of before.

Judged by the look of the words alone, as the name itself was not found by knowledge/names. Finds no names, no facts.
"""

import re
from functools import cache, lru_cache

from knowledge.facts.sentences import KIND_CODES, PERIOD, CodedArticle, Sentence
from knowledge.facts.subject_rules import subject_rules
from knowledge.names.dictionary import ends_with_verb, is_common, is_phrase, is_word
from knowledge.names.name_rules import has_function, is_coined, ordinary_latin, shape_rules
from knowledge.names.name_uses import use_rules
from knowledge.text import CJK, fold, fold_characters
from knowledge.types import EntityKind, Mention

_HAN = f"[{CJK[0]}-{CJK[1]}]"
_STEM = (2, 4)
_WORD = "[A-Z][A-Za-z0-9’&-]+"
_LATIN = re.compile(f"{_WORD}(?: {_WORD})*")
_SHORT = 3
"""Latin letters of a name; shorter ones are abbreviations."""


def has_own_stranger(coded: CodedArticle, sentence: Sentence, place: int) -> bool:
    """Whether an unknown name is the subject of the match at coded[place:]: it opens the clause, or leads up to it."""
    start, _ = sentence.clause(place)
    words = _to_cased(coded.article.text, sentence, start, len(sentence.coded))
    before = words[: place - start]
    found = _leads_up(before, coded.article.text)
    return opens_with_stranger(coded, sentence, start, place) or (found is not None and not _is_part(coded, found))


def opens_with_stranger(coded: CodedArticle, sentence: Sentence, start: int, end: int) -> bool:
    """Whether the clause at coded[start:] begins with an unknown name that does something; end: as far as it goes."""
    words = _to_cased(coded.article.text, sentence, start, len(sentence.coded))
    at = _skip(words, 0, end - start)
    limit = end - start
    found = (
        _latin(words, at, coded.article.text)
        or _suffixed_at(words, at, limit)
        or _quoted(words, at, limit)
        or _coined_at(words, at, limit)
    )
    return found is not None and not _is_part(coded, words[at:found])


def _is_part(coded: CodedArticle, name: str) -> bool:
    """Whether the article has a name that this one is a part of: Northwind beside Northwind Labs."""
    known = {
        token.value.entity
        for sentence in coded.sentences
        for token in sentence.tokens.values()
        if isinstance(token.value, Mention)
    }
    return any(name.lower() in fold_characters(one) for one in known)


def _leads_up(before: str, text: str) -> str | None:
    """The unknown name that words up to a match end with, a 的, a date or an act between them and the match."""
    plain = _after().sub("", before)
    name = plain[_skip(plain, 0, len(plain)) :].strip(" ")
    if _is_coined_noun(name):
        return None if re.search(f"{name}{_suffixes()}", fold(text)) else name
    match = _suffixed_end().search(plain)
    if match is None:
        return None
    last = match.start("suffix")
    begins = range(max(0, last - _STEM[1]), last - _STEM[0] + 1)
    found = (at for at in begins if _is_stem(plain[at:last], match["suffix"]) and _may_begin(plain, at))
    return next((plain[at:] for at in found), None)


def _suffixed_at(words: str, at: int, end: int) -> int | None:
    """Where a name ends that begins at that place and is made by its last word."""
    match = _suffixed().match(words, at, max(at, end))
    if match is None:
        return None
    after = words[match.end() :]
    is_firm = (_sole_acts().match(after) or _acts_at_a_time().match(after)) is not None
    if not _is_stem(words[at : match.start("suffix")], match["suffix"], is_firm=is_firm):
        return None
    return match.end() if not after or is_firm or _does_something().match(after) else None


def _quoted(words: str, at: int, end: int) -> int | None:
    """Where a coined name in quotation marks ends."""
    match = _quotation().match(words, at, max(at, end))
    if match is None or is_common(match["name"]):
        return None
    after = words[match.end() :]
    return match.end() if not after or _does_something().match(after) else None


def _coined_at(words: str, at: int, end: int) -> int | None:
    """Where a word of no dictionary ends that some time later does what companies do: 青简去年完成."""
    match = _coined().match(words, at, max(at, end))
    return match.end("name") if match and _is_coined_noun(match["name"]) else None


def _latin(words: str, at: int, text: str) -> int | None:
    """Where a name in Latin letters ends that begins at that place: Quillon was founded."""
    match = _LATIN.match(words, at)
    if match is None:
        return None
    name = match[0].removesuffix("’s")
    parts = re.split("[ -]", name)
    is_ordinary = all(len(word) < 2 or _is_ordinary(word, text) for word in parts)
    if is_ordinary or len(name) < _SHORT or name.isupper() or parts[0] in ordinary_latin():
        return None
    end = at + len(name)
    return end if _latin_acts().match(words, end) or _does_something().match(words, end) else None


def _is_ordinary(word: str, text: str) -> bool:
    """Whether a word is none of a name: the article has it without its capital too."""
    return word in ordinary_latin() or f" {word.lower()}" in text or word.lower() in subject_rules().figure_words


def _is_stem(stem: str, suffix: str, *, is_firm: bool = False) -> bool:
    """Whether the words before a suffix make a name with it. is_firm: what follows, nothing but a firm does."""
    rules = shape_rules()
    if stem in rules.ordinary_stems or stem.endswith(tuple(word for word in rules.generic_ends if len(word) > 1)):
        return False
    if is_firm:
        return True
    if has_function(stem) or stem.startswith(rules.leads) or is_phrase(stem):
        return False
    return suffix not in rules.soft_suffixes or not (is_word(stem) or is_common(stem))


def _is_coined_noun(name: str) -> bool:
    """Whether it is a word of no dictionary, as long as short names are: 岑墨."""
    return (
        re.fullmatch(f"{_HAN}{{2,3}}", name) is not None
        and is_coined(name)
        and not is_word(name)
        and not is_phrase(name)
        and not ends_with_verb(name)
        and not name.startswith(shape_rules().openings)
    )


def _may_begin(words: str, begin: int) -> bool:
    before = words[begin - 1 : begin]
    return not re.match(_HAN, before) or has_function(before)


def _skip(words: str, at: int, end: int) -> int:
    """The place after the words that open a clause before its subject: 而, 据悉, a date."""
    match = _openings().match(words, at, max(at, end))
    return match.end() if match else at


def _to_cased(text: str, sentence: Sentence, start: int, end: int) -> str:
    """coded[start:end] with the capitals that the article has."""
    return _to_cased_sentence(text, sentence.starts, sentence.coded)[start:end]


@lru_cache(maxsize=64)
def _to_cased_sentence(text: str, starts: tuple[int, ...], coded: str) -> str:
    pairs = zip(coded, starts, strict=False)
    return "".join(char.upper() if "a" <= char <= "z" and text[at].isupper() else char for char, at in pairs)


@cache
def _openings() -> re.Pattern[str]:
    rules = subject_rules()
    words, rivals = (
        "|".join(sorted(map(re.escape, map(fold_characters, some)), key=len, reverse=True))
        for some in (rules.clause_openings, rules.rivals)
    )
    known = f"[{''.join(KIND_CODES.values())}]"
    of = shape_rules().possessive
    beside = rf"(?:{'|'.join(rules.beside)}){known}{_HAN}{{1,6}}?{of}"
    rival = rf"{known}(?:['’]s|{of})? ?(?={rivals})|{rivals}"
    return re.compile(rf"(?:{beside}|{rival}|{words}|{PERIOD}|[ \"“'「])*", re.IGNORECASE)


@cache
def _after() -> re.Pattern[str]:
    """What may stand between a subject and its predicate, at the end of a text."""
    rules = shape_rules()
    words = "|".join(map(re.escape, (*rules.modals, *rules.acts, *subject_rules().clause_adverbs, rules.possessive)))
    return re.compile(rf"(?:{words}|{PERIOD}|[ ”」\"])*\Z")


@cache
def _does_something() -> re.Pattern[str]:
    """What follows the subject of a clause: a date, 的, an act, or an adverb and these."""
    rules = shape_rules()
    acts = (*rules.acts, *rules.firm_acts, *use_rules().company_after)
    others = (*rules.modals, *subject_rules().clause_adverbs, rules.possessive)
    words = "|".join(sorted({re.escape(one.lower()) for one in (*acts, *others)}, key=len, reverse=True))
    return re.compile(rf"[”」\"]? ?(?:{PERIOD}|{words})", re.IGNORECASE)


@cache
def _sole_acts() -> re.Pattern[str]:
    return re.compile("|".join(subject_rules().sole_acts))


@cache
def _acts_at_a_time() -> re.Pattern[str]:
    """What follows a firm of whatever words: a time and an act (2023年累计融资)."""
    rules = shape_rules()
    acts = "|".join(map(re.escape, (*rules.acts, *rules.firm_acts, *rules.dated_acts)))
    adverbs = "|".join(map(re.escape, (*rules.modals, *subject_rules().clause_adverbs)))
    return re.compile(rf"(?:{adverbs}|{PERIOD}){{1,3}}(?:{acts})")


@cache
def _latin_acts() -> re.Pattern[str]:
    words = "|".join((*use_rules().latin_after[EntityKind.COMPANY], *subject_rules().latin_acts))
    return re.compile(rf"(?:[’']s\b|,? (?:{words})\b)")


def _suffixes() -> str:
    rules = shape_rules()
    words = sorted((*rules.company_suffixes, *rules.fund_suffixes), key=len, reverse=True)
    return f"(?P<suffix>{'|'.join(words)})"


@cache
def _coined() -> re.Pattern[str]:
    rules = shape_rules()
    acts, times = ("|".join(map(re.escape, words)) for words in ((*rules.acts, *rules.firm_acts), rules.modals))
    return re.compile(f"(?P<name>{_HAN}{{2,3}}?)(?:{PERIOD}|{times})+(?:{acts})")


@cache
def _suffixed() -> re.Pattern[str]:
    return re.compile(f"{_HAN}{{{_STEM[0]},{_STEM[1]}}}?{_suffixes()}")


@cache
def _suffixed_end() -> re.Pattern[str]:
    return re.compile(rf"{_suffixes()}\Z")


@cache
def _quotation() -> re.Pattern[str]:
    return re.compile(f'(?P<name>{_HAN}{{2,6}})[”」"]')
