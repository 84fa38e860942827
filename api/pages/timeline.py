"""When somebody was quoted, as bars over time: the numbers of an SVG that the server draws itself."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from api.formats.words import month_name

WIDTH, HEIGHT = 720, 132
_LEFT, _RIGHT, _TOP, _BOTTOM = 4, 4, 18, 24
# A bar for each day up to so many days, for each month up to so many months, for each year up to so many years.
_DAYS, _MONTHS, _YEARS = 62, 72, 110
_LABELS = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """One span of time: its dates (both included), how many quotations, and where it is drawn."""

    label: str
    since: str
    until: str
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars in time's order, and the labels under them; `unit` is what a bar stands for: a day, a month, a year ..."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    most: int
    unit: str
    baseline: float = HEIGHT - _BOTTOM
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def total(self) -> int:
        return sum(bar.count for bar in self.bars)


def timeline(days: Iterable[str], months: Mapping[str, int] | None = None) -> Timeline | None:
    """Bars for publication days ('2020-08-15'), or, where there are too many to list, for counts by month ('2020-08').

    Spans without a quotation keep their place: a gap is part of the picture. None without a single date.
    """
    known = [found for day in days if (found := _day(day))]
    if months is None and known and (max(known) - min(known)).days < _DAYS:
        return _drawn(_spans_of_days(Counter(known)), "day")
    counts = Counter({month: count for month, count in (months or {}).items() if _day(f"{month}-01")})
    counts.update(found.isoformat()[:7] for found in known)
    if not counts:
        return None
    first, last = (_number(month) for month in (min(counts), max(counts)))
    if last - first < _MONTHS:
        return _drawn([_month(number, counts[_name(number)]) for number in range(first, last + 1)], "month")
    return _of_years(counts)


def compared(counts: Sequence[Mapping[str, int]]) -> list[Timeline | None]:
    """Counts by month ('2020-08') of several speakers on one scale: the same months or years, the same height."""
    known = [Counter({month: n for month, n in one.items() if _day(f"{month}-01")}) for one in counts]
    months = [month for one in known for month in one]
    if not months:
        return [None for _ in counts]
    first, last = _number(min(months)), _number(max(months))
    if last - first < _MONTHS:
        spans = [[_month(number, one[_name(number)]) for number in range(first, last + 1)] for one in known]
        unit = "month"
    else:
        years = range(first // 12, last // 12 + 1)
        spans = [
            [(f"{y:04}", f"{y:04}-01-01", f"{y:04}-12-31", sum(n for m, n in one.items() if m[:4] == f"{y:04}"))
             for y in years]
            for one in known
        ]  # fmt: skip
        unit = "year"
    most = max(count for some in spans for *_, count in some)
    return [_drawn(some, unit, most) for some in spans]


Span = tuple[str, str, str, int]


def _spans_of_days(counts: Counter[date]) -> list[Span]:
    first, last = min(counts), max(counts)
    # a single day in the middle of two weeks says more than a bar as wide as the page
    room = max(0, 14 - (last - first).days - 1) if 1 < first.year < 9999 else 0
    first -= timedelta(room // 2)
    days = [first + timedelta(number) for number in range((last - first).days + 1 + room - room // 2)]
    return [
        (f"{day.day} {month_name(day.isoformat()[:7])}", day.isoformat(), day.isoformat(), counts[day]) for day in days
    ]


def _of_years(counts: Counter[str]) -> Timeline:
    """A bar for each year, or decade or century where a date astray (the year 1) stretches the picture."""
    first, last = int(min(counts)[:4]), int(max(counts)[:4])
    size, unit = next(
        ((size, unit) for size, unit in ((1, "year"), (10, "decade")) if (last - first) // size < _YEARS),
        (100, "century"),
    )
    spans: Counter[int] = Counter()
    for month, count in counts.items():
        spans[int(month[:4]) // size] += count
    drawn = []
    for number in range(first // size, last // size + 1):
        since, until = max(1, number * size), number * size + size - 1
        label = f"{since:04}" if size == 1 else f"{since:04}–{until:04}"
        drawn.append((label, f"{since:04}-01-01", f"{until:04}-12-31", spans[number]))
    return _drawn(drawn, unit)


def _month(number: int, count: int) -> Span:
    name = _name(number)
    last = monthrange(number // 12, number % 12 + 1)[1]
    return month_name(name), f"{name}-01", f"{name}-{last}", count


def _drawn(spans: list[Span], unit: str, most: int | None = None) -> Timeline:
    most = most or max(count for *_, count in spans)
    step = (WIDTH - _LEFT - _RIGHT) / len(spans)
    width = max(1.0, min(step * 0.72, 40.0))
    bars = []
    ticks = []
    every = max(1, -(-len(spans) // _LABELS))
    for number, (label, since, until, count) in enumerate(spans):
        middle = _LEFT + step * (number + 0.5)
        tall = (HEIGHT - _TOP - _BOTTOM) * count / most
        if count:
            x, y = round(middle - width / 2, 1), round(HEIGHT - _BOTTOM - tall, 1)
            bars.append(Bar(label, since, until, count, x, y, round(width, 1), round(tall, 1)))
        if number % every == 0:
            ticks.append(_tick(middle, label, len(spans)))
    return Timeline(tuple(bars), tuple(ticks), most, unit)


def _tick(middle: float, label: str, spans: int) -> Tick:
    short = " ".join(word[:3] if word.isalpha() else word for word in label.split())
    if middle < 40 and spans > 2:
        return Tick(_LEFT, short, "start")
    if middle > WIDTH - 40 and spans > 2:
        return Tick(WIDTH - _RIGHT, short, "end")
    return Tick(round(middle, 1), short, "middle")


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _name(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"
