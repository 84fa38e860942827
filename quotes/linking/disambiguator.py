"""What sets a record apart from others of its spelling, as one string that the store keeps and compares.

`field:offices`, and where many bear the name `|country/region|sport|lustrum` of the articles that it stands for; empty
ends are left out, so that a name of which nothing is said has the disambiguator "".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from quotes.names.places import are_apart

# Full names are of our day from here on; before it their decade is kept, for a grandson may have the name.
_OUR_DAY = 1990
_LUSTRUM = 5  # years
_FAR_ALONE, _FAR_LESS, _FAR_FULL = 3, 4, 6  # lustra: of two lone names, of a lone and a full name, of two full names


@dataclass(frozen=True, slots=True)
class Disambiguator:
    """A disambiguator read: `field` of life, `offices` as written, `country` and `region` and `sport` of the articles,
    `lustrum` of their publication (the year divided by five; None: unknown, or of our day in a full name)."""

    field: str = ""
    offices: tuple[str, ...] = ()
    country: str = ""
    region: str = ""
    sport: bool = False
    lustrum: int | None = None

    def written(self) -> str:
        """The string that `read` reads.

        >>> Disambiguator("politics", ("mayor",), "chile").written(), Disambiguator().written()
        ('politics:mayor|chile', '')
        """
        place = f"{self.country}/{self.region}" if self.region else self.country
        offices = f":{'; '.join(self.offices)}" if self.offices else ""
        parts = [f"{self.field}{offices}", place, "sport" if self.sport else "", str(self.lustrum or "")]
        return "|".join(parts).rstrip("|")


@lru_cache(maxsize=16384)
def read(disambiguator: str) -> Disambiguator:
    """The disambiguator of a record.

    >>> read("politics:mayor|us/ohio||403")
    Disambiguator(field='politics', offices=('mayor',), country='us', region='ohio', sport=False, lustrum=403)
    """
    said, place, sport, lustrum = [*disambiguator.split("|"), "", "", ""][:4]
    field, _, offices = said.partition(":")
    country, _, region = place.partition("/")
    told = tuple(offices.split("; ")) if offices else ()
    return Disambiguator(field, told, country, region, bool(sport), int(lustrum) if lustrum.isdigit() else None)


def lustrum_of(year: int | None, *, alone: bool) -> int | None:
    """The five years in which a lone name was read; of a full name the first five of its decade, before our day."""
    if year is None or (not alone and year >= _OUR_DAY):
        return None
    return year // _LUSTRUM if alone else year // (2 * _LUSTRUM) * 2


def far_in_time(a: Disambiguator, b: Disambiguator, *, lone: int) -> bool:
    """Whether so many years lie between two records of one name, `lone` of which are lone names, that it may be a
    successor or a descendant who has it."""
    if lone == 2:
        return a.lustrum is not None and b.lustrum is not None and abs(a.lustrum - b.lustrum) >= _FAR_ALONE
    if a.lustrum is None and b.lustrum is None:
        return False
    ours = _OUR_DAY // _LUSTRUM
    gap = abs((ours if a.lustrum is None else a.lustrum) - (ours if b.lustrum is None else b.lustrum))
    if lone == 1 and max(a.lustrum or ours, b.lustrum or ours) > ours and None in (a.lustrum, b.lustrum):
        return False  # a lone name of our day and a full name of our day, or of a day not told
    return gap >= (_FAR_LESS if lone else _FAR_FULL)


def elsewhere(a: Disambiguator, b: Disambiguator, *, regions: bool = False) -> bool:
    """Whether the articles of two records are set in two countries (or, with `regions`, in two parts of one)."""
    if not a.country or not b.country:
        return False
    if are_apart(frozenset({a.country}), frozenset({b.country})):
        return True
    return regions and bool(a.region and b.region) and a.country == b.country and a.region != b.region
