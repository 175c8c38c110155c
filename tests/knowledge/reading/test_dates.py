"""Dates as headers write them."""

from datetime import date

import pytest

from knowledge.reading.dates import find_latest_month, parse_date, parse_whole_date
from knowledge.types import Period, Precision


def day(year: int, month: int, number: int) -> Period:
    return Period(date(year, month, number), date(year, month, number), Precision.DAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2031-04-05 07:58", "2031-04-05 2031-04-05 day"),
        ("2031/4/5", "2031-04-05 2031-04-05 day"),
        ("2031.04.05", "2031-04-05 2031-04-05 day"),
        ("20310405", "2031-04-05 2031-04-05 day"),
        ("２０３１年４月５日", "2031-04-05 2031-04-05 day"),
        ("2031-04-05T07:58:00Z", "2031-04-05 2031-04-05 day"),
        ("2031-02", "2031-02-01 2031-02-28 month"),
        ("2031年2月", "2031-02-01 2031-02-28 month"),
        ("2031", "2031-01-01 2031-12-31 year"),
        ("二〇三一年十二月二十一日", "2031-12-21 2031-12-21 day"),
        ("二零三一年十月", "2031-10-01 2031-10-31 month"),
        ("民國113年10月15日", "2024-10-15 2024-10-15 day"),
        ("18 July 2031", "2031-07-18 2031-07-18 day"),
        ("Jul 18th, 2031 at 3:45 PM EDT", "2031-07-18 2031-07-18 day"),
        ("Friday, 18 July 2031", "2031-07-18 2031-07-18 day"),
        ("July 2031", "2031-07-01 2031-07-31 month"),
    ],
)
def test_a_date_is_as_precise_as_it_is_given(text: str, expected: str) -> None:
    period = parse_date(text)
    assert period is not None
    assert f"{period.start} {period.end} {period.precision}" == expected


@pytest.mark.parametrize("text", ["", "三月", "May", "07/08/2031", "2031-13-05", "2031年2月30日", "昨天", "1031-01-01"])
def test_an_unclear_date_is_none(text: str) -> None:
    assert parse_date(text) is None


def test_a_date_before_other_words_is_not_a_whole_date() -> None:
    assert parse_whole_date("2031年4月5日 星期六 10:20 山城") == day(2031, 4, 5)
    assert parse_whole_date("2031年4月5日青禾发布新模型") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青禾在2030年12月成立，2031年3月融资。", "2031-03"),
        ("2031年过得很快。3月里它融了资。", "2031-03"),
        ("2031年3月融资。预计2031年6月上市。", "2031-03"),
        ("2030年3月融资。2031年它裁了员。", None),
        ("2030年9月跳槽。去年12月融资。", None),
        ("2032年5月的事还没有发生。", None),
        ("没有日期。", None),
    ],
)
def test_the_latest_month_stated_as_past(text: str, expected: str | None) -> None:
    found = find_latest_month(text, date(2031, 10, 15))
    assert (f"{found.start:%Y-%m}" if found else None) == expected
