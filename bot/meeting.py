"""How far a passage meets what a question says: in its own words, by who speaks, or by what stands around it."""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from bot.setting import Setting, read_setting
from bot.types import Interpretation, Unit
from bot.units import is_whole
from bot.words import Words
from knowledge.names.longer_names import goes_on
from knowledge.storing.store import KnowledgeBase
from knowledge.text import fold
from knowledge.types import EntityKind, Found

BESIDE = 0.55
"""What a unit counts for that the sentence beside it in its paragraph holds, or its heading."""
ANSWERS = 0.9
"""What a unit counts for that the question holds which the passage begins to answer."""
BESIDE_OTHER = 0.4
"""The same for a company, where the passage names another one itself: not enough to be what it is about."""
ABOUT = 0.5
"""What a name counts for that only the article as a whole is about."""
STRANGER = 0.25
"""The same, where the passage names another company instead."""
OWN = 0.9
"""What a company counts for when somebody who runs it says 我们, or is asked about 你们."""
BOUND = 0.45
"""From this on a name counts as what the passage is about."""
THEY = re.compile(r"他们|它们|它|该公司|这家公司|此轮|(^|[,;“])公司|\b(they|its?)\b")
FULL = 4
"""Characters of a name that is looked for in the text itself; shorter ones may be part of another."""
LOOK_BACK = 4
"""Sentences in which the company is looked for that 他们 or 该公司 stands for."""
WE = ("我们", "我", "our", "we")
YOU = ("你们", "您", "你", "your", "you")
RUNS = ("founder", "role")
"""Relations by which a person speaks for a company."""
FIRMS = (EntityKind.COMPANY, EntityKind.FUND)


class Surroundings:
    """The settings of lately read articles of one knowledge base, and who speaks for which company."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self.kinds: Mapping[str, EntityKind] = {entity.name: entity.kind for entity in base.entities()}
        self.setting = lru_cache(maxsize=256)(self._read)
        self._companies = _find_companies(base, self.kinds)

    def _read(self, article: str) -> Setting:
        return read_setting(self._base.passages_of(article))

    def means(self, company: str, found: Found, twin: str) -> bool:
        """Whether 我们, said by one who runs the company, or 你们, said by another, stands for it in the passage."""
        runs = company in self._companies.get(found.passage.speaker or "", ())
        return any(word in twin for word in (WE if runs else YOU))

    def is_about(self, setting: Setting, name: str) -> bool:
        """Whether the article as a whole is about the entity: a company only if it is so of no other nearly as much."""
        count = setting.about.get(name, 0)
        if self.kinds.get(name) != EntityKind.COMPANY:
            return count > 0
        others = (n for other, n in setting.about.items() if other != name and self.kinds.get(other) in FIRMS)
        return count > 0 and count >= 2 * max(others, default=0)

    def names_firm(self, found: Found, asked_for: Collection[str]) -> bool:
        """Whether the passage names a company that is not asked for."""
        return any(self.kinds.get(name) == EntityKind.COMPANY and name not in asked_for for name in found.entities)


class Meeting:
    """One question held against passages."""

    def __init__(self, asked: Interpretation, around: Surroundings) -> None:
        self._units = asked.units
        self._around = around
        self._words = Words(asked.units)
        self._names = {u.name: tuple(map(fold, u.forms)) for u in asked.units if u.is_entity}

    def shares(self, found: Found) -> Mapping[Unit, float]:
        """For each unit how far the passage meets it: 1 in its own words, less in those around it, else 0."""
        setting = self._around.setting(found.passage.article)
        here = found.passage.index
        own = self._words.met(setting.twins[here])
        nearby = [(BESIDE, self._words.met(setting.twins[i])) for i in setting.beside[here]]
        nearby += [(ANSWERS, self._words.met(setting.twins[i])) for i in setting.answering[here]]
        if setting.headings[here]:
            nearby.append((BESIDE, self._words.met(setting.headings[here])))
        return {
            unit: self._share_of_name(unit, found, setting)
            if unit.is_entity
            else max(own.get(unit.name, 0.0), *(share * met.get(unit.name, 0.0) for share, met in nearby), 0.0)
            for unit in self._units
        }

    def _share_of_name(self, unit: Unit, found: Found, setting: Setting) -> float:
        here = found.passage.index
        if self._is_named(unit, found, setting):
            return 1.0
        if found.passage.speaker == unit.name:
            return OWN
        if (
            found.passage.speaker is not None
            and unit.name in setting.about
            and self._around.means(unit.name, found, setting.twins[here])
        ):
            return OWN
        around = (*setting.beside[here], *setting.answering[here])
        near = any(unit.name in setting.passages[i].entities for i in around)
        if self._around.kinds.get(unit.name) != EntityKind.COMPANY:
            if near or self._goes_on(unit.name, found, setting):
                return BESIDE
        elif (near or self._goes_on(unit.name, found, setting)) and self._is_alone(unit.name, found, setting):
            return BESIDE
        elif near or self._goes_on(unit.name, found, setting):
            return max(BESIDE_OTHER, self._share_of_article(unit.name, found, setting))
        return self._share_of_article(unit.name, found, setting)

    def _is_named(self, unit: Unit, found: Found, setting: Setting) -> bool:
        here = found.passage.index
        if unit.name in found.entities or self._is_in(unit, setting.headings[here]):
            return True
        return self._is_written(unit, setting.twins[here])

    def _share_of_article(self, name: str, found: Found, setting: Setting) -> float:
        """What a name counts for that only the article as a whole is about."""
        if not self._around.is_about(setting, name):
            return 0.0
        return STRANGER if self._around.names_firm(found, self._names) else ABOUT

    def _is_written(self, unit: Unit, twin: str) -> bool:
        """Whether the passage writes the name in full, though the article introduces it nowhere."""
        full = self._names[unit.name][0]
        at = twin.find(full) if len(full) >= FULL else -1
        return at >= 0 and is_whole(twin, at, at + len(full)) and not goes_on(twin, at + len(full))

    def _is_in(self, unit: Unit, heading: str) -> bool:
        return bool(heading) and any(name in heading for name in self._names[unit.name])

    def _goes_on(self, name: str, found: Found, setting: Setting) -> bool:
        """Whether the passage goes on about what was named shortly before: in its paragraph, or by 他们."""
        return any(name in other.entities for other in self._before(found, setting))

    def _before(self, found: Found, setting: Setting) -> tuple[Found, ...]:
        """The passages just before that the passage may be about: of its paragraph, or any where it says 他们."""
        here = found.passage.index
        back = setting.passages[max(0, here - LOOK_BACK) : here]
        if THEY.search(setting.twins[here]):
            return back
        return tuple(other for other in back if other.passage.block == found.passage.block)

    def _is_alone(self, company: str, found: Found, setting: Setting) -> bool:
        """Whether the passage names no other company, and neither does the nearest one before that names any."""
        if self._around.names_firm(found, self._names):
            return False
        asking = [setting.passages[i] for i in setting.answering[found.passage.index]]
        for other in (*reversed(self._before(found, setting)), *reversed(asking)):
            companies = {name for name in other.entities if self._around.kinds.get(name) == EntityKind.COMPANY}
            if companies:
                return companies <= {company, *self._names}
        return True


def holds(found: Found, takes: Sequence[str], asked: Interpretation, kinds: Mapping[str, EntityKind]) -> bool:
    """Whether the passage holds a value of these forms, or an entity of these kinds that the question lacks."""
    if any(form in found.values for form in takes):
        return True
    given = {unit.name for unit in asked.units}
    return any(kinds.get(name) in takes and name not in given for name in found.entities)


def _find_companies(base: KnowledgeBase, kinds: Mapping[str, EntityKind]) -> Mapping[str, frozenset[str]]:
    """Person -> the companies that the articles say the person founded or has a post in."""
    companies: dict[str, set[str]] = {}
    for relation in RUNS:
        for fact in base.facts(relation=relation):
            for person, company in ((fact.subject, fact.object), (fact.object, fact.subject)):
                if person and company and kinds.get(person) == EntityKind.PERSON:
                    companies.setdefault(person, set()).add(company)
    return {person: frozenset(names) for person, names in companies.items()}
