"""A build in a process of its own, so that not even its death disturbs who answers."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.apart import DiedError, Helper, Tell, call_apart
from bot.library import Progress
from knowledge.building.build import build_base
from knowledge.building.report import BuildReport
from knowledge.errors import BuildError, YoujuError

BUILD_SECONDS = 1800
"""A build that takes longer is stopped."""
TELL_SECONDS = 0.5
"""How often a build tells how far it is."""


async def run_apart(
    folders: Sequence[Path],
    db: Path,
    build: Callable[..., BuildReport] = build_base,
    progress: Progress | None = None,
    helper: Helper | None = None,
) -> BuildReport:
    """build_base in a process of its own, or in helper, killed where it takes too long or nobody waits for it any more.

    Raises BuildError, also where that process dies; RefusedError as build does.
    """
    call = call_apart if helper is None else helper.call
    try:
        if progress is None:
            return await call(build, (tuple(folders), db), BUILD_SECONDS)
        return await call(_build, (build, tuple(folders), db), BUILD_SECONDS, lambda told: progress(*told))
    except TimeoutError:
        raise BuildError(f"{db}: the build took longer than {BUILD_SECONDS} s") from None
    except DiedError as error:
        raise BuildError(f"the build {error}") from None
    except BuildError:
        raise
    except YoujuError as error:
        raise BuildError(str(error)) from None


def _build(build: Callable[..., BuildReport], folders: Sequence[Path], db: Path, tell: Tell) -> BuildReport:
    """Tells how far it is now and then, not of each file."""
    told = time.monotonic()

    def progress(done: int, total: int, _: str) -> None:
        nonlocal told
        if time.monotonic() - told >= TELL_SECONDS:
            told = time.monotonic()
            tell((done, total))

    return build(folders, db, progress=progress)
