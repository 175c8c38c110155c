"""Who speaks: the text before or after a verb of saying in, names out, or an unnamed source as written. Finds no words.

A name is given only where one person can be meant: a pronoun, or what somebody is (this founder, the company's CEO), by
the persons named before, outside quotation marks, in the paragraph, else in the last before it that names any.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from knowledge.facts.cues import GROUPS, PERSON, compiled, cue_rules
from knowledge.facts.scenes import Scene, find_unnamed
from knowledge.splitting.speaker_rules import is_chinese_name
from knowledge.types import Mention

_CLAUSE_ENDS = ",;:。!?“”「」"
_LATIN_NAME = re.compile(r"(?:^|\s)([A-Z][\w’'-]+(?: [A-Z]\.)? [A-Z][\w’'-]+)\s*$")
_LATIN_NAME_FIRST = re.compile(r"\s+([A-Z][\w’'-]+(?: [A-Z]\.)? [A-Z][\w’'-]+)(?=[,.]|$)")
_NEAR = 160
"""Coded characters before a verb within which its speaker is looked for."""
_WITH = "和与跟同"
_OF_GROUP = re.compile(rf"\s(?:of|at|from)\s[{GROUPS}]$")
_OWN = re.compile(r"^(?:的|[’']s\b)")


@cache
def _several() -> Any:
    """Several who say the same: names joined, and a word for together."""
    rules = cue_rules().together
    one = f"[{GROUPS}]?[^,;:。!?、{PERSON}{GROUPS}]{{0,10}}[{PERSON}{GROUPS}](?:\\s?\\([^()]{{0,20}}\\))?"
    name = f"[{PERSON}{GROUPS}]"
    joined, marks = "|".join(rules.joined), "|".join(rules.marks)
    chinese = f"{one}(?:(?:{joined}){one})+(?:等人)?(?:{marks})[^,;:。!?]{{0,6}}$"
    english = f"(?:^|\\s)(?:both )?{name}(?:, {name})*,? and {name}\\s*(?:both|also|all)?\\s*$"
    return re.compile(f"{chinese}|{english}")


@dataclass(frozen=True, slots=True)
class Speakers:
    """Those who say the same words."""

    names: tuple[str, ...]
    start: int
    """Index into coded where the first of them stands."""


def find_speakers(scene: Scene, start: int, end: int) -> Speakers | None:
    """Who speaks by the coded text before a verb of saying; None: nobody can be named.

    Addressees, circumstances and papers are taken off the end first. Then, in the last clause: a person who ends it, an
    unnamed source, an organisation that ends it, a pronoun.
    """
    start = max(start, end - _NEAR)
    text = scene.coded[start:end]
    named = sum(char in PERSON + GROUPS for char in text)
    if named > 1 and (match := _several().search(text)):
        places = [start + at for at in range(*match.span()) if text[at] in PERSON + GROUPS]
        people = [at for at in places if scene.coded[at] == PERSON] or places
        names = tuple(dict.fromkeys(name for at in people if (name := scene.name(at))))
        return Speakers(names, people[0]) if names else None
    text = _strip(text)
    clause = max(text.rfind(mark) for mark in _CLAUSE_ENDS) + 1
    tail, offset = text[clause:].rstrip(), start + clause
    unnamed = [span for span in find_unnamed(tail) if len(tail) - span[1] <= cue_rules().gap]
    person = tail.rfind(PERSON)
    if person >= 0 and not any(person < last for _, last in unnamed):
        return _person(scene, tail, person, offset)
    if unnamed:
        return _unnamed(scene, tail, unnamed[-1], offset)
    if match := _OF_GROUP.search(tail):
        return _unknown(scene, tail[: match.start()], offset)
    if tail and tail[-1] in GROUPS:
        name = scene.name(offset + len(tail) - 1)
        return Speakers((name,), offset + len(tail) - 1) if name else None
    return _pronoun(scene, tail, offset)


def find_earlier(scene: Scene, low: int, verb: int) -> Speakers | None:
    """The only person of the clauses before, where a verb opens its clause (X is bullish, thinks that ...)."""
    coded = scene.coded
    if not coded[:verb].rstrip().endswith((",", " and", "并", "并且")):
        return None
    people = [(name, at) for at, name in scene.named if low <= at < verb and coded[at] == PERSON]
    return Speakers((people[0][0],), people[0][1]) if len({name for name, _ in people}) == 1 else None


def find_inverted(scene: Scene, start: int, end: int) -> Speakers | None:
    """Who speaks by the coded text after an English verb: said Ada Orme, said one former engineer."""
    text = scene.coded[start:end]
    if match := re.match(rf"\s+(?:[{GROUPS}](?:[’']s)? )?(?:[a-z'’-]+ ){{0,4}}([{PERSON}])", text):
        name = scene.name(start + match.start(1))
        return Speakers((name,), start + match.start(1)) if name else None
    unnamed = next((span for span in find_unnamed(text) if not text[: span[0]].strip()), None)
    if unnamed:
        return _unnamed(scene, text[: unnamed[1]], unnamed, start)
    if match := re.match(rf"\s+([{GROUPS}])", text):
        name = scene.name(start + match.start(1))
        return Speakers((name,), start + match.start(1)) if name else None
    first, last = scene.paragraph.span(start, end)
    unknown = _LATIN_NAME_FIRST.match(scene.article.text, first, last)
    return Speakers((unknown[1],), start + unknown.start(1) - first) if unknown else None


def _person(scene: Scene, tail: str, person: int, offset: int) -> Speakers | None:
    rest = tail[person + 1 :]
    if len(rest) > cue_rules().gap or _OWN.match(rest):
        return None
    if rest and person >= 2 and tail[person - 1] in _WITH and tail[person - 2] == PERSON:
        person -= 2
    name = scene.name(offset + person)
    token = scene.paragraph.tokens[offset + person].value
    if name is None or (isinstance(token, Mention) and token.resolved and _is_between(scene, name, offset + person)):
        return None
    return Speakers((name,), offset + person)


def _is_between(scene: Scene, name: str, place: int) -> bool:
    """Whether an unnamed source stands between a person and the pronoun that was taken for him."""
    last = max((at for at, other in scene.named if other == name and at < place), default=-1)
    return any(last < at < place and other != name for at, other in scene.named)


def _unnamed(scene: Scene, tail: str, span: tuple[int, int], offset: int) -> Speakers | None:
    first, last = offset + span[0], offset + span[1]
    rest = tail[span[1] :].strip()
    if is_chinese_name(rest):
        return Speakers((rest,), last)
    return Speakers((_meant(scene, first, last) or scene.written(first, last),), first)


def _meant(scene: Scene, first: int, last: int) -> str | None:
    """The person meant by what he is: by the company's title in the article, or as the only one named before."""
    text = scene.coded[first:last]
    if text[0] in GROUPS:
        group, role = scene.name(first), text[1:].removeprefix("的").strip()
        people = {one.person for one in scene.introductions if (one.group, one.role) == (group, role)}
        return people.pop() if len(people) == 1 else None
    word = next((word for word in cue_rules().meant.determiners if text.startswith(word)), None)
    if word is None:
        return None
    role, before = text.removeprefix(word).strip(" " + GROUPS), scene.antecedents(first)
    roles = {one.role for one in scene.introductions if before and one.person == before[0]}
    people = {one.person for one in scene.introductions}
    if len(before) != 1 or (roles and role not in roles):
        return None
    return before[0] if before[0] in people or any(name == before[0] for name in _people(scene)) else None


def _people(scene: Scene) -> Iterator[str]:
    """The names of entities among those named in a paragraph and the one before."""
    for one in (scene, scene.before):
        if one:
            yield from (name for at, name in one.named if one.coded[at] == PERSON)


def _pronoun(scene: Scene, tail: str, offset: int) -> Speakers | None:
    text, rules = tail.strip(), cue_rules()
    if match := compiled("\\bthe (?:{role})$").search(text):
        meant = _meant(scene, offset + tail.index(text) + match.start(), offset + len(tail))
        return Speakers((meant,), offset) if meant else None
    if text not in rules.meant.pronouns:
        return _unknown(scene, tail, offset)
    before = scene.antecedents(offset)
    return Speakers((before[0],), offset) if len(before) == 1 else None


def _unknown(scene: Scene, tail: str, offset: int) -> Speakers | None:
    """Somebody of whom the article gives a Latin name that no rule knows for a name."""
    written = scene.article.text[slice(*scene.paragraph.span(offset, offset + len(tail)))]
    match = _LATIN_NAME.search(written)
    if not match:
        return None
    # A word of the name may be coded as something else (June Mar): then the place is where the words begin.
    return Speakers((match[1],), offset + max(0, tail.rfind(match[1].lower())))


def _strip(text: str) -> str:
    """text without what stands between a speaker and the verb."""
    patterns = (*cue_rules().addressees, cue_rules().papers)
    for _ in range(4):
        before = text
        for pattern in patterns:
            if match := compiled(pattern).search(text):
                text = text[: match.start(min(1, match.re.groups))]
        if text == before:
            break
    return text
