"""Facts and quotes as lines: for a program (JSON) or a person. Reads and prints nothing."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from rich.text import Text

from knowledge.profile import STATUS_WORDS, Profile, to_day, to_value
from knowledge.types import Fact, Period, Quantity, Quote


def render_json(found: Fact | Quote) -> str:
    """One JSON object in one line: the fields, those of the evidence (article, start, end, snippet) beside them.

    Amounts are strings, as JSON's numbers lose digits; dates are ISO; what is not known is null.
    """
    fields = asdict(found)
    fields |= fields.pop("evidence")
    return json.dumps({name: _to_json(value) for name, value in fields.items()}, ensure_ascii=False)


def _to_json(value: object) -> object:
    if isinstance(value, Mapping):
        return {name: _to_json(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return [_to_json(part) for part in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def render_fact(fact: Fact) -> str:
    """One readable line: what is said, how firmly, and the words of the article that say it."""
    value = (fact.object, fact.qualifier, _words(fact.quantity), _words(fact.period), fact.text, fact.according_to)
    said = " · ".join(part for part in (fact.subject, fact.relation, *value) if part)
    return _to_line(f"{said} [{fact.status}] {_render_evidence(fact)}")


def render_quote(quote: Quote) -> str:
    """One readable line: who, how (the cue), the words, and where."""
    topics = f" ({', '.join(quote.topics)})" if quote.topics else ""
    return _to_line(f"{quote.speaker} [{quote.cue}]{topics}: {quote.words} {_render_evidence(quote)}")


def render_profile(profile: Profile) -> Text:
    """A page: the facts by relation, newest first, each with the words that say it; then the quotes."""
    facts = sum(len(section.facts) for section in (*profile.sections, *profile.mirrored))
    quotes = (*profile.spoken, *profile.about)
    entity = profile.entity
    page = Text(entity.name, "bold")
    page.append(" · ".join(("", entity.kind, *entity.aliases)) + "\n", "not bold")
    page.append(f"facts: {facts} · quotes: {len(quotes)}\n", "dim")
    for section in profile.sections:
        _append_section(page, section.label, section.facts)
    for section in profile.mirrored:
        _append_section(page, f"{section.label} of", section.facts, mirrored=True)
    if profile.spoken:
        page.append("\nsaid\n", "bold")
    for quote in profile.spoken:
        _append_quote(page, quote)
    if profile.about:
        page.append("\nsaid of it by others\n", "bold")
    for quote in profile.about:
        _append_quote(page, quote)
    page.rstrip()
    return page


def _append_section(page: Text, label: str, facts: Iterable[Fact], *, mirrored: bool = False) -> None:
    page.append(f"\n{label}\n", "bold")
    for fact in facts:
        value = _to_line(to_value(fact, mirrored=mirrored) or fact.evidence.snippet)
        when = "" if fact.period and fact.period.words and fact.period.words in value else to_day(fact.period)
        who = f"according to {fact.according_to}" if fact.according_to else ""
        page.append("  " + " · ".join(part for part in (value, when, STATUS_WORDS[fact.status], who) if part) + "\n")
        _append_evidence(page, fact)


def _append_quote(page: Text, quote: Quote) -> None:
    page.append("  " + " · ".join(part for part in (quote.speaker, quote.cue, quote.stance or "") if part) + "\n")
    _append_evidence(page, quote)


def _append_evidence(page: Text, found: Fact | Quote) -> None:
    at = found.evidence
    page.append(f"    {_to_line(at.snippet)}\n    {at.article} {at.start}-{at.end}\n", "dim")


def _words(value: Quantity | Period | None) -> str | None:
    if isinstance(value, Period):
        return value.words or value.start.isoformat()
    return value.words if value else None


def _render_evidence(found: Fact | Quote) -> str:
    at = found.evidence
    return f"— {at.article} {at.start}-{at.end}: {at.snippet}"


def _to_line(text: str) -> str:
    return " ".join(text.split())
