"""Which message an answer answers, and which of its words: somebody else's, where the question is about them."""

import re
from collections.abc import Iterable

from telegram import Message

from bot.checking import CHECK
from bot.markup import utf16_length
from bot.telegram.incoming import clean
from bot.telegram.sending import Quoted, Target, to_target
from bot.types import Answer, Question

LIMIT = 1024
"""UTF-16 units of a quote (Bot API, ReplyParameters)."""
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*")


def to_answered(message: Message, question: Question, answer: Answer) -> Target:
    """Where the answer goes: to the message that the question is about, quoting of it what is answered."""
    target, replied = to_target(message), message.reply_to_message
    text = (replied.text or replied.caption) if replied else None
    picked = message.quote if message.quote and message.quote.is_manual else None
    focus = clean(picked.text if picked else text)
    if replied is None or not text or focus not in (question.about, question.text):
        return target
    is_about = picked or answer.kind == CHECK or focus == question.text or any(name in text for name in answer.about)
    # Every comment below a channel's post counts as a reply to it.
    if not is_about or replied.is_automatic_forward:
        return target
    quote = Quoted(picked.text, picked.position, picked.entities or ()) if picked else None
    if quote is None and (words := find_asked_words(text, answer.about)):
        position, entities = replied.compute_quote_position_and_entities(words)
        quote = Quoted(words, position, entities or ())
    return Target(target.chat, target.topic, replied.message_id, quote)


def find_asked_words(text: str, names: Iterable[str]) -> str | None:
    """The sentences of text from the first to the last that names one of names; None: none, all of it, or too much.

    >>> find_asked_words("早！云帆估值30亿。听说的", ("云帆",))
    '云帆估值30亿。'
    """
    found = [match for match in _SENTENCE.finditer(text) if any(name in match[0] for name in names)]
    if not found:
        return None
    words = text[found[0].start() : found[-1].end()].strip()
    # The position of words that stand there twice is that of the first.
    return words if words != text.strip() and utf16_length(words) <= LIMIT and clean(words) == words else None
