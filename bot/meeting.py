"""How far a passage meets what a question says: in its own words, by who speaks, or by what stands around it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

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
KEPT = 4096
"""Units, and names, of which is kept how far the passages of an article meet them: 20 MB at most."""
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
        self.companies = frozenset(name for name, kind in self.kinds.items() if kind == EntityKind.COMPANY)
        self.setting = lru_cache(maxsize=256)(self._read)
        self.shares = lru_cache(maxsize=KEPT)(self._find_shares)
        self.named = lru_cache(maxsize=KEPT)(self._find_named)
        self._companies = _find_companies(base, self.kinds)

    def _read(self, article: str) -> Setting:
        return read_setting(self._base.passages_of(article))

    def _find_shares(self, article: str, unit: Unit) -> Mapping[int, float]:
        """Passage -> how far it meets a unit that is no name, by itself or by what stands around it; absent: not."""
        setting = self.setting(article)
        return _spread(find_shares(unit, setting.lines), setting)

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
        self._names = {u.name: tuple(map(fold, u.forms)) for u in asked.units if u.is_entity}
        self._covers = {u.name: u.covers for u in asked.units if u.is_entity}
        self._pages: dict[str, Page] = {}

    def page(self, article: str) -> "Page":
        """The article as the question meets it."""
        page = self._pages.get(article)
        if page is None:
            page = self._pages[article] = self._open(article)
        return page

    def shares(self, found: Found, page: "Page") -> list[float]:
        """For each of `units` how far the passage meets it: 1 in its own words, less in those around it, else 0."""
        here = found.passage.index
        return [
            self._share_of_name(unit.name, found, page) if unit.is_entity else met.get(here, 0.0)
            for unit, met in zip(self.units, page.met, strict=True)
        ]

    def _open(self, article: str) -> "Page":
        setting, around = self._around.setting(article), self._around
        named = {
            name: around.named(article, name, forms).union(
                *(setting.naming.get(other, frozenset()) for other in self._covers[name])
            )
            for name, forms in self._names.items()
        }
        return Page(
            setting=setting,
            firms=frozenset(name for name in self._names if around.is_of_guest(name, named[name], setting)),
            met=tuple({} if unit.is_entity else around.shares(article, unit) for unit in self.units),
            named=named,
            is_about={name: around.is_about(setting, name) for name in self._names},
        )

    def _share_of_name(self, name: str, found: Found, page: "Page") -> float:
        here, setting = found.passage.index, page.setting
        speaker = setting.voices[here]
        if here in page.named[name]:
            return 1.0
        if speaker is not None and (
            is_called(speaker, name) or (name in setting.about and self._around.means(name, found, setting.twins[here]))
        ):
            return OWN
        is_about = page.is_about[name] or (speaker is not None and name in page.firms)
        of_article = (STRANGER if self._around.names_firm(found, self._names) else ABOUT) if is_about else 0.0
        mentioned = setting.naming.get(name)
        if mentioned is None or not self._is_near(mentioned, here, setting):
            return of_article
        if self._around.kinds.get(name) != EntityKind.COMPANY or self._is_alone(name, found, setting):
            return BESIDE
        return max(BESIDE_OTHER, of_article)

    def _is_near(self, mentioned: frozenset[int], here: int, setting: Setting) -> bool:
        """Whether an entity is named in the sentences around, or the passage goes on about what was named before."""
        if not (mentioned.isdisjoint(setting.beside[here]) and mentioned.isdisjoint(setting.answering[here])):
            return True
        back = range(max(0, here - LOOK_BACK), here)
        return not mentioned.isdisjoint(back) and not mentioned.isdisjoint(_before(here, setting))

    def _is_alone(self, company: str, found: Found, setting: Setting) -> bool:
        """Whether the passage names no other company, and neither does the nearest one before that names any."""
        if self._around.names_firm(found, self._names):
            return False
        here = found.passage.index
        for other in (*reversed(_before(here, setting)), *reversed(setting.answering[here])):
            names = setting.passages[other].entities
            companies = {name for name in names if self._around.kinds.get(name) == EntityKind.COMPANY}
            if companies:
                return companies <= {company, *self._names}
        return True


@dataclass(frozen=True, slots=True)
class Page:
    """An article as one question meets it."""

    setting: Setting
    met: tuple[Mapping[int, float], ...]
    """For each unit the passages that meet it, and how far; empty for names."""
    named: Mapping[str, frozenset[int]]
    """Name asked about -> the passages that name it."""
    is_about: Mapping[str, bool]
    """Name asked about -> whether the article as a whole is about it."""
    firms: frozenset[str]
    """Names asked about that the guest of an interview speaks for."""


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
