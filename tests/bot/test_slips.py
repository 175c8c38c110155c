"""Slips of the pen in ordinary words."""

import pytest

from bot.slips import mend_words


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("星河智能估直多少", "星河智能估值多少"),
        ("星河智能估值多少", "星河智能估值多少"),
        ("他的事我不知道", "他的事我不知道"),
        ("how much", "how much"),
        ("", ""),
    ],
)
def test_a_word_spelt_by_its_sound_is_read_as_meant(written, meant):
    assert mend_words(written) == meant
