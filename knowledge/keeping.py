"""What takes long to work out of files that seldom change, kept beside Python's own compiled modules."""

import contextlib
import marshal
import os
import sys
from collections.abc import Callable
from importlib.util import cache_from_source
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def keep(source: Path, name: str, key: str, make: Callable[[], T]) -> T:
    """What `make` gives, read from where it was kept for that key; else made, and kept if Python keeps modules there.

    source: the file that it is of or made by: kept where its compiled module would be. name: told apart by it from
    what else is kept there. key: another one, and it is made anew. It is of plain values, as `marshal` writes them;
    others are not kept.
    """
    place = Path(f"{cache_from_source(str(source))}.{name}")
    # Absent, cut short, of another Python: as good as not kept.
    with contextlib.suppress(OSError, EOFError, ValueError, TypeError):
        held, made = marshal.loads(place.read_bytes())
        if held == key:
            return made  # type: ignore[no-any-return]
    made = make()
    if not sys.dont_write_bytecode:
        # What cannot be kept, as nobody may write there, is made anew each time: as Python does with its modules.
        with contextlib.suppress(OSError, ValueError):
            _write(place, marshal.dumps((key, made)))  # type: ignore[arg-type]
    return made


def _write(place: Path, content: bytes) -> None:
    """Writes a file that others see whole or not at all."""
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f"{place.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(place)
