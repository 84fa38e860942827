"""What tips the scales between two whom a lone name may mean, when it comes last: the choice is as if it came first."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from quotes.io.batches import keep_all
from quotes.models import Extraction
from quotes.store import Store
from quotes.store.speakers import assigning
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


@pytest.mark.parametrize(
    ("outlet", "beside", "anew"),
    [("Sun", "Eve Frank", False), ("Star", "Eve Frank", True), ("Sun", "Cora Dunham", True)],
)
def test_only_what_the_lone_name_has_too_is_sorted_anew(
    outlet: str, beside: str, anew: bool, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    lone = article("alone", "Zelwer", "Cora Dunham", outlet="Star")
    keep_all(store, [*SMITHS, lone])
    asked, sorted_anew = assigning.had_alternatives, set[int]()

    def noted(*given: object) -> set[int]:
        found: set[int] = asked(*given)  # type: ignore[arg-type]
        sorted_anew.update(found)
        return found

    monkeypatch.setattr(assigning, "had_alternatives", noted)
    keep_all(store, [article("last", "Ada Zelwer", beside, outlet=outlet)])
    with store.read() as connection:
        ada = connection.execute(text("SELECT pk FROM speaker_names WHERE folded = 'ada zelwer'")).scalar_one()
    assert (ada in sorted_anew) is anew
