"""Facts: coded sentences matched by the phrases of the relations. Loads no rules, judges no status itself.

A phrase matches; its slots give value and object; the subject is the one it names, else the one spoken of
(ends.py); status.py says how firmly, fact_values.py what. A value is given to one fact only: the shortest match has it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from knowledge.facts.corrections import correct_facts
from knowledge.facts.denials import deny_facts
from knowledge.facts.ends import Companies, find_companies, find_ends
from knowledge.facts.fact_values import find_aside_quantity, find_values_of
from knowledge.facts.labelled import find_labelled_facts
from knowledge.facts.matches import Match, find_matches, is_blocked
from knowledge.facts.own_words import find_own_words
from knowledge.facts.relations import load_relations
from knowledge.facts.sentences import CodedArticle, Sentence, code_sentences, find_values
from knowledge.facts.status import Assessment, Claim, assess
from knowledge.facts.tables import find_row_facts
from knowledge.names.lexicon import Lexicon
from knowledge.names.main_company import find_main_company
from knowledge.types import Article, Evidence, Fact, Mention, Passage, PassageKind

_LONGEST_EVIDENCE = 200
"""Characters; of a longer sentence only the clauses around the match are shown."""
_LONGEST_SENTENCE = 2000
"""Characters; nobody writes a longer one, and the work grows with its square."""


def find_facts(
    article: Article, passages: Sequence[Passage], mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[Fact, ...]:
    """What the passages state, in order of their evidence; empty: nothing the relations know.

    lexicon holds the entities discovered in the article too. In a turn of a speaker whose one company is known from
    the article, 我们 stands for that company.
    """
    values, units = find_values(article), load_relations().units
    main = find_main_company(article, mentions, lexicon)

    def match(known: Sequence[Mention]) -> tuple[Fact, ...]:
        sentences = code_sentences(article, passages, known, lexicon, values, units)
        return _match_facts(CodedArticle(article, sentences, lexicon, main))

    facts = match(mentions)
    own = find_own_words(article, passages, mentions, find_companies(facts))
    return match(sorted((*mentions, *own), key=lambda mention: mention.start)) if own else facts


def _match_facts(coded: CodedArticle) -> tuple[Fact, ...]:
    article = coded.article
    facts: list[Fact] = []
    companies: Companies = {}
    for which, sentence in enumerate(coded.sentences):
        if sentence.passage.kind is PassageKind.TABLE:
            facts += find_row_facts(article, sentence, load_relations(), coded.lexicon)
        elif _states(sentence):
            found = [*_sentence_facts(coded, which, companies)]
            found += [fact for fact in find_labelled_facts(coded, sentence) if not _is_told(fact, found)]
            facts = deny_facts(article, sentence, correct_facts(article, sentence, [*facts, *found]))
            companies = find_companies(facts) if found else companies
    return tuple(dict.fromkeys(_rename(facts)))


def _rename(facts: Sequence[Fact]) -> Iterator[Fact]:
    """facts with a company that now has another name under that name."""
    now = {fact.text: fact.subject for fact in facts if fact.relation == "formerly_named" and fact.text}
    if not now:
        yield from facts
        return
    for fact in facts:
        yield replace(fact, subject=now.get(fact.subject, fact.subject), object=now.get(fact.object or "", fact.object))


def _states(sentence: Sentence) -> bool:
    """Whether it is a statement of bearable length and not a question."""
    return len(sentence.coded) <= _LONGEST_SENTENCE and not sentence.coded.rstrip("”\"' )").endswith("?")


def _sentence_facts(coded: CodedArticle, which: int, companies: Companies) -> Iterator[Fact]:
    sentence = coded.sentences[which]
    taken: set[tuple[str, int]] = set()
    ordered: list[tuple[int, Fact]] = []
    for match, claims in find_matches(sentence, which):
        if claims & taken or is_blocked(sentence, match):
            continue
        assessment = assess(coded.article, sentence, _to_claim(match))
        found = list(_to_facts(coded, match, assessment, companies)) if assessment else []
        if found:
            taken |= claims
            ordered += ((match.start, fact) for fact in found)
    facts = [fact for _, fact in sorted(ordered, key=lambda pair: pair[0])]
    yield from (fact for fact in facts if not _is_said_better(fact, facts))


def _is_told(fact: Fact, facts: Sequence[Fact]) -> bool:
    """Whether one of the facts says of the same one the same thing."""
    told = {(one.subject, one.relation, one.object, one.quantity) for one in facts}
    return (fact.subject, fact.relation, fact.object, fact.quantity) in told


def _to_claim(match: Match) -> Claim:
    words = frozenset(word for word in match.pattern.triggers if word < "\ue000")
    return Claim(match.start, match.end, words, match.is_nested, match.relation.rule.negatable)


def _is_said_better(fact: Fact, facts: Sequence[Fact]) -> bool:
    """Whether fact has no value of its own (a round without its amount) and another of the sentence has it."""
    if fact.object or fact.quantity or fact.text or not fact.qualifier:
        return False
    return any(
        (one.subject, one.relation, one.qualifier) == (fact.subject, fact.relation, fact.qualifier) and one.quantity
        for one in facts
    )


def _to_facts(coded: CodedArticle, match: Match, assessment: Assessment, companies: Companies) -> Iterator[Fact]:
    """A fact for each subject and object; where each subject has a value of its own, with that."""
    sentence = coded.sentences[match.sentence]
    subjects, objects = find_ends(coded, match, companies)
    values = find_values_of(coded.article, coded.sentences, match, subjects)
    paired = len(subjects) == len(values)
    pairs = zip(subjects, values, strict=True) if paired else product(subjects, values)
    for subject, value in pairs:
        fact = Fact(
            subject=subject,
            relation=match.relation.name,
            evidence=_evidence(coded.article, sentence, match),
            quantity=value.quantity,
            period=value.period,
            text=value.text,
            qualifier=value.qualifier,
            status=assessment.status,
            according_to=assessment.according_to,
        )
        own = objects[values.index(value) :][:1] if len(objects) == len(values) else objects
        for one in own:
            if one is None:
                yield fact
            elif one[0] != subject:
                aside = find_aside_quantity(sentence, one[1], match.relation)
                yield replace(fact, object=one[0], quantity=aside or value.quantity)


def _evidence(article: Article, sentence: Sentence, match: Match) -> Evidence:
    """The sentence; of a long one as many whole clauses around the match as fit."""
    start, end = sentence.passage.start, sentence.passage.end
    if end - start > _LONGEST_EVIDENCE:
        start, end = _widen(sentence, match)
    return Evidence(article.name, start, end, article.text[start:end])


def _widen(sentence: Sentence, match: Match) -> tuple[int, int]:
    first, last = sentence.clause(match.start)[0], sentence.clause(match.end)[1]
    while first > 0:
        wider = sentence.clause(first - 1)[0]
        start, end = sentence.span(wider, last)
        if end - start > _LONGEST_EVIDENCE:
            break
        first = wider
    start, end = sentence.span(first, last)
    return start, end
