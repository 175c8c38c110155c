"""Quotes: words with their speaker, from quotation marks, reported speech, turns and quoted blocks. Judges no truth."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from knowledge.facts.cues import cue_rules, find_speaker, find_verbs, find_views, skip_listener
from knowledge.facts.sentences import KIND_CODES, Sentence, code_sentences
from knowledge.names.lexicon import Lexicon
from knowledge.text import fold
from knowledge.types import Article, EntityKind, Evidence, Mention, Passage, PassageKind, Quote

_SHORTEST = 6
"""Coded characters in quotation marks below which words are a term or a title unless a verb stands beside them."""
_LONGEST_PARAGRAPH = 10_000
"""Coded characters; the work grows with the square of a paragraph's quotes."""
_PERSON = KIND_CODES[EntityKind.PERSON]
_QUOTED = re.compile(r"“([^“”]+)”|「([^「」]+)」|\"([^\"]+)\"")
_ABOUT_SPEAKER = re.compile(r"[^,。]{0,12},?[他她]在")
"""Words that go on telling of the speaker (..., he was raising money) are no words of theirs."""
_END = re.compile(r"[。!?]|\.(?=\s|$)")
_OPENING = re.compile(r"(?:[\s,:了]|[说称道](?=[,:])|that\s)*")
"""What stands between a verb of saying and the words."""
_SPOKEN = (PassageKind.BODY, PassageKind.TITLE, PassageKind.HEADLINE)


def find_quotes(
    article: Article, passages: Sequence[Passage], mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[Quote, ...]:
    """Who said what, in order of the words; empty: nobody speaks.

    Paragraphs are read whole, as quoted words run over sentences. In a turn of a transcript each paragraph is one
    quote, and what it reports of others is not looked for. Where direct and reported speech share words, the direct one
    stays.
    """
    groups = [tuple(group) for _, group in groupby(passages, key=lambda passage: passage.block)]
    paragraphs = code_sentences(article, [_join(group) for group in groups], mentions, lexicon)
    found: list[Quote] = []
    for before, paragraph in zip((None, *paragraphs), paragraphs, strict=False):
        if paragraph.passage.kind not in _SPOKEN or len(paragraph.coded) > _LONGEST_PARAGRAPH:
            continue
        found += _paragraph_quotes(article, paragraph, before)
    ordered = sorted(
        found, key=lambda quote: (quote.evidence.start, article.text.find(quote.words, quote.evidence.start))
    )
    return tuple(dict.fromkeys(_complete(quote, article, mentions) for quote in ordered))


def _join(group: Sequence[Passage]) -> Passage:
    """The passages of a paragraph as one."""
    return replace(group[0], end=group[-1].end)


def _paragraph_quotes(article: Article, paragraph: Sentence, before: Sentence | None) -> Iterator[Quote]:
    if paragraph.passage.speaker:
        yield from _turn(article, paragraph)
    elif before and (speaker := _announced(before, paragraph)):
        yield _cut(
            article, paragraph, (0, len(paragraph.coded)), (0, len(paragraph.coded)), speaker, "block", direct=True
        )
    else:
        direct = list(_direct(article, paragraph))
        taken = [(span, quote) for span, quote in direct]
        yield from (quote for _, quote in taken)
        spans = [span for span, _ in taken]
        yield from _indirect(article, paragraph, spans)


def _turn(article: Article, paragraph: Sentence) -> Iterator[Quote]:
    passage = paragraph.passage
    words = article.text[passage.start : passage.end]
    if passage.speaker and any(char.isalnum() for char in words):
        evidence = Evidence(article.name, passage.start, passage.end, words)
        yield Quote(passage.speaker, words, evidence, "turn", direct=True)


def _announced(before: Sentence, paragraph: Sentence) -> str | None:
    """Who speaks in a block of quotation: the last person of a paragraph that ends in a colon."""
    if paragraph.passage.block != before.passage.block + 1 or not before.coded.rstrip().endswith(":"):
        return None
    start = max(before.coded.rfind(mark) for mark in "。!?") + 1
    place = before.coded.rfind(_PERSON, start)
    value = before.tokens[place].value if place >= 0 else None
    return value.entity if isinstance(value, Mention) else None


def _direct(article: Article, paragraph: Sentence) -> Iterator[tuple[tuple[int, int], Quote]]:
    """Words in quotation marks beside a verb of saying: after it, or before speaker and verb."""
    coded = paragraph.coded
    verbs = list(find_verbs(coded, "direct"))
    last: tuple[int, str] | None = None
    for match in _QUOTED.finditer(coded):
        start, end = match.start() + 1, match.end() - 1
        if _is_term(coded, start, end):
            continue
        found = _said_before(article, paragraph, match.start(), verbs) or _said_after(
            article, paragraph, match.end(), verbs
        )
        if (
            found is None
            and last
            and len(coded[start:end]) >= _SHORTEST
            and not coded[last[0] : match.start()].strip(" ,。")
        ):
            found = (last[1], "", start, end)
        if found is None:
            continue
        speaker, cue, first, final = found
        last = (match.end(), speaker)
        around = (min(first, match.start()), max(final, match.end()))
        yield (start, end), _cut(article, paragraph, (start, end), around, speaker, cue or "said", direct=True)


def _is_term(coded: str, start: int, end: int) -> bool:
    """Whether a few words in quotation marks are a part of the sentence around them (the "flywheel" turns)."""
    return end - start == 1 or (
        end - start < _SHORTEST and coded[end - 1] not in ",。!?." and coded[end + 1 : end + 2] not in set(",。!?;")
    )


def _said_before(
    article: Article, paragraph: Sentence, quote: int, verbs: Sequence[tuple[int, int]]
) -> tuple[str, str, int, int] | None:
    """Speaker, verb and span of the cue that ends where the quotation mark opens."""
    coded = paragraph.coded
    start = max(coded.rfind(mark, 0, quote) for mark in "。!?”") + 1
    near = [verb for verb in verbs if start <= verb[0] and verb[1] <= quote and _is_bridge(coded[verb[1] : quote])]
    if not near:
        return None
    verb = near[-1]
    found = find_speaker(article, paragraph, start, verb[0])
    return (found[0], coded[slice(*verb)], found[1], verb[1]) if found else None


def _is_bridge(text: str) -> bool:
    """Whether only an addressee and a comma stand between verb and words (告诉记者，)."""
    return len(text) <= 16 and not any(mark in text for mark in "。!?;“”") and text.count(",") <= 1


def _said_after(
    article: Article, paragraph: Sentence, quote: int, verbs: Sequence[tuple[int, int]]
) -> tuple[str, str, int, int] | None:
    """Speaker, verb and span of the cue that opens where the quotation mark closes."""
    coded = paragraph.coded
    ends = [place for mark in "。!?“" if (place := coded.find(mark, quote)) >= 0]
    end = min(ends, default=len(coded))
    verb = next((verb for verb in verbs if quote < verb[0] <= end), None)
    if verb is None or coded[quote : verb[0]].count(",") > 1 or verb[0] - quote > 40:
        return None
    found = find_speaker(article, paragraph, quote, verb[0])
    return (found[0], coded[slice(*verb)], quote, verb[1]) if found else None


def _indirect(article: Article, paragraph: Sentence, taken: Sequence[tuple[int, int]]) -> Iterator[Quote]:
    """Reported speech: speaker and verb, then words up to the end of the sentence."""
    coded = paragraph.coded
    done = 0
    for start, end, speaker, cue in sorted(_reports(article, paragraph), key=lambda report: report[0]):
        stop = _END.search(coded, end)
        final = stop.end() if stop else len(coded)
        final += len(coded[final:]) - len(coded[final:].lstrip("”」"))
        opens = _OPENING.match(coded, end, final)
        words = opens.end() if opens else end
        overlapping = any(words < last and first < final for first, last in taken)
        if start < done or overlapping or final - words < _SHORTEST or coded[words] in '“「"':
            continue
        done = final
        opening = _sentence_start(coded, start)
        yield _cut(article, paragraph, (words, final), (opening, final), speaker, cue, direct=False)


def _sentence_start(coded: str, place: int) -> int:
    return max((match.end() for match in _END.finditer(coded, 0, place)), default=0)


def _reports(article: Article, paragraph: Sentence) -> Iterator[tuple[int, int, str, str]]:
    """Start of the cue, start of the words, speaker and cue."""
    coded = paragraph.coded
    for start, end in find_verbs(coded, "indirect"):
        opening = max(_sentence_start(coded, start), coded.rfind("”", 0, start) + 1)
        found = find_speaker(article, paragraph, opening, start) or _earlier_speaker(article, paragraph, opening, start)
        if found:
            yield found[1], end + skip_listener(coded[end:], coded[start:end]), found[0], coded[start:end]
    for cue in find_views(article, paragraph):
        yield cue.start, cue.end, cue.speaker, cue.cue


def _earlier_speaker(article: Article, paragraph: Sentence, opening: int, verb: int) -> tuple[str, int] | None:
    """The only person of the clauses before, where a verb opens its clause (X is bullish, thinks that ...)."""
    coded = paragraph.coded
    if verb == 0 or coded[verb - 1] not in ", ":
        return None
    people = [
        (token.value.entity, place)
        for place, token in paragraph.tokens.items()
        if opening <= place < verb and coded[place] == _PERSON and isinstance(token.value, Mention)
    ]
    return people[0] if len({name for name, _ in people}) == 1 else None


def _cut(
    article: Article,
    paragraph: Sentence,
    words: tuple[int, int],
    around: tuple[int, int],
    speaker: str,
    cue: str,
    *,
    direct: bool,
) -> Quote:
    start, end = paragraph.span(*around)
    first, last = paragraph.span(*words)
    evidence = Evidence(article.name, start, end, article.text[start:end])
    return Quote(speaker, article.text[first:last].strip(), evidence, cue, direct)


def _complete(quote: Quote, article: Article, mentions: Iterable[Mention]) -> Quote:
    """quote with its topics and stance."""
    start = article.text.find(quote.words, quote.evidence.start)
    end = start + len(quote.words)
    topics = dict.fromkeys(mention.entity for mention in mentions if start <= mention.start and mention.end <= end)
    return replace(quote, topics=tuple(name for name in topics if name != quote.speaker), stance=_stance(quote.words))


def _stance(words: str) -> str | None:
    """negative or positive where a phrase of the list shows it; negative is looked for first (不看好 holds 看好)."""
    twin = fold(words)
    stances = cue_rules().stance
    return next((name for name in ("negative", "positive") if any(one in twin for one in stances[name])), None)
