"""Numbers in place of the ids of people and chats: equal ids give equal numbers, without the key none leads back."""

import hashlib
from dataclasses import dataclass


class Pseudonyms:
    """Keyed hashes of ids. The key is derived from a secret that is not kept beside what is hashed."""

    def __init__(self, secret: str) -> None:
        """secret: the bot's token; without one (the chat in memory, tests) anybody could compute the numbers."""
        self._key = hashlib.blake2b(secret.encode(), digest_size=32, person=b"youju ids").digest()

    def of(self, identity: int) -> int:
        """63 bits, as SQLite keeps them; 0, which is nobody, stays 0."""
        if identity == 0:
            return 0
        digest = hashlib.blake2b(str(identity).encode(), digest_size=8, key=self._key).digest()
        return int.from_bytes(digest, "big") >> 1

    def shown(self, identity: int) -> str:
        """Eight hex digits, for the log: enough to follow one chat through a day."""
        return f"{self.of(identity):016x}"[-8:]


@dataclass(frozen=True, slots=True)
class Hidden:
    """An id as an argument of a log line: only the log's own formatter shows it, as its pseudonym."""

    identity: int

    def __str__(self) -> str:
        return "(hidden)"

    __repr__ = __str__
