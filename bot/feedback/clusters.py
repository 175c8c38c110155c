"""Questions left open, gathered by what they ask: by an unknown name, else by the names and the relation. Pure."""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.feedback.unanswered import Unanswered
from knowledge.text import fold, to_key

SLIPS = ((5, 1), (9, 2))
"""(characters, slips): an unknown name of at least so many characters is one with another that differs by so many."""
ALIKE = 80
"""From 0 to 100 (rapidfuzz.fuzz.ratio), how alike questions are that name nobody and ask for nothing known."""


CENTRES = 100
"""Groups that smaller ones are joined to: comparing thousands with thousands takes seconds."""
Finder = Callable[[str, Collection[str]], str | None]
"""The one of some texts that another is taken for; None: none."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Questions that ask the same, the newest first."""

    identity: str
    """What they have in common, in a form that stays the same while such questions are asked."""
    questions: tuple[Unanswered, ...]

    @property
    def key(self) -> str:
        """Twelve hexadecimal digits that stand for it in a button."""
        return hashlib.blake2s(self.identity.encode("utf-8", "replace"), digest_size=6).hexdigest()

    @property
    def unknown(self) -> str:
        """The unknown name they share, as most of them write it; empty: they share none, or it may not be kept."""
        written = Counter(question.unknown[0] for question in self.questions if question.unknown)
        return written.most_common(1)[0][0] if written else ""

    @property
    def names(self) -> tuple[str, ...]:
        """The known names they share."""
        return () if self.unknown else self.questions[0].names

    @property
    def relations(self) -> Mapping[str, int]:
        """How often each relation is asked for, the most frequent first; open questions are not counted."""
        return dict(Counter(filter(None, (question.relation for question in self.questions))).most_common())

    @property
    def is_hidden(self) -> bool:
        """Whether it is of unknown names that may not be kept."""
        return self.questions[0].is_hidden

    @property
    def days(self) -> tuple[date, ...]:
        """The days they were asked on (UTC), the last one first."""
        every = (datetime.fromtimestamp(question.at, UTC).date() for question in self.questions)
        return tuple(dict.fromkeys(every))

    @property
    def example(self) -> str | None:
        """The newest question that is kept in its own words."""
        return next((question.question for question in self.questions if question.question), None)


def gather(questions: Iterable[Unanswered]) -> tuple[Cluster, ...]:
    """The clusters, the largest first, of equal ones the newest."""
    strange: dict[str, list[Unanswered]] = {}
    open_: dict[str, list[Unanswered]] = {}
    plain: dict[str, list[Unanswered]] = {}
    for one in questions:
        if one.unknown:
            strange.setdefault(to_key(fold(one.unknown[0])), []).append(one)
        elif not one.names and one.relation is None and one.question:
            open_.setdefault(fold(one.question), []).append(one)
        else:
            identity = "\n".join((str(one.is_hidden), str(one.relation), *sorted(one.names)))
            plain.setdefault(identity, []).append(one)
    every = (("unknown", _merge(strange, _find_slip)), ("open", _merge(open_, _find_alike)), ("known", plain))
    found = [
        Cluster(f"{kind}\n{key}", tuple(sorted(group, key=lambda one: -one.number)))
        for kind, groups in every
        for key, group in groups.items()
    ]
    return tuple(sorted(found, key=lambda cluster: (-len(cluster.questions), -cluster.questions[0].number)))


def _merge(groups: Mapping[str, Sequence[Unanswered]], find: Finder) -> Mapping[str, Sequence[Unanswered]]:
    """The groups, each joined to the largest one whose key is near its own, if that is one of the CENTRES largest."""
    merged: dict[str, list[Unanswered]] = {}
    centres: list[str] = []
    for key, group in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        near = find(key, centres)
        merged.setdefault(key if near is None else near, []).extend(group)
        if near is None and len(centres) < CENTRES:
            centres.append(key)
    return merged


def _find_slip(name: str, others: Collection[str]) -> str | None:
    """The one that name is a slip of the pen for; numbers are no slips."""
    slips = max((most for length, most in SLIPS if len(name) >= length), default=0)
    if not slips:
        return None
    near = process.extract(name, others, scorer=OSA.distance, score_cutoff=slips, limit=3)
    return next((other for other, *_ in near if _digits(other) == _digits(name)), None)


def _find_alike(question: str, others: Collection[str]) -> str | None:
    near = process.extractOne(question, others, scorer=fuzz.ratio, score_cutoff=ALIKE)
    return None if near is None else near[0]


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
