"""Facts and quotes as lines: for a program (JSON) or a person. Reads and prints nothing."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict

from rich.text import Text

from knowledge.comparing.groups import Group, group_facts
from knowledge.profile import STATUS_WORDS, Profile, to_day, to_value
from knowledge.storing.store import KnowledgeBase
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


def find_groups(base: KnowledgeBase, name: str | None = None, *, every: bool = False) -> Iterator[Group]:
    """The facts of which others do not simply agree with the one that leads, by subject (only that of name, if given).

    every: also those that all agree.
    """
    dates = base.dates()
    for subject in [name] if name is not None else [entity.name for entity in base.entities()]:
        for group in group_facts(base.facts(subject=subject), dates.__getitem__):
            if group.is_conflict or (every and group.others):
                yield group


def render_group(group: Group) -> str:
    """The leading fact and why it leads; below it the others, each with its verdict."""
    lines = [f"{render_fact(group.leading)} (leads: {group.why})"]
    lines += [f"  {other.verdict}: {render_fact(other.fact)}" for other in group.others]
    return "\n".join(lines)


def render_group_json(group: Group) -> str:
    """One JSON object in one line: subject, relation, leading, why, others; each fact as `render_json` has it.

    An other's `of` is its place in [leading, *others] of the fact it denies, corrects or was replaced by, or null.
    """
    facts = [group.leading, *(other.fact for other in group.others)]
    others = [
        {
            **json.loads(render_json(other.fact)),
            "verdict": other.verdict.value,
            "of": facts.index(other.of) if other.of is not None else None,
        }
        for other in group.others
    ]
    leading = group.leading
    whole = {
        "subject": leading.subject,
        "relation": leading.relation,
        "qualifier": leading.qualifier,
        "period": _to_json(asdict(leading.period)) if leading.period else None,
        "why": group.why,
        "leading": json.loads(render_json(leading)),
        "others": others,
    }
    return json.dumps(whole, ensure_ascii=False)


def _words(value: Quantity | Period | None) -> str | None:
    if isinstance(value, Period):
        return value.words or value.start.isoformat()
    return value.words if value else None


def _render_evidence(found: Fact | Quote) -> str:
    at = found.evidence
    return f"— {at.article} {at.start}-{at.end}: {at.snippet}"


def _to_line(text: str) -> str:
    return " ".join(text.split())
