"""Facts of lines in two parts, as cards and notes on results list them: 员工：864人，较上季度减少57人.

What heads rows of tables heads such a line, too. It is about the company that the heading names, else the one that the
article is about.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from knowledge.facts.relations import Relation, load_relations
from knowledge.facts.sentences import KIND_CODES, CodedArticle, Sentence
from knowledge.facts.status import Claim, assess
from knowledge.facts.tables import find_cell_facts, find_headed_relation
from knowledge.types import Entity, EntityKind, Fact, PassageKind

_LABEL = re.compile(r"(?P<label>[^:,;。!?]{2,16}): ?(?P<value>[^,;。!?]{1,60})")


def find_labelled_facts(coded: CodedArticle, sentence: Sentence) -> Iterator[Fact]:
    """The facts of a line that opens with what heads rows of tables and a colon; none where nobody is its subject."""
    passage = sentence.passage
    match = _LABEL.match(sentence.coded)
    if passage.kind is not PassageKind.BODY or passage.speaker or match is None or not _opens_line(coded, sentence):
        return
    relation, entity = find_headed_relation(load_relations(), match["label"]), _find_subject(coded, sentence)
    assessment = assess(coded.article, sentence, Claim(match.start(), match.end()))
    if relation and entity and assessment and KIND_CODES[entity.kind] in relation.subject_codes:
        for fact in find_cell_facts(coded.article, sentence, match.span("value"), relation, entity):
            yield replace(
                fact,
                qualifier=fact.qualifier or _find_qualifier(relation, match["label"]),
                status=assessment.status,
                according_to=assessment.according_to,
            )


def _find_qualifier(relation: Relation, label: str) -> str | None:
    """The first word of the relation's classes that the label holds: 净亏损."""
    for words in relation.qualifiers:
        for start, end, _ in words.pattern.find(label):
            return words.to_canonical(label[start:end])
    return None


def _opens_line(coded: CodedArticle, sentence: Sentence) -> bool:
    """Whether the sentence is the first of its block."""
    return coded.article.blocks[sentence.passage.block].start == sentence.passage.start


def _find_subject(coded: CodedArticle, sentence: Sentence) -> Entity | None:
    """The company that the heading names, if it names one; None also where it names several."""
    found = (coded.lexicon.entity(mention.entity) for mention in coded.lexicon.find(sentence.passage.heading or ""))
    named = {entity.name: entity for entity in found if entity and entity.kind is EntityKind.COMPANY}
    if not named and coded.main_company:
        return coded.lexicon.entity(coded.main_company)
    return next(iter(named.values())) if len(named) == 1 else None
