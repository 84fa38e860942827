"""Bodies that speak: newspapers, houses, teams, campaigns; the mention is the words between ⟨ and ⟩."""

from __future__ import annotations

import pytest

from quotes import extract
from tests.test_whom_it_means import named

BODIES = (
    ("The Wexham Courier sided with them. “No,” ⟨the daily⟩ wrote.", "Wexham Courier"),
    ("The Wexham Courier sided with them. “No,” ⟨the tabloid⟩ wrote.", "Wexham Courier"),
    ("Ana Roe stayed away. “No,” ⟨her campaign⟩ said.", "Roe campaign"),
    ("Senator Tom Roe stayed away. “No,” ⟨his office⟩ said.", "Tom Roe's office"),
    ("“No,” ⟨No 10⟩ said.", "No 10"),
    ("“No,” ⟨Number 11⟩ said.", "Number 11"),
    ("⟨The Lady Otters⟩ tweeted: “No.”", "Lady Otters"),
    # the surname of a company is its kind, not somebody's
    ("Lanternhouse Media sold it. Lanternhouse laid people off. “No,” ⟨the company⟩ said.", "Lanternhouse Media"),
    # called in another language, with small letters inside
    ("“No,” ⟨the Banque sahélienne de solidarité⟩ said.", "Banque sahélienne de solidarité"),
    ("Partij voor de Rivieren stayed away. “No,” ⟨the party⟩ said.", "Partij voor de Rivieren"),
    ("“No,” ⟨Conseil de l’Océan⟩ wrote.", "Conseil de l’Océan"),
    ("⟨Deutsche Gesellschaft für Saubere Seen⟩ said: “No.”", "Deutsche Gesellschaft für Saubere Seen"),
    ("“No,” ⟨Instituto Lusitano das Algas⟩ said.", "Instituto Lusitano das Algas"),
    ("The Tribunal of Wexham met. “No,” ⟨Ana de la Roe⟩ said.", "Ana de la Roe"),
    # an acronym with a small letter in it is a body's
    ("“No,” ⟨WeXB⟩ said.", "WeXB"),
    # a common noun with a capital is no name
    ("⟨The Court⟩ held that it was “no”.", None),
    ("No 7 said nothing. “No,” ⟨the daily⟩ wrote.", None),
    ("Everyone stayed away. “No,” ⟨her campaign⟩ said.", None),
)


@pytest.mark.parametrize(("marked", "name"), BODIES)
def test_which_body_it_is(marked: str, name: str | None) -> None:
    assert named(marked) == name


def test_one_who_is_so_old_speaks_whatever_the_verb() -> None:
    quotes = extract("Tom Bell, 22, was less sure. “I missed three,” the 22-year-old laughed.")
    assert [quote.speaker and quote.speaker.name for quote in quotes] == ["Tom Bell"]


def test_an_acronym_with_a_small_letter_is_an_organisation() -> None:
    kinds = [quote.speaker.type for quote in extract("“No,” AfXB said. “Yes,” McXal said.") if quote.speaker]
    assert kinds == ["organization", "person"]
