"""What the slots of an introduction take: a regular expression, and the function that finds the name in its match."""

from collections.abc import Mapping
from functools import cache

from knowledge.names.firm_names import (
    parse_alias,
    parse_bracketed,
    parse_coined,
    parse_company,
    parse_fund,
    parse_late,
    parse_late_fund,
    parse_latin,
    parse_open_company,
    parse_product,
    parse_quoted,
    parse_script_alias,
    parse_suffixed,
    parse_suffixed_latin,
)
from knowledge.names.name_rules import Shape, shape_rules
from knowledge.names.person_names import (
    parse_foreign_person,
    parse_late_person,
    parse_latin_person,
    parse_open_person,
    parse_person,
)
from knowledge.types import EntityKind

_CJK = r"\u3400-\u9fff"
_WORD = r"[A-Z][A-Za-zÀ-ÿ0-9'’&-]{0,20}"
_FIRST_WORD = r"(?<![A-Za-zÀ-ÿ0-9.-])" + _WORD
_PERSON = rf"{_FIRST_WORD}(?: (?:de|van|von|da|bin|al|[A-Z]\.|{_WORD})){{1,3}}(?![A-Za-zÀ-ÿ])"
_LATIN = rf"{_FIRST_WORD}(?:\.(?:ai|AI|com|io))?(?: (?:& )?{_WORD}){{0,3}}(?![A-Za-zÀ-ÿ])"


_VERSION = r"(?:[- ]?\d{1,2}(?:\.\d)?(?![\d.年月日亿万]))?"


@cache
def load_shapes() -> Mapping[str, Shape]:
    """Slot name -> what it takes. Raises RuleError."""
    rules = shape_rules()
    firms = _suffixed(rules.company_suffixes, 6)
    funds = _suffixed(rules.fund_suffixes, 10)
    latin_firm = rf"{_FIRST_WORD}(?: {_WORD}){{0,2}} (?:{'|'.join(rules.sure_latin_suffixes)})\b"
    latin_fund = rf"{_FIRST_WORD}(?: {_WORD}){{0,2}} (?:{'|'.join(rules.latin_fund_suffixes)})\b"
    company, fund, person, product = EntityKind.COMPANY, EntityKind.FUND, EntityKind.PERSON, EntityKind.PRODUCT
    return {
        "person": Shape(person, rf"{_PERSON}|[{_CJK}]{{2,4}}", parse_person),
        "open_person": Shape(person, rf"[{_CJK}]{{2,5}}", parse_open_person),
        "late_person": Shape(person, rf"[{_CJK}]{{2,10}}", parse_late_person),
        "transliterated": Shape(person, _transliterated(), parse_foreign_person),
        "latin_person": Shape(person, _PERSON, parse_latin_person),
        "company": Shape(company, rf"{_LATIN}|[{_CJK}]{{2,8}}", parse_company),
        "open_company": Shape(company, rf"{_LATIN}|[{_CJK}]{{2,8}}", parse_open_company),
        "late_company": Shape(company, rf"[{_CJK}]{{2,10}}", parse_late),
        "bracketed_company": Shape(company, rf"[{_CJK}]{{2,10}}(?= ?\()", parse_bracketed),
        "quoted_company": Shape(company, rf"{_LATIN}|[{_CJK}]{{2,8}}", parse_quoted),
        "coined_company": Shape(company, rf"[{_CJK}]{{2,4}}?", parse_coined),
        "suffixed_company": Shape(company, firms, parse_suffixed),
        "suffixed_latin_company": Shape(company, latin_firm, parse_suffixed_latin),
        "latin_company": Shape(company, _LATIN, parse_latin),
        "fund": Shape(fund, rf"[{_CJK}]{{2,8}}?", parse_fund),
        "coined_fund": Shape(fund, rf"[{_CJK}]{{2,6}}", parse_coined),
        "quoted_fund": Shape(fund, rf"{_LATIN}|[{_CJK}]{{2,8}}", parse_quoted),
        "late_fund": Shape(fund, funds, parse_late_fund),
        "latin_fund": Shape(fund, _LATIN, parse_latin),
        "suffixed_latin_fund": Shape(fund, latin_fund, parse_suffixed_latin),
        "product": Shape(product, rf"{_LATIN}|[{_CJK}]{{2,6}}{_VERSION}", parse_product),
        "latin_outlet": Shape(EntityKind.ORGANISATION, _LATIN, parse_latin),
        "latin_product": Shape(product, _LATIN, parse_latin),
        "alias": Shape(None, rf"{_LATIN}|[{_CJK}]{{2,10}}", parse_alias),
        "script_alias": Shape(None, rf"{_LATIN}|[{_CJK}]{{3,10}}", parse_script_alias),
    }


def _transliterated() -> str:
    letters = shape_rules().transliteration.replace(" ", "")
    return rf"[{letters}]{{1,6}}(?:[·•・‧][{letters}]{{1,7}}){{1,2}}"


def _suffixed(suffixes: tuple[str, ...], longest: int) -> str:
    return rf"[{_CJK}]{{2,{longest}}}?(?:{'|'.join(suffixes)})"
