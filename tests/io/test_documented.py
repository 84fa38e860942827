"""docs/inputs.md names every format, every ending and every column's name, and no others."""

import re
from pathlib import Path

from quotes.io.sources.formats import FORMATS
from quotes.io.sources.records import ALIASES, folded

PAGE = (Path(__file__).parents[2] / "docs" / "inputs.md").read_text(encoding="utf-8")


def rows(first):
    """The rows of the table whose first column is called so."""
    (table,) = re.findall(rf"^\| {first} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", PAGE, flags=re.MULTILINE)
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]


def test_every_ending_is_in_the_table():
    documented = {ending for row in rows("kind") for ending in re.findall(r"`(\.[a-z]+)`", row[1])}
    assert documented == {ending for one in FORMATS for ending in one.endings}


def test_every_name_of_a_column_is_in_the_table():
    documented = {row[0].strip("`"): re.findall(r"`([a-z_]+)`", row[1].split(";")[0]) for row in rows("field")}
    assert {field: tuple(map(folded, names)) for field, names in documented.items()} == ALIASES
