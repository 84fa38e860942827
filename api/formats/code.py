"""The same question for programs: the address of a list as data, and the lines that ask it in four languages."""

from __future__ import annotations

import json
from collections.abc import Iterable
from urllib.parse import urlencode


def data_address(place: str, parameters: Iterable[tuple[str, str]], **more: str) -> str:
    """The address of a list (`https://host/quotes`) with its question."""
    query = urlencode([*parameters, *more.items()])
    return f"{place}?{query}" if query else place


def snippets(place: str, parameters: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Lines that read the list, by language: each runs as it is."""
    asked = list(parameters)
    as_json, as_csv = data_address(place, asked), data_address(place, asked, format="csv")
    quoted, csv = json.dumps(as_json), json.dumps(as_csv)
    return (
        ("curl", f"curl -s {_shell(as_csv)} -o quotes.csv"),
        ("JavaScript", f"const answer = await fetch({quoted});\nconst {{ items, next }} = await answer.json();"),
        ("Python", f"import pandas\n\ntable = pandas.read_csv({csv})"),
        ("R", f"table <- read.csv({csv})"),
    )


def _shell(address: str) -> str:
    return "'" + address.replace("'", "%27") + "'"
