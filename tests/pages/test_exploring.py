"""Facets, found words, what a list offers to take along; comparing; versions of an utterance; who speaks of whom."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.pages.around import names_in
from api.pages.exploring import found_words
from api.pages.terms import distinctive
from api.pages.timeline import compared
from quotes.store import Store, speakers
from quotes.store.speakers import company
from tests.pages.conftest import Serve
from tests.pages.test_pages import HTML, Outline
from tests.store.people_made import extraction, read

FERRY = (
    ("Post", "2021-05-01", "We will never again give the ferry to a company that cannot run it in winter"),
    ("Wire", "2021-05-02", "We will never again give the ferry to any company that can’t run it in winter"),
    ("Herald", "2021-06-03", "We will never give the ferry to a company that cannot run it in winter"),
)


@pytest.fixture(scope="module")
def ferry(serve: Serve) -> Iterator[httpx.Client]:
    """The seeds, and one utterance in three outlets."""
    with serve(api_key="k") as client:
        articles = [
            {"text": f"“{words},” Greta Holm said.", "outlet": outlet, "published": day, "id": f"ferry-{outlet}"}
            for outlet, day, words in FERRY
        ]
        articles.append(
            {"text": "“I told Greta Holm so,” Bo Orr said. “The ferry is safe,” Greta Holm said.", "id": "b"}
        )
        added = client.post("/articles", json=articles, headers={"Authorization": "Bearer k"})
        assert added.status_code == 201
        yield client


def test_facets_filter_by_a_click_and_let_go_by_another(ferry: httpx.Client) -> None:
    page = Outline(ferry.get("/?q=ferry", headers=HTML).text)
    clicks = {element["href"] for element in page.all("a") if "q=ferry" in element.get("href", "")}
    outlet = next(address for address in clicks if "outlet=Wire" in address)
    month = next(address for address in clicks if "since=2021-05-01" in address)
    assert parse_qs(urlsplit(month).query)["until"] == ["2021-05-31"]
    narrowed = ferry.get(outlet, headers=HTML).text
    assert ">1 quotation<" in narrowed
    assert ">2 quotations<" in ferry.get(month, headers=HTML).text
    back = {element["href"] for element in Outline(narrowed).all("a") if element.get("href") == "/?q=ferry"}
    assert back
    assert narrowed.count('<mark class="hit">ferry</mark>') == 1


def test_any_list_is_taken_along(ferry: httpx.Client) -> None:
    for address, rows in (
        ("/?q=ferry", 4),
        ("/browse/speakers?q=greta", 1),
        ("/browse/speakers/greta-holm", 4),
        ("/browse/articles?outlet=Wire", 1),
    ):
        page = ferry.get(address, headers=HTML).text
        outline = Outline(page)
        [as_csv] = [link["href"] for link in outline.all("a", download="quotes.csv")]
        [as_lines] = [link["href"] for link in outline.all("a", download="quotes.ndjson")]
        assert len(list(csv.DictReader(io.StringIO(ferry.get(as_csv).text)))) == rows, address
        assert len(ferry.get(as_lines).text.splitlines()) == rows
        [as_json] = re.findall(r'<a href="([^"]+)">JSON</a> ·', page)
        assert len(ferry.get(unescape(as_json)).json()["items"]) == rows
        permalink = re.search(r'<a href="([^"]+)">Permalink', page)
        assert permalink and ferry.get(unescape(permalink[1]), headers=HTML).status_code == 200
        for label in ("curl", "JavaScript", "Python", "R"):
            assert outline.all("pre", **{"aria-label": label}), (address, label)


def test_an_utterance_as_each_outlet_has_it(ferry: httpx.Client) -> None:
    found = ferry.get("/articles/ferry-Post").json()["quotes"][0]
    page = ferry.get(f"/browse/quotes/{found['id']}/versions", headers=HTML).text
    plain = re.sub(r'<span class="hidden">[^<]*</span>', "", page)
    assert "<del>a</del> <ins>any</ins>" in plain and "<del>again</del>" in plain
    assert "3 articles in 3 outlets" in plain and "the first on 1 May 2021" in plain
    assert plain.index("Wire") < plain.index("Herald")


def test_two_are_compared_on_one_scale(ferry: httpx.Client) -> None:
    page = ferry.get("/browse/compare?speaker=Greta+Holm&speaker=Lukashenko", headers=HTML)
    outline = Outline(page.text)
    assert len(outline.all("svg", role="group")) == 2
    assert outline.all("a", href="/?speaker=greta-holm&outlet=Wire") or "outlet=Wire" in page.text
    five = "&".join(f"speaker={name}" for name in ("Greta+Holm", "Putin", "Bo+Orr", "Lukashenko", "Ana+Lopez"))
    assert Outline(ferry.get(f"/browse/compare?{five}", headers=HTML).text).all("section", **{"class": "s3"})
    first, second = compared([{"2020-01": 1}, {"2020-03": 9}])
    assert first and second
    assert (
        first.most == second.most == 9 and first.ticks == second.ticks and first.bars[0].height < second.bars[0].height
    )
    assert compared([{}, {}]) == [None, None]
    years, _ = compared([{"1990-01": 1, "2020-05": 3}, {"2001-02": 2}])
    assert years and years.unit == "year" and [bar.count for bar in years.bars] == [1, 3]


def test_who_speaks_of_whom(ferry: httpx.Client) -> None:
    page = ferry.get("/browse/speakers/greta-holm/around", headers=HTML).text
    spoken = page[page.index("Is spoken of by") : page.index("Is quoted beside")]
    assert "bo-orr" in spoken and "bo-orr" in page[page.index("Is quoted beside") :]
    other = ferry.get("/browse/speakers/bo-orr/around", headers=HTML).text
    assert "greta-holm" in other[other.index("Speaks of") : other.index("Is spoken of by")]
    assert ferry.get("/browse/speakers/no-one/around", headers=HTML).status_code == 404


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I met Ann Lee and President Bo Orr.", {"Ann Lee", "President Bo Orr", "Bo Orr"}),
        ("We know. They say Putin lies", {"Putin"}),
        ("Putin lies", set()),
        ("Ursula von der Leyen", {"Ursula"} - {"Ursula"}),
    ],
)
def test_names_in_a_quotation(text: str, names: set[str]) -> None:
    assert names <= names_in(text)
    assert "They" not in names_in(text) and "We" not in names_in(text)


@given(st.text(max_size=200), st.text(max_size=40))
def test_found_words_leave_the_text_as_it_is(text: str, query: str) -> None:
    pieces = found_words(query)(text)
    assert "".join(words for words, _ in pieces) == text
    names_in(text)


@pytest.mark.parametrize(
    ("text", "query", "hits"),
    [
        ("The café is open", "cafe", ["café"]),
        ("open the Ferry, ferryman", "ferr*", ["Ferry", "ferryman"]),
        ("in winter, in Winter", '"in winter"', ["in", "winter", "in", "Winter"]),
        ("nothing", "", []),
        ("<b>ferry</b>", "ferry", ["ferry"]),
    ],
)
def test_the_words_that_were_asked_for(text: str, query: str, hits: list[str]) -> None:
    assert [words for words, hit in found_words(query)(text) if hit] == hits


def test_words_that_are_everybodys_are_nobodys() -> None:
    own = ["He's good and can't say, today's people'll know. It’s good. He’s right, we can’t, good."] * 3
    assert distinctive(own, []) == []
    assert distinctive([*own, "The shipyard! A shipyard."], []) == ["shipyard"]


def test_a_speaker_as_they_are(store: Store) -> None:
    """Quoted in, named in; roles that are none, headlines that are no names. On both databases."""
    from quotes.models import Person

    def somebody(*roles: str, names: tuple[str, ...] = ("Donald Marlow",)) -> Person:
        return Person("Donald Marlow", names=names, roles=roles)

    read(
        store,
        extraction("a", [somebody("Mr", "Adm.", "President")], [("Donald Marlow", "One")], published="2020-01-02"),
        extraction("b", [somebody("president", names=("Donald Marlow", "Lawmakers Rip Donald Marlow"))],
                   published="2021-03-04"),
        extraction("c", [somebody("Lt. Gen.")], [("Donald Marlow", "Words two"), ("Eve Orr", "Words")]),
    )  # fmt: skip
    with store.read() as connection:
        found = speakers.get(connection, "donald-marlow")
        assert isinstance(found, speakers.Detail)
        assert (found.articles, company.quoted_in(connection, found.pk)) == (3, 2)
        assert [(one.role.lower(), one.articles, one.first, one.last) for one in found.roles] == [
            ("president", 2, "2020-01-02", "2021-03-04")
        ]
        assert [alias.name for alias in found.aliases] == ["Donald Marlow"]
        assert [(one.id, one.count) for one in company.beside(connection, found.pk)] == [("eve-orr", 1)]


def test_a_hostile_question_stays_a_question(ferry: httpx.Client) -> None:
    hostile: dict[str, Any] = {"q": "'\"><script>alert(1)</script>", "outlet": "\"; rm -rf / '"}
    page = ferry.get("/", params=hostile, headers=HTML).text
    assert "<script>alert" not in page
    curl = re.search(r"curl -s &#39;(.*?)&#39; -o quotes.csv", page)
    assert curl and "&#39;" not in curl[1] and '"' not in unescape(curl[1])
