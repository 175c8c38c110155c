"""What is kept of a base: read once while there is room, read again when it went."""

from knowledge.storing.kept import Kept


def test_what_is_kept_is_not_read_again_and_what_is_missing_is_read_together():
    asked: list[list[int]] = []

    def read(keys):
        asked.append(list(keys))
        return [(key, key * 10) for key in keys if key < 9]

    kept = Kept(3, read)
    assert kept.find((2, 1)) == (20, 10)
    assert kept.find((1, 3, 2)) == (10, 30, 20)
    assert asked == [[2, 1], [3]]
    assert kept.find((9, 1)) == (10,)
    assert kept.find((4, 5)) == (40, 50)
    assert kept.find((2,)) == (20,)
    assert asked[-1] == [2]
