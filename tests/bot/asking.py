"""Made by hand for the tests of answers: interpretations, findings, ranked passages."""

from collections.abc import Iterable, Mapping

from bot.types import Findings, Interpretation, Language, Named, Question, Ranked, Unit
from knowledge.text import fold
from knowledge.types import Entity, EntityKind, Fact, Found, Passage, PassageKind, Period, Source

ARTICLE = "a.md"


def found(
    snippet: str,
    *,
    start: int = 0,
    index: int = 0,
    block: int = 0,
    kind: PassageKind = PassageKind.BODY,
    heading: str | None = None,
    speaker: str | None = None,
    entities: tuple[str, ...] = (),
    values: Iterable[str] = (),
) -> Found:
    """A passage as the store gives it back."""
    passage = Passage(ARTICLE, index, start, start + len(snippet), block, kind, heading, speaker)
    return Found(passage, snippet, (), entities, frozenset(values))


def ranked(snippet: str, *, score: float = 10.0, coverage: float = 1.0, fact: Fact | None = None, **rest) -> Ranked:
    """A passage that meets the question; rest goes to `found`, or is a field of Ranked."""
    own = {key: rest.pop(key) for key in ("missing", "holds", "is_bound", "is_voiced", "asks") if key in rest}
    return Ranked(found(snippet, **rest), score, coverage, fact, **own)


def asked(
    text: str = "",
    *,
    names: Iterable[str] = (),
    words: Iterable[str] = (),
    kind: str = "fact",
    person: Iterable[str] = (),
    **fields: object,
) -> Interpretation:
    """An interpretation with a unit for each name and word."""
    people = set(person)
    entities = [Entity(n, EntityKind.PERSON if n in people else EntityKind.COMPANY) for n in (*names, *people)]
    units = tuple(Unit(e.name, (e.name,), is_entity=True) for e in entities) + tuple(Unit(w, (w,)) for w in words)
    named = tuple(Named(e, 0, 0, "exact") for e in entities)
    return Interpretation(
        Question(text), fold(text), Language.SIMPLIFIED, kind, named, units=units, plain=fold(text), **fields
    )


def findings(
    *passages: Ranked,
    facts: Iterable[Fact] = (),
    rivals: Iterable[Fact] = (),
    text: str | None = None,
    published: Period | None = None,
    kinds: Mapping[str, EntityKind] | None = None,
) -> Findings:
    """Findings in one article, whose text is that of the passages one after the other unless given."""
    body = text if text is not None else "".join(r.found.snippet for r in passages)
    source = Source(ARTICLE, "0" * 64, "标题", body, "某报", None, published, None, None, "zh")
    return Findings(tuple(facts), passages, tuple(rivals), {}, {ARTICLE: source}, kinds or {})
