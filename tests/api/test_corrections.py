"""What is no quotation, and undo, by the API: what an editor can do at the desk a program can do too."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from api import schemas
from tests.api.conftest import add, article
from tests.api.serving import WRITING


def post(client: httpx.Client, path: str, status: int = 200, **body: Any) -> Any:
    answer = client.post(path, json=body, headers=WRITING)
    assert answer.status_code == status, answer.text
    return answer.json()


def test_what_is_no_quotation_leaves_the_lists_and_comes_back(client: httpx.Client) -> None:
    quote = add(client, article(1), article(2, ("Sail on", "Bo Chen")))[0]["quotes"][0]
    place = f"/quotes/{quote['id']}"
    before = client.get(place).json()
    refused = post(client, f"{place}/refuse", note="a title")
    schemas.Quote.model_validate(refused)
    assert refused["superseded"] is True and client.get(place).json() == refused
    assert [one["text"] for one in client.get("/quotes").json()["items"]] == ["Sail on"]
    assert post(client, f"{place}/refuse", 409)["code"] == "conflict"
    assert post(client, f"{place}/undo") == before == client.get(place).json()
    assert len(client.get("/quotes").json()["items"]) == 2
    history = client.get(f"{place}/corrections").json()
    schemas.QuoteCorrections.model_validate(history)
    assert [(one["kind"], one["note"]) for one in history["items"]] == [
        ("not-a-quotation", "a title"),
        ("as-read", None),
    ]


def test_corrections_of_a_quote_are_taken_back_one_by_one(client: httpx.Client) -> None:
    quote = add(client, article(1), article(2, ("Sail on", "Bo Chen")))[0]["quotes"][0]
    place = f"/quotes/{quote['id']}"
    before = client.get(place).json()
    for speaker in ("Bo Chen", None):
        assert client.patch(place, json={"speaker": speaker}, headers=WRITING).status_code == 200
    once = post(client, f"{place}/undo", note="a slip")
    assert once["speaker"]["id"] == "bo-chen" and once["corrected"], "a person's word stands still"
    twice = post(client, f"{place}/undo")
    assert twice == before and "corrected" not in twice, "what the article says, with its evidence and confidence"
    assert post(client, f"{place}/undo", 409)["code"] == "conflict"
    history = client.get(f"{place}/corrections").json()["items"]
    assert [one["kind"] for one in history] == ["speaker", "speaker", "speaker", "as-read"]
    assert [one["after"] and one["after"]["id"] for one in history] == ["bo-chen", None, "bo-chen", None]


def test_decisions_about_a_speaker_are_taken_back_in_any_order(client: httpx.Client) -> None:
    add(client, article(1), article(2, ("Sail on", "Bo Chen")))
    before = client.get("/speakers/ana-lopez").json()
    client.patch("/speakers/ana-lopez", json={"name": "A. Lopez"}, headers=WRITING)
    merged = post(client, "/speakers/ana-lopez/merge", ids=["bo-chen"])
    assert merged["quotes"] == 2
    rename, merge = merged["decisions"]
    assert (rename["kind"], merge["kind"], merge["undone"]) == ("rename", "merge", False)
    back = post(client, "/speakers/ana-lopez/undo", decision=rename["id"])
    schemas.SpeakerDetail.model_validate(back)
    assert (back["name"], back["quotes"]) == ("Ana Lopez", 2)
    assert [one["undone"] for one in back["decisions"]] == [True, False, False]
    back = post(client, "/speakers/bo-chen/undo")
    assert {name: back[name] for name in ("id", "name", "quotes")} == {
        name: before[name] for name in ("id", "name", "quotes")
    }
    assert client.get("/speakers/bo-chen", follow_redirects=False).status_code == 200
    assert post(client, "/speakers/ana-lopez/undo", 409)["code"] == "conflict"
    assert post(client, "/speakers/ana-lopez/undo", 409, decision=rename["id"])["code"] == "conflict"
    assert post(client, "/speakers/bo-chen/undo", 404, decision=rename["id"])["code"] == "not-found"


@pytest.mark.parametrize("path", ["/quotes/q0/refuse", "/quotes/q0/undo", "/speakers/nobody/undo"])
def test_a_correction_needs_a_key_and_something_to_correct(sqlite_client: httpx.Client, path: str) -> None:
    assert sqlite_client.post(path, json={}).status_code in (401, 403)
    assert sqlite_client.post(path, json={"nota": "x"}, headers=WRITING).status_code == 422
    assert sqlite_client.post(path, json={"note": "no\x00"}, headers=WRITING).status_code in (404, 422)
    assert sqlite_client.post(path, json={}, headers=WRITING).status_code == 404
    assert sqlite_client.get("/quotes/q0/corrections").status_code == 404
