import os
import time
from concurrent.futures.process import BrokenProcessPool

import pytest

from knowledge.building.parallel import ALONE, Workers

MANY = range(ALONE + 30)


def double(number: int) -> int:
    time.sleep(0.01 if number == 0 else 0)
    return number * 2


def to_process(_: int) -> int:
    return os.getpid()


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
    with Workers() as workers:
        assert list(workers.map_in_order(double, iter(range(count)), count)) == [number * 2 for number in range(count)]


def test_workers_are_kept_for_later_calls_however_few() -> None:
    with Workers() as workers:
        assert list(workers.map_in_order(to_process, MANY, len(MANY))) != [os.getpid()] * len(MANY)
        assert list(workers.map_in_order(to_process, [1], 1)) != [os.getpid()]


def test_what_a_call_raises_is_raised_here() -> None:
    with Workers() as workers, pytest.raises(ValueError, match="nine"):
        list(workers.map_in_order(fail_at_nine, MANY, len(MANY)))


def test_a_worker_that_dies_is_an_error_not_a_wait() -> None:
    with Workers() as workers, pytest.raises(BrokenProcessPool):
        list(workers.map_in_order(die_at_nine, MANY, len(MANY)))


def test_stopping_early_ends_the_workers() -> None:
    with Workers() as workers:
        assert next(workers.map_in_order(double, range(10_000), 10_000)) == 0
