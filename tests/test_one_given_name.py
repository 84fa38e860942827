"""Renderings, short forms and stroked letters of one given name are one person's within an article."""

from __future__ import annotations

import pytest

from quotes.engine import extract

SAME = (("Elizabeth Roe", "Liz Roe"), ("Volodymyr Petrov", "Vladimir Petrov"), ("Łukasz Król", "Lukasz Krol"))
OTHERS = (("John Petrov", "Mary Petrov"), ("Alexander Petrov", "Alexandra Petrov"), ("Bjørn Dahl", "Sven Dahl"))


@pytest.mark.parametrize(("first", "second"), SAME)
def test_one_person(first: str, second: str) -> None:
    one, other = extract(f"“We stay,” {first}, the mayor of Leeds, said. “We build,” {second} said on Friday.")
    assert one.speaker is not None
    assert other.speaker is not None
    assert one.speaker.name == other.speaker.name
    assert "mayor" in (other.speaker.role or "")


@pytest.mark.parametrize(("first", "second"), OTHERS)
def test_two_people(first: str, second: str) -> None:
    one, other = extract(f"“We stay,” {first}, the mayor of Leeds, said. “We build,” {second} said on Friday.")
    assert one.speaker is not None
    assert other.speaker is not None
    assert [one.speaker.name, other.speaker.name] == [first, second]
