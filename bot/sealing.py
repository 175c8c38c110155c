"""Bytes that only this bot can read again: what must be kept and is nobody else's business, like where to write to."""

import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
"""Bytes, drawn for each sealing (NIST SP 800-38D, 8.2)."""


class Seal:
    """AES-GCM with a key derived from a secret that is not kept beside what is sealed."""

    def __init__(self, secret: str) -> None:
        """secret: the bot's token."""
        self._cipher = AESGCM(hashlib.blake2b(secret.encode(), digest_size=32, person=b"youju seal").digest())

    def close(self, content: bytes) -> bytes:
        """The content, sealed; never twice the same."""
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, content, None)

    def open(self, sealed: bytes) -> bytes | None:
        """The content; None: it was sealed with another secret, or changed since."""
        try:
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], None)
        except (InvalidTag, ValueError):
            return None
