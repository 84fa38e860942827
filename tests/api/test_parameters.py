"""Whatever a query string says, the answer is no 500: every parameter of every call and page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

import httpx
import pytest
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.app import create_app
from api.queries.query_string import pairs_of
from quotes.store import Store
from tests.api.conftest import add, article, made_settings
from tests.api.plain_extractor import PlainExtractor
from tests.api.serving import KEY, WRITING, serving

KEYED = {"X-API-Key": KEY}
MANY = "&".join(["speaker=a"] * 300)
# What a user, a program with a fault or an attacker would put there.
VALUES = (
    "", " ", "x", "0", "-1", "1", "7", "200", "9" * 40, "1e309", "nan", "true", "2020-02-30", "2024-01", "0000-01-01",
    "id", "text,speaker.name", "parts.text", "parts.text,parts", "parts,parts.start", "speaker.chain.text.x",
    "id.text", "repairs.x", "confidence.x.y", ".", "..", "a.", ".a", ",", "-published", "relevance", "csv", "ndjson",
    "json", "xml", '"', '"a" OR', "NEAR(", "*", "a*", "^", "a:b", "{a}", "%", "_", "\\", "'", "“", "é", "\x00", "\x85",
    "\ud800", "😀", "a" * 600, "../../etc/passwd", "eyJhIjoxfQ", "W10", "bnVsbA==", "http://[", "https://x/quotes",
    "speaker", "speaker,outlet,month", "direct", "fragment",
)  # fmt: skip
SHARE = 11
PATHS = ("a1", "a2", "ana-lopez", "q0", "%00", "%FF", "..%2F", "x" * 600, "%F0%9F%98%80", "%ED%A0%80", "1", "a.b", "'")


@pytest.fixture
def calls(client: httpx.Client) -> dict[str, tuple[str, ...]]:
    """The path of every GET, and the parameters it may be sent: its documented ones, a page all there are."""
    add(client, *(article(number) for number in range(1, 6)))
    documented: dict[str, tuple[str, ...]] = {}
    for path, methods in client.get("/openapi.json").json()["paths"].items():
        if "get" in methods:
            asked = methods["get"].get("parameters", ())
            documented[path] = tuple(one["name"] for one in asked if one["in"] == "query")
    every = tuple(sorted({name for names in documented.values() for name in names}))
    pages = [route.path for route in _routes() if route.path not in documented]
    assert len(documented) > 15
    assert "/" in pages
    return {**documented, **dict.fromkeys(pages, every)}


def _routes() -> Iterator[APIRoute]:
    from api.routes import ROUTERS

    for router in ROUTERS:
        for route in router.routes:
            if isinstance(route, APIRoute) and "GET" in route.methods:
                yield route


def _address(path: str, inside: str, query: str) -> str:
    while "{" in path:
        before, _, rest = path.partition("{")
        path = before + inside + rest.partition("}")[2]
    return f"{path}?{query}" if query else path


def _encoded(pairs: Any) -> str:
    return urlencode([(name, value.encode("utf-8", "surrogatepass")) for name, value in pairs])


def _is_no_fault(client: httpx.Client, address: str, accept: str = "*/*") -> None:
    answer = client.get(address, headers={**KEYED, "Accept": accept})
    # oEmbed's own specification asks for 501 where a format is not to be had
    assert answer.status_code < 500 or (address.startswith("/oembed") and answer.status_code == 501), address


def test_each_parameter_of_each_call_takes_any_value(client: httpx.Client, calls: dict[str, tuple[str, ...]]) -> None:
    turn = 0
    for path, names in calls.items():
        for inside in PATHS if "{" in path else ():
            _is_no_fault(client, _address(path, inside, ""), "text/html")
        _is_no_fault(client, _address(path, "a1", MANY), "text/html")
        own = client.base_url
        _is_no_fault(client, _address(path, "a1", urlencode({"url": f"{own}/quotes?{MANY}"})))
        for name in names:
            if name == "terms":
                continue  # asks the language model, once is enough and is elsewhere
            turn += 1  # each parameter gets a share of the values, each value some of the parameters
            for value in VALUES[turn % SHARE :: SHARE]:
                _is_no_fault(client, _address(path, "ana-lopez", _encoded([(name, value)])))


def test_any_parameters_together_are_no_fault(client: httpx.Client, calls: dict[str, tuple[str, ...]]) -> None:
    names = sorted({name for found in calls.values() for name in found} - {"terms"})
    value = st.sampled_from(VALUES) | st.text(st.characters(), max_size=30)

    @settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=st.data(), path=st.sampled_from(sorted(calls)), inside=st.sampled_from(PATHS))
    def check(data: st.DataObject, path: str, inside: str) -> None:
        own = sorted(set(calls[path]) - {"terms"}) or names
        name = st.sampled_from(own) | st.sampled_from(names)
        pairs = data.draw(st.lists(st.tuples(name, value), max_size=6))
        accept = data.draw(st.sampled_from(("*/*", "text/html", "text/csv", "application/x-ndjson")))
        _is_no_fault(client, _address(path, inside, _encoded(pairs)), accept)

    check()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("parts.text", {"parts": [{"text": "The harbour stays open,"}]}),
        ("parts.text,kind", {"parts": [{"text": "The harbour stays open,"}], "kind": "direct"}),
        ("speaker.name", {"speaker": {"name": "Ana Lopez"}}),
    ],
)
def test_fields_reach_inside_lists_too(client: httpx.Client, fields: str, expected: dict[str, Any]) -> None:
    [stored] = add(client, article())
    whole = stored["quotes"][0]
    speaker = whole["speaker"]["id"]
    if "parts" in expected:
        expected = {**expected, "parts": [{"text": part["text"]} for part in whole["parts"]]}
    for address in ("/quotes", f"/speakers/{speaker}/quotes"):
        found = client.get(address, params={"fields": fields})
        assert found.status_code == 200, found.text
        assert found.json()["items"] == [expected]
    lines = client.get("/quotes", params={"fields": fields, "format": "csv"}).text.splitlines()
    assert len(lines) == 2
    assert "null" not in lines[1]
    assert lines[1].strip('"')


@pytest.mark.parametrize("field", ["id.text", "repairs.x", "confidence.x"])
def test_fields_with_nothing_inside_are_told(sqlite_client: httpx.Client, field: str) -> None:
    found = sqlite_client.get("/quotes", params={"fields": field})
    assert found.status_code == 400
    assert f"fields={field.partition('.')[0]}" in found.json()["detail"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/?sort=x", 422),
        (f"/?{MANY}", 400),
        (f"/embed/quotes?{MANY}", 400),
        ("/oembed?url={base}" + quote(f"/quotes?{MANY}", safe=""), 400),
    ],
)
def test_what_cannot_be_read_is_told_on_pages_too(sqlite_client: httpx.Client, address: str, status: int) -> None:
    found = sqlite_client.get(address.format(base=quote(str(sqlite_client.base_url).rstrip("/"), safe="")))
    assert found.status_code == status, found.text


def test_a_form_with_many_fields_is_told(sqlite_client: httpx.Client) -> None:
    content = "&".join(f"f{number}=1" for number in range(30))
    headers = {"Content-Type": "application/x-www-form-urlencoded", **WRITING}
    assert sqlite_client.post("/try", content=content, headers=headers).status_code == 400


def test_terms_of_a_speaker_are_no_fault(sqlite_store: Store) -> None:
    with serving(create_app(made_settings(), store=sqlite_store, extractor=PlainExtractor())) as client:
        add(client, article())
        assert client.get("/speakers/ana-lopez", params={"terms": "x"}).status_code == 422


@given(st.text(alphabet="abé&=;%+ 0\x00#?", max_size=30), st.booleans())
def test_plain_pairs_are_what_the_library_makes_of_them(query: str, blank: bool) -> None:
    assert pairs_of(query, blank=blank) == parse_qsl(query, keep_blank_values=blank)
