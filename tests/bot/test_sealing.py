"""Sealed bytes: read again with the same secret, by nobody else, and never half."""

from hypothesis import given
from hypothesis import strategies as st

from bot.sealing import Seal


@given(st.binary(max_size=200))
def test_what_is_sealed_is_opened_with_the_same_secret_only(content: bytes) -> None:
    sealed = Seal("1:token").close(content)
    assert Seal("1:token").open(sealed) == content
    assert Seal("2:token").open(sealed) is None


@given(st.binary(min_size=1, max_size=50), st.data())
def test_sealed_bytes_that_were_changed_are_not_opened(content: bytes, data: st.DataObject) -> None:
    seal = Seal("1:token")
    sealed = bytearray(seal.close(content))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1
    assert seal.open(bytes(sealed)) is None
    assert seal.open(bytes(sealed[:5])) is None


def test_the_same_bytes_are_never_sealed_alike() -> None:
    assert Seal("1:token").close(b"-100777") != Seal("1:token").close(b"-100777")
