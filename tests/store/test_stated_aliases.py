"""Names that articles state to be one person's: née, better known as, a nickname inside the name."""

from __future__ import annotations

from itertools import permutations

import pytest

from quotes.models import Extraction, Person
from quotes.store import Store, articles, speakers
from tests.store.people_made import extraction, read

BUCK = Person("Earvin Tvarok", names=("Earvin Tvarok",), aliases=("Buck Tvarok",))
STATES = extraction("states", [BUCK], [("Earvin Tvarok", "I am at home")])
USES = extraction("uses", said=[("Buck Tvarok", "I am away from home")])
OTHER = extraction("other", said=[("Earvin Tvarok", "I am nowhere at all")])
INITIAL = extraction("initial", said=[("E. Tvarok", "I am on my way")])


def found(store: Store, name: str) -> list[tuple[str, str]]:
    with store.read() as connection:
        return [(one.id, one.name) for one in speakers.resolve(connection, name).speakers]


@pytest.mark.parametrize("order", list(permutations([STATES, USES, OTHER])))
def test_an_alias_leads_to_whom_an_article_states_it_of(store: Store, order: tuple[Extraction, ...]) -> None:
    read(store, *order)
    assert found(store, "Buck Tvarok") == found(store, "Earvin Tvarok") == [("earvin-tvarok", "Earvin Tvarok")]


@pytest.mark.parametrize("order", list(permutations([STATES, USES, INITIAL])))
def test_what_fits_one_of_the_names_fits(store: Store, order: tuple[Extraction, ...]) -> None:
    read(store, *order)
    assert found(store, "E. Tvarok") == found(store, "Buck Tvarok") == found(store, "Earvin Tvarok")


def test_without_the_statement_they_are_two(store: Store) -> None:
    read(store, USES, OTHER)
    assert found(store, "Buck Tvarok") != found(store, "Earvin Tvarok")


def test_what_was_stated_goes_with_the_article(store: Store) -> None:
    read(store, STATES, USES, OTHER)
    with store.write() as connection:
        articles.delete(connection, "states")
    assert found(store, "Buck Tvarok") == [("buck-tvarok", "Buck Tvarok")]
    assert found(store, "Earvin Tvarok") == [("earvin-tvarok", "Earvin Tvarok")]


def test_read_anew_without_the_statement(store: Store) -> None:
    read(store, STATES, USES, OTHER, extraction("states", said=[("Earvin Tvarok", "I am at home")]))
    assert found(store, "Buck Tvarok") != found(store, "Earvin Tvarok")


def test_an_alias_of_two_is_nobodys(store: Store) -> None:
    tom, ted = (Person(f"{given} Tvarok", names=(), aliases=("Buck Tvarok",)) for given in ("Tom", "Ted"))
    read(store, extraction("one", [tom]), extraction("two", [ted]), USES)
    assert len({found(store, name)[0] for name in ("Tom Tvarok", "Ted Tvarok", "Buck Tvarok")}) == 3


@pytest.mark.parametrize("alias", ["Tvarok", "Gary Johnson"])
def test_a_name_that_may_be_others_too_is_none_that_counts(store: Store, alias: str) -> None:
    read(store, extraction("one", [Person("Ruta Alksne", names=(), aliases=(alias,))], [("Ruta Alksne", "I am here")]))
    read(store, extraction("two", said=[(alias, "I am somebody else")]))
    assert found(store, alias) != found(store, "Ruta Alksne")


def test_whoever_decides_by_hand_has_the_last_word(store: Store) -> None:
    read(store, STATES, USES)
    with store.write() as connection:
        speakers.split(connection, "earvin-tvarok", names=["Buck Tvarok"], by="tests")
    read(store, OTHER, STATES)
    assert found(store, "Buck Tvarok") != found(store, "Earvin Tvarok")


def test_a_role_is_counted_once(store: Store) -> None:
    read(store, extraction("one", [Person("Ruta Alksne", roles=("mayor",), aliases=("Ruta Kalnina",))]))
    with store.read() as connection:
        detail = speakers.get(connection, "ruta-alksne")
    assert isinstance(detail, speakers.Detail)
    assert [(role.role, role.articles) for role in detail.roles] == [("mayor", 1)]
    assert {alias.name for alias in detail.aliases} == {"Ruta Alksne", "Ruta Kalnina"}
