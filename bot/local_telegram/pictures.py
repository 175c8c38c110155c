"""How large a picture is, read from its first bytes. PNG, JPEG and GIF, as sendPhoto takes them."""

import struct

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
_FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
"""JPEG markers that carry the size."""


def measure_picture(content: bytes) -> tuple[int, int] | None:
    """Width and height; None where it is no picture."""
    size = None
    if content.startswith(_PNG) and len(content) >= 24:
        size = struct.unpack(">II", content[16:24])
    elif content.startswith((b"GIF87a", b"GIF89a")) and len(content) >= 10:
        size = struct.unpack("<HH", content[6:10])
    elif content.startswith(_JPEG):
        size = _measure_jpeg(content)
    return (size[0], size[1]) if size and min(size) > 0 else None


def _measure_jpeg(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
