"""Taking times and printing them."""

import time
from collections.abc import Callable, Sequence


def take(call: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def percentile(seconds: Sequence[float], percent: int) -> float:
    """The nearest-rank percentile."""
    return sorted(seconds)[max(0, -(-len(seconds) * percent // 100) - 1)]


def render_times(name: str, seconds: Sequence[float]) -> str:
    """One line: p50, p99 and the slowest, in milliseconds."""
    p50, p99, slowest = percentile(seconds, 50) * 1e3, percentile(seconds, 99) * 1e3, max(seconds) * 1e3
    return f"  {name:<42} p50 {p50:8.3f} ms   p99 {p99:8.3f} ms   slowest {slowest:8.3f} ms   n {len(seconds)}"
