"""Is a message meant for the bot, and what does it ask? From an Incoming to a Question, or None: silence.

Goes by entities, never by looking for the name in the text. Knows nothing of Telegram's objects.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.command_rules import command_rules
from bot.types import Asker, Question

ASK, CHECK = "ask", "check"
"""The commands that carry a question: one of its own, and what to check. Others stand for one: rules/commands.yaml."""


@dataclass(frozen=True, slots=True)
class Self:
    """Who the bot is."""

    user: int
    username: str


@dataclass(frozen=True, slots=True)
class Named:
    """A mention or command in a message, where its entity says it stands."""

    start: int
    end: int
    name: str
    """Username without @, or command without / ("ask", "ask@other_bot"); as written."""
    user: int | None = None
    """The user a mention without username points at."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as far as addressing needs it; text is the caption where there is no text."""

    text: str
    asker: Asker
    private: bool
    mentions: tuple[Named, ...] = ()
    commands: tuple[Named, ...] = ()
    replies_to_bot: bool = False
    replied_text: str | None = None
    """Text of the message replied to, whoever wrote it; None: no reply, or nothing to read in it."""
    quoted: str | None = None
    """The part of that message which the sender picked out."""


def parse_question(incoming: Incoming, own: Self) -> Question | None:
    """What incoming asks the bot; None: it is not meant for the bot, or asks nothing.

    A question with an empty text is `/ask` alone: the bot should say how to ask.
    """
    command = next((named for named in incoming.commands if named.start == 0), None)
    if command is not None:
        return _commanded(incoming, command, own)
    mentions = tuple(named for named in incoming.mentions if is_own_mention(named, own))
    if not (incoming.private or mentions or incoming.replies_to_bot):
        return None
    words = cut_out(incoming.text, ((named.start, named.end) for named in mentions))
    about = None if incoming.replies_to_bot else _focus(incoming)
    if mentions and about and not says_something(words):
        # A bare mention asks nothing by itself; in a reply to somebody, that message is the question.
        return Question(about, incoming.asker)
    return Question(words, incoming.asker, about=about) if words else None


def _commanded(incoming: Incoming, command: Named, own: Self) -> Question | None:
    name, _, bot = command.name.partition("@")
    checks, stands_for_sentence = name.lower() == CHECK, name.lower() in command_rules().commands
    if not (stands_for_sentence or name.lower() in (ASK, CHECK)) or (bot and bot.lower() != own.username.lower()):
        return None
    spans = [(command.start, command.end)]
    spans += [(named.start, named.end) for named in incoming.mentions if is_own_mention(named, own)]
    words = cut_out(incoming.text, spans)
    words = words if says_something(words) else ""
    if stands_for_sentence:
        return Question(words, incoming.asker, about=_focus(incoming), command=name.lower())
    about = None if incoming.replies_to_bot else _focus(incoming)
    if checks:
        claimed = words or about or ""
        return Question(claimed, incoming.asker, about=claimed or None, checks=bool(claimed))
    return Question(words, incoming.asker, about=about) if words else Question(about or "", incoming.asker)


def _focus(incoming: Incoming) -> str | None:
    return incoming.quoted or incoming.replied_text


def says_something(text: str) -> bool:
    """Whether there is a letter or figure in text: ？ alone asks nothing."""
    return any(char.isalnum() for char in text)


def is_own_mention(named: Named, own: Self) -> bool:
    """Whether a mention names the bot itself: whole username whatever its case, or the user it points at."""
    return named.user == own.user if named.user is not None else named.name.lower() == own.username.lower()


def cut_out(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """text without the spans; one blank stands where each was, and none at either end."""
    kept, done = [], 0
    for start, end in sorted(spans):
        kept.append(text[done:start].rstrip())
        done = end
    kept.append(text[done:].lstrip() if done else text)
    return " ".join(part for part in (piece.strip() for piece in kept) if part)
