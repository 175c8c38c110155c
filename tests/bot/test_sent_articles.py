"""The folder of the articles that were sent: safe names, bounded drafts, what is removed can be put back for a while."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import sent_articles
from bot.sent_articles import (
    CODE,
    DRAFT_SECONDS,
    DRAFTS,
    REMOVED,
    REMOVED_SECONDS,
    SUFFIXES,
    SentArticles,
    SentError,
    sent_folder,
    to_code,
    to_name,
    with_sent,
)
from knowledge.building.folders import list_articles

OWNER, OTHER = 7, 8


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sent(tmp_path: Path, clock: Clock) -> SentArticles:
    return SentArticles(tmp_path / "k-sent", clock)


def take_in(sent: SentArticles, given: str, content: bytes) -> str:
    draft = sent.keep_draft(given, content, OWNER)
    sent.accept(draft)
    return draft.name


@given(st.text(max_size=80), st.sampled_from(SUFFIXES), st.binary(max_size=5))
def test_whatever_a_file_is_called_its_name_is_plain(given: str, suffix: str, content: bytes) -> None:
    name = to_name(given + suffix, content)
    stem, _, kept = name.rpartition(".")
    assert f".{kept}" == suffix
    assert Path(name).name == name
    assert all(char.isalnum() or char == "-" for char in stem)
    assert not name.startswith(".")
    assert len(name.encode()) < 255 - 2 * 16 - 2
    assert len(to_code(name)) == CODE


def test_a_name_tells_what_the_file_was_called() -> None:
    assert to_name("C:\\temp\\融资 笔记(1).MD", b"a").startswith("融资-笔记-1-")
    assert to_name(".txt.md", b"a").startswith("txt-")
    assert to_name("???.html", b"a") == "article-ca978112.html"


def test_a_draft_is_its_owners_alone(sent: SentArticles) -> None:
    draft = sent.keep_draft("a.txt", b"words", OWNER)
    assert sent.find_draft(draft.token, OWNER) == draft
    assert sent.find_draft(draft.token, OTHER) is None
    assert sent.find_draft("0" * 16, OWNER) is None
    assert draft.path.stat().st_mode & 0o777 == 0o600
    assert sent.names() == ()


def test_what_is_accepted_is_read_by_the_next_build_and_no_draft_any_more(sent: SentArticles, tmp_path: Path) -> None:
    draft = sent.keep_draft("a.txt", b"words", OWNER)
    sent.keep_draft("b.txt", b"other words", OWNER)
    sent.accept(draft)
    assert sent.find_draft(draft.token, OWNER) is None
    assert [file.name for file in list_articles([sent.folder]).files] == [draft.name]
    sent.take_back(draft)
    assert sent.names() == ()
    assert sent.find_draft(draft.token, OWNER) == draft
    sent.discard(draft)
    assert sent.find_draft(draft.token, OWNER) is None


def test_drafts_are_bounded_in_number_and_in_time(sent: SentArticles, clock: Clock) -> None:
    drafts = []
    for number in range(DRAFTS + 5):
        clock.now += 1
        drafts.append(sent.keep_draft("a.txt", bytes([number]), OWNER))
    assert [sent.find_draft(draft.token, OWNER) is not None for draft in drafts] == [False] * 5 + [True] * DRAFTS
    clock.now += DRAFT_SECONDS + 1
    assert sent.find_draft(drafts[-1].token, OWNER) is None
    assert list((sent.folder / ".drafts").iterdir()) == []


def test_what_is_removed_can_be_put_back_for_a_while(sent: SentArticles, clock: Clock) -> None:
    name = take_in(sent, "a.txt", b"words")
    clock.now += 10 * REMOVED_SECONDS
    sent.remove(name)
    assert sent.names() == ()
    assert sent.find_removed(to_code(name)) == name
    sent.put_back(to_code(name))
    assert sent.find(to_code(name)) == name
    sent.remove(name)
    clock.now += REMOVED_SECONDS + 1
    sent.sweep()
    assert sent.find_removed(to_code(name)) is None
    with pytest.raises(SentError, match="nothing there"):
        sent.put_back(to_code(name))


def test_what_is_removed_is_bounded_in_number(sent: SentArticles, clock: Clock) -> None:
    names = [take_in(sent, "a.txt", bytes([number])) for number in range(REMOVED + 2)]
    for name in names:
        clock.now += 1
        sent.remove(name)
    kept = [sent.find_removed(to_code(name)) is not None for name in names]
    assert kept == [False] * 2 + [True] * REMOVED


def test_forgetting_deletes_the_owners_drafts(sent: SentArticles) -> None:
    for owner in (OWNER, OWNER, OTHER):
        sent.keep_draft("a.txt", b"words", owner)
    assert sent.forget(OWNER) == 2
    assert len(list((sent.folder / ".drafts").iterdir())) == 1


def test_a_link_in_the_folder_is_no_article(sent: SentArticles, tmp_path: Path) -> None:
    take_in(sent, "a.txt", b"words")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (sent.folder / "b-00000000.txt").symlink_to(tmp_path / "secret.txt")
    assert len(sent.names()) == 1
    assert sent.find("00000000") is None


def test_where_nothing_can_be_written_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "k-sent").write_text("in the way", encoding="utf-8")
    with pytest.raises(SentError, match=r"^k-sent: "):
        SentArticles(tmp_path / "k-sent").keep_draft("a.txt", b"words", OWNER)


def test_the_base_is_made_of_its_own_folder_too_where_there_is_one(tmp_path: Path) -> None:
    db, given = tmp_path / "knowledge.db", tmp_path / "articles"
    assert with_sent([given], db) == (given,)
    sent_folder(db).mkdir()
    assert with_sent([given], db) == (given, tmp_path / "knowledge-sent")


def test_no_draft_follows_a_link_put_in_its_place(
    sent: SentArticles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sent_articles.secrets, "token_hex", lambda _: "0" * 16)
    name = sent.keep_draft("a.txt", b"words", OWNER).path.name
    (sent.folder / ".drafts" / name).unlink()
    (sent.folder / ".drafts" / name).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SentError):
        sent.keep_draft("a.txt", b"words", OWNER)
    assert not (tmp_path / "elsewhere").exists()
