"""Proof that a base, or one article's extract, says what the article says. Changes nothing."""

from collections.abc import Iterator

from knowledge.storing.store import KnowledgeBase
from knowledge.types import Extract


def find_faults(base: KnowledgeBase) -> Iterator[str]:
    """One line for each thing in base that does not stand in its article as it is cited.

    The file itself is checked by `KnowledgeBase.check_pages`. Raises StoreError where it cannot even be read.
    """
    for name in base.digests():
        extract = base.extract(name)
        yield from find_extract_faults(extract)
        for found in base.passages_of(name):
            start, end = found.passage.start, found.passage.end
            if extract.article.text[start:end] != found.snippet:
                yield f"{name}: passage {found.passage.index}: {start} to {end} is not its snippet"


def find_span_faults(base: KnowledgeBase) -> Iterator[str]:
    """As `find_faults`, but of the spans alone: for a base of extracts in which nothing was at fault before.

    Takes a few hundredths of the time, as it makes no values of the rows.
    """
    for name in base.digests():
        text, spans = base.spans_of(name)
        for start, end, words in spans:
            if start < 0 or end != start + len(words) or not text.startswith(words, start):
                yield f"{name}: {start} to {end} is not its snippet"


def find_extract_faults(extract: Extract) -> Iterator[str]:
    """One line for each span that does not cut to its snippet or leaves the text, and each quote without its words."""
    name, text = extract.article.name, extract.article.text
    cited = [
        (f"fact {which} ({fact.subject}, {fact.relation})", fact.evidence) for which, fact in enumerate(extract.facts)
    ]
    for which, quote in enumerate(extract.quotes):
        cited.append((f"quote {which} ({quote.speaker})", quote.evidence))
        if quote.words not in quote.evidence.snippet:
            yield f"{name}: quote {which} ({quote.speaker}): the words are not in its snippet"
    for what, at in cited:
        if at.article != name or not 0 <= at.start < at.end or text[at.start : at.end] != at.snippet:
            yield f"{name}: {what}: {at.start} to {at.end} is not its snippet"
    spans = [(f"mention of {mention.entity}", mention.start, mention.end) for mention in extract.mentions]
    spans += [(f"passage {passage.index}", passage.start, passage.end) for passage in extract.passages]
    for what, start, end in spans:
        if not 0 <= start <= end <= len(text):
            yield f"{name}: {what}: {start} to {end} is not in the text"
