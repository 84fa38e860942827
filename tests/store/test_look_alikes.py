"""Names that look alike are compared once and written down; what is written down never hangs on the order."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence

import pytest
from sqlalchemy import Connection, text

from quotes.store import Store, articles, open_store
from quotes.store.speakers import loading, look_alikes
from tests.store.people_made import extraction, read

FULL, ALONE = "Ada Zelwer", "Zelwer"
GIVEN, FAMILY = ("Ada", "Adam", "A.", "Bo", ""), ("Zelwer", "Zelver", "Seluer", "Roe", "Ro")


def article(name: str) -> Callable[[Store], None]:
    return lambda store: read(store, extraction(name, [name], [(name, f"These are the words of {name}")]))


def gone(name: str) -> Callable[[Store], None]:
    def delete(store: Store) -> None:
        with store.write() as connection:
            assert articles.delete(connection, name)

    return delete


def forgotten(store: Store) -> None:
    """As a store is that an earlier version has made."""
    with store.write() as connection:
        connection.execute(text("DELETE FROM speaker_look_alikes"))


@pytest.mark.parametrize(
    "steps",
    [
        [article(FULL), article(ALONE)],
        [article(ALONE), article(FULL)],
        [article(FULL), gone(FULL), article(ALONE), article(FULL)],
        [article(ALONE), gone(ALONE), article(FULL), article(ALONE)],
        [article(FULL), article(ALONE), gone(FULL), gone(ALONE), article(ALONE), article(FULL)],
        [article(FULL), forgotten, article(ALONE)],
        [article(ALONE), forgotten, article(FULL)],
        [article(FULL), article(ALONE), forgotten, article("Bo Zelwer"), gone("Bo Zelwer")],
    ],
)
def test_a_name_finds_its_look_alikes_whenever_either_came(
    steps: Sequence[Callable[[Store], None]], database_url: str
) -> None:
    store = open_store(database_url)
    try:
        for step in steps:
            step(store)
        with store.read() as connection:
            rows = connection.execute(text("SELECT folded, speaker_pk FROM speaker_names WHERE articles > 0")).all()
        assert len(rows) == 2 and len({speaker for _, speaker in rows}) == 1, "the lone name is hers"
    finally:
        store.close()


def test_names_are_compared_when_the_later_comes_and_not_again(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[look_alikes.Name] = []
    compare = look_alikes._compare

    def noted(connection: Connection, names: Sequence[look_alikes.Name]) -> look_alikes.LookAlikes:
        compared.extend(names)
        return compare(connection, names)

    monkeypatch.setattr(look_alikes, "_compare", noted)
    store = open_store(sqlite_url)
    try:
        for number, name in enumerate((FULL, ALONE, FULL, ALONE, FULL)):
            read(store, extraction(f"a{number}", [name], [(name, f"Of {number} things this is mine")]))
    finally:
        store.close()
    assert compared == [("ada zelwer", "person"), ("zelwer", "person")]


def test_of_a_name_that_one_record_bears_no_keys_of_its_own_are_looked_at(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[str] = set()
    among = loading.stop_keys_among

    def noted(connection: Connection, keys: Iterable[str]) -> set[str]:
        asked.update(given := set(keys))
        return among(connection, given)

    monkeypatch.setattr(loading, "stop_keys_among", noted)
    store = open_store(sqlite_url)
    try:
        for step in (article(FULL), article("Bo Roe")):
            step(store)
        assert not asked, "nobody is like them"
        article(ALONE)(store)
        assert {key[:2] for key in asked} == {"s:", "l:"}, "the keys by which two names meet"
    finally:
        store.close()


@pytest.mark.parametrize("seed", range(4))
def test_what_is_told_of_names_is_what_is_written_down(
    seed: int, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when some of them have just been compared: it is not read again."""
    asked: list[int] = []

    def told(connection: Connection, names: Iterable[look_alikes.Name]) -> look_alikes.LookAlikes:
        found = look_alikes.look_alikes(connection, names)
        written, known = look_alikes._read(connection, sorted(set(names)))
        assert known == set(written.keys), "all of them are filed"
        assert _as_sets(found) == _as_sets(written)
        assert written.records.items() <= found.records.items()
        asked.append(len(known))
        return found

    monkeypatch.setattr(loading, "look_alikes", told)
    rng = random.Random(seed)
    store = open_store(database_url)
    try:
        for number in range(12):
            names = [f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}".strip() for _ in range(4)]
            read(store, extraction(f"a{number}", sorted(set(names)), []))
            if number % 5 == 4:
                forgotten(store)
    finally:
        store.close()
    assert sum(asked) > 12


def _as_sets(found: look_alikes.LookAlikes) -> dict[look_alikes.Name, dict[look_alikes.Name, set[tuple[str, str]]]]:
    return {name: {other: set(keys) for other, keys in others.items()} for name, others in found.keys.items()}
