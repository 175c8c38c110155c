"""Facts of tables: rows and columns headed by names and relations, either way about, and lists of rounds.

A list of rounds has no names at its heads (date | round | amount | lead investor): each row is a round of the one
company that the table is about, which the title or heading names.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.facts.relations import Relation, Relations
from knowledge.facts.sentences import KIND_CODES, Sentence
from knowledge.names.lexicon import Lexicon
from knowledge.text import fold
from knowledge.types import Article, Entity, EntityKind, Evidence, Fact, Mention, Period, Quantity

_CELL = "|"
Cell = tuple[int, int]
"""Its span in a coded row."""


def find_row_facts(article: Article, sentence: Sentence, relations: Relations, lexicon: Lexicon) -> Iterator[Fact]:
    """The facts of a table row, given with its column names as heading; none where rows and columns do not match."""
    cells = _cells(sentence)
    columns = [part.strip() for part in (sentence.passage.heading or "").strip(" |").split(_CELL)]
    if len(cells) < 2 or len(columns) != len(cells):
        return
    heads = [_relation(relations, fold(column)) for column in columns]
    named = next(iter(_mentioned(sentence, cells[0])), None)
    if named is None and len(list(filter(None, heads))) > 1:
        yield from _round_facts(article, sentence, list(zip(heads, cells, strict=True)), relations, lexicon)
        return
    label = _relation(relations, sentence.coded[slice(*cells[0])])
    for column, head, cell in zip(columns[1:], heads[1:], cells[1:], strict=True):
        entity = lexicon.entity(named) if named else lexicon.by_alias(column)
        relation = head if named else label
        if entity and relation and KIND_CODES[entity.kind] in relation.subject_codes:
            yield from _cell_facts(article, sentence, cell, relation, entity)


def _round_facts(
    article: Article,
    sentence: Sentence,
    cells: Sequence[tuple[Relation | None, Cell]],
    relations: Relations,
    lexicon: Lexicon,
) -> Iterator[Fact]:
    """The facts of a row that is a round, all with its date and name."""
    company = _find_company(article, lexicon)
    if company is None:
        return
    period = next(iter(_periods(sentence, (0, len(sentence.coded)))), None)
    name = _find_round(sentence, relations)
    for relation, cell in cells:
        if relation is not None:
            for fact in _cell_facts(article, sentence, cell, relation, company):
                yield replace(fact, period=fact.period or period, qualifier=name)


def _find_company(article: Article, lexicon: Lexicon) -> Entity | None:
    """The only company that the title names; None: none or several."""
    entities = (lexicon.entity(mention.entity) for mention in lexicon.find(article.title))
    found = {entity.name: entity for entity in entities if entity and entity.kind is EntityKind.COMPANY}
    return next(iter(found.values())) if len(found) == 1 else None


def _find_round(sentence: Sentence, relations: Relations) -> str | None:
    """The canonical round that the row names."""
    words = relations.words["round"]
    found = words.pattern.find(sentence.coded)
    return words.to_canonical(sentence.coded[slice(*found[0][:2])]) if found else None


def _cells(sentence: Sentence) -> list[Cell]:
    """Spans in coded of the cells of a row."""
    spans, start = [], 0
    for part in sentence.coded.split(_CELL):
        spans.append((start, start + len(part)))
        start += len(part) + 1
    return [span for span in spans if sentence.coded[slice(*span)].strip()]


def _relation(relations: Relations, label: str) -> Relation | None:
    """The relation whose rows are headed so."""
    return next((one for one in relations.by_name.values() if label.strip() in one.rule.rows), None)


def _mentioned(sentence: Sentence, cell: Cell, codes: str = "") -> Iterator[str]:
    """The entities named in a cell, of the coded kinds where some are given."""
    for place, token in sentence.tokens.items():
        in_cell = cell[0] <= place < cell[1] and (not codes or sentence.coded[place] in codes)
        if in_cell and isinstance(token.value, Mention):
            yield token.value.entity


def _periods(sentence: Sentence, cell: Cell) -> Iterator[Period]:
    for place, token in sentence.tokens.items():
        if cell[0] <= place < cell[1] and isinstance(token.value, Period):
            yield token.value


def _quantities(sentence: Sentence, cell: Cell, relation: Relation) -> Iterator[Quantity]:
    for place, token in sentence.tokens.items():
        if cell[0] <= place < cell[1] and isinstance(token.value, Quantity):
            value = token.value
            if relation.takes(value.unit, is_money=value.is_money):
                yield value


def _cell_facts(article: Article, sentence: Sentence, cell: Cell, relation: Relation, entity: Entity) -> Iterator[Fact]:
    passage = sentence.passage
    evidence = Evidence(article.name, passage.start, passage.end, article.text[passage.start : passage.end])
    fact = Fact(entity.name, relation.name, evidence, period=next(_periods(sentence, cell), None))
    if relation.rule.value == "quantity":
        for quantity in list(_quantities(sentence, cell, relation))[:1]:
            yield replace(fact, quantity=quantity)
    elif relation.rule.value == "object":
        for name in _mentioned(sentence, cell, relation.object_codes):
            if name != entity.name:
                yield replace(fact, object=name)
    elif relation.rule.value == "period" and fact.period:
        yield fact
