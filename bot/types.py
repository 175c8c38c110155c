"""The values that travel from a message to a reply. No SQL, no Telegram."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from knowledge.storing.scopes import Order
from knowledge.types import Entity, EntityKind, Fact, FactStatus, Found, Period, Quote, Source


class Status(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    """The articles do not say."""
    CLARIFY = "clarify"
    """Two or more readings are left; `Answer.suggestions` holds them."""
    IGNORED = "ignored"
    """Nothing was asked (a greeting, thanks, only punctuation); the bot says nothing in a group."""


class Language(StrEnum):
    """Language and script of the words around the snippets."""

    SIMPLIFIED = "zh-Hans"
    TRADITIONAL = "zh-Hant"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Asker:
    """Whose memory a question is asked in: a user in a topic of a chat."""

    chat: int
    topic: int | None = None
    """None: the chat has no topics, or its General topic."""
    user: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A message addressed to the bot, mention and command taken off."""

    text: str
    asker: Asker = field(default_factory=lambda: Asker(chat=0))
    about: str | None = None
    """The text of somebody else's message that this one replies to, or the part of it that was quoted."""
    checks: bool = False
    """Whether it asks, by command, whether what `about` claims is so."""
    language: Language | None = None
    """In which to answer; None: in that of the text."""
    command: str | None = None
    """A key of rules/commands.yaml, where text is what was typed behind it and stands for no sentence yet."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Evidence as shown. `snippet` is verbatim: the article's text from start to end."""

    article: str
    start: int
    end: int
    snippet: str
    title: str
    outlet: str | None = None
    published: Period | None = None
    reprinted: Period | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A piece of an answer, and what is cited for it."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What was asked and not answered, as far as it was understood."""

    names: tuple[str, ...] = ()
    """Of the entities asked about."""
    relation: str | None = None
    """A key of rules/asked.yaml; None: an open question."""
    unknown: tuple[str, ...] = ()
    """What looks like a name and is none that the articles hold, as typed."""
    offered: tuple[str, ...] = ()
    """Names of the entities that were asked back about."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply before it is rendered: plain text throughout, no markup."""

    status: Status
    kind: str
    """A key of `answers.KINDS` (fact, person, list, quote ...), or not_found, or chat."""
    language: Language
    lead: str
    """The direct answer, one to three lines. Empty only where status is IGNORED."""
    citations: tuple[Citation, ...] = ()
    """Strongest first."""
    rest: tuple["Told", ...] = ()
    """What else was found and is not shown, in order: for whoever asks 还有吗."""
    notes: tuple[str, ...] = ()
    """Further lines: other values (另：…), a rumour called a rumour, how old the figure is."""
    suggestions: tuple[str, ...] = ()
    """Questions that the asker may mean or may ask next; shown as buttons or lines."""
    explanation: tuple[str, ...] = ()
    """What each stage of the way made of the question, one line each; shown by --explain and to admins only."""
    about: tuple[str, ...] = ()
    """Names of the entities asked about, those taken over from the question before included."""
    gap: Gap | None = None
    """What is left unanswered; None: nothing, or nothing that articles could ever say."""
    facts: tuple[Fact, ...] = ()
    """Those it tells, as far as the articles hold facts for it (`answers.told`)."""
    corrected: str = ""
    """What `lead` was before the articles changed; empty: it was never corrected."""


@dataclass(frozen=True, slots=True)
class Named:
    """An entity found in a question."""

    entity: Entity
    start: int
    end: int
    how: str
    """exact, fuzzy (a slip of the pen) or inherited (from the question before)."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words of a question that name nobody for sure, and whom they may mean."""

    words: str
    """As typed."""
    start: int
    end: int
    candidates: tuple[Entity, ...]
    """One or more, the nearest first; articles mention them."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing a question says, which a passage meets in any of its forms."""

    name: str
    forms: tuple[str, ...]
    """Folded; the question's own form first."""
    is_entity: bool = False
    share: float = 1.0
    """How much of its weight counts: less for what a follow-up takes over from the question before."""
    near: tuple[str, ...] = ()
    """Folded forms that meet it too, but not in full."""
    is_denied: bool = False
    """Whether the question denies it: 不赚钱."""
    covers: tuple[str, ...] = ()
    """Names of other entities that meet it too: 红杉中国, where 红杉 is asked about."""


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What a question was understood to ask."""

    question: Question
    twin: str
    """The question, folded."""
    language: Language
    kind: str
    """A key of `answers.KINDS`."""
    named: tuple[Named, ...] = ()
    unknown: tuple[str, ...] = ()
    """What looks like a name but is none that the articles hold, as typed."""
    doubts: tuple[Doubt, ...] = ()
    """What looks like a name and may be one of those that are known: to be asked back."""
    relation: str | None = None
    """A key of rules/asked.yaml; None: an open question."""
    answer_type: str | None = None
    """A key of rules/answer_types.yaml; None: words."""
    units: tuple[Unit, ...] = ()
    """What else the question says, names included."""
    speaker: str | None = None
    """Whose words are asked for: name of a person."""
    period: Period | None = None
    qualifier: str | None = None
    """The round asked for, as `understand.find_round` writes it."""
    status: FactStatus | None = None
    """How firm the value is that is asked for: a rumour, a plan; None: the firmest there is."""
    parts: tuple["Interpretation", ...] = ()
    """The questions in it, each understood by itself, where it asks several; else empty."""
    near: tuple[tuple[str, int], ...] = ()
    """Article and offset of what the answer before cited: a follow-up stays near it."""
    plain: str = ""
    """The question as the rules read it: see bot/plain.py."""
    core: tuple[int, int] | None = None
    """Where in the folded question what is asked starts and ends, without greetings and the like; None: all is."""
    reasons: tuple[str, ...] = ()
    """What was decided on the way, for --explain."""

    @property
    def meant(self) -> tuple[str, ...]:
        """The names of the entities asked about, each with those it covers, in order, each once."""
        return tuple(dict.fromkeys(name for n in self.named for name in (n.entity.name, *n.entity.covers)))


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage and how well it meets an interpretation."""

    found: Found
    score: float
    """Sum of the weights (idf) of what it meets, bonuses included."""
    coverage: float
    """Share of the weight of the question's units that is met, 0 to 1."""
    fact: Fact | None = None
    """The fact asked for, where this passage is its evidence."""
    missing: tuple[str, ...] = ()
    """Names of the units it does not meet."""
    holds: bool = True
    """Whether a value or entity of the wanted form is in it; True where words are wanted."""
    is_bound: bool = True
    """Whether every entity of the question is in it, speaks in it, or is what it is plainly about."""
    asks: bool = False
    """Whether it is the question of an interview: what follows it may be the answer."""
    is_voiced: bool = True
    """Whether it gives words of the person whose words are asked for; True where nobody's are."""


@dataclass(frozen=True, slots=True)
class FactQuery:
    """Which facts an answer needs. None: any."""

    subject: str | None = None
    relation: str | None = None
    object: str | None = None
    scope: Order | Period | None = None
    """Of a relation alone: the time of the events, or by what entities come first; of many only those are needed."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What the knowledge base holds for an interpretation: all that an answer is composed from."""

    facts: tuple[Fact, ...]
    """Those the queries asked for."""
    ranked: tuple[Ranked, ...]
    """Passages, best first."""
    rivals: tuple[Fact, ...]
    """All facts of which the best passages are evidence, whoever and whatever they are about."""
    blocks: Mapping[tuple[str, int], tuple[Found, ...]]
    """(article, passage index) of the best of `ranked` -> the passages of its paragraph, in order, itself included."""
    sources: Mapping[str, Source]
    """The articles of all these, by name."""
    kinds: Mapping[str, EntityKind]
    """Entity name -> what it is."""
    quotes: tuple[Quote, ...] = ()
    """Those of the articles of the best passages, where the question asks who said something; else empty."""
    following: Mapping[tuple[str, int], tuple[Found, ...]] = field(default_factory=dict)
    """(article, passage index) of the best of `ranked` -> itself and the passages after it, of any paragraph."""
    dates: Mapping[str, Period | None] = field(default_factory=dict)
    """Article name -> its date; of one that is not here its source says it."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """The same with its title."""

    def published(self, article: str) -> Period | None:
        """The date of an article; None: not known."""
        return self.dates[article] if article in self.dates else self.sources[article].published

    def title(self, article: str) -> str:
        """The title of an article; "" where it has none."""
        return self.titles[article] if article in self.titles else self.sources[article].title
