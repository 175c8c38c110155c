import os
import time
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing

import pytest

from knowledge.building.parallel import ALONE, map_in_order

MANY = range(ALONE + 30)


def double(number: int) -> int:
    time.sleep(0.01 if number == 0 else 0)
    return number * 2


def fail_at_nine(number: int) -> int:
    if number == 9:
        raise ValueError("nine")
    return number


def die_at_nine(number: int) -> int:
    if number == 9:
        os._exit(1)
    return number


@pytest.mark.parametrize("count", [0, 1, ALONE, len(MANY)])
def test_results_come_in_order(count: int) -> None:
    assert list(map_in_order(double, range(count))) == [number * 2 for number in range(count)]


def test_what_a_call_raises_is_raised_here() -> None:
    with pytest.raises(ValueError, match="nine"):
        list(map_in_order(fail_at_nine, MANY))


def test_a_worker_that_dies_is_an_error_not_a_wait() -> None:
    with pytest.raises(BrokenProcessPool):
        list(map_in_order(die_at_nine, MANY))


def test_stopping_early_ends_the_workers() -> None:
    with closing(map_in_order(double, range(10_000))) as results:
        assert next(results) == 0
