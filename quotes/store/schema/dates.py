"""When an article was published, as the store orders it: minutes since the year 1 (UTC), 0 = unknown."""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from datetime import UTC, datetime, timedelta

from quotes.errors import BadInput
from quotes.store.schema.tables import SEQUENCE_BITS

UNKNOWN = 0
LAST = 2**33 - 1  # the year 9999 fits in 33 bits of minutes
LAST_KEY = ((LAST + 1) << SEQUENCE_BITS) - 1
_BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
DAY = 24 * 60


def now() -> str:
    """This moment as it is written in the store: ISO 8601, UTC, seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def minute_of(published: str | None) -> int:
    """The minute an article was published; a date counts as its first minute, what cannot be read as unknown."""
    if not published:
        return UNKNOWN
    try:
        return max(1, _minute(published.strip())[0])
    except ValueError:
        return UNKNOWN


def month_of(minute: int) -> int:
    """yyyymm of a minute; 0 for the unknown."""
    if minute == UNKNOWN:
        return 0
    when = _BEGINNING + timedelta(minutes=minute)
    return when.year * 100 + when.month


def keys_of_month(month: int) -> tuple[int, int]:
    """The first and the last key that quotes of a month (yyyymm, 0 for the unknown) can have."""
    if month == 0:
        return UNKNOWN, (1 << SEQUENCE_BITS) - 1
    start, length = _minute(f"{month // 100:04d}-{month % 100:02d}")
    return max(1, start) << SEQUENCE_BITS, ((start + length) << SEQUENCE_BITS) - 1


def key_range(since: str | None, until: str | None) -> tuple[int, int] | None:
    """The quotes' keys from `since` to `until`, both included; a date as `until` means that whole day.

    None when neither is given; else articles of an unknown date are out of the range.
    """
    if since is None and until is None:
        return None
    first, last = 1, LAST
    try:
        if since is not None:
            first = max(1, _minute(since.strip())[0])
        if until is not None:
            start, length = _minute(until.strip())
            last = start + length - 1
    except ValueError as error:
        raise BadInput(
            f"{since if until is None else until!r} is no date: write 2020-08-09 or 2020-08-09T10:30:00Z."
        ) from error
    return first << SEQUENCE_BITS, ((last + 1) << SEQUENCE_BITS) - 1


def _minute(written: str) -> tuple[int, int]:
    """The first minute of what is written and how many minutes it lasts (a day, a month, a minute)."""
    if match := _DATE.fullmatch(written):
        year, month, day = match.groups()
        start = datetime(int(year), int(month or 1), int(day or 1), tzinfo=UTC)
        days = 1 if day else monthrange(start.year, start.month)[1] if month else 365 + isleap(start.year)
        return _minutes(start), days * DAY
    when = datetime.fromisoformat(written)
    try:
        when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(written) from error
    return _minutes(when), 1


def _minutes(when: datetime) -> int:
    return int((when - _BEGINNING) // timedelta(minutes=1))
