"""By whose clock the hours of a day are meant."""

from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
"""Without summer time since 1991, so that no table of zones is needed for it."""


def to_zone(name: str) -> tzinfo:
    """The zone of that name, CHINA for its own. Raises ValueError where there is none."""
    if name == str(CHINA):
        return CHINA
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError, ValueError) as error:
        raise ValueError(f"{name!r} is no time zone, as in Asia/Shanghai") from error
