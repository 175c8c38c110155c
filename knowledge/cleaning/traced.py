"""Text that knows where it comes from: edits in, changed text out, and the way back to the source stays known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Edit = tuple[int, int, str]
"""start, end, what stands there instead."""
Run = tuple[int, int]
"""(start in the text, start in the source) of a stretch kept as it stands."""
INSERTED = -1
"""The source of what is not of the source."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A text and its origin."""

    text: str
    runs: tuple[Run, ...]
    """In order; together all of text."""

    def edited(self, edits: Iterable[Edit]) -> "Traced":
        """This text after the edits, which are in order and do not overlap. Linear in edits and runs together."""
        edits = tuple(edits)
        if not edits:
            return self
        parts: list[str] = []
        runs: list[Run] = []
        done = length = at = 0
        for start, end, words in (*edits, (len(self.text), len(self.text), "")):
            at = _keep(self.runs, at, (done, start), length, runs)
            parts += (self.text[done:start], words)
            length += start - done
            if words:
                _add(runs, (length, INSERTED))
            length += len(words)
            done = end
        return Traced("".join(parts), tuple(runs))

    def stripped(self) -> "Traced":
        """This text without white space at its ends."""
        left = len(self.text) - len(self.text.lstrip())
        right = len(self.text.rstrip())
        return self.edited(
            edit for edit in ((0, left, ""), (max(left, right), len(self.text), "")) if edit[0] < edit[1]
        )


def _keep(runs: Sequence[Run], at: int, span: tuple[int, int], length: int, kept: list[Run]) -> int:
    """Adds to kept the runs of a span that comes to stand at length; the index of the run where it ends."""
    start, end = span
    while start < end:
        while at + 1 < len(runs) and runs[at + 1][0] <= start:
            at += 1
        run, source = runs[at]
        _add(kept, (length, source if source == INSERTED else source + start - run))
        stop = min(end, runs[at + 1][0]) if at + 1 < len(runs) else end
        length += stop - start
        start = stop
    return at


def _add(runs: list[Run], run: Run) -> None:
    if runs and runs[-1][0] == run[0]:
        runs.pop()
    if not (runs and _continues(runs[-1], run)):
        runs.append(run)


def _continues(last: Run, run: Run) -> bool:
    """Whether a run goes on where the one before it ends, in the source too."""
    if INSERTED in (last[1], run[1]):
        return last[1] == run[1]
    return run[0] - last[0] == run[1] - last[1]


def join(parts: Iterable[Traced]) -> Traced:
    """The parts one after the other."""
    texts: list[str] = []
    runs: list[Run] = []
    length = 0
    for part in parts:
        for start, source in part.runs:
            _add(runs, (length + start, source))
        texts.append(part.text)
        length += len(part.text)
    return Traced("".join(texts), tuple(runs))


def insert(words: str) -> Traced:
    """words that are not of the source."""
    return Traced(words, ((0, INSERTED),) if words else ())
