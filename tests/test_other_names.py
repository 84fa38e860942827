"""What else an article calls somebody; the mention is the words between ⟨ and ⟩."""

from __future__ import annotations

import pytest

import quotes
from tests.test_whom_it_means import named

ONE = (
    ("Ruta Alksne has died. Ruta Ilze Kalnina was born in Riga. “I am home,” ⟨she⟩ said.", "Ruta Alksne"),
    ("Earvin “Buck” Tvarok came to Riga. “I am home,” ⟨Buck⟩ said.", "Earvin Tvarok"),
    ("Dwayne “The Boulder” Tvarok came. “I am home,” ⟨The Boulder⟩ said.", "Dwayne Tvarok"),
    ("Ruta Alksne, née Kalnina, came. “I am home,” ⟨Kalnina⟩ said.", "Ruta Alksne"),
    ("Ruta Alksne, formerly Ruta Kalnina, came. “I am home,” ⟨Kalnina⟩ said.", "Ruta Alksne"),
    ("Ruta Alksne (real name Olga Kalnina) came. “I am home,” ⟨Olga Kalnina⟩ said.", "Ruta Alksne"),
    ("Ruta Alksne, also known as Mara Stone, came. “I am home,” ⟨Stone⟩ said.", "Ruta Alksne"),
    ("Ruta Alksne, who records as Mara Stone, came. “I am home,” ⟨Alksne⟩ said.", "Mara Stone"),
    ("Tom Beck, now known as Yusuf Amin, came. “I am home,” ⟨Beck⟩ said.", "Yusuf Amin"),
    # the other name was read before it is stated
    ("Mara Stone sang. Ruta Alksne, better known as Mara Stone, is ill. “I rest,” ⟨Alksne⟩ said.", "Mara Stone"),
    ("Edson Tvarok, known as Cafu, came. “I am home,” ⟨Cafu⟩ said.", "Edson Tvarok"),
)
# who comes after the two names that are one
OTHERS = tuple(
    (f"Mara Stone sang. Ruta Alksne, better known as Mara Stone, left. {met}. “No,” said ⟨the Dane⟩.", "Ole Lund")
    for met in (
        "Danish striker Ole Lund met Greek coach Ari Pappas",
        "Greek coach Ari Pappas met Danish striker Ole Lund",
    )
)
TWO = (
    ("Ruta Alksne came. Ilze Kalnina was born in Riga. “I am home,” ⟨Kalnina⟩ said.", "Ilze Kalnina"),
    ("Ruta Alksne came with Ruta Berzina. Ruta Kalnina was born then. “Home,” ⟨Kalnina⟩ said.", "Ruta Kalnina"),
    ("Ana Roe, as Tom Fox put it, came. “I am home,” ⟨Fox⟩ said.", "Tom Fox"),
    ("Ana Roe, born to Tom Fox, came. “I am home,” ⟨Fox⟩ said.", "Tom Fox"),
    ("Ana Roe (Riga) met Tom Fox. “I am home,” ⟨Fox⟩ said.", "Tom Fox"),
    ("Ana Roe, formerly Norvik Ade, left. “It is sad,” ⟨Norvik Ade⟩ said.", "Norvik Ade"),
    ("Ana Roe, born Ana Fox, met Tom Fox. “I am home,” ⟨Tom Fox⟩ said.", "Tom Fox"),
)
ALIASES = (
    ("Tom “Buck” Tvarok came.", ("Buck Tvarok",)),
    ("Earvin “Buck” Tvarok Jr. came.", ("Buck Tvarok",)),
    ("Dwayne “The Boulder” Tvarok came.", ("The Boulder",)),
    ("Ruta Alksne, née Kalnina, came.", ("Ruta Kalnina",)),
    ("Tom Beck, now known as Yusuf Amin, came.", ("Tom Beck",)),
    ("Ted Roe (Ohio) Monday called it sad.", ()),
    ("Ana Roe, as Tom Fox put it, came.", ()),
    ("Ana Roe, formerly Google's lawyer, came.", ()),
)


@pytest.mark.parametrize(("marked", "name"), ONE + OTHERS + TWO)
def test_by_whatever_name(marked: str, name: str) -> None:
    assert named(marked) == name


@pytest.mark.parametrize(("text", "aliases"), ALIASES)
def test_aliases_are_stated(text: str, aliases: tuple[str, ...]) -> None:
    assert quotes.read(text).people.people[0].aliases == aliases
