"""Articles in, corrections, and what is checked but not stored."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from api import schemas
from tests.api.conftest import add, article
from tests.api.plain_extractor import PlainExtractor
from tests.api.serving import WRITING


def test_an_article_is_stored_once(client: httpx.Client, extractor: PlainExtractor) -> None:
    given = article(1, ("The harbour stays open", "Ana Lopez"), url="https://example.org/harbour")
    first = client.post("/articles", json=given, headers=WRITING)
    assert first.status_code == 201, first.text
    stored = first.json()
    schemas.StoredArticle.model_validate(stored)
    assert first.headers["location"] == stored["links"]["self"]
    assert stored["change"] == "new"
    assert [quote["text"] for quote in stored["quotes"]] == ["The harbour stays open"]
    read = extractor.read
    again = client.post("/articles", json=given, headers=WRITING)
    assert again.status_code == 200
    assert again.json()["change"] == "same"
    assert again.json()["quotes"] == stored["quotes"]
    assert extractor.read == read, "the same article is not read twice"
    assert len(client.get("/quotes").json()["items"]) == 1


def test_a_changed_text_is_a_revision_and_old_links_answer(client: httpx.Client) -> None:
    url = "https://example.org/live"
    old = add(client, article(1, ("Nobody was hurt", "Ana Lopez"), ("We are safe", "Bo Chen"), url=url, id=None))[0]
    new = add(client, article(1, ("Two were hurt", "Ana Lopez"), ("We are safe", "Bo Chen"), url=url, id=None))[0]
    assert new["id"] == old["id"]
    assert (new["change"], new["revision"]) == ("revised", 2)
    by_text = {quote["text"]: quote for quote in old["quotes"]}
    kept = {quote["text"]: quote["id"] for quote in new["quotes"]}
    assert kept["We are safe"] == by_text["We are safe"]["id"]
    gone = client.get(by_text["Nobody was hurt"]["links"]["self"])
    assert gone.status_code == 200
    assert gone.json()["superseded"] is True
    schemas.Quote.model_validate(gone.json())
    assert {item["text"] for item in client.get("/quotes").json()["items"]} == {"Two were hurt", "We are safe"}


def test_one_broken_article_does_not_hold_up_the_others(client: httpx.Client) -> None:
    broken = {"text": " \n ", "id": "blank"}
    answer = client.post("/articles", json=[article(1), broken, article(2)], headers=WRITING)
    assert answer.status_code == 201
    items = answer.json()["items"]
    assert [item["id"] for item in items] == ["a1", "blank", "a2"]
    assert items[1]["error"]["message"]
    schemas.StoredMany.model_validate(answer.json())
    alone = client.post("/articles", json=broken, headers=WRITING)
    assert 400 <= alone.status_code < 500
    assert alone.headers["content-type"] == "application/problem+json"


def test_html_is_read_as_its_text(client: httpx.Client) -> None:
    page = (
        "<html><head><title>Harbour</title></head><body><nav>Home</nav><article><h1>Harbour</h1>"
        "<p>The council met on Tuesday and spoke about the harbour for several hours in the town hall.</p>"
        "<p>“The harbour stays open,” Ana Lopez said. The decision was welcomed by the fishermen of the town.</p>"
        "</article><script>alert('x')</script></body></html>"
    )
    found = client.post("/extract", json={"html": page}).json()
    assert [quote["text"] for quote in found["quotes"]] == ["The harbour stays open"]
    schemas.ExtractedArticle.model_validate(found)
    assert client.get("/quotes").json()["items"] == [], "nothing is stored"


NO_ADDRESSES = ("javascript:alert(1)", "data:text/html,x", "ftp://a.example/", "//a.example", "http://", "file:///x")


@pytest.mark.parametrize("url", NO_ADDRESSES)
def test_no_address_but_the_webs_is_taken(sqlite_client: httpx.Client, url: str) -> None:
    answer = sqlite_client.post("/articles", json=article(1, url=url), headers=WRITING)
    assert answer.status_code == 422
    assert "url" in answer.json()["errors"][0]["name"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 422),
        (b"", 422),
        (b"[]", 422),
        (b"null", 422),
        (b'{"title": "No words"}', 422),
        (b'{"text": ""}', 422),
        (b'{"text": "x", "txet": "y"}', 422),
        (b'{"text": 5}', 422),
        (b'{"text": "x", "published": "yesterday"}', 422),
        (b'{"text": "x", "id": "a/b"}', 422),
        (b'{"text": "\\ud800"}', 422),
        (b"\xff\xfe", 422),
        (b"[" * 20000, 400),
    ],
)
def test_a_body_that_is_no_article_is_told_so(sqlite_client: httpx.Client, body: bytes, status: int) -> None:
    for path in ("/articles", "/extract"):
        answer = sqlite_client.post(path, content=body, headers={**WRITING, "Content-Type": "application/json"})
        assert answer.status_code == status, answer.text[:300]
        assert answer.headers["content-type"] == "application/problem+json"


def test_a_deleted_article_is_gone_with_its_quotes(client: httpx.Client) -> None:
    quote = add(client, article(1))[0]["quotes"][0]
    add(client, article(2, ("Other words", "Bo Chen")))
    assert client.delete("/articles/a1", headers=WRITING).status_code == 204
    assert client.get("/articles/a1").status_code == 404
    assert client.get(quote["links"]["self"]).status_code == 404
    assert [item["text"] for item in client.get("/quotes").json()["items"]] == ["Other words"]
    assert client.delete("/articles/a1", headers=WRITING).status_code == 404


def test_articles_are_listed_newest_first_in_pages(client: httpx.Client) -> None:
    add(client, *(article(number) for number in range(1, 8)))
    seen: list[str] = []
    response = client.get("/articles", params={"limit": 3, "since": "2024-01-03", "count": "true"})
    schemas.ArticlePage.model_validate(response.json())
    assert response.json()["count"] == 6
    while True:
        page = response.json()
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        response = client.get(page["next"])
    assert seen == ["a7", "a6", "a5", "a4", "a3", "a2"]
    one = client.get("/articles/a7").json()
    schemas.ArticleDetail.model_validate(one)
    assert "text" not in one, "the text is served where the setting allows it"
    assert [item["id"] for item in client.get(one["links"]["quotes"]).json()["items"]] == [one["quotes"][0]["id"]]
    csv = client.get("/articles", params={"format": "csv"})
    assert csv.text.splitlines()[0].startswith("id,title,url")
    assert len(csv.text.splitlines()) == 8
    assert len(client.get("/articles", params={"format": "ndjson", "limit": 3}).text.splitlines()) == 3


def test_the_text_is_served_where_allowed(served: Any) -> None:
    with served(serve_text=True) as client:
        given = article(1)
        add(client, given)
        assert client.get("/articles/a1").json()["text"] == given["text"]


def test_speakers_are_merged_split_and_renamed_for_good(client: httpx.Client) -> None:
    add(
        client,
        article(1, ("One", "Ana Lopez")),
        article(2, ("Two", "Anita Ruiz")),
        article(3, ("Three", "Bo Chen")),
    )
    ids = {item["name"]: item["id"] for item in client.get("/speakers").json()["items"]}
    assert set(ids) == {"Ana Lopez", "Anita Ruiz", "Bo Chen"}
    merging = {"ids": [ids["Anita Ruiz"]], "note": "Married"}
    merged = client.post(f"/speakers/{ids['Ana Lopez']}/merge", json=merging, headers=WRITING)
    assert merged.status_code == 200, merged.text
    schemas.SpeakerDetail.model_validate(merged.json())
    moved = client.get(f"/speakers/{ids['Anita Ruiz']}")
    assert moved.status_code == 301
    assert moved.headers["location"].endswith(f"/speakers/{ids['Ana Lopez']}")
    quotes = client.get(f"/speakers/{ids['Anita Ruiz']}/quotes?limit=1", follow_redirects=True)
    assert quotes.url.params["limit"] == "1"
    said = client.get("/quotes", params={"speaker": "Anita Ruiz"}).json()
    assert {item["text"] for item in said["items"]} == {"One", "Two"}
    renamed = client.patch(f"/speakers/{ids['Ana Lopez']}", json={"name": "Ana López Díaz"}, headers=WRITING)
    assert (renamed.json()["id"], renamed.json()["name"]) == (ids["Ana Lopez"], "Ana López Díaz")
    add(client, article(4, ("Four", "Anita Ruiz")))
    assert len(client.get("/quotes", params={"speaker": ids["Ana Lopez"]}).json()["items"]) == 3
    split = client.post(f"/speakers/{ids['Ana Lopez']}/split", json={"names": ["Anita Ruiz"]}, headers=WRITING)
    assert split.status_code == 201, split.text
    assert client.get(split.headers["location"]).status_code == 200
    said = client.get("/quotes", params={"speaker": split.json()["id"]}).json()
    assert {item["text"] for item in said["items"]} == {"Two", "Four"}
    decisions = client.get(f"/speakers/{ids['Ana Lopez']}").json()["decisions"]
    assert {decision["by"] for decision in decisions} == {"tester"}


def test_a_correction_that_contradicts_is_refused(client: httpx.Client) -> None:
    add(client, article(1))
    to_itself = client.post("/speakers/ana-lopez/merge", json={"ids": ["ana-lopez"]}, headers=WRITING)
    assert to_itself.status_code in (400, 409), to_itself.text
    for method, path, body in (
        ("POST", "/speakers/nobody/merge", {"ids": ["ana-lopez"]}),
        ("POST", "/speakers/ana-lopez/merge", {"ids": ["nobody"]}),
        ("PATCH", "/speakers/nobody", {"name": "X"}),
        ("PATCH", "/quotes/q0", {"speaker": "Ana Lopez"}),
    ):
        answer = client.request(method, path, json=body, headers=WRITING)
        assert answer.status_code == 404, (path, answer.text)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("split", {"names": ["Ana\x00Lopez"]}),
        ("split", {"names": ["Ana Lopez"], "note": "no\x00"}),
        ("merge", {"ids": ["bo\x00chen"]}),
        ("apart", {"ids": ["bo\x00chen"], "note": "\x00"}),
    ],
)
def test_a_nul_in_a_correction_breaks_nothing(client: httpx.Client, path: str, body: dict[str, Any]) -> None:
    add(client, article(1, ("One", "Ana Lopez")), article(2, ("Two", "Bo Chen")))
    answer = client.post(f"/speakers/ana-lopez/{path}", json=body, headers=WRITING)
    assert 200 <= answer.status_code < 500, answer.text


def test_speakers_are_found_as_they_are_typed(client: httpx.Client) -> None:
    name = "Svetlana Tikhanovskaya"
    add(client, article(1, ("One", name), ("Again", name)), article(2, ("Two", "Bo Chen")))
    page = client.get("/speakers", params={"count": "true"}).json()
    schemas.SpeakerPage.model_validate(page)
    assert page["count"] == 2
    assert [(item["name"], item["quotes"]) for item in page["items"]] == [(name, 2), ("Bo Chen", 1)]
    lines = client.get("/speakers", params={"format": "ndjson"}).text.splitlines()
    assert [json.loads(line) for line in lines] == page["items"]
    for typed in ("tikh", "svet", "Tikhanóv"):
        found = client.get("/speakers", params={"q": typed}).json()["items"]
        assert [item["name"] for item in found] == [name]
    detail = client.get(page["items"][0]["links"]["self"]).json()
    schemas.SpeakerDetail.model_validate(detail)
    assert (detail["quotes"], detail["articles"]) == (2, 1)


SAID = "We plan to take part in all peaceful strikes so that the government finally understands"


def test_a_draft_is_checked_against_the_record(client: httpx.Client) -> None:
    add(client, article(1, (SAID, "Ilya Rybkin"), ("I am ready", "Ana Lopez")))
    cases = {
        f"“{SAID},” Ilya Rybkin said.": "verbatim",
        "“We plan to take part in all peaceful strikes,” Ilya Rybkin said.": "truncated",
        "“We plan to ... so that the government finally understands,” Ilya Rybkin said.": "truncated",
        f"“{SAID.replace('peaceful', 'violent')},” Ilya Rybkin said.": "altered",
        f"“{SAID},” Bo Chen said.": "other-speaker",
        "“Nothing of the kind was ever said by anybody here,” Ilya Rybkin said.": "not-in-corpus",
    }
    for draft, status in cases.items():
        answer = client.post("/verify", json={"text": draft})
        assert answer.status_code == 200, answer.text
        schemas.Verified.model_validate(answer.json())
        item = answer.json()["items"][0]
        assert item["status"] == status, (draft, item)
        part = item["parts"][0]
        assert draft[part["start"] : part["end"]] == part["text"]
        if status == "altered":
            changed = [step for step in item["difference"] if step["op"] == "changed"]
            assert changed == [{"op": "changed", "words": "peaceful", "instead": "violent"}]
        assert (item["record"] is None) == (status == "not-in-corpus")
    assert client.get("/articles", params={"count": "true"}).json()["count"] == 1


def test_who_may_be_one_is_suggested_until_somebody_says_they_are_two(client: httpx.Client) -> None:
    for number, name in enumerate(("Robert Marlow", "Robert Marlow Jr.")):
        made = {"id": f"marlow-{number}", "text": f"“These are my words number {number},” {name} said on Monday."}
        assert client.post("/articles", json=made, headers=WRITING).status_code in (200, 201)
    page = client.get("/speakers/suggestions").json()
    schemas.SuggestionPage.model_validate(page)
    (found,) = [one for one in page["items"] if "marlow" in one["a"]["id"]]
    apart = {"ids": [found["b"]["id"]], "note": "father and son"}
    answer = client.post(f"/speakers/{found['a']['id']}/apart", json=apart, headers=WRITING)
    assert answer.status_code == 200, answer.text
    assert answer.json()["decisions"][-1]["kind"] == "apart"
    assert found not in client.get("/speakers/suggestions").json()["items"]
