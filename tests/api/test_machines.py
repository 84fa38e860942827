"""The description as programs read it, and answers that say what to mend."""

from __future__ import annotations

import json
from typing import Any

import httpx
import jsonschema
import pytest

from api import schemas
from tests.api.conftest import article
from tests.api.serving import WRITING
from tests.api.test_specification import OPERATIONS, SPECIFICATION

PARAMETERS = [
    (f"{name} {parameter['name']}", parameter)
    for name, operation in OPERATIONS
    for parameter in operation.get("parameters", [])
]


@pytest.mark.parametrize(("name", "parameter"), PARAMETERS, ids=[name for name, _ in PARAMETERS])
def test_an_example_is_a_value_of_its_parameter(name: str, parameter: dict[str, Any]) -> None:
    """A list has a list for its example: with a text /docs sends nothing at all."""
    schema = parameter["schema"]
    shown = [parameter["example"]] if "example" in parameter else []
    for example in [*shown, *schema.get("examples", [])]:
        jsonschema.validate(example, schema)


def test_docs_fills_in_no_more_than_one_may_leave_out() -> None:
    for name, operation in OPERATIONS:
        filled_in = [one for one in operation.get("parameters", []) if "example" in one and not one["required"]]
        assert len(filled_in) <= 1, name


def test_what_a_call_answers_with_is_declared_once() -> None:
    for name, operation in OPERATIONS:
        for answer in operation["responses"].values():
            for kind, content in answer.get("content", {}).items():
                assert content.get("schema"), f"{name}: {kind} has no schema"
    metrics = SPECIFICATION["paths"]["/metrics"]["get"]["responses"]["200"]["content"]
    assert list(metrics) == ["text/plain"]


BODIES = [
    (method, path)
    for path, methods in SPECIFICATION["paths"].items()
    for method, operation in methods.items()
    if "requestBody" in operation
]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/pdf", ""])
@pytest.mark.parametrize(("method", "path"), BODIES)
def test_a_body_that_is_no_json_is_a_415(sqlite_client: httpx.Client, method: str, path: str, kind: str) -> None:
    assert "415" in SPECIFICATION["paths"][path][method]["responses"]
    headers = {**WRITING, "Content-Type": kind} if kind else WRITING
    answer = sqlite_client.request(method, path.replace("{id}", "x"), content=b"Go, she said.", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (415, "unknown-format")
    assert "Content-Type: application/json" in answer.json()["detail"]


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "application/ld+json"])
def test_json_by_any_of_its_names_is_read(sqlite_client: httpx.Client, kind: str) -> None:
    body = json.dumps(article(1)).encode()
    assert sqlite_client.post("/extract", content=body, headers={"Content-Type": kind}).status_code == 200


BROKEN: list[Any] = [{"text": ""}, {"text": "x", "txet": "y"}, {"text": 5}, {"text": "x", "published": "soon"}, 7, None]


@pytest.mark.parametrize("bad", BROKEN)
@pytest.mark.parametrize("path", ["/articles", "/extract"])
def test_a_list_with_a_bad_member_keeps_the_good_ones(sqlite_client: httpx.Client, path: str, bad: Any) -> None:
    if isinstance(bad, dict):
        bad = {**bad, "id": "bad"}
    answer = sqlite_client.post(path, json=[article(1), bad, article(2)], headers=WRITING)
    assert answer.status_code in (200, 201), answer.text
    (schemas.StoredMany if path == "/articles" else schemas.ExtractedMany).model_validate(answer.json())
    first, broken, last = answer.json()["items"]
    assert (first["id"], last["id"]) == ("a1", "a2") and first["quotes"] and last["quotes"]
    assert broken["id"] == ("bad" if isinstance(bad, dict) else None)
    assert broken["error"]["code"] == "invalid"
    assert "Value error" not in broken["error"]["message"]
    stored = {one["id"] for one in sqlite_client.get("/articles").json()["items"]}
    assert stored == ({"a1", "a2"} if path == "/articles" else set())


def test_a_list_without_a_good_member_is_refused(sqlite_client: httpx.Client) -> None:
    answer = sqlite_client.post("/extract", json=[{"text": ""}, {}])
    assert answer.status_code == 422
    assert "give the article as text or as html" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/quotes?since=soon", None),
        ("GET", "/articles?until=2024-13", None),
        ("POST", "/extract", {"title": "No words"}),
        ("POST", "/verify", {}),
        ("POST", "/articles", {"text": "x", "url": "ftp://x"}),
        ("POST", "/articles", [{"text": "x", "url": "ftp://x"}]),
        ("POST", "/speakers/x/split", {}),
    ],
)
def test_no_message_begins_with_a_librarys_words(
    sqlite_client: httpx.Client, method: str, path: str, body: Any
) -> None:
    answer = sqlite_client.request(method, path, json=body, headers=WRITING)
    assert answer.status_code == 422
    assert "Value error" not in answer.text and "Assertion failed" not in answer.text


def test_a_body_in_another_encoding_is_told_so(sqlite_client: httpx.Client) -> None:
    body = '{"text": "“Go now,” said Olga Mar."}'.encode("cp1252")
    answer = sqlite_client.post("/extract", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400 and "it looks like Windows-1252" in answer.json()["detail"]
