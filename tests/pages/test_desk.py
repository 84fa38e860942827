"""The desk over real HTTP, as a browser without scripts uses it: sign in, correct, decide, undo."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.pages.conftest import Serve
from tests.pages.test_pages import HTML, Outline, quotes_of

KEY = "a key with ünicode; and = signs"
API_KEY = "plain"


@pytest.fixture
def desk(serve: Serve) -> Iterator[httpx.Client]:
    """A client that has signed in; it follows redirects as a browser does."""
    with serve(api_key=f"ann:{KEY},robot:{API_KEY}") as client:
        client.follow_redirects = True
        client.headers.update(HTML)
        page = client.post("/sign-in", data={"key": KEY, "then": "/desk"})
        assert page.url.path == "/desk" and "Signed in as <bdi>ann" in page.text
        yield client


def with_pairs(client: httpx.Client, *names: str) -> None:
    """Articles that quote somebody, and others that quote a namesake with Jr.: pairs that wait for an answer."""
    said = [(name, f"The harbour of {name} is closed") for one in names for name in (one, f"{one} Jr.")]
    articles = [
        {"text": f"“{words},” {name} said on Monday.", "id": f"pair-{n}"} for n, (name, words) in enumerate(said)
    ]
    answer = client.post("/articles", json=articles, headers={"Authorization": "Bearer " + API_KEY})
    assert answer.status_code == 201, answer.text


def token(client: httpx.Client, address: str = "/desk/speakers/alexander-lukashenko") -> str:
    found = re.search(r'name="token" value="([0-9a-f]{64})"', client.get(address).text)
    assert found
    return found[1]


def do(client: httpx.Client, address: str, **fields: Any) -> httpx.Response:
    """Send a form of the page at this address."""
    return client.post(address, data={"token": token(client, address.split("/undo")[0]), **fields})


def test_the_key_is_asked_once_and_kept_where_no_script_reads_it(serve: Serve) -> None:
    with serve(api_key=f"ann:{KEY}") as client:
        asked = client.get("/desk/suggestions", headers=HTML)
        assert asked.status_code == 303
        form = client.get(asked.headers["location"], headers=HTML)
        assert Outline(form.text).all("input", name="then")[0]["value"] == "/desk/suggestions"
        wrong = client.post("/sign-in", data={"key": "guess"}, headers=HTML)
        assert wrong.status_code == 401 and "set-cookie" not in wrong.headers
        assert "This key is not known" in wrong.text
        right = client.post("/sign-in", data={"key": KEY, "then": "/desk/suggestions"})
        assert (right.status_code, right.headers["location"]) == (303, "/desk/suggestions")
        cookie = right.headers["set-cookie"].lower()
        assert "httponly" in cookie and "samesite=strict" in cookie and "path=/" in cookie
        assert KEY.lower() not in cookie
        out = client.post("/sign-out")
        assert 'quotes_key=""' in out.headers["set-cookie"]


@pytest.mark.parametrize("then", ["https://evil.example/", "//evil.example", "/\\evil.example", "x:alert(1)", "/\n/y"])
def test_signing_in_leads_nowhere_else(serve: Serve, then: str) -> None:
    with serve(api_key=KEY) as client:
        assert client.post("/sign-in", data={"key": KEY, "then": then}).headers["location"] == "/desk"


def test_another_sites_page_can_change_nothing(desk: httpx.Client) -> None:
    quote = quotes_of(desk, speaker="Lukashenko", limit=1)[0]
    place = f"/desk/quotes/{quote['id']}"
    good = token(desk, place)
    for fields, headers in (
        ({"do": "nobody"}, {}),
        ({"do": "nobody", "token": "0" * 64}, {}),
        ({"do": "nobody", "token": good}, {"Sec-Fetch-Site": "cross-site"}),
    ):
        assert desk.post(place, data=fields, headers=headers).status_code == 403
    # the cookie opens no writing call of the API
    assert desk.patch(f"/quotes/{quote['id']}", json={"speaker": None}).status_code == 401
    assert desk.post("/sign-in", data={"key": KEY}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert quotes_of(desk, speaker="Lukashenko", limit=1)[0] == quote


def test_pages_of_the_desk_are_kept_by_no_cache(desk: httpx.Client) -> None:
    quote = quotes_of(desk, speaker="Lukashenko", limit=1)[0]
    for address in ("/desk", "/desk/suggestions", f"/desk/quotes/{quote['id']}", "/desk/speakers/alexander-lukashenko"):
        page = desk.get(address)
        assert page.status_code == 200
        assert page.headers["cache-control"] == "no-store" and "Cookie" in page.headers["vary"]


def test_a_speaker_is_corrected_and_it_is_undone(desk: httpx.Client) -> None:
    quote = quotes_of(desk, speaker="Lukashenko", limit=1)[0]
    place = f"/desk/quotes/{quote['id']}"
    page = do(desk, place, do="speaker", speaker="Greta Holm", note="caption <b>")
    assert page.url.path == place and "Done: the speaker is set." in page.text
    assert "caption &lt;b&gt;" in page.text and ">Greta Holm</bdi>" in page.text
    assert desk.get(f"/quotes/{quote['id']}").json()["speaker"]["name"] == "Greta Holm"
    page = do(desk, place, do="undo")
    assert desk.get(f"/quotes/{quote['id']}").json()["speaker"]["id"] == quote["speaker"]["id"]
    assert page.text.count(" became ") == 1 and "Undone: it is as it was read" in page.text
    assert desk.get(f"/quotes/{quote['id']}").json() == quote, "not a person's word any more"
    assert do(desk, place, do="undo").status_code == 409
    do(desk, place, do="nobody")
    assert desk.get(f"/quotes/{quote['id']}").json()["speaker"] is None
    assert do(desk, place, do="speaker", speaker="  ").status_code == 422


def test_what_is_no_quotation_leaves_the_lists(desk: httpx.Client) -> None:
    quote = quotes_of(desk, speaker="Lukashenko", limit=1)[0]
    place = f"/desk/quotes/{quote['id']}"
    do(desk, place, do="refuse")
    assert quote["id"] not in {one["id"] for one in quotes_of(desk, speaker="Lukashenko", limit=200)}
    assert "Somebody said that this is no quotation" in desk.get(f"/browse/quotes/{quote['id']}").text
    do(desk, place, do="undo")
    assert quotes_of(desk, speaker="Lukashenko", limit=200)[0]["id"] == quote["id"]


def test_a_speaker_is_renamed_merged_split_and_each_is_undone(desk: httpx.Client) -> None:
    place = "/desk/speakers/alexander-lukashenko"
    before = desk.get("/speakers/alexander-lukashenko").json()
    do(desk, place, do="rename", name="A <i>L</i>")
    assert desk.get("/speakers/alexander-lukashenko").json()["name"] == "A <i>L</i>"
    page = do(desk, place, do="merge", other="Vladimir Putin")
    assert "Done: they are one." in page.text
    assert desk.get("/speakers/vladimir-putin", follow_redirects=False).status_code == 301
    page = do(desk, place, do="merge", other="Nobody Of That Name")
    assert page.status_code == 404
    assert do(desk, place, do="split").status_code == 422
    for _ in range(2):
        undo = re.findall(r'action="(/desk/decisions/\d+/undo)"', desk.get(place).text)
        page = desk.post(undo[0], data={"token": token(desk)})
        assert page.url.path == place and "Undone." in page.text
    after = desk.get("/speakers/alexander-lukashenko").json()
    same = ("id", "name", "quotes", "aliases", "roles", "articles")
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    assert desk.get("/speakers/vladimir-putin", follow_redirects=False).status_code == 200
    assert [one["kind"] for one in after["decisions"]] == ["rename", "merge", "undo", "undo"]


def test_a_name_of_several_is_asked_back(desk: httpx.Client) -> None:
    names = ("George Bush", "Jeb Bush")
    texts = [f"“Taxes were never {name}’s,” said {name}." for name in names]
    headers = {"Authorization": "Bearer " + API_KEY}
    assert desk.post("/articles", json=[{"text": text} for text in texts], headers=headers).status_code == 201
    quote = quotes_of(desk, speaker="Lukashenko", limit=1)[0]
    place = f"/desk/quotes/{quote['id']}"
    asked = do(desk, place, do="speaker", speaker="Bush", note="a reason")
    assert asked.status_code == 422 and "Several are called" in asked.text
    choices = Outline(asked.text).all("button", name="speaker_id")
    assert {choice["value"] for choice in choices} == {"george-bush", "jeb-bush"}
    assert asked.text.count('value="a reason"') == 2
    do(desk, place, do="speaker", speaker_id="jeb-bush")
    assert desk.get(f"/quotes/{quote['id']}").json()["speaker"]["id"] == "jeb-bush"
    assert do(desk, "/desk/speakers/alexander-lukashenko", do="merge", other="Bush").status_code == 422
    told = desk.patch(f"/quotes/{quote['id']}", json={"speaker": "Bush"}, headers={**headers, "Accept": "*/*"})
    assert told.status_code == 400 and "fits several" in told.json()["detail"]


def test_suggestions_are_decided_one_after_the_other(desk: httpx.Client) -> None:
    assert "No pair of names waits" in desk.get("/desk/suggestions").text
    with_pairs(desk, "Robert Downey", "Peter Marlow", "Martin King")
    seen = []
    for todo in ("two", "one", "two"):
        page = desk.get("/desk/suggestions")
        outline = Outline(page.text)
        a, b = (outline.all("input", name=name)[0]["value"] for name in "ab")
        seen.append((a, b))
        assert page.text.count('<section aria-labelledby="side-') == 2
        page = desk.post("/desk/suggestions", data={"token": token(desk), "a": a, "b": b, "do": todo, "cursor": ""})
        assert ("Merged into one." if todo == "one" else "Kept as two.") in page.text
    assert len(set(seen)) == 3
    merged = desk.get(f"/speakers/{seen[1][1]}", follow_redirects=False)
    assert merged.status_code == 301
    undo = re.findall(r'action="(/desk/decisions/\d+/undo)"', desk.get("/desk").text)
    for address in undo:
        desk.post(address, data={"token": token(desk), "from": "desk"})
    assert desk.get(f"/speakers/{seen[1][1]}", follow_redirects=False).status_code == 200


def test_a_closed_server_opens_with_the_cookie(serve: Serve) -> None:
    with serve(public_read=False, api_key=KEY) as client:
        closed = client.get("/browse/speakers?q=l", headers=HTML)
        assert closed.status_code == 401 and closed.headers["content-type"].startswith("text/html")
        outline = Outline(closed.text)
        assert outline.all("input", name="then")[0]["value"] == "/browse/speakers?q=l"
        assert client.get("/quotes").headers["content-type"] == "application/problem+json"
        assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"
        client.follow_redirects = True
        opened = client.post("/sign-in", data={"key": KEY, "then": "/browse/speakers?q=l"}, headers=HTML)
        assert opened.status_code == 200 and "Lukashenko" in opened.text
        assert client.get("/speakers", params={"q": "l"}).status_code == 200  # what the page's own script asks


def test_signing_in_where_the_pages_stand_under_a_path(serve: Serve) -> None:
    with serve(base_url="https://news.example/quotes", api_key=KEY, allowed_hosts="*", public_read=False) as client:
        page = client.get("/", headers=HTML)
        assert Outline(page.text).all("form", action="/quotes/sign-in")
        found = client.post("/sign-in", data={"key": KEY, "then": "/quotes/q1"})
        assert found.headers["location"] == "/quotes/quotes/q1"
        assert "path=/quotes" in found.headers["set-cookie"].lower() and "secure" in found.headers["set-cookie"].lower()
