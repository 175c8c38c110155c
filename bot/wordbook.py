"""The words of questions: synonyms and fillers, YAML in, one automaton out. Understands nothing itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import ahocorasick_rs

from bot.inflection import inflect
from bot.plain import unusual_words
from knowledge.errors import RuleError
from knowledge.rules import Rule, load_rules
from knowledge.text import is_cjk

RULES = Path(__file__).parent / "rules"
ALSO = "+"
"""Before the name of a group among a group's forms: its forms count for this group too."""
LOOSE = "~"
"""Before a form that another group owns, or before `+group`: counts for this group less than its own forms."""


class FillerRules(Rule):
    """rules/fillers.yaml."""

    fillers: tuple[tuple[str, ...], ...]


class SynonymRules(Rule):
    """rules/synonyms/*.yaml: group -> its forms, and pairs of a question's words and an article's as examples."""

    notions: Mapping[str, tuple[str, ...]] = {}
    """Groups of what is asked: articles that hold none of its forms do not speak of it."""
    frames: Mapping[str, tuple[str, ...]] = {}
    """Groups that say how something is told or asked rather than what: an article may do without them."""
    meet: tuple[tuple[str, str], ...]
    """Pairs that have to meet in full."""
    loosely: tuple[tuple[str, str], ...] = ()
    """Pairs that have to meet, but not in full."""
    apart: tuple[tuple[str, str], ...]
    """Pairs that must not meet."""


@dataclass(frozen=True)
class Wordbook:
    """Synonyms and fillers in one automaton: longest first, so that 看好 is found before 看 is dropped."""

    finder: ahocorasick_rs.AhoCorasick
    forms: tuple[str, ...]
    groups: tuple[str | None, ...]
    """For each form its synonym group; None: a filler."""
    members: Mapping[str, tuple[str, ...]]
    near: Mapping[str, tuple[str, ...]]
    """For each group the forms that mean it now and then, or nearly."""
    senses: Mapping[str, tuple[str, ...]]
    """Form -> the groups besides its own that it may mean."""
    frames: frozenset[str]
    """Groups that say how something is told rather than what."""
    singles: Mapping[str, str | None]
    """Forms of one Chinese character: these count as whole words of the segmenter only."""
    ordinary: frozenset[str]
    """All forms: none of them is a name, however near one it comes."""


@cache
def synonym_rules() -> Mapping[str, SynonymRules]:
    """The files of rules/synonyms by name. Raises RuleError."""
    return {path.name: load_rules(path, SynonymRules) for path in sorted((RULES / "synonyms").glob("*.yaml"))}


@cache
def wordbook() -> Wordbook:
    """rules/synonyms/ and rules/fillers.yaml. Raises RuleError for a form that two groups own."""
    groups, frames = _read_groups()
    owners = _find_owners(groups)
    near = {group: tuple(_near(group, groups)) for group in groups}
    senses: dict[str, tuple[str, ...]] = {}
    for group, forms in groups.items():
        for form in (form[1:] for form in forms if form.startswith(LOOSE) and not form.startswith(LOOSE + ALSO)):
            if form not in owners:
                raise RuleError(f"synonyms: {group}: {LOOSE}{form} is no form of another group")
            senses[form] = (*senses.get(form, ()), group)
    members = _inflected({group: (*_own(forms), *_also(group, groups)) for group, forms in groups.items()}, owners)
    every: dict[str, str | None] = {**owners}
    for line in load_rules(RULES / "fillers.yaml", FillerRules).fillers:
        for form in line:
            every.setdefault(form, None)
    for form in unusual_words():
        every.setdefault(form, None)
    singles = {form: group for form, group in every.items() if len(form) == 1 and is_cjk(form)}
    longer = {form: group for form, group in every.items() if form not in singles}
    return Wordbook(
        finder=ahocorasick_rs.AhoCorasick(list(longer)),
        forms=tuple(longer),
        groups=tuple(longer.values()),
        members=members,
        near=near,
        senses=senses,
        frames=frames,
        singles=singles,
        ordinary=frozenset(every),
    )


def forms_of(words: str) -> tuple[str, ...]:
    """All forms of the groups that hold these folded words as a form; the words alone where no group does."""
    groups = (forms for forms in wordbook().members.values() if words in forms)
    return tuple(dict.fromkeys((words, *(form for forms in groups for form in forms))))


def _read_groups() -> tuple[Mapping[str, tuple[str, ...]], frozenset[str]]:
    groups: dict[str, tuple[str, ...]] = {}
    frames: set[str] = set()
    for file, rules in synonym_rules().items():
        for group, forms in (*rules.notions.items(), *rules.frames.items()):
            if group in groups:
                raise RuleError(f"{file}: {group}: a group of that name stands in another place too")
            groups[group] = forms
        frames.update(rules.frames)
    return groups, frozenset(frames)


def _own(forms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(form for form in forms if form[0] not in (ALSO, LOOSE))


def _find_owners(groups: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    owners: dict[str, str] = {}
    for group, forms in groups.items():
        for form in _own(forms):
            if form in owners:
                raise RuleError(f"synonyms: {group}: {form} is in {owners[form]} too")
            owners[form] = group
    return owners


def _also(group: str, groups: Mapping[str, tuple[str, ...]], mark: str = ALSO) -> Iterator[str]:
    """The forms of the groups that a group refers to: they meet it in a passage, but do not ask for it."""
    for reference in (form.removeprefix(mark) for form in groups[group] if form.startswith(mark)):
        if reference not in groups:
            raise RuleError(f"synonyms: {group}: no group {reference}")
        yield from _own(groups[reference])


def _near(group: str, groups: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    yield from (form[1:] for form in groups[group] if form.startswith(LOOSE) and form[1] != ALSO)
    yield from _also(group, groups, LOOSE + ALSO)


def _inflected(members: Mapping[str, tuple[str, ...]], owners: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """The groups with the inflected forms of their English words, as far as no group writes these itself.

    Enters them among the owners.
    """
    written = frozenset(owners)
    full: dict[str, tuple[str, ...]] = {}
    for group, forms in members.items():
        more = [other for form in forms for other in inflect(form) if other not in written]
        for other in more:
            owners.setdefault(other, group)
        full[group] = tuple(dict.fromkeys((*forms, *(other for other in more if owners[other] == group))))
    return full
