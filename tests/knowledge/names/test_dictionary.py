"""Which words jieba's dictionary has: every entry is found as itself, and nothing between entries."""

import pytest

from knowledge.names.dictionary import is_word, read_entries


def test_just_the_words_that_name_no_person_are_words() -> None:
    entries = [entry for entry in read_entries() if 1 < len(entry[0]) < 5]
    assert [word for word, _, tag in entries if is_word(word) == tag.startswith("nr")] == []


@pytest.mark.parametrize("text", ["", "银\n行", "银行\n", "\n", "银行存", "銀"])
def test_what_is_no_word_is_none(text: str) -> None:
    assert not is_word(text)
