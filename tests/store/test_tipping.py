"""What tips the scales between two whom a lone name may mean, when it comes last: the choice is as if it came first."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotes.models import Extraction
from tests.store.people_made import extraction
from tests.store.test_any_order import stored, told_apart


def article(name: str, *people: str, outlet: str | None = None, published: str | None = None) -> Extraction:
    return extraction(name, people, [(people[0], f"Thing {name} is mine")], outlet=outlet, published=published)


SMITHS = [article("ada", "Ada Zelwer"), article("ben", "Ben Zelwer")]
BESIDE = article("alone", "Zelwer", "Cora Dunham", "Dan Ebert")
DATED = article("alone", "Zelwer", outlet="Star", published="2020-03-10")


@pytest.mark.parametrize(
    "made",
    [
        [*SMITHS, BESIDE, article("last", "Ada Zelwer", "Cora Dunham", "Dan Ebert")],
        [
            *SMITHS,
            article("d", "Ada Zelwer", outlet="Star"),
            DATED,
            article("last", "Ada Zelwer", published="2020-03-11"),
        ],
        [
            *SMITHS,
            article("o", "Ada Zelwer", published="2020-03-11"),
            DATED,
            article("last", "Ada Zelwer", outlet="Star"),
        ],
        [
            *SMITHS,
            article("1", "Ada Zelwer", "Cora Dunham", "Dan Ebert"),
            BESIDE,
            article("last", "Ben Zelwer", "Cora Dunham"),
        ],
    ],
    ids=["beside", "day", "outlet", "no longer"],
)
def test_what_tips_the_scales_counts_whenever_it_comes(
    made: list[Extraction], sqlite_template: Path, tmp_path: Path
) -> None:
    whole = stored(tmp_path / "store.db", sqlite_template, made, len(made))
    without = stored(tmp_path / "store.db", sqlite_template, made[:-1], len(made))
    assert whole["names"] != without["names"] and len(whole["names"]) != len(without["names"]), "it tips them"
    assert told_apart(stored(tmp_path / "store.db", sqlite_template, made, 1), whole) == []
