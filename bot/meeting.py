"""How far a passage meets what a question says: in its own words, by who speaks, or by what stands around it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

from cachetools import LRUCache, cached

from bot.latin_people import names_stranger
from bot.phrases import phrase
from bot.setting import Setting, read_setting
from bot.types import Interpretation, Unit
from bot.units import is_whole
from bot.words import find_shares
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
FULL = 4
"""Characters of a name that is looked for in the text itself; shorter ones may be part of another."""
LOOK_BACK = 4
"""Sentences in which the company is looked for that 他们 or 该公司 stands for."""
PASSAGES = 20_000
"""Passages whose settings are kept: of some hundred long articles, or thousands of short ones; 65 MB."""
KEPT = 4096
"""Units, and names, of which is kept how far the passages of an article meet them: 20 MB at most."""
WE = ("我们", "我", "our", "we")
YOU = ("你们", "您", "你", "your", "you")
RUNS = ("founder", "role")
"""Relations by which a person speaks for a company."""
FIRMS = (EntityKind.COMPANY, EntityKind.FUND)


@dataclass(frozen=True, slots=True, eq=False)
class Notion:
    """A unit that is no name; the same object for equal ones, as comparing all their forms takes long."""

    unit: Unit


class Surroundings:
    """The settings of lately read articles of one knowledge base, and who speaks for which company."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self.kinds: Mapping[str, EntityKind] = {entity.name: entity.kind for entity in base.entities()}
        self.companies = frozenset(name for name, kind in self.kinds.items() if kind == EntityKind.COMPANY)
        settings = LRUCache[str, Setting](PASSAGES, getsizeof=lambda setting: len(setting.passages))
        self.setting = cached(settings, key=str, lock=Lock())(self._read)
        self.notion = lru_cache(maxsize=KEPT)(Notion)
        self.shares = lru_cache(maxsize=KEPT)(self._find_shares)
        self.named = lru_cache(maxsize=KEPT)(self._find_named)
        self.bearing = lru_cache(maxsize=KEPT)(self._find_bearing)
        self._companies = _find_companies(base, self.kinds)

    def _read(self, article: str) -> Setting:
        return read_setting(self._base.passages_of(article))

    def _find_shares(self, article: str, notion: Notion) -> Mapping[int, float]:
        """Passage -> how far it meets the notion, by itself or by what stands around it; absent: not."""
        setting = self.setting(article)
        return _spread(find_shares(notion.unit, setting.lines), setting)

    def _find_named(self, article: str, name: str, forms: tuple[str, ...]) -> frozenset[int]:
        """The passages that mention the entity, stand under its name, or write it in full. forms: folded."""
        setting = self.setting(article)
        under = {
            place
            for heading, places in setting.under.items()
            if any(form in heading for form in forms)
            for place in places
        }
        return setting.naming.get(name, frozenset()) | under | frozenset(_find_written(forms[0], setting))

    def _find_bearing(
        self, article: str, name: str, forms: tuple[str, ...], covers: tuple[str, ...], asked_for: frozenset[str]
    ) -> "Bearing":
        return Bearing(article, name, forms, covers, asked_for, self)

    def means(self, company: str, found: Found, twin: str) -> bool:
        """Whether 我们, said by one who runs the company, or 你们, said by another, stands for it in the passage."""
        voice = self.setting(found.passage.article).voices[found.passage.index]
        runs = company in self._companies.get(voice or "", ())
        return any(word in twin for word in (WE if runs else YOU))

    def is_about(self, setting: Setting, name: str) -> bool:
        """Whether the article as a whole is about the entity: a company only if it is so of no other nearly as much."""
        count = setting.about.get(name, 0)
        if self.kinds.get(name) != EntityKind.COMPANY:
            return count > 0
        others = (n for other, n in setting.about.items() if other != name and self.kinds.get(other) in FIRMS)
        return count > 0 and count >= 2 * max(others, default=0)

    def is_of_guest(self, name: str, places: Collection[int], setting: Setting) -> bool:
        """Whether it is the company that the guest of an interview runs, or the only one that is named to begin with.

        places: the passages that name it.
        """
        if setting.guest is None or self.kinds.get(name) not in FIRMS:
            return False
        if name in self._companies.get(setting.guest, ()):
            return True
        return any(
            here in places and not self.names_firm(setting.passages[here], (name,)) for here in setting.opening
        ) and not any(
            here not in places and self.names_firm(setting.passages[here], (name,)) for here in setting.opening
        )

    def names_firm(self, found: Found, asked_for: Collection[str]) -> bool:
        """Whether the passage names a company that is not asked for."""
        return any(name in self.companies and name not in asked_for for name in found.entities)


class Meeting:
    """One question held against passages."""

    def __init__(self, asked: Interpretation, around: Surroundings) -> None:
        self.units = tuple(dict.fromkeys(asked.units))
        self._around = around
        names = {unit.name: unit for unit in self.units if unit.is_entity}
        asked_for = frozenset(names)
        bearings = {u.name: (u.name, tuple(map(fold, u.forms)), u.covers, asked_for) for u in names.values()}
        self._looked_for = [bearings[u.name] if u.is_entity else around.notion(u) for u in self.units]

    def open(self, article: str) -> "Page":
        """The article as the question meets it."""
        around = self._around
        return Page(
            setting=around.setting(article),
            met=tuple(
                around.shares(article, what) if isinstance(what, Notion) else around.bearing(article, *what)
                for what in self._looked_for
            ),
        )


class Bearing(dict[int, float]):
    """Passage of one article -> how far it meets a name asked for; each is worked out when it is first looked up."""

    def __init__(
        self,
        article: str,
        name: str,
        forms: tuple[str, ...],
        covers: tuple[str, ...],
        asked_for: Collection[str],
        around: Surroundings,
    ) -> None:
        """forms: of the name, folded; covers: other names that meet it too; asked_for: all names of the question."""
        super().__init__()
        self._name = name
        self._asked_for = asked_for
        self._around = around
        self._setting = setting = around.setting(article)
        self._named = around.named(article, name, forms).union(
            *(setting.naming.get(other, frozenset()) for other in covers)
        )
        self._is_of_guest = around.is_of_guest(name, self._named, setting)
        self._is_about = around.is_about(setting, name)

    def __missing__(self, here: int) -> float:
        share = self[here] = self._find_share(here)
        return share

    def _find_share(self, here: int) -> float:
        name, setting = self._name, self._setting
        found, speaker = setting.passages[here], setting.voices[here]
        if here in self._named:
            return 1.0
        if speaker is not None and (
            is_called(speaker, name) or (name in setting.about and self._around.means(name, found, setting.twins[here]))
        ):
            return OWN
        is_about = self._is_about or (speaker is not None and self._is_of_guest)
        of_article = (STRANGER if self._around.names_firm(found, self._asked_for) else ABOUT) if is_about else 0.0
        mentioned = setting.naming.get(name)
        if mentioned is None or not _is_near(mentioned, here, setting):
            return of_article
        if self._around.kinds.get(name) != EntityKind.COMPANY or self._is_alone(found):
            return BESIDE
        return max(BESIDE_OTHER, of_article)

    def _is_alone(self, found: Found) -> bool:
        """Whether the passage names no other company, and neither does the nearest one before that names any.

        Where none before does, one of the sentences beside that name the entity has to name it alone.
        """
        if self._around.names_firm(found, self._asked_for):
            return False
        here, setting = found.passage.index, self._setting
        for other in (*reversed(_before(here, setting)), *reversed(setting.answering[here])):
            names = setting.passages[other].entities
            companies = {name for name in names if self._around.kinds.get(name) == EntityKind.COMPANY}
            if companies:
                return companies <= {self._name, *self._asked_for}
        beside = [setting.passages[other] for other in setting.beside[here] if other in setting.naming[self._name]]
        return not beside or not all(self._around.names_firm(other, self._asked_for) for other in beside)


@dataclass(frozen=True, slots=True)
class Page:
    """An article as one question meets it."""

    setting: Setting
    met: tuple[Mapping[int, float], ...]
    """For each unit of the question the passages that meet it, and how far: 1 in their own words, less in those around.

    Absent are, of words, those that do not; of names, those that nobody has looked up yet.
    """


def is_called(speaker: str, name: str) -> bool:
    """Whether a speaker bears the name, or it is a word of theirs: Devon, where Devon Marsh speaks."""
    return speaker == name or (" " in speaker and name in speaker.split())


def _spread(shares: Mapping[int, float], setting: Setting) -> Mapping[int, float]:
    """How far passages meet a unit, given how far the lines of their article do: each lends to what stands around."""
    met = {row: share for row, share in shares.items() if row < len(setting.passages)}
    headings = tuple(setting.under.values())

    def lend(places: Sequence[int], share: float) -> None:
        for place in places:
            if share > met.get(place, 0.0):
                met[place] = share

    for row, share in shares.items():
        if row >= len(setting.passages):
            lend(headings[row - len(setting.passages)], BESIDE * share)
            continue
        lend(setting.beside[row], BESIDE * share)
        lend(setting.answered.get(row, ()), ANSWERS * share)
    return met


def _find_written(full: str, setting: Setting) -> Iterator[int]:
    """The passages that write a folded name in full where they first write it, though no article introduces it."""
    rows: set[int] = set()
    for row, at in setting.lines.find_all(full) if len(full) >= FULL else ():
        if row in rows or row >= len(setting.passages):
            continue
        rows.add(row)
        twin, end = setting.twins[row], at + len(full)
        if is_whole(twin, at, end) and not goes_on(twin, end):
            yield row


def _is_near(mentioned: frozenset[int], here: int, setting: Setting) -> bool:
    """Whether an entity is named in the sentences around, or the passage goes on about what was named before."""
    if not (mentioned.isdisjoint(setting.beside[here]) and mentioned.isdisjoint(setting.answering[here])):
        return True
    back = range(max(0, here - LOOK_BACK), here)
    return not mentioned.isdisjoint(back) and not mentioned.isdisjoint(_before(here, setting))


def _before(here: int, setting: Setting) -> Sequence[int]:
    """The passages just before that the passage may be about: of its paragraph, or any where it says 他们."""
    back = range(max(0, here - LOOK_BACK), here)
    if phrase("company_by_pronoun").search(setting.twins[here]):
        return back
    block = setting.passages[here].passage.block
    return [other for other in back if setting.passages[other].passage.block == block]


def holds(found: Found, takes: Collection[str], given: Collection[str], kinds: Mapping[str, EntityKind]) -> bool:
    """Whether the passage holds a value of these forms, or an entity of these kinds that is not given."""
    if not found.values.isdisjoint(takes):
        return True
    for name in found.entities:
        if kinds.get(name) in takes and name not in given:
            return True
    return EntityKind.PERSON in takes and names_stranger(found, given)


def _find_companies(base: KnowledgeBase, kinds: Mapping[str, EntityKind]) -> Mapping[str, frozenset[str]]:
    """Person -> the companies that the articles say the person founded or has a post in."""
    companies: dict[str, set[str]] = {}
    for relation in RUNS:
        for fact in base.facts(relation=relation):
            for person, company in ((fact.subject, fact.object), (fact.object, fact.subject)):
                if person and company and kinds.get(person) == EntityKind.PERSON:
                    companies.setdefault(person, set()).add(company)
    return {person: frozenset(names) for person, names in companies.items()}
