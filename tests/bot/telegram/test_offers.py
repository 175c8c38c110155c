"""Codes that confirm: of one admin, for a minute, good once."""

from bot.telegram.offers import SECONDS, Offers
from tests.bot.canned import ADMIN, STRANGER


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_code_is_good_once() -> None:
    offers = Offers()
    code = offers.make(ADMIN)
    assert offers.take(ADMIN, code)
    assert not offers.take(ADMIN, code)


def test_a_code_is_short_and_hard_to_guess() -> None:
    offers = Offers()
    codes = {offers.make(ADMIN) for _ in range(1000)}
    assert len(codes) > 990
    assert {len(code) for code in codes} == {8}


def test_a_code_is_its_admins_alone() -> None:
    offers = Offers()
    code = offers.make(ADMIN)
    offers.make(STRANGER)
    assert not offers.take(STRANGER, code)
    assert offers.take(ADMIN, code)


def test_a_wrong_guess_voids_the_code() -> None:
    offers = Offers()
    code = offers.make(ADMIN)
    assert not offers.take(ADMIN, "0" * len(code))
    assert not offers.take(ADMIN, code)


def test_nothing_is_no_code() -> None:
    offers = Offers()
    assert not offers.take(ADMIN, "")
    offers.make(ADMIN)
    assert not offers.take(ADMIN, "")


def test_a_new_code_voids_the_one_before() -> None:
    offers = Offers()
    before, after = offers.make(ADMIN), offers.make(ADMIN)
    assert before != after
    assert not offers.take(ADMIN, before)


def test_a_code_runs_out() -> None:
    offers = Offers(clock := Clock())
    code = offers.make(ADMIN)
    clock.now += SECONDS
    assert not offers.take(ADMIN, code)
    code = offers.make(ADMIN)
    clock.now += SECONDS - 1
    assert offers.take(ADMIN, code)


def test_any_text_may_be_tried() -> None:
    offers = Offers()
    offers.make(ADMIN)
    assert not offers.take(ADMIN, "\ud83d" * 9)
