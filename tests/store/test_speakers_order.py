"""The order in which articles come does not change who is whom."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from quotes.identity import Node, describe, offices, partition
from quotes.models import Extraction, Person
from quotes.store import Store, articles, open_store
from tests.store.people_made import extraction, people_of

# Each line an article: names, some with a role in brackets. Renderings, relatives, namesakes, initials, lone names.
ARTICLES = """
Alexander Lukashenko (Belarusian President), Svetlana Tikhanovskaya
Aleksandr Lukashenko, Svetlana Tijanóvskaya, Sergei Tikhanovsky
Alyaksandr Lukashenka (president of Belarus), Sviatlana Tsikhanouskaya
Lukashenko (Belarusian president), Tikhanovskaya
Lukashenka, Tsikhanouski
Viktor Lukashenko (security aide)
Lukashenko
George W. Bush, Bush
George H.W. Bush
George Bush
Jeb Bush, A. Lukashenko
Donald Trump, Donald Trump Jr., Trump
Donald J. Trump (US President)
John Smith (striker), Smith
John Smith (Senator)
John Smith
J. Smith
Jon Smith (Senator)
Joe Biden, Joseph R. Biden, Biden
Joseph Biden, Hunter Biden
Kim Jong Un, Kim Jong-il, Kim
Kim Jong-eun, Moon Jae-in
Xi Jinping, Xi
Mohammed bin Salman, Mohammed bin Zayed
Muhammad bin Salman, bin Salman
Muammar Gaddafi, Gaddafi
Moammar Kadhafi, Saif al-Islam Gaddafi, Qaddafi
Alex Petrov
Alexander Petrov
Alexandra Petrova, Petrova
Juan Manuel Santos, Santos
Santos (footballer)
"""


def made() -> list[Extraction]:
    found = []
    for number, line in enumerate(ARTICLES.strip().splitlines()):
        people = []
        for entry in line.split(", "):
            name, _, role = entry.partition(" (")
            people.append(Person(name, names=(name,), roles=(role.rstrip(")"),) if role else ()))
        said = [(person.name, f"Word {number} of {person.name} is all there is") for person in people]
        found.append(extraction(f"a{number}", people, said))
    return found


def expected(extractions: list[Extraction]) -> frozenset[frozenset[tuple[str, str]]]:
    """The partition of all nodes at once, by the pure function."""
    bearers: dict[tuple[str, str, str], set[tuple[str, str]]] = {}
    roles: dict[tuple[str, str, str], set[str]] = {}
    for one in extractions:
        for person in one.people:
            node = describe(person.name, person.type, person.roles)
            key = (node.folded, node.type, node.facet)
            bearers.setdefault(key, set()).add((one.document.id, person.name))
            roles.setdefault(key, set()).update(person.roles)
    nodes = [Node(*key, offices=offices(sorted(roles[key])), articles=len(bearers[key])) for key in bearers]
    return frozenset(frozenset().union(*(bearers[key] for key in group)) for group in partition(nodes).groups)


def ingest(store: Store, extractions: list[Extraction]) -> None:
    with store.write() as connection:
        for one in extractions:
            articles.save(connection, one)


@pytest.mark.parametrize("seed", range(6))
def test_shuffled_ingest_gives_the_people_of_the_whole_set(seed: int, sqlite_template: Path, tmp_path: Path) -> None:
    shutil.copyfile(sqlite_template, tmp_path / "store.db")
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    extractions = made()
    random.Random(seed).shuffle(extractions)
    ingest(store, extractions)
    with store.read() as connection:
        assert people_of(connection) == expected(extractions)
    store.close()


@pytest.mark.parametrize("seed", range(3))
def test_deleting_is_as_if_it_had_never_come(seed: int, sqlite_template: Path, tmp_path: Path) -> None:
    shutil.copyfile(sqlite_template, tmp_path / "store.db")
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    extractions = made()
    random.Random(seed).shuffle(extractions)
    ingest(store, extractions)
    gone = extractions[: len(extractions) // 2]
    with store.write() as connection:
        for one in gone:
            assert articles.delete(connection, one.document.id)
    with store.read() as connection:
        assert people_of(connection) == expected([one for one in extractions if one not in gone])
    store.close()


def test_postgresql_sorts_alike(store: Store) -> None:
    extractions = made()
    random.Random(7).shuffle(extractions)
    ingest(store, extractions)
    with store.read() as connection:
        assert people_of(connection) == expected(extractions)
