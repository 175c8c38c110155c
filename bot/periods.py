"""Periods in figures, as they stand beside values and titles. Pure."""

from datetime import date

from knowledge.types import Period, Precision

FORMS = {Precision.YEAR: "%Y", Precision.DAY: "%Y-%m-%d"}
"""Precision -> how its first and last day are written; the others by month."""
PARTS = {3: "Q", 6: "H"}
"""Months of a part of the year -> the letter before its number."""


def render_period(period: Period | None) -> str:
    """A period as exactly as it is known: 2024, 2024 Q1, 2024 H2, 2024-02, 2024-02-18, 2024-03–2024-05; "" for None."""
    if period is None:
        return ""
    if period.precision is Precision.QUARTER and (part := _to_part(period.start, period.end)):
        return part
    form = FORMS.get(period.precision, "%Y-%m")
    return "–".join(dict.fromkeys(day.strftime(form) for day in (period.start, period.end)))


def _to_part(start: date, end: date) -> str | None:
    """2024 Q1, 2024 H2; None: the period is neither a quarter nor a half of a year."""
    months = end.month - start.month + 1
    if start.year != end.year or months not in PARTS or (start.month - 1) % months:
        return None
    return f"{start.year} {PARTS[months]}{end.month // months}"
