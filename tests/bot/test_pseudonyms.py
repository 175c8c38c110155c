"""Ids as pseudonyms: equal where the ids and the secret are, and of no use otherwise."""

from bot.pseudonyms import Hidden, Pseudonyms


def test_equal_ids_have_equal_pseudonyms_of_one_secret_only() -> None:
    ours, theirs = Pseudonyms("1:a"), Pseudonyms("1:b")
    assert ours.of(501) == Pseudonyms("1:a").of(501)
    assert len({ours.of(501), ours.of(-501), theirs.of(501), 501}) == 4


def test_they_fit_into_a_row_and_nobody_stays_nobody() -> None:
    ours = Pseudonyms("1:a")
    assert all(0 <= ours.of(identity) < 2**63 for identity in (1, -1, 2**53, -(2**53)))
    assert ours.of(0) == 0


def test_a_hidden_id_shows_nowhere_but_in_the_log() -> None:
    assert (str(Hidden(501)), repr(Hidden(501)), f"{Hidden(501)}") == ("(hidden)",) * 3
