"""What tips the scales between two whom a lone name may mean, when it comes last: the choice is as if it came first."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from quotes.io.batches import keep_all
from quotes.models import Extraction
from quotes.store import Store, articles, migrate, open_store
from quotes.store.speakers import assigning
from tests.store.earlier_versions import leave_as_version
from tests.store.people_made import extraction
from tests.store.test_any_order import shown, stored, told_apart


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
            article("early", "Ada Zelwer", outlet="Star", published="2020-02-01"),
            DATED,
            article("last", "Ada Zelwer", published="2020-02-20"),
        ],
        [
            *SMITHS,
            article("late", "Ada Zelwer", outlet="Star", published="2020-05-01"),
            DATED,
            article("last", "Ada Zelwer", published="2020-04-01"),
        ],
        [
            *SMITHS,
            article("1", "Ada Zelwer", "Cora Dunham", "Dan Ebert"),
            BESIDE,
            article("last", "Ben Zelwer", "Cora Dunham"),
        ],
        [
            *SMITHS,
            BESIDE,
            article("1", "Ada Zelwer", "Cora Dunham", "Dan Ebert"),
            article("2", "Ben Zelwer", "Cora Dunham", "Dan Ebert"),
            article("last", "Zelwer", "Ada Zelwer"),
        ],
    ],
    ids=["beside", "day", "outlet", "late enough", "early enough", "no longer", "the name itself"],
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
    sorted_anew = noted(monkeypatch)
    keep_all(store, [article("last", "Ada Zelwer", beside, outlet=outlet)])
    assert (record_of(store, "ada zelwer") in sorted_anew) is anew


def noted(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """The records that are found to be sorted anew from now on."""
    asked, sorted_anew = assigning.had_alternatives, set[int]()

    def note(*given: object) -> set[int]:
        found: set[int] = asked(*given)  # type: ignore[arg-type]
        sorted_anew.update(found)
        return found

    monkeypatch.setattr(assigning, "had_alternatives", note)
    return sorted_anew


def record_of(store: Store, folded: str) -> int:
    with store.read() as connection:
        statement = text("SELECT pk FROM speaker_names WHERE folded = :folded")
        return int(connection.execute(statement, {"folded": folded}).scalar_one())


@pytest.mark.parametrize(
    ("before", "day", "anew"),
    [
        ("2020-03-01", "2020-03-12", False),  # near the lone name's day before, and after it
        ("2020-03-01", "2020-09-12", False),
        ("2020-01-01", "2020-02-01", False),  # near it neither before nor after
        ("2020-02-07", "2020-02-08", True),  # 32 days before it, and then 31
        ("2020-01-01", "2020-09-12", True),
        ("2020-06-01", "2020-05-01", True),  # whose first day is another is sorted anew
    ],
)
def test_a_last_day_counts_only_where_it_comes_near_the_lone_name(
    before: str, day: str, anew: bool, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_all(store, [*SMITHS, article("before", "Ada Zelwer", published=before), DATED])
    sorted_anew = noted(monkeypatch)
    keep_all(store, [article("last", "Ada Zelwer", published=day)])
    assert (record_of(store, "ada zelwer") in sorted_anew) is anew


@pytest.mark.parametrize(
    ("of_ben", "anew"),
    [
        (["Cora Dunham"], {"ada": False, "ben": False}),  # two stood beside whom he stands beside: it is nobody's
        (["Eve Frank"], {"ada": False, "ben": True}),  # he may yet be read beside one of them
    ],
)
def test_nothing_is_asked_of_whom_enough_is_known(
    of_ben: list[str], anew: dict[str, bool], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    lone = article("alone", "Zelwer", "Cora Dunham", "Dan Ebert", "Flo Gant", outlet="Star", published="2020-03-10")
    keep_all(store, [*SMITHS, lone, article("1", "Ada Zelwer", "Cora Dunham", "Dan Ebert")])
    keep_all(store, [article("2", "Ben Zelwer", *of_ben)])
    sorted_anew = noted(monkeypatch)
    for given in ("Ada", "Ben"):
        keep_all(store, [article(given, f"{given} Zelwer", "Flo Gant", outlet="Star", published="2020-03-11")])
    assert {given: record_of(store, f"{given} zelwer") in sorted_anew for given in ("ada", "ben")} == anew


def test_of_the_choices_of_an_earlier_version_all_is_asked(database_url: str) -> None:
    choices = "SELECT a_pk, b_pk, weighed, open FROM speaker_suggestions ORDER BY a_pk, b_pk"
    opened = open_store(database_url)
    keep_all(opened, [*SMITHS, BESIDE, article("1", "Ada Zelwer", "Cora Dunham", "Dan Ebert")])
    made = opened.rows(choices, {})
    leave_as_version("0015", opened, "ALTER TABLE speaker_suggestions DROP COLUMN open")
    migrate(database_url)
    again = open_store(database_url)
    assert [bool(still) for *_, still in made] == [False, True], "of Ada enough is known"
    assert again.rows(choices, {}) == [(*choice, True) for *choice, _ in made]
    again.close()


def test_a_choice_falls_with_the_article_that_made_it(sqlite_template: Path, tmp_path: Path) -> None:
    """Though nothing more that is read of either of the two was asked about."""
    made = [*SMITHS, BESIDE, article("later", "Ada Zelwer", "Flo Gant")]
    tells = article("tells", "Ada Zelwer", "Cora Dunham", "Dan Ebert")
    without = stored(tmp_path / "store.db", sqlite_template, made, 1)
    shutil.copyfile(sqlite_template, tmp_path / "store.db")
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    keep_all(store, [*made[:-1], tells])
    keep_all(store, made[-1:])
    assert shown(store)["names"] != without["names"], "it tells whose the lone name is"
    with store.write() as connection:
        assert articles.delete(connection, "tells")
    assert told_apart(shown(store), without) == []
    store.close()
