"""The order in which articles come does not change who is whom."""

from __future__ import annotations

import operator
import random
import shutil
from collections import Counter
from datetime import date
from functools import reduce
from pathlib import Path

import pytest

from quotes.linking import ContextEvidence, NameRecord, describe, offices, partition, setting
from quotes.models import Extraction, Person
from quotes.store import Store, articles, open_store, speakers
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
Ruth Adler, Olga Brandt, Nils Carlsen @ Star 2020-08-10
Max Adler, Piet Dorn @ Sun 2012-01-05
Adler, Olga Brandt, Nils Carlsen @ Herald 2019-08-11
Max Adler, Ivo Eberle @ Sun 2012-02-05
Ivo Eberle @ Star 2020-03-01
Ina Eberle, Olga Brandt @ Sun 2011-03-01
Eberle @ Star 2020-03-20
Peter Fink (striker), Nils Carlsen @ Sun 2011-05-01
Peter Fink (Senator), Piet Dorn, Olga Brandt @ Star 2020-03-02
Peter Fink, Piet Dorn, Olga Brandt @ Herald 2020-05-02
Maria Gomes, Gomes @ Lima 2015-03-02
Maria Gomes (nurse) @ Nairobi 2016-03-02
Maria J. Gomes @ Lima 2016-05-02
Maria Gomes, Gomes (health minister) @ Nairobi 2019-01-02
Gomes (health minister) @ Lima 2003-01-02
Maria Gomes (headmistress)
"""
_BEGINNING = date(1, 1, 1).toordinal()


def made() -> list[Extraction]:
    found = []
    for number, line in enumerate(ARTICLES.strip().splitlines()):
        people = []
        line, _, source = line.partition(" @ ")
        outlet, _, published = source.partition(" ")
        for entry in line.split(", "):
            name, _, role = entry.partition(" (")
            people.append(Person(name, names=(name,), roles=(role.rstrip(")"),) if role else ()))
        said = [(person.name, f"Word {number} of {person.name} is all there is") for person in people]
        found.append(extraction(f"a{number}", people, said, outlet=outlet or None, published=published or None))
    return found


def expected(extractions: list[Extraction]) -> frozenset[frozenset[tuple[str, str]]]:
    """The partition of all records at once, by the pure function."""
    bearers: dict[tuple[str, str, str], set[tuple[str, str]]] = {}
    roles: dict[tuple[str, str, str], set[str]] = {}
    seen: dict[tuple[str, str, str], list[ContextEvidence]] = {}
    for one in extractions:
        article = one.document
        where = setting(article.text, outlet=article.outlet, published=article.published)
        described = [describe(person.name, person.type, person.roles, where) for person in one.people]
        for person, record in zip(one.people, described, strict=True):
            key = (record.folded, record.type, record.disambiguator)
            day = (
                date.fromisoformat(one.document.published).toordinal() - _BEGINNING if one.document.published else None
            )
            company = frozenset(other.folded for other in described if other != record)
            outlets = frozenset([one.document.outlet]) if one.document.outlet else frozenset()
            seen.setdefault(key, []).append(ContextEvidence(company, outlets, None if day is None else (day, day)))
            bearers.setdefault(key, set()).add((one.document.id, person.name))
            roles.setdefault(key, set()).update(person.roles)
    records = [
        NameRecord(*key, offices(sorted(roles[key])), len(bearers[key]), reduce(operator.or_, seen[key]))
        for key in bearers
    ]
    return frozenset(frozenset().union(*(bearers[key] for key in group)) for group in partition(records).groups)


def ingest(store: Store, extractions: list[Extraction]) -> None:
    with store.write() as connection:
        for one in extractions:
            articles.save(connection, one)


def test_the_company_the_outlet_and_the_days_tell_whose_name_it_is() -> None:
    groups = {name: group for group in expected(made()) for _, name in group}
    assert "Adler" in {name for _, name in groups["Ruth Adler"]}
    assert "Eberle" in {name for _, name in groups["Ivo Eberle"]}
    smiths = [sorted(group) for group in expected(made()) if {name for _, name in group} == {"Peter Fink"}]
    assert sorted(map(len, smiths)) == [1, 2]


Pairs = Counter[frozenset[tuple[str, int]]]


def suggested(store: Store) -> Pairs:
    """Who is suggested to be whom: each of a pair by name and number of quotations, so that namesakes differ."""
    with store.read() as connection:
        rows = speakers.suggestions(connection, limit=200).rows
    return Counter(frozenset((one.name, one.quotes) for one in (row.a, row.b)) for row in rows)


@pytest.fixture(scope="module")
def suggested_in_order(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Pairs:
    path = tmp_path_factory.mktemp("in_order") / "store.db"
    shutil.copyfile(sqlite_template, path)
    store = open_store(f"sqlite:///{path}")
    ingest(store, made())
    found = suggested(store)
    store.close()
    assert len(found) > 10
    return found


@pytest.mark.parametrize("seed", range(6))
def test_shuffled_ingest_suggests_the_same_pairs(
    seed: int, suggested_in_order: Pairs, sqlite_template: Path, tmp_path: Path
) -> None:
    shutil.copyfile(sqlite_template, tmp_path / "store.db")
    store = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    extractions = made()
    random.Random(seed).shuffle(extractions)
    ingest(store, extractions)
    assert suggested(store) == suggested_in_order
    store.close()


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
