"""Quotes: words with their speaker, from quotation marks, reported speech, turns and quoted blocks. Judges no truth."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from knowledge.facts.cues import PERSON
from knowledge.facts.direct_speech import Speech, find_direct, find_following, goes_on
from knowledge.facts.pseudonyms import mark_pseudonyms
from knowledge.facts.reported_speech import find_reported
from knowledge.facts.scenes import Scene, find_introductions
from knowledge.facts.sentences import Sentence, code_sentences
from knowledge.facts.stance import find_stance
from knowledge.facts.topics import Interview, find_announced
from knowledge.names.lexicon import Lexicon
from knowledge.types import Article, Evidence, Mention, Passage, PassageKind, Quote

_LONGEST_PARAGRAPH = 10_000
"""Coded characters; the work grows with the square of a paragraph's quotes."""
_SPOKEN = (PassageKind.BODY, PassageKind.TITLE, PassageKind.HEADLINE)


def find_quotes(
    article: Article, passages: Sequence[Passage], mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[Quote, ...]:
    """Who said what, in order of the words; empty: nobody speaks.

    Paragraphs are read whole, as quoted words run over sentences. In a turn of a transcript each paragraph is one
    quote but the questions of the one who asks, and what it reports of others is looked for in quotation marks only.
    """
    groups = [tuple(group) for _, group in groupby(passages, key=lambda passage: passage.block)]
    paragraphs = code_sentences(article, [_join(group) for group in groups], mentions, lexicon)
    spoken = (one for one in paragraphs if one.passage.kind in _SPOKEN and len(one.coded) <= _LONGEST_PARAGRAPH)
    interview = Interview(article, passages, mentions)
    found = [_complete(quote, article, mentions) for quote in _find_all(article, tuple(spoken), interview)]
    marked = mark_pseudonyms({quote.speaker for quote in found}, article, mentions, lexicon)
    found = [replace(quote, speaker=marked.get(quote.speaker, quote.speaker)) for quote in found]
    return tuple(dict.fromkeys(sorted(found, key=lambda quote: _place(quote, article))))


def _join(group: Sequence[Passage]) -> Passage:
    """The passages of a paragraph as one."""
    return replace(group[0], end=group[-1].end)


def _place(quote: Quote, article: Article) -> tuple[int, int]:
    return quote.evidence.start, article.text.find(quote.words, quote.evidence.start)


def _find_all(article: Article, paragraphs: Sequence[Sentence], interview: Interview) -> Iterator[Quote]:
    introductions = tuple(find_introductions(paragraphs))
    before: Scene | None = None
    last: Speech | None = None
    for paragraph in paragraphs:
        if before and paragraph.passage.block != before.paragraph.passage.block + 1:
            before, last = None, None
        scene = Scene(article, paragraph, before, introductions)
        if paragraph.passage.speaker:
            yield from _turn(scene, interview)
            last = None
        elif before and (speaker := _announced(before)):
            yield from _cut(scene, _whole(scene, speaker))
            last = None
        else:
            direct = find_direct(scene, last)
            last = goes_on(scene, direct)
            speeches = (*direct, *find_reported(scene, direct))
            for speech in (*speeches, *find_following(scene, speeches)):
                yield from _cut(scene, speech)
        before = scene


def _turn(scene: Scene, interview: Interview) -> Iterator[Quote]:
    """A paragraph of a transcript, and what it quotes of others."""
    passage = scene.paragraph.passage
    words = scene.article.text[passage.start : passage.end]
    if passage.speaker is None or interview.asks(passage.block) or not any(char.isalnum() for char in words):
        return
    evidence = Evidence(scene.article.name, passage.start, passage.end, words)
    yield Quote(passage.speaker, words, evidence, "turn", True, interview.asked_about(passage.block))
    for speech in find_direct(scene, None):
        people = tuple(name for name in speech.speakers if name != passage.speaker)
        if people and scene.coded[speech.around[0]] == PERSON:
            yield from _cut(scene, replace(speech, speakers=people))


def _announced(before: Scene) -> str | None:
    """Who speaks in a block of quotation: the last person of a paragraph that ends in a colon."""
    coded = before.coded
    if not coded.rstrip().endswith(":"):
        return None
    place = coded.rfind(PERSON, max(coded.rfind(mark) for mark in "。!?") + 1)
    return before.name(place) if place >= 0 else None


def _whole(scene: Scene, speaker: str) -> Speech:
    everything = (0, len(scene.coded))
    return Speech((speaker,), "block", everything, everything, direct=True)


def _start(mention: Mention) -> int:
    return mention.start


def _cut(scene: Scene, speech: Speech) -> Iterator[Quote]:
    """The quotes of a speech, one for each speaker."""
    start, end = scene.paragraph.span(*speech.around)
    first, last = scene.paragraph.span(*speech.words)
    evidence = Evidence(scene.article.name, start, end, scene.article.text[start:end])
    words = scene.article.text[first:last].strip()
    topics = find_announced(scene, speech.words[0])
    for name in speech.speakers:
        yield Quote(name, words, evidence, speech.cue, speech.direct, topics)


def _complete(quote: Quote, article: Article, mentions: Sequence[Mention]) -> Quote:
    """quote with all its topics, those the words name first, and its stance."""
    start = article.text.find(quote.words, quote.evidence.start)
    end = start + len(quote.words)
    inside = mentions[bisect_left(mentions, start, key=_start) : bisect_left(mentions, end, key=_start)]
    named = (mention.entity for mention in inside if mention.end <= end)
    topics = dict.fromkeys((*named, *quote.topics))
    about = tuple(name for name in topics if name != quote.speaker)
    return replace(quote, topics=about, stance=find_stance(quote.words))
