"""Questions left open, gathered: what asks the same stands together, what does not stays apart."""

from datetime import date

from bot.feedback.clusters import Cluster, gather
from bot.feedback.unanswered import Unanswered

DAY = 86400.0


def asked(number: int, *, day: int = 0, **fields: object) -> Unanswered:
    """A question left open on that day of 1970."""
    return Unanswered(number, day * DAY, **fields)  # type: ignore[arg-type]


def numbers(clusters: tuple[Cluster, ...]) -> list[list[int]]:
    return [[question.number for question in cluster.questions] for cluster in clusters]


def test_the_same_names_and_relation_are_one_in_any_order() -> None:
    found = gather(
        [
            asked(1, names=("云帆", "石榴"), relation="valuation"),
            asked(2, names=("石榴", "云帆"), relation="valuation"),
            asked(3, names=("石榴", "云帆"), relation="founder"),
            asked(4, names=("云帆",), relation="valuation"),
        ]
    )
    assert numbers(found) == [[2, 1], [4], [3]]
    assert found[0].relations == {"valuation": 2}


def test_an_unknown_name_is_one_whatever_is_asked_of_it_and_however_it_is_spaced() -> None:
    found = gather(
        [
            asked(1, unknown=("Lantern Works",), relation="valuation"),
            asked(2, unknown=("lanternworks",), names=("云帆",)),
            asked(3, unknown=("Lantern Works",), relation="valuation"),
        ]
    )
    assert numbers(found) == [[3, 2, 1]]
    assert (found[0].unknown, found[0].names, found[0].relations) == ("Lantern Works", (), {"valuation": 2})


def test_a_slip_of_the_pen_joins_the_name_that_is_asked_for_more_often() -> None:
    found = gather([asked(1, unknown=("Lantren",)), asked(2, unknown=("Lantern",)), asked(3, unknown=("Lantern",))])
    assert numbers(found) == [[3, 2, 1]]
    assert found[0].unknown == "Lantern"


def test_short_names_and_other_numbers_are_no_slips() -> None:
    names = ("小月亮", "小月光", "Model 3A", "Model 4A")
    assert len(gather([asked(at, unknown=(name,)) for at, name in enumerate(names)])) == len(names)


def test_open_questions_are_gathered_by_their_words() -> None:
    texts = ("大模型会取代程序员吗", "大模型会不会取代程序员", "开源和闭源哪个好")
    found = gather([asked(at, question=text) for at, text in enumerate(texts)])
    assert numbers(found) == [[1, 0], [2]]


def test_hidden_names_are_counted_together_by_relation() -> None:
    found = gather([asked(1, is_hidden=True, relation="valuation"), asked(2, is_hidden=True, relation="valuation")])
    assert numbers(found) == [[2, 1]]
    assert (found[0].is_hidden, found[0].unknown, found[0].example) == (True, "", None)
    assert len(gather([asked(1, is_hidden=True, relation="valuation"), asked(2, relation="valuation")])) == 2


def test_days_are_counted_and_the_newest_kept_question_is_the_example() -> None:
    (found,) = gather(
        [
            asked(1, day=0, names=("云帆",), question="first"),
            asked(2, day=0, names=("云帆",), question="second"),
            asked(3, day=9, names=("云帆",)),
        ]
    )
    assert found.days == (date(1970, 1, 10), date(1970, 1, 1))
    assert found.example == "second"


def test_the_largest_comes_first_then_the_newest() -> None:
    found = gather([asked(1, names=("a",)), asked(2, names=("b",)), asked(3, names=("b",)), asked(4, names=("c",))])
    assert numbers(found) == [[3, 2], [4], [1]]


def test_a_key_stays_while_more_of_the_same_are_asked() -> None:
    one = asked(1, unknown=("小月亮",))
    (before,), (after,) = gather([one]), gather([one, asked(2, unknown=("小月亮",), question="小月亮是谁")])
    assert before.key == after.key
    assert len(before.key) == 12
    assert gather([asked(1, unknown=("小太阳",))])[0].key != before.key
