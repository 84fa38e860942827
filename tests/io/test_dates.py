"""Dates of publication as they are found in newsrooms' files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.errors import BadInput
from quotes.text.dates import parse_published


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("August 15, 2020", "2020-08-15"),
        ("Aug. 15, 2020", "2020-08-15"),
        ("15 Aug 2020", "2020-08-15"),
        ("15th August 2020", "2020-08-15"),
        ("Saturday, August 15, 2020", "2020-08-15"),
        ("15-Aug-2020", "2020-08-15"),
        ("Aug. 15, 2020, 9:30 a.m. EDT", "2020-08-15T13:30:00Z"),
        ("August 15, 2020 9:30 PM ET", "2020-08-15T21:30:00"),
        ("15 Aug 2020 9:30", "2020-08-15T09:30:00"),
        ("15 Aug 2020 9:30 PM", "2020-08-15T21:30:00"),
        ("2020/08/15", "2020-08-15"),
        ("Sat, 15 Aug 2020 10:00:00 GMT", "2020-08-15T10:00:00Z"),
        ("Sat, 15 Aug 2020 10:00:00 EDT", "2020-08-15T14:00:00Z"),
        ("1597485600", "2020-08-15T10:00:00Z"),
        ("1597485600.0", "2020-08-15T10:00:00Z"),
        ("1597485600000", "2020-08-15T10:00:00Z"),
        ("1597485600000000000", "2020-08-15T10:00:00Z"),
        ("2020-08-15 00:00:00", "2020-08-15T00:00:00"),
        ("2020-08-15 10:00:00.123456789", "2020-08-15T10:00:00"),
        ("2020-08-15 10:00:00+00:00", "2020-08-15T10:00:00Z"),
        ("15/08/2020", "2020-08-15"),
        ("08/15/2020", "2020-08-15"),
        ("08/08/2020", "2020-08-08"),
        ("05.08.2020", "2020-08-05"),
        ("15/08/2020 09:30", "2020-08-15T09:30:00"),
        ("NaT", None),
        ("nan", None),
    ],
)
def test_a_date_is_read_as_it_is_written(written, stored):
    assert parse_published(written) == stored


@pytest.mark.parametrize(
    ("day_first", "stored"), [(True, "2020-08-05"), (False, "2020-05-08")], ids=["day-first", "month-first"]
)
def test_a_day_that_could_be_two_is_read_as_told(day_first, stored):
    assert parse_published("05/08/2020", day_first=day_first) == stored
    assert parse_published("15/08/2020", day_first=day_first) == "2020-08-15", "this one can only be one day"


def test_a_day_that_could_be_two_is_refused_with_both_mends():
    with pytest.raises(BadInput, match="--day-first or --month-first"):
        parse_published("05/08/2020")


@pytest.mark.parametrize(
    "written",
    ["junk 2019", "August 2020", "15 August", "40 August 2020", "12", "12345678901", "15/08/20", "31/02/2020", "May"],
)
def test_a_date_is_never_guessed(written):
    with pytest.raises(BadInput, match="cannot be read"):
        parse_published(written)


@given(st.text(max_size=60) | st.from_regex(r"[0-9 ,:/.+a-zA-Z-]{1,60}", fullmatch=True))
def test_any_words_are_a_date_that_sorts_or_are_refused(written):
    try:
        stored = parse_published(written)
    except BadInput:
        return
    assert stored is None or stored[4] == stored[7] == "-"
