"""Citations, JSON-LD, Web Annotation and embeds: what they say, and that nothing in an article can break out."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.formats import citation, jsonld, snippet
from api.formats.annotation import annotation
from api.formats.words import day, moment, printable, rfc3339, shortened, web_address
from tests.pages.quotations import BASE, HOSTILE, hostile, quotation

SOURCE = "https://news.example/bridge?a=1&b=2#:~:text=The%20bridge%20stays%20shut"


class Tags(HTMLParser):
    """The elements and addresses a piece of HTML really has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.addresses: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        assert not [name for name, _ in attributes if name.startswith("on")]
        self.addresses += [value or "" for name, value in attributes if name in ("href", "src", "cite")]


def test_plain() -> None:
    assert citation.plain(quotation()) == (
        "“The bridge stays shut, and that is final.” — Ana Lopez, mayor of Riverton, in “Bridge stays shut”, "
        "The Riverton Post, 5 March 2024, https://news.example/bridge?a=1&b=2"
    )


def test_markdown() -> None:
    assert citation.markdown(quotation()) == (
        "> The bridge stays shut, and that is final.\n>\n"
        f"> — Ana Lopez, mayor of Riverton, in [Bridge stays shut](<{SOURCE}>), The Riverton Post, 5 March 2024\n"
    )


def test_html() -> None:
    href = SOURCE.replace("&", "&amp;")
    assert citation.html(quotation()) == (
        f'<blockquote cite="{href}"><p>“The bridge stays shut, and that is final.”</p><footer>— Ana Lopez, '
        f'mayor of Riverton, in <a href="{href}"><cite>Bridge stays shut</cite></a>, The Riverton Post, '
        "5 March 2024</footer></blockquote>"
    )


def test_bibtex() -> None:
    entry = citation.bibtex(quotation(), author="J. Doe")
    assert entry.startswith("@misc{lopez2024-q0123456,\n")
    fields = dict(re.findall(r"^  (\w+) += \{(.*)\},$", entry, re.MULTILINE))
    assert fields == {
        "author": "{J. Doe}",
        "title": "{Bridge stays shut}",
        "publisher": "{The Riverton Post}",
        "year": "2024",
        "month": "3",
        "day": "5",
        "url": "https://news.example/bridge?a=1&b=2",
        "note": "“The bridge stays shut, and that is final.” --- Ana Lopez, mayor of Riverton",
    }


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        (None, "— Unattributed,"),
        ({"name": None, "mention": {"text": "workers", "start": 0, "end": 7}}, "— workers,"),
        ({"name": "Ana Lopez", "role": None}, "— Ana Lopez, in"),
    ],
)
def test_who_speaks_is_never_invented(speaker: dict[str, Any] | None, expected: str) -> None:
    assert expected in citation.plain(quotation(speaker=speaker))


def test_hostile_words_stay_words_in_a_citation() -> None:
    quote = hostile()
    assert Tags(citation.html(quote)).names == ["blockquote", "p", "footer", "cite"]
    written = citation.markdown(quote)
    assert not re.search(r"(?<!\\)[<\[]", written.replace("> ", "").replace(">\n", ""))
    assert "javascript:" not in written + citation.html(quote) + citation.plain(quote) + citation.bibtex(quote)


@given(st.text())
def test_bibtex_fields_are_balanced(words: str) -> None:
    entry = citation.bibtex(quotation(text=words))
    depth = 0
    for character in re.sub(r"\\[{}]", "", entry):
        depth += (character == "{") - (character == "}")
        assert depth >= 0
    assert depth == 0


@given(st.text())
def test_markdown_is_one_block(words: str) -> None:
    lines = citation.markdown(quotation(text=words)).splitlines()
    assert [line[:1] for line in lines] == [">"] * len(lines)


def test_quotation_as_json_ld() -> None:
    found = jsonld.quotation(quotation(), BASE)
    assert found["@context"] == "https://schema.org"
    assert found["@type"] == "Quotation"
    assert found["creator"] == {
        "@type": "Person",
        "name": "Ana Lopez",
        "jobTitle": "mayor of Riverton",
        "url": f"{BASE}/browse/speakers/ana-lopez",
    }
    assert found["isBasedOn"]["datePublished"] == "2024-03-05"
    assert found["isBasedOn"]["publisher"]["name"] == "The Riverton Post"


@given(st.text() | st.just(HOSTILE))
def test_nothing_ends_a_script_element(words: str) -> None:
    value = {"text": words.encode("utf-8", "replace").decode()}
    written = jsonld.in_script(value)
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == value


def test_web_annotation() -> None:
    found = annotation(quotation(), BASE)
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert found["type"] == "Annotation"
    assert found["id"] == f"{BASE}/quotes/q0123456789abcdef/annotation"
    assert found["target"]["source"] == "https://news.example/bridge?a=1&b=2"
    assert found["target"]["selector"] == [
        {
            "type": "TextQuoteSelector",
            "exact": "The bridge stays shut, and that is final.",
            "prefix": "Asked on Tuesday, “",
            "suffix": "” said the mayor.",
        },
        {"type": "TextPositionSelector", "start": 20, "end": 61},
    ]
    assert found["target"]["state"]["cached"] == f"{BASE}/articles/a1"


def test_each_part_is_a_target_of_its_own() -> None:
    parts = [{"text": "One,", "start": 1, "end": 5}, {"text": "two.", "start": 17, "end": 21}]
    first, second = annotation(quotation(parts=parts), BASE)["target"]
    assert first["selector"][0] == {"type": "TextQuoteSelector", "exact": "One,", "prefix": "Asked on Tuesday, “"}
    assert second["selector"][0] == {"type": "TextQuoteSelector", "exact": "two.", "suffix": "” said the mayor."}


def test_an_article_without_a_web_address_is_its_own_source() -> None:
    found = annotation(hostile(), BASE)
    assert found["target"]["source"].startswith(f"{BASE}/articles/a%22%27%3E%3Cscript%3E%2F..%2Fx")


def test_snippets_are_inert() -> None:
    for quote in (quotation(), hostile()):
        frame = Tags(snippet.iframe(quote, BASE))
        assert frame.names == ["iframe"]
        assert frame.addresses == [f"{BASE}/embed/quotes/q0123456789abcdef"]
        card = Tags(snippet.component(quote, BASE))
        assert card.names == ["script", "quote-card", "blockquote", "p", "footer"]
        assert all(address.startswith(BASE) for address in card.addresses)


def test_longer_words_and_narrower_cards_are_taller() -> None:
    assert snippet.height("short") < snippet.height("long " * 40) < snippet.height("long " * 40, 300)
    assert snippet.height("long " * 10_000) == 900


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/b c", "https://a.example/b%20c"),
        ("https://a.example/%20#:~:text=a", "https://a.example/%20#:~:text=a"),
        ('https://a.example/"><script>', "https://a.example/%22%3E%3Cscript%3E"),
        ("javascript:alert(1)", None),
        (" JaVaScRiPt:alert(1)", None),
        ("data:text/html,x", None),
        ("//a.example/x", None),
        ("https://", None),
        ("http://[::1", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_are_linked(url: str | None, expected: str | None) -> None:
    assert web_address(url) == expected


@pytest.mark.parametrize(
    ("published", "expected", "shown"),
    [
        ("2020-08-15", "2020-08-15T00:00:00Z", "15 August 2020"),
        ("2020-08-15T10:20:30+02:00", "2020-08-15T10:20:30+02:00", "15 August 2020"),
        ("2020-08-15T10:20:30", "2020-08-15T10:20:30Z", "15 August 2020"),
        ("last week", None, "last week"),
        (None, None, None),
    ],
)
def test_dates(published: str | None, expected: str | None, shown: str | None) -> None:
    assert rfc3339(published) == expected
    assert day(published) == shown
    assert (moment(published) is None) == (expected is None)


def test_shortened_at_a_word() -> None:
    assert shortened("one two  three", 40) == "one two three"
    assert shortened("one two three, four", 15) == "one two three…"


def test_printable_keeps_the_length() -> None:
    assert printable("a\x00b\ud800c\n") == "a\ufffdb\ufffdc\n"
