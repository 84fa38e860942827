"""The bars of a speaker's page: every quotation is in one, and in the right place of time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.pages.timeline import HEIGHT, WIDTH, timeline


def test_days_months_and_years() -> None:
    close = timeline(["2020-08-15", "2020-08-15", "2020-09-12"])
    assert close is not None and close.unit == "day"
    assert [(bar.label, bar.since, bar.until, bar.count) for bar in close.bars] == [
        ("15 August 2020", "2020-08-15", "2020-08-15", 2),
        ("12 September 2020", "2020-09-12", "2020-09-12", 1),
    ]
    months = timeline(["2020-08-15", "2021-02-12T10:00:00Z"])
    assert months is not None and months.unit == "month"
    assert [(bar.label, bar.since, bar.until) for bar in months.bars] == [
        ("August 2020", "2020-08-01", "2020-08-31"),
        ("February 2021", "2021-02-01", "2021-02-28"),
    ]
    years = timeline([], {"2001-01": 3, "2001-12": 4, "2020-08": 5})
    assert years is not None and years.unit == "year"
    assert [(bar.label, bar.since, bar.until, bar.count) for bar in years.bars] == [
        ("2001", "2001-01-01", "2001-12-31", 7),
        ("2020", "2020-01-01", "2020-12-31", 5),
    ]


def test_a_date_astray_does_not_make_a_bar_for_every_year() -> None:
    found = timeline(["0001-01-01", "2020-08-15", "2020-09-15"])
    assert found is not None and found.unit == "century"
    assert [(bar.since, bar.until, bar.count) for bar in found.bars] == [
        ("0001-01-01", "0099-12-31", 1),
        ("2000-01-01", "2099-12-31", 2),
    ]


@pytest.mark.parametrize("days", [[], ["soon"], ["2020-13-01"]])
def test_no_date_no_picture(days: list[str]) -> None:
    assert timeline(days) is None


@given(st.lists(st.dates().map(str), min_size=1, max_size=50))
def test_every_quotation_is_drawn_once_inside_the_picture(days: list[str]) -> None:
    found = timeline(days)
    assert found is not None
    assert found.total == len(days)
    for bar in found.bars:
        assert bar.count == sum(bar.since <= day <= bar.until for day in days)
        assert bar.x >= 0 and bar.x + bar.width <= WIDTH and bar.y >= 0 and bar.y + bar.height <= HEIGHT
    assert [bar.x for bar in found.bars] == sorted({bar.x for bar in found.bars})
    tallest = max(found.bars, key=lambda bar: bar.height)
    assert tallest.count == found.most
