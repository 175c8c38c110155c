"""Which messages were taken up: one may be told of twice, to the bot as a member of the chat and as its guest."""

from collections import OrderedDict

from telegram import Message

KEPT = 1000
"""Messages remembered; both tellings of one come within seconds."""


class Once:
    """Messages by chat, number, sender and time: of chats that the bot is not in, the number alone may be taken."""

    def __init__(self) -> None:
        self._taken: OrderedDict[tuple[int, int, int, float], None] = OrderedDict()

    def take(self, message: Message) -> bool:
        """Notes that the message is taken up; False: it was before."""
        sender = message.from_user.id if message.from_user else 0
        key = (message.chat.id, message.message_id, sender, message.date.timestamp())
        if key in self._taken:
            return False
        self._taken[key] = None
        while len(self._taken) > KEPT:
            self._taken.popitem(last=False)
        return True
