"""Facts of tables: rows and columns headed by names and relations, either way about, and lists of rounds.

A list of rounds has no names at its heads (date | round | amount | lead investor): each row is a round of the one
company that the table is about, which the title or heading names.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from knowledge.facts.relations import Relation, Relations, load_relations
from knowledge.facts.sentences import KIND_CODES, Sentence
from knowledge.names.lexicon import Lexicon
from knowledge.text import fold
from knowledge.types import Article, Entity, EntityKind, Evidence, Fact, Mention, Period, Quantity

_CELL = "|"
_WHOLE = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+")
_ASIDES = re.compile(r"\(.*?\)")
"""What a head says beside its name: 员工数(人)."""
Cell = tuple[int, int]
"""Its span in a coded row."""


def find_row_facts(article: Article, sentence: Sentence, relations: Relations, lexicon: Lexicon) -> Iterator[Fact]:
    """The facts of a table row, given with its column names as heading; none where rows and columns do not match."""
    cells = _cells(sentence)
    columns = [part.strip() for part in (sentence.passage.heading or "").strip(" |").split(_CELL)]
    if len(cells) < 2 or len(columns) != len(cells):
        return
    heads = [find_headed_relation(relations, fold(column)) for column in columns]
    named = next(iter(_mentioned(sentence, cells[0])), None)
    if named is None and len(list(filter(None, heads))) > 1:
        yield from _round_facts(article, sentence, list(zip(heads, cells, strict=True)), relations, lexicon)
        return
    label = find_headed_relation(relations, sentence.coded[slice(*cells[0])])
    for column, head, cell in zip(columns[1:], heads[1:], cells[1:], strict=True):
        entity = lexicon.entity(named) if named else lexicon.by_alias(column)
        relation = head if named else label
        if entity and relation and KIND_CODES[entity.kind] in relation.subject_codes:
            yield from find_cell_facts(article, sentence, cell, relation, entity)


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
    name = _find_word(sentence, (0, len(sentence.coded)), "round")
    for relation, cell in cells:
        if relation is not None:
            for fact in find_cell_facts(article, sentence, cell, relation, company):
                yield replace(fact, period=fact.period or period, qualifier=name)


def _find_company(article: Article, lexicon: Lexicon) -> Entity | None:
    """The only company that the title names; None: none or several."""
    entities = (lexicon.entity(mention.entity) for mention in lexicon.find(article.title))
    found = {entity.name: entity for entity in entities if entity and entity.kind is EntityKind.COMPANY}
    return next(iter(found.values())) if len(found) == 1 else None


def _find_word(sentence: Sentence, cell: Cell, name: str) -> str | None:
    """The canonical form of the first word of a class in a cell; None: none."""
    words, text = load_relations().words[name], sentence.coded[slice(*cell)]
    found = words.pattern.find(text)
    return words.to_canonical(text[slice(*found[0][:2])]) if found else None


def _written(article: Article, sentence: Sentence, cell: Cell) -> str:
    start, end = sentence.span(*cell)
    return article.text[start:end].strip()


def _cells(sentence: Sentence) -> list[Cell]:
    """Spans in coded of the cells of a row."""
    spans, start = [], 0
    for part in sentence.coded.split(_CELL):
        spans.append((start, start + len(part)))
        start += len(part) + 1
    return [span for span in spans if sentence.coded[slice(*span)].strip()]


def find_headed_relation(relations: Relations, label: str) -> Relation | None:
    """The relation whose rows are headed so."""
    plain = _ASIDES.sub("", label).strip()
    return next((one for one in relations.by_name.values() if plain in one.rule.rows), None)


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
    if bare := _bare(sentence, cell, relation):
        yield bare


def _bare(sentence: Sentence, cell: Cell, relation: Relation) -> Quantity | None:
    """The number that is all the cell holds: the head of its column says what is counted."""
    words = sentence.coded[slice(*cell)].strip()
    counted = next((unit for unit in relation.rule.units if unit not in ("money", "percent")), None)
    token = next((one for place, one in sentence.tokens.items() if cell[0] <= place < cell[1]), None)
    if token and len(words) == 1 and isinstance(token.value, Quantity) and not token.value.unit:
        return replace(token.value, unit=counted) if counted and not token.value.is_money else None
    if counted is None or not _WHOLE.fullmatch(words):
        return None
    number = Decimal(words.replace(",", ""))
    return Quantity(number, number, counted, words)


def find_cell_facts(
    article: Article, sentence: Sentence, cell: Cell, relation: Relation, entity: Entity
) -> Iterator[Fact]:
    """What a cell (a span of a coded sentence) says of entity in that relation; none where it holds no value of it."""
    passage = sentence.passage
    evidence = Evidence(article.name, passage.start, passage.end, article.text[passage.start : passage.end])
    fact = Fact(entity.name, relation.name, evidence, period=next(_periods(sentence, cell), None))
    if relation.rule.value == "quantity":
        name = _find_word(sentence, cell, "round") if "round" in relation.rule.qualifier else None
        for quantity in list(_quantities(sentence, cell, relation))[:1]:
            yield replace(fact, quantity=quantity, qualifier=name)
    elif relation.rule.value == "object":
        named = [name for name in _mentioned(sentence, cell, relation.object_codes) if name != entity.name]
        yield from (replace(fact, object=name) for name in named)
        if not named and EntityKind.PLACE in relation.rule.object and _find_word(sentence, cell, "city"):
            yield replace(fact, text=_written(article, sentence, cell))
    elif relation.rule.value == "period" and fact.period:
        yield fact
