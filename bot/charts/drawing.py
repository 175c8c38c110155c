"""A Chart to a PNG, laid out for a phone: text above each bar, the bar as wide as the picture. Slow to load: late."""

import io
from collections.abc import Iterator, Sequence

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from bot.charts.chart import ROUND, SEPARATOR, Bar, Chart
from bot.charts.fonts import drawable, find_fonts
from bot.currencies import to_name
from bot.replies import reply

WIDTH, HEAD, ROW, FOOT = 1080, 140, 164, 130
"""Pixels; a phone shows the width at a third to a half."""
LEFT, RIGHT, SPINE = 50, WIDTH - 50, 62
"""Where text and bars begin and end, and where the line of time runs."""
DPI = 100
TITLE, LABEL, NOTE = 54, 42, 33
"""Heights of text, in pixels."""
THICK = 46
INK, GREY, FAINT, PAPER = "#111827", "#4b5563", "#d1d5db", "#ffffff"
BLUE, GREEN = "#2563eb", "#0d9488"
GAP = 22


def draw(chart: Chart) -> bytes:
    """The picture as PNG, WIDTH wide and as high as its bars take. Raises NoFont."""
    return _Drawing(chart, find_fonts()).to_png()


def to_size(chart: Chart) -> tuple[int, int]:
    """Width and height of the picture, in pixels."""
    return WIDTH, HEAD + ROW * len(chart.bars) + FOOT


class _Drawing:
    """A picture in the making: axes in pixels, the origin at the top left."""

    def __init__(self, chart: Chart, fonts: Sequence[str]) -> None:
        self._chart, self._fonts = chart, fonts
        width, height = to_size(chart)
        self._figure = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor=PAPER)
        FigureCanvasAgg(self._figure)
        self._axes: Axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(height, 0)
        self._axes.axis("off")
        self._left = SPINE + 46 if chart.is_history else LEFT
        self._largest = max(float(bar.high) for bar in chart.bars) or 1.0

    def to_png(self) -> bytes:
        title = self._write(LEFT, 74, self._chart.title, TITLE, bold=True)
        self._shorten(title, RIGHT - LEFT)
        if self._chart.is_history:
            self._draw_spine()
        for row, bar in enumerate(self._chart.bars):
            self._draw_bar(bar, HEAD + ROW * row)
        self._draw_legend(HEAD + ROW * len(self._chart.bars))
        out = io.BytesIO()
        self._figure.savefig(out, format="png", dpi=DPI)
        return out.getvalue()

    def _draw_spine(self) -> None:
        dated = [row for row, bar in enumerate(self._chart.bars) if bar.label]
        if len(dated) > 1:
            ends = [HEAD + ROW * row + 34 for row in (dated[0], dated[-1])]
            self._axes.add_line(Line2D([SPINE, SPINE], ends, color=FAINT, linewidth=4, zorder=1))

    def _draw_bar(self, bar: Bar, top: int) -> None:
        colour = _colour(bar)
        label = bar.label or reply("charts.undated", self._chart.language)
        value = self._write(RIGHT, top + 34, f"{bar.words} [{bar.number}]", LABEL, bold=True, align="right")
        self._shorten(value, 0.6 * (RIGHT - self._left))
        name = self._write(self._left, top + 34, label, LABEL, colour=INK if bar.label else GREY)
        room = RIGHT - self._left - self._width(value) - 2 * GAP
        self._shorten(name, max(room, 0.35 * (RIGHT - self._left)))
        start = self._left + self._width(name) + GAP
        note = self._write(start, top + 34, bar.note, NOTE, colour=GREY)
        self._shorten(note, RIGHT - self._width(value) - GAP - start)
        if self._chart.is_history and bar.label:
            face = colour if bar.is_firm else PAPER
            style = {"marker": "o", "markersize": 17, "markeredgewidth": 2.5, "zorder": 3}
            self._axes.add_line(Line2D([SPINE], [top + 34], color=colour, markerfacecolor=face, **style))  # type: ignore[arg-type]
        self._draw_amount(bar, top + 70, colour)

    def _draw_amount(self, bar: Bar, top: int, colour: str) -> None:
        low, high = (self._length(float(end)) for end in (bar.low, bar.high))
        if high > low:
            self._axes.add_patch(Rectangle((self._left + low, top), high - low, THICK, color=colour, alpha=0.3, lw=0))
        face, line = (colour, "solid") if bar.is_firm else (PAPER, (0, (4, 2.5)))
        style = {"facecolor": face, "edgecolor": colour, "linestyle": line, "linewidth": 2.2}
        self._axes.add_patch(Rectangle((self._left, top), low, THICK, **style))  # type: ignore[arg-type]

    def _length(self, amount: float) -> float:
        """Pixels; the smallest bar can still be seen."""
        return max(amount / self._largest * (RIGHT - self._left), 6.0)

    def _draw_legend(self, top: int) -> None:
        parts = [
            reply("charts.scale", self._chart.language, currency=to_name(self._chart.currency, self._chart.language))
        ]
        if any(not bar.is_firm for bar in self._chart.bars):
            parts.append(reply("charts.unsure", self._chart.language))
        self._axes.add_line(Line2D([LEFT, RIGHT], [top + 20, top + 20], color=FAINT, linewidth=1.5))
        text = self._write(LEFT, top + 68, SEPARATOR.join(parts), NOTE, colour=GREY)
        self._shorten(text, RIGHT - LEFT)

    def _write(
        self, x: float, y: float, text: str, size: int, *, colour: str = INK, bold: bool = False, align: str = "left"
    ) -> Text:
        """The text, its middle at that height."""
        return self._axes.text(
            x,
            y,
            drawable(text, self._fonts),
            fontsize=size * 72 / DPI,
            family=list(self._fonts),
            color=colour,
            weight="bold" if bold else "normal",
            ha=align,
            va="center_baseline",
            parse_math=False,
        )

    def _width(self, text: Text) -> float:
        return text.get_window_extent().width if text.get_text() else 0.0

    def _shorten(self, text: Text, room: float) -> None:
        """Leaves as much of the text as there is room for."""
        for shorter in _shorter(text.get_text()):
            if self._width(text) <= room:
                return
            text.set_text(shorter)


def _shorter(words: str) -> Iterator[str]:
    """Ever less of the words: first without the last of their parts, whole, then cut; at last nothing."""
    parts = words.split(SEPARATOR)
    yield from (SEPARATOR.join(parts[:end]) for end in range(len(parts) - 1, 0, -1))
    words = parts[0]
    for end in range(len(words) - 1, 0, -1):
        yield words[:end].rstrip() + "…"
    yield ""


def _colour(bar: Bar) -> str:
    return GREEN if bar.relation == ROUND else BLUE
