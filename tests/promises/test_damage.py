"""A damaged base is refused, whatever happened to it, and the generation before it serves."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import _refresh
from bot.config import Settings
from knowledge.errors import StoreError
from knowledge.storing.publish import publish, temporary_of
from knowledge.storing.serving import list_generations, open_serving
from knowledge.storing.store import open_base
from knowledge.storing.writer import write_base
from tests.bases import small_extracts
from tests.promises.scale import scaled


def cut_off(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def without_a_page(content: bytes, chance: random.Random) -> bytes:
    start = 4096 * chance.randrange(len(content) // 4096)
    return content[:start] + bytes(4096) + content[start + 4096 :]


def one_bit(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :]


def noise(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) - 64)
    return content[:at] + chance.randbytes(64) + content[at + 64 :]


def longer(content: bytes, chance: random.Random) -> bytes:
    return content + chance.randbytes(chance.randrange(1, 5000))


DAMAGE: tuple[Callable[[bytes, random.Random], bytes], ...] = (cut_off, without_a_page, one_bit, noise, longer)


def publish_two(db: Path) -> tuple[Path, Path]:
    """Two generations: the one before and the one that serves."""
    files = []
    for extracts in (small_extracts()[:1], small_extracts()):
        write_base(temporary_of(db), extracts)
        files.append(publish(temporary_of(db), db))
    return files[0], files[1]


@pytest.mark.promise(5)
def test_any_damage_is_noticed_and_the_base_before_serves(tmp_path: Path, record_property: Any) -> None:
    before, serving = publish_two(tmp_path / "kb.db")
    sound, chance, count = serving.read_bytes(), random.Random(5), scaled(40, 200, 5000)
    serving.chmod(0o644)
    for number in range(count):
        damaged = DAMAGE[number % len(DAMAGE)](sound, chance)
        if damaged == sound:
            continue
        serving.write_bytes(damaged)
        with pytest.raises(StoreError):
            open_base(tmp_path / "kb.db")
        base = open_serving(tmp_path / "kb.db")
        assert (base.path, len(base.sources())) == (before, 1)
        base.close()
    serving.write_bytes(sound)
    open_base(tmp_path / "kb.db").close()
    record_property("figure", f"{count} damaged files of {len(DAMAGE)} kinds: all refused, the one before served")


def test_the_newest_comes_first_and_strangers_are_left_out(tmp_path: Path) -> None:
    before, serving = publish_two(tmp_path / "kb.db")
    (tmp_path / "kb-notahash.db").touch()
    (tmp_path / "other-0123456789ab.db").touch()
    assert list_generations(tmp_path / "kb.db") == (serving, before)
    assert list_generations(tmp_path / "none" / "kb.db") == ()


def test_with_no_sound_generation_the_error_is_of_the_base_itself(tmp_path: Path) -> None:
    for file in publish_two(tmp_path / "kb.db"):
        file.chmod(0o644)
        file.write_bytes(b"x")
    with pytest.raises(StoreError, match=r"kb\.db"):
        open_serving(tmp_path / "kb.db")


def test_a_bot_that_starts_over_a_damaged_base_it_cannot_build_serves_the_one_before(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    before, serving = publish_two(tmp_path / "kb.db")
    serving.chmod(0o644)
    serving.write_bytes(serving.read_bytes()[:-100])
    settings = Settings(_env_file=None, articles_dir=(tmp_path / "articles",), knowledge_db=tmp_path / "kb.db")
    base = _refresh(settings)
    assert base is not None
    assert base.path == before
    base.close()
