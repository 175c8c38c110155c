"""How much a test of a promise does: little with all tests, the CI column with `make promises`, the long one by hand."""

import os


def scaled(usual: int, promised: int, long: int) -> int:
    """One of three counts, by PROMISES: unset, `ci` or `long`."""
    return {"ci": promised, "long": long}.get(os.environ.get("PROMISES", ""), usual)


TIMED = "PROMISES" in os.environ
"""Whether a bound in seconds is held: where the promises are measured, on a machine that does nothing else."""
