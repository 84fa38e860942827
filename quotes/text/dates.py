"""Dates of publication as people and programs write them -> one form that sorts as a string."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache

from quotes.errors import BadInput

# what spreadsheets and data frames write where there is no date
_MISSING = frozenset({"nan", "nat", "none", "null", "n/a", "-"})
_LONGEST = 100
# digits before a point -> how many of them make a second: seconds, milli-, micro- and nanoseconds since 1970.
# Nine and twelve digits are the years 1973 to 2001; eight are a day written as 20200815.
_EPOCH = re.compile(r"(?P<whole>[0-9]{9,19})(?P<part>\.[0-9]{1,9})?")
_UNITS = {9: 1, 10: 1, 12: 10**3, 13: 10**3, 15: 10**6, 16: 10**6, 18: 10**9, 19: 10**9}
_FIGURES = re.compile(r"(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4})(?P<time>[ ,T].*)?")
# what is longer than this, the library that reads mail's dates would cut off in silence ("9:30 PM" is half past nine)
_MAIL = re.compile(
    r"(?:[A-Za-z]{3,9},? )?\d{1,2} [A-Za-z]{3,9} \d{2,4} \d{1,2}:\d\d(:\d\d)?( ([+-]\d{4}|[A-Z]{3,5}|UT|Z))?( \(.*\))?$"
)
_YEAR_FIRST = re.compile(r"^(\d{4})[/.](\d\d)[/.](\d\d)$")
_MONTH = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_HALF_OF_DAY = re.compile(r"\b([ap])\.\s?m\.", re.IGNORECASE)
_CIVIL_ZONE = re.compile(r"\s\(?[ECMP]T\)?$")  # summer or winter is not said: the time stays local
_HOURS = {
    "UTC": 0, "GMT": 0, "Z": 0, "BST": 1, "CET": 1, "CEST": 2, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5,
    "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
# two days that agree in nothing: what a date leaves out is filled from them, and shows
_FILLS = (datetime(2000, 1, 1), datetime(2001, 2, 2))


def parse_published(value: str | None, *, day_first: bool | None = None) -> str | None:
    """A publication date as `YYYY-MM-DD`, or a moment as `YYYY-MM-DDTHH:MM:SS` (with `Z`: UTC); None for none.

    Reads ISO 8601, the dates of feeds and mail, seconds and milliseconds since 1970, and days with the month's
    English name. A day in figures, 05/08/2020, needs `day_first` where it could be two days. Else `BadInput`.

    >>> parse_published("August 15, 2020"), parse_published("1597485600")
    ('2020-08-15', '2020-08-15T10:00:00Z')
    >>> parse_published("05/08/2020", day_first=True)
    '2020-08-05'
    """
    value = " ".join((value or "").split())
    if not value or value.lower() in _MISSING:
        return None
    try:
        return date.fromisoformat(_YEAR_FIRST.sub(r"\1-\2-\3", value)).isoformat()
    except ValueError:
        pass
    try:
        found = _moment(value, day_first) if len(value) <= _LONGEST else None
    except (OverflowError, ValueError):  # the 40th of August, the year 30000
        found = None
    if found is None:
        raise BadInput(
            f"The date of publication {value[:40]!r} cannot be read; write it as 2020-08-15 or 2020-08-15T09:30:00Z."
        )
    return found.isoformat() if not isinstance(found, datetime) else _sortable(found, value)


def _moment(value: str, day_first: bool | None) -> date | datetime | None:
    if epoch := _EPOCH.fullmatch(value):
        unit = _UNITS.get(len(epoch["whole"]))
        return datetime.fromtimestamp(int(epoch["whole"]) / unit, UTC) if unit else None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        pass
    if figures := _FIGURES.fullmatch(value):
        return _in_figures(figures, value, day_first)
    if _MAIL.match(value):
        try:
            return parsedate_to_datetime(value)
        except (ValueError, OverflowError, IndexError, TypeError):  # a zone of +4021111111100 hours, for example
            pass
    return _in_words(value) if _MONTH.search(value) else None


def _in_figures(figures: re.Match[str], value: str, day_first: bool | None) -> date | datetime | None:
    first, second, year = int(figures[1]), int(figures[3]), int(figures[4])
    if first > 12 or second > 12 or first == second:
        day_first = first > 12
    elif day_first is None:
        if figures[2] != ".":  # nobody who writes points begins with the month
            raise BadInput(
                f"The date of publication {value[:40]!r} may be two days: say which by --day-first or --month-first, "
                f"or write it as {year}-08-15."
            )
        day_first = True
    day = date(year, second, first) if day_first else date(year, first, second)
    time = (figures["time"] or "").strip(" ,T")
    return _in_words(f"{day.isoformat()} {time}") if time else day


@lru_cache(maxsize=1024)  # of a table every row may have the same day, and this takes a third of a millisecond
def _in_words(value: str) -> date | datetime | None:
    """A date dateutil reads, where it says year, month and day by itself: "Aug. 15, 2020 9:30 a.m. EDT"."""
    from dateutil import parser

    value = _CIVIL_ZONE.sub("", _HALF_OF_DAY.sub(r"\1m", value))
    try:
        one, other = (parser.parse(value, default=fill, tzinfos=_zone) for fill in _FILLS)
    except (parser.ParserError, OverflowError, ValueError, TypeError, AttributeError):
        return None
    if one != other:
        return None
    moment: datetime = one
    return moment if ":" in value or re.search(r"\d\s?[ap]m\b", value, re.IGNORECASE) else moment.date()


def _zone(name: str | None, seconds: int | None) -> timezone | None:
    if seconds is not None:
        return timezone(timedelta(seconds=seconds))
    hours = _HOURS.get(name or "")
    return None if hours is None else timezone(timedelta(hours=hours))


def _sortable(moment: datetime, value: str) -> str:
    try:
        if moment.tzinfo is None:
            return moment.isoformat(timespec="seconds")
        moment = moment.astimezone(UTC)
    except (OverflowError, ValueError):  # year 1 or 9999, moved over the edge of the calendar
        raise BadInput(f"The date of publication {value[:40]!r} lies outside the years 1 to 9999.") from None
    return moment.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
