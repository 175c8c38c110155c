"""Reported speech: speaker and verb, or a frame around the speaker, then words up to the end of the sentence."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from knowledge.facts.cues import compiled, cue_rules, find_frames, find_verbs, is_turning, skip_listener
from knowledge.facts.direct_speech import Speech
from knowledge.facts.scenes import SENTENCE_END, Scene
from knowledge.facts.sources import Speakers, find_earlier, find_speakers

_SHORTEST = 5
"""Coded characters below which reported words say nothing."""
_OPENING = re.compile(r"(?:[\s,:了]|(?:解释|回应|补充)?[说称道](?=[,:])|that\s)*")
"""What stands between a verb of saying and the words."""
_CLAUSES = ",;"
_OPENS = 20
"""Coded characters at most between the beginning of a clause and the speaker of that clause."""


def find_reported(scene: Scene, direct: Sequence[Speech]) -> tuple[Speech, ...]:
    """The reported speech of a paragraph in order.

    Where direct and reported speech share words the direct one stays alone, unless another speaker's words are quoted
    within the report.
    """
    found: list[Speech] = []
    done = 0
    reports = sorted(_reports(scene), key=lambda report: report.around[0])
    for which, report in enumerate(reports):
        speech = _cut_off(scene, report, islice(reports, which + 1, None)) if report.words[1] == 0 else report
        start, final = speech.words
        within = [one for one in direct if start < one.words[1] and one.words[0] < final]
        own = any(set(one.speakers) & set(speech.speakers) or one.words[0] <= start for one in within)
        if report.around[0] < done or own or final - start < _SHORTEST or scene.coded[start] in '“「"':
            continue
        done = final
        found.append(speech)
    return tuple(found)


def _cut_off(scene: Scene, report: Speech, later: Iterable[Speech]) -> Speech:
    """With the words to the end of the sentence, or to the clause in which somebody else speaks."""
    coded, start = scene.coded, report.words[0]
    stop = SENTENCE_END.search(coded, start)
    final = stop.end() if stop else len(coded)
    final += len(coded[final:]) - len(coded[final:].lstrip('”」"'))
    for other in later:
        if other.around[0] >= final:
            break
        if other.speakers == report.speakers:
            continue
        clause = max(coded.rfind(mark, max(start, other.around[0] - _OPENS), other.around[0]) for mark in _CLAUSES)
        if clause - start >= _SHORTEST - 1:
            final = clause
            break
    if not is_turning(report.cue):
        opens_at = _OPENING.match(coded, start, final)
        start = opens_at.end() if opens_at else start
    return replace(report, words=(start, final), around=(scene.sentence(report.around[0]), final))


def _reports(scene: Scene) -> Iterator[Speech]:
    """Speaker and cue; words from where they may begin, their end 0 where it is still to be found."""
    coded = scene.coded
    for start, end in find_verbs(coded, "indirect"):
        opening = max(scene.sentence(start), *(one.end + 1 for one in scene.spoken if one.end < start), 0)
        found = find_speakers(scene, opening, start) or find_earlier(scene, opening, start)
        if found is None:
            continue
        verb = coded[start:end]
        words = end + skip_listener(coded[end:], verb)
        if is_turning(verb) and coded.startswith("了", end):
            continue
        if verb.isascii() and SENTENCE_END.match(coded, words):
            yield from _trailing(scene, found, verb, words)
        else:
            yield Speech(
                found.names, verb, (start if is_turning(verb) else words, 0), (found.start, words), direct=False
            )
    for view, (start, end), (first, last) in find_frames(coded):
        found = find_speakers(scene, first, last)
        if found and view.trailing:
            opening = scene.sentence(start)
            yield Speech(found.names, view.before.strip(" ,"), (opening, start), (opening, end), direct=False)
        elif found:
            yield Speech(found.names, view.after.strip(" ,") or "according to", (end, 0), (start, end), direct=False)


def _trailing(scene: Scene, found: Speakers, verb: str, end: int) -> Iterator[Speech]:
    """The words before a sentence's last clause: the deal is dead, two people close to it said on Monday."""
    opening = scene.sentence(found.start)
    comma = scene.coded.rfind(",", opening, found.start)
    if comma >= 0 and not scene.coded[comma + 1 : found.start].strip():
        title = compiled(cue_rules().titles).search(scene.coded[opening:comma])
        comma = opening + title.start() if title else comma
        yield Speech(found.names, verb, (opening, comma), (opening, end), direct=False)
