"""Direct speech: quotation marks beside a verb of saying, in prose, within another quotation and over paragraphs."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.facts.cues import PERSON, find_verbs
from knowledge.facts.quotations import Quotation
from knowledge.facts.scenes import SENTENCE_END, Scene
from knowledge.facts.sources import find_earlier, find_inverted, find_speakers

_SHORTEST = 6
"""Coded characters in quotation marks below which words are a term or a title unless a verb stands beside them."""
_BRIDGE = 16
"""Coded characters at most between a verb and the words."""
_FAR = 40
"""The same between the words and the verb after them."""
_TAIL = 80
"""The same of a sentence that names the speaker, before further words of his."""
_STOPS = ",。!?.…—"
_BEAT = re.compile(rf"^\s*{PERSON}[^,;:。!?{PERSON}]{{1,14}}[,:]\s*$")
"""What somebody does between two pieces of his words: he laughed, ..."""
_PAUSE = re.compile(r"^\s*[他她][^,;:。!?]{1,14}[,:]\s*$")


@dataclass(frozen=True, slots=True)
class Speech:
    """Words and who says them, as indexes into coded."""

    speakers: tuple[str, ...]
    cue: str
    words: tuple[int, int]
    around: tuple[int, int]
    """The words with the sign that somebody speaks."""
    direct: bool
    is_before: bool = False
    """The words stand before the sign."""


def find_direct(scene: Scene, last: Speech | None) -> tuple[Speech, ...]:
    """The direct speech of a paragraph in order; last: the one that ends the paragraph before, where it may go on."""
    if not scene.quotations:
        return ()
    verbs = tuple(find_verbs(scene.coded, "direct"))
    outer = scene.spoken
    found = [_said(scene, one, verbs, _bounds(scene, at)) for at, one in enumerate(outer)]
    _carry_on(scene, outer, found)
    if outer and found[0] is None and last and _is_whole(scene, outer):
        found = [Speech(last.speakers, "said", (one.start, one.end), _around(one), direct=True) for one in outer]
    inner = (one for one in scene.quotations if one.depth > 0 and one.end - one.start > 1)
    within = [_said(scene, one, verbs, _frame(scene, one)) for one in inner]
    return tuple(sorted((one for one in (*found, *within) if one), key=lambda one: one.words))


def find_following(scene: Scene, speeches: Sequence[Speech]) -> tuple[Speech, ...]:
    """Whole sentences in quotation marks right after what a speaker is reported to say: they are his too."""
    taken = {speech.words[0] for speech in speeches}
    found = []
    for one in scene.spoken:
        before = next((speech for speech in speeches if _adjoins(scene.coded, speech, one)), None)
        if before and one.start not in taken and one.end - one.start >= _SHORTEST and _is_closed(scene.coded, one):
            found.append(Speech(before.speakers, "said", _words(one), _around(one), direct=True))
    return tuple(found)


def _adjoins(coded: str, speech: Speech, one: Quotation) -> bool:
    between = coded[speech.words[1] : one.start - 1]
    return speech.words[1] < one.start and not between.strip() and coded[speech.words[1] - 1] in "。!?."


def _is_closed(coded: str, one: Quotation) -> bool:
    """Whether a sentence ends with a quotation."""
    return one.closed and (coded[one.end - 1] in "。!?.…" or coded[one.end + 1 : one.end + 2] in ("", "。", "."))


def goes_on(scene: Scene, found: Sequence[Speech]) -> Speech | None:
    """The last speech of a paragraph where the next may go on with it; None: it is ended, asks, or others are there."""
    outer = [one for one in scene.quotations if one.depth == 0]
    if not outer or not found:
        return None
    speech = next((one for one in found if one.words == (outer[-1].start, outer[-1].end)), None)
    if speech is None or not outer[-1].closed:
        return speech
    others = {name for _, name in scene.named} - set(speech.speakers)
    asks = scene.coded[speech.words[1] - 1 : speech.words[1]] == "?"
    ends = not scene.coded[max(speech.around[1], outer[-1].end + 1) :].strip(" 。.")
    return speech if ends and not asks and not others else None


def _said(scene: Scene, one: Quotation, verbs: Sequence[tuple[int, int]], bounds: tuple[int, int]) -> Speech | None:
    return _said_before(scene, one, verbs, bounds[0]) or _said_after(scene, one, verbs, bounds[1])


def _around(one: Quotation) -> tuple[int, int]:
    return one.start - 1, one.end + one.closed


def _bounds(scene: Scene, at: int) -> tuple[int, int]:
    """Where the sentence around a quotation, the at-th of the outer ones, begins and ends between those beside it."""
    outer = scene.spoken
    low = outer[at - 1].end + 1 if at else 0
    high = outer[at + 1].start - 1 if at + 1 < len(outer) else len(scene.coded)
    return _sentence(scene, outer[at], low, high)


def _frame(scene: Scene, one: Quotation) -> tuple[int, int]:
    """The same within the quotation around it; nothing where that one is not closed."""
    around = [other for other in scene.quotations if other.depth < one.depth and other.start < one.start < other.end]
    return _sentence(scene, one, around[-1].start, around[-1].end) if around else (one.start, one.end)


def _sentence(scene: Scene, one: Quotation, low: int, high: int) -> tuple[int, int]:
    stop = SENTENCE_END.search(scene.coded, min(one.end + 1, high), high)
    return max(low, scene.sentence(one.start - 1)), stop.start() if stop else high


def _said_before(scene: Scene, one: Quotation, verbs: Sequence[tuple[int, int]], low: int) -> Speech | None:
    """With the sign that ends where the quotation mark opens."""
    coded, mark = scene.coded, one.start - 1
    near = verbs[bisect_left(verbs, (low, 0)) : bisect_left(verbs, (mark, 0))]
    for verb in (verb for verb in reversed(near) if verb[1] <= mark and _is_bridge(coded[verb[1] : mark])):
        found = find_speakers(scene, low, verb[0]) or find_earlier(scene, low, verb[0])
        if found:
            around = (found.start, one.end + one.closed)
            return Speech(found.names, coded[slice(*verb)], (one.start, one.end), around, direct=True)
    return None


def _is_bridge(text: str) -> bool:
    """Whether only an addressee and a comma stand between verb and words (告诉记者，)."""
    someone = text.find(PERSON)
    alone = someone < 0 or not text[someone + 1 :].strip(" ,:的")
    return len(text) <= _BRIDGE and alone and not any(mark in text for mark in "。!?;“”") and text.count(",") <= 1


def _said_after(scene: Scene, one: Quotation, verbs: Sequence[tuple[int, int]], high: int) -> Speech | None:
    """With the sign that opens where the quotation mark closes."""
    coded, close = scene.coded, one.end + 1
    near = verbs[bisect_left(verbs, (close, 0)) : bisect_left(verbs, (min(high, close + _FAR) + 1, 0))]
    verb = next((verb for verb in near if coded[close : verb[0]].count(",") <= 1), None)
    if verb is None or not one.closed:
        return None
    found, final = find_speakers(scene, close, verb[0]), verb[1]
    if found is None and coded[slice(*verb)].isascii() and (found := find_inverted(scene, verb[1], high)):
        final = max(verb[1], found.start + 1)
    if found is None or (_leads_on(coded, verb[1]) and "," in coded[close : found.start].lstrip(", ")):
        return None
    if coded[one.end - 1] not in _STOPS and coded[close : close + 1] not in "," and found.start - close > _BRIDGE:
        return None
    around = (one.start - 1, final)
    return Speech(found.names, coded[slice(*verb)], (one.start, one.end), around, direct=True, is_before=True)


def _leads_on(coded: str, verb: int) -> bool:
    """Whether a verb has words of its own after it."""
    mark = next((at for at in range(verb, min(verb + _BRIDGE, len(coded))) if coded[at] in '“「"'), None)
    return mark is not None and _is_bridge(coded[verb:mark])


def _carry_on(scene: Scene, outer: Sequence[Quotation], found: list[Speech | None]) -> None:
    """Fills what has no sign of its own by the words beside it: those before, a beat between the two, those after."""
    for at in range(1, len(outer)):
        before, here = found[at - 1], found[at]
        between = scene.coded[outer[at - 1].end + 1 : outer[at].start - 1]
        if here is None and before and outer[at].end - outer[at].start >= _SHORTEST:
            if not between.strip(" ,。") or (before.is_before and _is_sentence(between)):
                found[at] = replace(before, cue="said", words=_words(outer[at]), around=_around(outer[at]))
        elif here is None and before is None and _BEAT.match(between):
            place = outer[at - 1].end + 1 + between.index(PERSON)
            if name := scene.name(place):
                found[at - 1 : at + 1] = [
                    Speech((name,), "said", _words(one), _around(one), direct=True) for one in outer[at - 1 : at + 1]
                ]
        elif here and before is None and _PAUSE.match(between):
            found[at - 1] = replace(here, cue="said", words=_words(outer[at - 1]), around=_around(outer[at - 1]))


def _words(one: Quotation) -> tuple[int, int]:
    return one.start, one.end


def _is_sentence(between: str) -> bool:
    """Whether it is the one short sentence that named the speaker."""
    ends = [match.end() for match in SENTENCE_END.finditer(between)]
    return len(between) <= _TAIL and len(ends) <= 1 and (not ends or not between[ends[0] :].strip())


def _is_whole(scene: Scene, outer: Sequence[Quotation]) -> bool:
    """Whether a paragraph is one quotation and nothing else."""
    return len(outer) == 1 and not (scene.coded[: outer[0].start - 1] + scene.coded[outer[0].end + 1 :]).strip()
