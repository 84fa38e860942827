"""Made articles of one family, in full, by initials and by the family name alone: the same people however they came."""

from __future__ import annotations

import random
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from quotes.io.batches import keep_all
from quotes.models import Extraction, Person
from quotes.store import articles, open_store
from tests.store.people_made import extraction
from tests.store.test_any_order import groups, shown, stored, told_apart

FAMILY = ("Zelwer", "Zelwer", "Ada Zelwer", "Ben Zelwer", "A. Zelwer", "Adam Zelwer", "B. Zelwer", "Benno Zelwer")
COMPANY = ("Cora Dunham", "Dan Ebert", "Eve Frank", "Flo Gant")


def of_one_family(seed: int) -> list[Extraction]:
    """Fourteen articles of a year, most of one of them each, beside others, some with a role."""
    rng = random.Random(seed)
    made = []
    for at in range(14):
        names = rng.sample(FAMILY, rng.choice((1, 1, 1, 2))) + rng.sample(COMPANY, rng.choice((0, 1, 2, 3)))
        people = [
            Person(name, names=(name,), roles=(rng.choice(("senator", "mayor")),) if rng.random() < 0.15 else ())
            for name in dict.fromkeys(names)
        ]
        day = None if rng.random() < 0.15 else (date(2020, 1, 1) + timedelta(days=rng.randrange(300))).isoformat()
        said = [(people[0].name, f"Thing number {at} of {seed} is mine")]
        outlet = rng.choice(("Star", "Sun", None))
        made.append(extraction(f"a{at:02}", people, said, outlet=outlet, published=day))
    return made


@pytest.mark.parametrize("seed", range(6))
def test_a_family_is_the_same_people_in_any_order(seed: int, sqlite_template: Path, tmp_path: Path) -> None:
    made = of_one_family(seed)
    whole = stored(tmp_path / "store.db", sqlite_template, made, len(made))
    made.sort(key=lambda one: one.document.published or "")
    for size in (1, 2):
        assert told_apart(stored(tmp_path / "store.db", sqlite_template, made, size), whole) == []
        random.Random(seed).shuffle(made)


# in the first a record goes that told another of its name apart from somebody; in the others suggestions go with one
@pytest.mark.parametrize("seed", [1102, 1109, 1110, 1112, 1113])
def test_articles_that_are_deleted_leave_the_people_of_the_others(
    seed: int, sqlite_template: Path, tmp_path: Path
) -> None:
    rng, made = random.Random(seed), of_one_family(seed)
    gone = {one.document.id for one in rng.sample(made, 4)}
    kept = [one for one in made if one.document.id not in gone]
    without = stored(tmp_path / "store.db", sqlite_template, kept, len(kept))
    shutil.copyfile(sqlite_template, tmp_path / "store.db")
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    for one in made:
        keep_all(store, [one])
    for name in sorted(gone):
        with store.write() as connection:
            assert articles.delete(connection, name)
    # a name that is read nowhere any more stays the name of who had it
    names = "SELECT speaker_pk, folded || '/' || type || '/' || facet FROM speaker_names WHERE articles > 0"
    with store.read() as connection:
        assert groups(connection, names) == without["names"]
    assert shown(store)["suggestions"] == without["suggestions"]
    store.close()
