"""What a `Host` and an `Origin` may lead to: neither links to elsewhere nor reading by a visited page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.app import create_app
from api.http.hosts import Hosts
from quotes.errors import BadInput
from tests.api.conftest import add, article, made_settings

Served = Callable[..., Any]
FOREIGN = (
    "evil.example", "evil.example:8000", "127.0.0.1.evil.example", "localhost.evil.example", "93.184.216.34", "a@b",
    "evil.example/path", "[::1].evil.example", "", "[::1", "127.0.0.1:8000@evil.example", "localhost#x",
)  # fmt: skip
OWN = ("127.0.0.1", "127.0.0.1:1", "localhost:8000", "LOCALHOST", "[::1]:8000", "quotes.localhost")
PUBLIC = "0.0.0.0"
PLACES = ("/quotes?limit=1", "/articles?limit=1", "/speakers?limit=1", "/feeds/quotes.json", "/embed/quotes?q=harbour")


@pytest.mark.parametrize("listener", [PUBLIC, None])
@pytest.mark.parametrize("host", FOREIGN)
def test_a_foreign_host_is_in_no_link(served: Served, listener: str | None, host: str) -> None:
    with served(listener=listener, allowed_hosts="") as client:
        add(client, article(1), article(2, ("Other words", "Bo Chen")))
        for path in PLACES:
            answer = client.get(path, headers={"Host": host})
            assert answer.status_code in (200, 400), answer.text
            seen = answer.text + str(answer.headers)
            assert "evil" not in seen and "93.184" not in seen and "a@b" not in seen, path
        page = client.get("/quotes?limit=1", headers={"Host": host})
        if page.status_code == 200:
            assert page.json()["next"].startswith(str(client.base_url).rstrip("/"))


@pytest.mark.parametrize("host", FOREIGN)
def test_on_loopback_a_foreign_host_reads_nothing(served: Served, host: str) -> None:
    with served(listener="127.0.0.1", allowed_hosts="") as client:
        for path in (*PLACES, "/", "/docs", "/rules"):
            assert client.get(path, headers={"Host": host}).status_code == 400, path
        assert client.get("/health", headers={"Host": host}).status_code in (200, 400)


@pytest.mark.parametrize("host", OWN)
def test_own_names_are_kept_in_links(served: Served, host: str) -> None:
    for listener in ("127.0.0.1", PUBLIC):
        with served(listener=listener, allowed_hosts="") as client:
            add(client, article(1), article(2, ("Other words", "Bo Chen")))
            page = client.get("/quotes?limit=1", headers={"Host": host})
            assert page.json()["next"].startswith(f"http://{host}/"), page.text


def test_the_list_says_which_names_are_answered(served: Served) -> None:
    with served(listener=PUBLIC, allowed_hosts="quotes.example, *.Example.org") as client:
        for host, status in (
            ("quotes.example", 200), ("QUOTES.example:8000", 200), ("a.example.org", 200), ("quotes.example.", 200),
            ("example.org", 400), ("xquotes.example", 400), ("aexample.org", 400), ("evil.example", 400),
        ):  # fmt: skip
            assert client.get("/quotes", headers={"Host": host}).status_code == status, host
        assert client.get("/health", headers={"Host": "10.0.0.1"}).status_code == 200
    with served(listener="127.0.0.1", allowed_hosts="", base_url="https://quotes.example/q") as client:
        assert client.get("/quotes", headers={"Host": "quotes.example"}).status_code == 200
        assert client.get("/quotes", headers={"Host": "evil.example"}).status_code == 400


@given(host=st.from_regex(r"[a-z0-9.:@/\[\]-]{0,30}\.(example|test)(:[0-9]+)?", fullmatch=True))
@settings(max_examples=300, deadline=None)
def test_no_name_that_was_not_given_is_believed(host: str) -> None:
    assert not Hosts(made_settings(allowed_hosts=""), listener=PUBLIC).believes(host, "127.0.0.1")


@pytest.mark.parametrize("name", ["http://quotes.example", "a/b", "a b", "*.*", "x*"])
def test_a_name_that_is_none_is_refused_at_the_start(name: str) -> None:
    with pytest.raises(BadInput, match="QUOTES_ALLOWED_HOSTS"):
        create_app(made_settings(allowed_hosts=name))


SITE = "https://app.example"


@pytest.mark.parametrize(
    ("listener", "setting", "allowed"),
    [
        ("127.0.0.1", None, None),
        ("localhost", None, None),
        (None, None, None),
        (PUBLIC, None, "*"),
        ("127.0.0.1", "*", "*"),
        ("127.0.0.1", SITE, SITE),
        ("127.0.0.1", f"https://other.example, {SITE}/", SITE),
        ("127.0.0.1", "https://other.example", None),
        (PUBLIC, "", None),
        (PUBLIC, "https://other.example", None),
    ],
)
def test_who_may_read_from_another_site(
    served: Served, listener: str | None, setting: str | None, allowed: str | None
) -> None:
    with served(listener=listener, cors_origins=setting) as client:
        add(client, article(1))
        for path in ("/quotes", "/quotes", "/quotes", "/nowhere", "/quotes?x=1", "/rules", "/static/quote-card.js"):
            client.get(path, headers={"Origin": "https://third.example"})
            answer = client.get(path, headers={"Origin": SITE})
            assert answer.headers.get("access-control-allow-origin") == allowed, path
            assert ("access-control-expose-headers" in answer.headers) is (allowed is not None)
            if setting and setting != "*":
                assert "Origin" in answer.headers["vary"]
        asked = {"Origin": SITE, "Access-Control-Request-Method": "GET"}
        preflight = client.options("/quotes", headers=asked)
        assert preflight.status_code == 204
        assert preflight.headers.get("access-control-allow-origin") == allowed
        assert ("access-control-allow-methods" in preflight.headers) is (allowed is not None)


@pytest.mark.parametrize("origin", ["app.example", "https://", "https://a/b", "null"])
def test_an_origin_that_is_none_is_refused_at_the_start(origin: str) -> None:
    with pytest.raises(BadInput, match="QUOTES_CORS_ORIGINS"):
        create_app(made_settings(cors_origins=origin))
