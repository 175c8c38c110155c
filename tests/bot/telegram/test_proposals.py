"""Aliases about to be taught: of one admin, for some minutes, confirmed once."""

from bot.telegram.proposals import MOST, SECONDS, Proposal, Proposals

MADE = Proposal(900, "小月亮", "月之暗面")


def test_a_proposal_is_of_the_admin_who_made_it_and_good_once() -> None:
    proposals = Proposals()
    key = proposals.make(MADE)
    assert proposals.find(901, key) is proposals.take(901, key) is None
    assert proposals.find(900, key) == MADE
    assert proposals.take(900, key) == MADE
    assert proposals.take(900, key) is None


def test_it_does_not_stand_for_long() -> None:
    now = 0.0
    proposals = Proposals(lambda: now)
    key = proposals.make(MADE)
    now = SECONDS + 1.0
    assert proposals.take(900, key) is None


def test_they_are_bounded() -> None:
    proposals = Proposals()
    keys = [proposals.make(MADE) for _ in range(MOST + 1)]
    assert [proposals.find(900, key) is None for key in (keys[0], keys[1], keys[-1])] == [True, False, False]
