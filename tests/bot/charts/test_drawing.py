"""The drawn picture: of its size, not blank, rumours hollow; without a Chinese font an error that says what to install."""

import io
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from PIL import Image

from bot.charts import drawing, fonts
from bot.charts.chart import Bar, Chart
from bot.types import Language

FIRM = Bar("2023-04", "估值", "10亿美元", Decimal(10**9), Decimal(10**9), "valuation", True, 1)
RUMOUR = replace(FIRM, label="", note="估值 · 传闻", is_firm=False, number=2)


def has_font() -> bool:
    try:
        return bool(fonts.find_fonts())
    except fonts.NoFont:
        return False


needs_font = pytest.mark.skipif(not has_font(), reason=f"no Chinese font: install one of {', '.join(fonts.PACKAGES)}")


def chart(*bars: Bar, is_history: bool = True, title: str = "甲：估值") -> Chart:
    return Chart(title, bars, is_history, "USD", (), (), Language.SIMPLIFIED)


def to_pixels(png: bytes) -> np.ndarray:
    """Rows of red, green, blue."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def inside(pixels: np.ndarray, row: int) -> tuple[int, ...]:
    """The colour in the middle of a bar."""
    y = drawing.HEAD + drawing.ROW * row + 70 + drawing.THICK // 2
    return tuple(int(part) for part in pixels[y, 400])


@needs_font
@pytest.mark.parametrize("is_history", [True, False])
def test_a_picture_has_its_size_and_its_bars(is_history: bool) -> None:
    made = chart(FIRM, RUMOUR, is_history=is_history)
    pixels = to_pixels(drawing.draw(made))
    width, height = drawing.to_size(made)
    assert pixels.shape == (height, width, 3)
    assert inside(pixels, 0) == (0x25, 0x63, 0xEB)
    assert inside(pixels, 1) == (255, 255, 255)
    blue = (pixels == (0x25, 0x63, 0xEB)).all(axis=2)
    outline = blue[drawing.HEAD + drawing.ROW + 60 :].sum()
    assert 500 < outline < blue.sum() / 5
    assert (pixels[: drawing.HEAD].sum(axis=2) < 200).sum() > 500


@needs_font
def test_bars_are_as_long_as_their_amounts() -> None:
    half = replace(FIRM, low=Decimal(5 * 10**8), high=Decimal(5 * 10**8))
    pixels = to_pixels(drawing.draw(chart(FIRM, half, is_history=False)))
    blue = (pixels == (0x25, 0x63, 0xEB)).all(axis=2)
    middle = drawing.HEAD + 70 + drawing.THICK // 2
    whole, part = (blue[middle + drawing.ROW * row].sum() for row in (0, 1))
    assert abs(part / whole - 0.5) < 0.02


@needs_font
def test_words_of_any_length_and_script_are_drawn_without_a_warning() -> None:
    long = replace(FIRM, label="很长的名字" * 9, note="估值 · " + "说" * 80, words="$1 和 $2 " * 20)
    odd = replace(FIRM, label="\U0010fffd🎉 한국", note="", words="0", low=Decimal(0), high=Decimal(0))
    made = chart(long, odd, title="x_{1}^2 $a$ \\frac 题" * 9)
    assert to_pixels(drawing.draw(made)).shape[:2] == drawing.to_size(made)[::-1]


@needs_font
def test_a_character_that_no_font_has_is_left_out() -> None:
    assert fonts.drawable("估值\U0010fffd10", fonts.find_fonts()) == "估值10"


def test_a_machine_without_a_chinese_font_is_told_what_to_install() -> None:
    with pytest.raises(fonts.NoFont, match="install one of fonts-noto-cjk, fonts-wqy-zenhei"):
        fonts.find_fonts(("No Such Font",))
