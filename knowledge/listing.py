"""Facts and quotes as lines: for a program (JSON) or a person. Reads and prints nothing."""

import json
from collections.abc import Mapping
from dataclasses import asdict

from knowledge.storing.store import KnowledgeBase
from knowledge.text import to_key
from knowledge.types import Entity, Fact, Period, Quantity, Quote


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


def find_entity(base: KnowledgeBase, name: str) -> Entity | None:
    """The entity of base that name stands for, in any case, script or spacing; None: none, or more than one."""
    key = to_key(name)
    named = [entity for entity in base.entities() if key in map(to_key, (entity.name, *entity.aliases))]
    exact = [entity for entity in named if entity.name == name] or named
    return exact[0] if len(exact) == 1 else None


def _words(value: Quantity | Period | None) -> str | None:
    if isinstance(value, Period):
        return value.words or value.start.isoformat()
    return value.words if value else None


def _render_evidence(found: Fact | Quote) -> str:
    at = found.evidence
    return f"— {at.article} {at.start}-{at.end}: {at.snippet}"


def _to_line(text: str) -> str:
    return " ".join(text.split())
