"""What is stored is a function of the set of articles: whatever the order and the batches, the same to the last byte.

Names from a small pool, so that most of them are somebody else's too: renderings, lone family names, initials, middle
names, roles that go together or not, stated aliases, outlets written in two ways, articles without a date, phrases that
many repeat.
"""

from __future__ import annotations

import json
import random
import shutil
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from quotes.io import export
from quotes.io.batches import Ingested, keep_all
from quotes.models import Extraction, Person
from quotes.store import Store, articles, open_store, speakers
from tests.store.people_made import extraction

GIVEN = (
    "Alexander", "Aleksandr", "Alex", "John", "Jon", "William", "Bill", "Robert", "Bob", "Mary", "Maria", "Anna",
    "Vladimir", "Volodymyr",
)  # fmt: skip
FAMILY = (
    "Smith", "Lukashenko", "Lukashenka", "Petrov", "Petrova", "Kim", "Fink", "Gaddafi", "Qaddafi", "Brown", "Zelensky",
    "Zelenskyy",
)  # fmt: skip
ROLES = ("senator", "striker", "president", "mayor of London", "US president", "president of Belarus", "")
PHRASES = (
    "We shall not give in to anybody who threatens us",
    "There is a need to contact Putin so that I can talk to him now",
    "Thank you",
)


def news(number: int, seed: int) -> list[Extraction]:
    rng = random.Random(seed)
    pool = [(rng.choice(GIVEN), rng.choice(FAMILY), rng.choice(ROLES)) for _ in range(number // 2)]
    made = []
    for at in range(number):
        people: dict[str, Person] = {}
        for given, family, role in rng.sample(pool, rng.randint(1, 5)):
            forms = [f"{given} {family}"] * 5 + [family] * 2 + [f"{given[0]}. {family}", f"{given} C. {family}"]
            name = rng.choice(forms)
            kind = "organization" if name == family and rng.random() < 0.1 else "person"
            roles = (role,) if role and rng.random() < 0.5 else ()
            aliases = (f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}",) if rng.random() < 0.1 else ()
            people[name] = Person(name, kind, (name, family), roles, aliases)  # type: ignore[arg-type]
        said = [(name, f"Of {rng.randint(0, 9_000)} things number {rng.randint(0, 9_000)} is mine") for name in people]
        for name in people:
            if rng.random() < 0.3:
                words = rng.choice(PHRASES).split()
                said.append((name, " ".join(words[rng.randint(0, len(words) - 2) :])))
        day = None if rng.random() < 0.3 else f"20{rng.randint(10, 21)}-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}"
        outlet = rng.choice(["Star", "star", "Sun", None])
        made.append(
            extraction(f"a{at:03}", list(people.values()), list(dict.fromkeys(said)), outlet=outlet, published=day)
        )
    return made


def stored(path: Path, template: Path, made: list[Extraction], size: int) -> dict[str, Any]:
    shutil.copyfile(template, path)
    store = open_store(f"sqlite:///{path}")
    try:
        for at in range(0, len(made), size):
            assert all(isinstance(one, Ingested) for one in keep_all(store, made[at : at + size]))
        return shown(store)
    finally:
        store.close()
        path.unlink()


def shown(store: Store) -> dict[str, Any]:
    """All that a store tells, without its own keys."""
    with store.read() as connection:
        return {
            "export": [json.dumps(row) for row in export.stored_rows(connection)],
            # in the order of their names, which namesakes share
            "speakers": sorted((one.as_dict() for one in speakers.page(connection, limit=1000).rows), key=str),
            "details": {one.id: detail(connection, one.id) for one in speakers.page(connection, limit=1000).rows},
            "utterances": groups(connection, "SELECT utterance_pk, id FROM quotes WHERE utterance_pk IS NOT NULL"),
            "numbers": rows(connection, "SELECT id, utterance_pk FROM quotes"),
            "names": groups(connection, "SELECT speaker_pk, folded || '/' || type || '/' || facet FROM speaker_names"),
            "suggestions": rows(
                connection,
                "SELECT min(a.folded || '/' || a.facet, b.folded || '/' || b.facet), max(a.folded || '/' || a.facet, "
                "b.folded || '/' || b.facet), reason, weighed, settled FROM speaker_suggestions "
                "JOIN speaker_names a ON a.pk = a_pk JOIN speaker_names b ON b.pk = b_pk",
            ),
            "counts": rows(
                connection,
                "SELECT dim, coalesce(s.slug, o.name), facet, CASE facet WHEN 2 THEN (SELECT name FROM outlets "
                "WHERE pk = value) ELSE value END, n FROM "
                'tallies t LEFT JOIN speakers s ON dim = 1 AND s.pk = t."key" LEFT JOIN outlets o ON dim = 2 AND '
                'o.pk = t."key" WHERE n <> 0',
            ),
            "outlets": articles.outlet_names(connection),
        }


def detail(connection: Connection, speaker_id: str) -> dict[str, Any]:
    found = speakers.get(connection, speaker_id)
    assert isinstance(found, speakers.Detail)
    # of one pair of people several names may be suggested: which of them is shown first is not kept
    return {name: value for name, value in found.as_dict().items() if name != "suggestions"}


def rows(connection: Connection, sql: str) -> list[tuple[Any, ...]]:
    return sorted((tuple(row) for row in connection.execute(text(sql))), key=str)


def groups(connection: Connection, sql: str) -> list[list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for number, name in connection.execute(text(sql)):
        found[number].append(name)
    return sorted(map(sorted, found.values()))


def told_apart(one: dict[str, Any], other: dict[str, Any]) -> Iterable[str]:
    return [name for name in one if one[name] != other[name]]


@pytest.mark.parametrize("seed", [0, 1, 3, 5])
def test_any_order_and_any_batches_give_the_same_store(seed: int, sqlite_template: Path, tmp_path: Path) -> None:
    made = news(60, seed)
    whole = stored(tmp_path / "store.db", sqlite_template, made, len(made))
    assert len(whole["suggestions"]) > 20 and len(whole["utterances"]) > 2
    assert any(one["id"].endswith("-2") for one in whole["speakers"]), "namesakes are among them"
    for size in (1, 7, 64):
        random.Random(size).shuffle(made)
        assert told_apart(stored(tmp_path / "store.db", sqlite_template, made, size), whole) == []


def test_an_initial_is_not_drawn_in_by_the_second_of_two_lone_names(sqlite_template: Path, tmp_path: Path) -> None:
    told = (
        ("Zelenskyy", "mayor of London", "2020-09-18"),
        ("Maria C. Zelenskyy", "", "2018-06-16"),
        ("Zelenskyy", "mayor of London", "2016-06-16"),
        ("Mary Zelenskyy", "mayor of London", "2017-07-18"),
        ("M. Zelenskyy", "", "2011-01-12"),
        ("William Zelensky", "", None),
    )
    made = [
        extraction(
            f"a{at}",
            [Person(name, names=(name,), roles=(role,) if role else ())],
            [(name, f"Thing number {at} is mine")],
            published=day,
        )
        for at, (name, role, day) in enumerate(told)
    ]
    whole = stored(tmp_path / "store.db", sqlite_template, made, len(made))
    assert told_apart(stored(tmp_path / "store.db", sqlite_template, made, 1), whole) == []


def test_an_article_that_gets_a_later_date_counts_from_that_day(store: Store) -> None:
    """Also for a name that no other article has: of two namesakes the one read of first has the bare id."""

    def article(role: str, day: str) -> Extraction:
        person = Person("John Smith", roles=(role,))
        return extraction(role, [person], [("John Smith", f"These are the words of the {role}")], published=day)

    for role, day in (("striker", "2020-01-05"), ("senator", "2020-01-07"), ("striker", "2020-01-09")):
        keep_all(store, [article(role, day)])
    told = store.rows("SELECT slug, text FROM quotes JOIN speakers ON speakers.pk = speaker_pk", {})
    assert {slug: "senator" in words for slug, words in told} == {"john-smith": True, "john-smith-2": False}


def of_many_years(seed: int) -> list[Extraction]:
    """Presidents of two surnames over forty years, mostly by their family name alone."""
    rng = random.Random(seed)
    made = []
    for at in range(40):
        family, year = rng.choice(("Quillfeather", "Mirembe")), rng.randint(1984, 2023)
        name = rng.choice((family, family, family, f"{'Ann' if year < 2000 else 'Ben'} {family}"))
        person = Person(name, "person", (name, family), (rng.choice(("president", "US president")),))
        said = [(name, f"Of {rng.randint(0, 9_000)} things number {rng.randint(0, 9_000)} is mine")]
        made.append(extraction(f"a{at:03}", [person], said, outlet="Star", published=f"{year}-03-1{rng.randint(0, 9)}"))
    return made


@pytest.mark.parametrize("seed", range(3))
def test_namesakes_of_many_years_are_the_same_people_in_any_order(
    seed: int, sqlite_template: Path, tmp_path: Path
) -> None:
    made = of_many_years(seed)
    whole = stored(tmp_path / "store.db", sqlite_template, made, len(made))
    assert len(whole["names"]) > 2
    for size in (1, 5):
        random.Random(size).shuffle(made)
        assert told_apart(stored(tmp_path / "store.db", sqlite_template, made, size), whole) == []


@pytest.mark.parametrize("largest", [3, 5])
def test_a_key_of_too_many_names_does_not_hang_on_the_order(
    largest: int, sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("quotes.linking.groups", "quotes.store.speakers.keys"):
        monkeypatch.setattr(f"{module}.MAX_BLOCK", largest)
    family = [f"{given} Zelwer" for given in ("Alexander", "Boris", "Clara", "Dora", "Emil", "Fritz", "Greta")]
    people = [Person(name, names=(name,), roles=("senator",) * (at == 0)) for at, name in enumerate(family)]
    people += [Person("Zelwer", names=("Zelwer",), roles=("senator",)), Person("E. Zelwer", names=("E. Zelwer",))]
    made = [extraction(f"a{at}", [one], [(one.name, f"Thing number {at} is mine")]) for at, one in enumerate(people)]
    whole = stored(tmp_path / "store.db", sqlite_template, made, len(made))
    for size in (1, 4):
        random.Random(size).shuffle(made)
        assert told_apart(stored(tmp_path / "store.db", sqlite_template, made, size), whole) == []


def test_postgresql_stores_the_same(postgres_url: str, sqlite_template: Path, tmp_path: Path) -> None:
    made = news(40, 3)
    expected = stored(tmp_path / "store.db", sqlite_template, made, 7)
    store = open_store(postgres_url)
    try:
        for at in range(0, len(made), 13):
            keep_all(store, made[at : at + 13])
        with store.read() as connection:
            assert [json.dumps(row) for row in export.stored_rows(connection)] == expected["export"]
            listed = [one.as_dict() for one in speakers.page(connection, limit=1000).rows]
        assert sorted(map(str, listed)) == sorted(map(str, expected["speakers"]))
    finally:
        store.close()
