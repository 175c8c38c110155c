"""A font that has Chinese characters, out of those installed; what to install where there is none."""

from collections.abc import Iterable, Sequence
from functools import cache

from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

from knowledge.errors import YoujuError

CHINESE = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "PingFang HK",
    "Hiragino Sans GB",
    "Heiti TC",
    "Microsoft YaHei",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Sans CJK JP",
    "Droid Sans Fallback",
    "Noto Serif CJK SC",
    "Arial Unicode MS",
)
"""The one to prefer first."""
OTHERS = ("DejaVu Sans",)
"""Comes with the plotting library."""
PACKAGES = ("fonts-noto-cjk", "fonts-wqy-zenhei")
"""Debian's packages that hold one of CHINESE."""


class NoFont(YoujuError):
    """No font with Chinese characters is installed."""

    def __init__(self) -> None:
        super().__init__(f"no font with Chinese characters is installed: install one of {', '.join(PACKAGES)}")


def find_fonts(wanted: Sequence[str] = CHINESE) -> tuple[str, ...]:
    """Names of the fonts to draw with, a Chinese one first. Raises NoFont."""
    name = _choose(wanted, _listed())
    if name is None:
        _read_new()
        name = _choose(wanted, _listed())
    if name is None:
        raise NoFont
    return (name, *OTHERS)


def drawable(text: str, fonts: Sequence[str]) -> str:
    """text without the characters that none of the fonts has: they would be drawn as empty boxes."""
    return "".join(char for char in text if char == " " or any(ord(char) in _characters(font) for font in fonts))


def _choose(wanted: Iterable[str], listed: frozenset[str]) -> str | None:
    return next((name for name in wanted if name in listed), None)


def _listed() -> frozenset[str]:
    return frozenset(entry.name for entry in font_manager.fontManager.ttflist)


def _read_new() -> None:
    """Adds the fonts installed since the library wrote down which there are."""
    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    for path in font_manager.findSystemFonts():
        if path not in known:
            try:
                font_manager.fontManager.addfont(path)
            except (OSError, RuntimeError):
                continue  # a font that cannot be read is none that could be drawn with


@cache
def _characters(font: str) -> frozenset[int]:
    path = font_manager.findfont(font, fallback_to_default=False)
    return frozenset(FT2Font(path, face_index=getattr(path, "face_index", 0)).get_charmap())
