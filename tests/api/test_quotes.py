"""Reading quotes: filters, pages, counts, samples, formats."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import httpx
import pytest

from api import schemas
from tests.api.conftest import add, article
from tests.api.serving import WRITING

SAID = (
    article(1, ("The harbour stays open", "Ana Lopez"), ("We will see", "Bo Chen"), outlet="Harbour Post"),
    article(2, ("Taxes must fall now", "Ana Lopez"), outlet="Example Times"),
    article(3, ("The harbour is closed", "Bo Chen"), ("Nobody asked the fishermen", "Carla Diaz")),
    {"text": "A sign read “Keep out”.", "id": "a4", "title": "Signs", "published": "2023-05-01"},
)


@pytest.fixture
def stocked(client: httpx.Client) -> httpx.Client:
    add(client, *SAID)
    return client


def texts(response: httpx.Response) -> set[str]:
    assert response.status_code == 200, response.text
    return {item["text"] for item in response.json()["items"]}


FILTERS: list[tuple[dict[str, Any], set[str]]] = [
    ({"speaker": "Ana Lopez"}, {"The harbour stays open", "Taxes must fall now"}),
    ({"speaker": "Lopez", "outlet": "Harbour Post"}, {"The harbour stays open"}),
    (
        {"speaker": ["Ana Lopez", "Carla Diaz"], "article": ["a2", "a3"]},
        {"Taxes must fall now", "Nobody asked the fishermen"},
    ),
    ({"article": "a1"}, {"The harbour stays open", "We will see"}),
    ({"q": "harbour"}, {"The harbour stays open", "The harbour is closed"}),
    ({"q": '"harbour stays"'}, {"The harbour stays open"}),
    ({"since": "2024-01-03"}, {"Taxes must fall now", "The harbour is closed", "Nobody asked the fishermen"}),
    ({"since": "2024-01", "until": "2024-01-02"}, {"The harbour stays open", "We will see"}),
    ({"until": "2023"}, {"Keep out"}),
    ({"attributed": "false"}, {"Keep out"}),
    ({"attributed": "true", "article": "a4"}, set()),
    ({"rule": "no-such-rule"}, set()),
    ({"kind": "fragment"}, set()),
    ({"min_confidence": "0.5", "q": "out"}, set()),
    ({"speaker": "Nobody Atall"}, set()),
    ({"outlet": "No Such Paper"}, set()),
]


def test_filters_combine(stocked: httpx.Client) -> None:
    for asked, expected in FILTERS:
        assert texts(stocked.get("/quotes", params=asked)) == expected, asked


def test_every_quote_proves_itself(stocked: httpx.Client) -> None:
    given = {item["id"]: item["text"] for item in SAID}
    page = stocked.get("/quotes").json()
    schemas.QuotePage.model_validate(page)
    assert len(page["items"]) == 6
    for item in page["items"]:
        schemas.Quote.model_validate(item)
        ranges = [*item["parts"], item["cue"], item["speaker"] and item["speaker"]["mention"]]
        for one in filter(None, ranges):
            assert given[item["article"]["id"]][one["start"] : one["end"]] == one["text"]


def test_one_quote_by_its_own_link(stocked: httpx.Client) -> None:
    listed = stocked.get("/quotes", params={"speaker": "Carla Diaz"}).json()["items"][0]
    alone = stocked.get(listed["links"]["self"])
    assert alone.status_code == 200
    assert alone.json() == listed
    assert listed["links"]["embed"].endswith(f"/embed/quotes/{listed['id']}")
    assert stocked.get(listed["links"]["speaker"]).json()["name"] == "Carla Diaz"
    assert stocked.get(listed["links"]["article"]).json()["id"] == "a3"


def test_resolved_says_whom_each_name_meant(client: httpx.Client) -> None:
    add(client, article(1, ("Yes", "Bill Clinton")), article(2, ("No", "Hillary Clinton")))
    found = client.get("/quotes", params={"speaker": ["Clinton", "Clintonn"]}).json()
    both, typo = found["resolved"]["speaker"]
    assert both["query"] == "Clinton"
    assert {one["name"] for one in both["speakers"]} == {"Bill Clinton", "Hillary Clinton"}
    assert typo["query"] == "Clintonn"
    assert typo["speakers"] == [] or {one["name"] for one in typo["speakers"]} <= {"Bill Clinton", "Hillary Clinton"}
    assert texts(client.get("/quotes", params={"speaker": both["speakers"][0]["id"]})) <= {"Yes", "No"}


@pytest.mark.parametrize("sort", ["-published", "published", "relevance", "-confidence"])
def test_pages_hold_everything_once_and_keep_every_filter(client: httpx.Client, sort: str) -> None:
    add(client, *(article(number, (f"Words number {number}", "Ana Lopez")) for number in range(1, 24)))
    asked = {
        "speaker": ["Ana Lopez", "Bo Chen"],
        "q": "words",
        "sort": sort,
        "limit": 5,
        "since": "2024-01",
        "fields": "id",
    }
    seen: list[str] = []
    response = client.get("/quotes", params=asked)
    while True:
        page = response.json()
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            assert "next" not in response.links
            break
        assert response.links["next"]["url"] == page["next"]
        following = httpx.URL(page["next"]).params
        for name, value in asked.items():
            assert following.get_list(name) == ([str(value)] if not isinstance(value, list) else value)
        response = client.get(page["next"])
    assert len(seen) == len(set(seen)) == 23


def test_a_cursor_stays_right_while_articles_come_in(client: httpx.Client) -> None:
    add(client, *(article(number, (f"Old {number}", "Ana Lopez"), published="2024-01-05") for number in range(6)))
    first = client.get("/quotes", params={"limit": 3}).json()
    add(client, article(50, ("Newer", "Ana Lopez"), published="2024-02-01"))
    add(client, article(51, ("Older", "Ana Lopez"), published="2020-01-01"))
    second = client.get(first["next"]).json()
    third = client.get(second["next"]).json()
    seen = [item["text"] for page in (first, second, third) for item in page["items"]]
    assert sorted(seen) == sorted([*(f"Old {number}" for number in range(6)), "Older"])


def test_fields_chooses_members_and_members_of_members(stocked: httpx.Client) -> None:
    found = stocked.get("/quotes", params={"fields": "id,speaker.name,article.outlet", "q": "fishermen"}).json()
    assert found["items"][0] == {
        "id": found["items"][0]["id"],
        "speaker": {"name": "Carla Diaz"},
        "article": {"outlet": "Example Times"},
    }
    unattributed = stocked.get("/quotes", params={"fields": "speaker.name", "article": "a4"}).json()
    assert unattributed["items"] == [{"speaker": None}]


def test_count_and_facets_are_of_everything_that_matches(stocked: httpx.Client) -> None:
    asked = {"count": "true", "facets": "speaker,outlet,month", "limit": 1, "q": "harbour"}
    found = stocked.get("/quotes", params=asked).json()
    schemas.QuotePage.model_validate(found)
    assert found["count"] == 2
    facets = found["facets"]
    assert {(one["name"], one["count"]) for one in facets["speaker"]} == {("Ana Lopez", 1), ("Bo Chen", 1)}
    assert {(one["value"], one["count"]) for one in facets["outlet"]} == {("Harbour Post", 1), ("Example Times", 1)}
    assert {(one["value"], one["count"]) for one in facets["month"]} == {("2024-01", 2)}
    unfiltered = stocked.get("/quotes", params={"count": "true"}).json()
    assert unfiltered["count"] == 6
    assert "facets" not in unfiltered


def test_a_sample_is_the_same_for_the_same_seed(client: httpx.Client) -> None:
    add(client, *(article(number, (f"Words {number}", "Ana Lopez")) for number in range(1, 25)))
    drawn = client.get("/quotes", params={"sample": 5, "seed": 7})
    assert len(drawn.json()["items"]) == 5
    assert drawn.json()["next"] is None
    assert drawn.json()["resolved"]["seed"] == 7
    assert texts(client.get("/quotes", params={"sample": 5, "seed": 7})) == texts(drawn)
    without = client.get("/quotes", params={"sample": 5})
    assert without.headers["cache-control"] == "no-store"
    again = client.get("/quotes", params={"sample": 5, "seed": without.json()["resolved"]["seed"]})
    assert texts(again) == texts(without)
    others = [frozenset(texts(client.get("/quotes", params={"sample": 5, "seed": seed}))) for seed in range(8)]
    assert len(set(others)) > 1


def test_csv_and_ndjson_hold_everything_and_agree(client: httpx.Client) -> None:
    add(client, *(article(number, (f'Well, "number" {number}', "Ana Lopez")) for number in range(1, 8)))
    add(client, *SAID[2:3])
    wanted = {item["id"] for item in client.get("/quotes", params={"limit": 200}).json()["items"]}
    lines = client.get("/quotes", headers={"Accept": "application/x-ndjson"})
    assert lines.headers["content-type"].startswith("application/x-ndjson")
    items = [json.loads(line) for line in lines.text.splitlines()]
    for item in items:
        schemas.Quote.model_validate(item)
    table = client.get("/quotes", params={"format": "csv"})
    assert table.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert {item["id"] for item in items} == {row["id"] for row in rows} == wanted
    by_id = {item["id"]: item for item in items}
    for row in rows:
        assert row["text"] == by_id[row["id"]]["text"]
        assert row["speaker_name"] == by_id[row["id"]]["speaker"]["name"]
        assert json.loads(row["parts"]) == by_id[row["id"]]["parts"]


def test_a_page_of_csv_has_a_next_too(stocked: httpx.Client) -> None:
    page = stocked.get("/quotes", params={"limit": 4, "fields": "id,text"}, headers={"Accept": "text/csv"})
    assert page.text.splitlines()[0] == "id,text"
    assert len(page.text.splitlines()) == 5
    rest = stocked.get(page.links["next"]["url"], headers={"Accept": "text/csv"})
    assert len(rest.text.splitlines()) == 3


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("text/csv", "text/csv"),
        ("text/csv;q=0.2, application/json;q=0.9", "application/json"),
        ("application/x-ndjson, application/json;q=0.5", "application/x-ndjson"),
        ("image/png", "application/json"),
        ("text/csv;q=many", "application/json"),
    ],
)
def test_accept_chooses_the_format(sqlite_client: httpx.Client, accept: str, kind: str) -> None:
    assert sqlite_client.get("/quotes", headers={"Accept": accept}).headers["content-type"].startswith(kind)


WRONG = [
    ("speakr=x", 400, "'speaker'"),
    ("Limit=5", 400, "'limit'"),
    ("zzzzqqq=1", 400, "known are"),
    ("limit=0", 422, "limit"),
    ("limit=201", 422, "limit"),
    ("limit=many", 422, "limit"),
    ("limit=5&limit=6", 400, "'limit'"),
    ("since=yesterday", 422, "2020-08-17"),
    ("since=2024-02-30", 422, "2020-08-17"),
    ("sort=newest", 422, "sort"),
    ("kind=oblique", 422, "kind"),
    ("min_confidence=2", 422, "min_confidence"),
    ("min_confidence=nan", 422, "min_confidence"),
    ("attributed=perhaps", 422, "attributed"),
    ("facets=speaker,planet", 422, "facets"),
    ("fields=id,speeker.name", 400, "'speaker'"),
    ("cursor=rubbish", 400, "cursor"),
    ("cursor=%00%ff", 400, "cursor"),
    ("seed=3", 400, "sample"),
    ("sample=3&cursor=abc", 400, "sample"),
    ("format=xml", 422, "format"),
    ("&".join(f"speaker={n}" for n in range(300)), 400, "parameters"),
    ("&".join(f"speaker={n}" for n in range(60)), 422, "speaker"),
]


def test_a_wrong_query_is_told_what_to_mend(client: httpx.Client) -> None:
    for query, status, says in WRONG:
        response = client.get(f"/quotes?{query}")
        assert response.status_code == status, (query, response.text)
        assert response.headers["content-type"] == "application/problem+json"
        schemas.Problem.model_validate(response.json())
        told = response.json()["detail"] + json.dumps(response.json().get("errors", []))
        assert says in told, (query, told)


HOSTILE = (
    '"', '""', "(", "NEAR(", "a AND", "* OR", "text:x", "'; DROP TABLE quotes; --", "\x00", "a\x00b", "^", "-", "NOT",
    "é" * 3000, "a " * 5000, "x" * 10240, "“”", "😀", "\u202e", "%", "_", "\\", "{}[]", 'a:b*c^d(e)f"g', "\ud7ff", " ",
    '"a" "b', "a*", "+a", "~", "<->", "a & b | !c", "ﬁ", "\t\n",
)  # fmt: skip


def test_no_search_is_an_error(client: httpx.Client) -> None:
    add(client, SAID[0])
    for words in HOSTILE:
        for sort in ("-published", "relevance"):
            response = client.get("/quotes", params={"q": words, "sort": sort})
            assert response.status_code == 200, (words[:50], response.text[:500])
        for name in ("speaker", "outlet", "article", "rule"):
            response = client.get("/quotes", params={name: words[:400]})
            assert response.status_code == 200, (name, words[:50], response.text[:500])
        for path in ("/speakers", "/articles"):
            response = client.get(path, params={"q": words[:400]})
            assert response.status_code == 200, (path, words[:50], response.text[:500])


def test_an_unknown_quote_is_404(client: httpx.Client) -> None:
    for path in ("/quotes/q0000000000000000", "/quotes/%00", "/quotes/q0/similar", "/quotes/" + "x" * 3000):
        response = client.get(path)
        assert response.status_code == 404, path
        assert response.json()["code"] == "not-found"


def test_the_same_words_in_other_articles(client: httpx.Client) -> None:
    words = "We shall rebuild every single house that the flood has taken from the people of this valley"
    add(client, article(1, (words, "Ana Lopez"), outlet="First Paper"))
    add(
        client, article(2, (words, "Ana Lopez"), outlet="Second Paper"), article(3, ("Quite another matter", "Bo Chen"))
    )
    quote = client.get("/quotes", params={"article": "a1"}).json()["items"][0]
    found = client.get(f"/quotes/{quote['id']}/similar")
    assert found.status_code == 200
    schemas.Similar.model_validate(found.json())
    assert "a2" in {item["article_id"] for item in found.json()["items"]}
    assert "a3" not in {item["article_id"] for item in found.json()["items"]}


def test_a_hand_made_correction_stays(client: httpx.Client) -> None:
    add(client, SAID[0])
    quote = client.get("/quotes", params={"speaker": "Bo Chen"}).json()["items"][0]
    changed = client.patch(f"/quotes/{quote['id']}", json={"speaker": "Ana Lopez", "note": "Heard it"}, headers=WRITING)
    assert changed.status_code == 200, changed.text
    assert changed.json()["speaker"]["name"] == "Ana Lopez"
    add(client, {**SAID[0], "text": SAID[0]["text"] + "\nMore text."})
    assert client.get(f"/quotes/{quote['id']}").json()["speaker"]["name"] == "Ana Lopez"
    assert texts(client.get("/quotes", params={"speaker": "Bo Chen"})) == set()
    nobody = client.patch(f"/quotes/{quote['id']}", json={"speaker": None}, headers=WRITING)
    assert nobody.json()["speaker"] is None
    new = client.patch(f"/quotes/{quote['id']}", json={"speaker": "Dora Evans"}, headers=WRITING)
    assert new.json()["speaker"]["name"] == "Dora Evans"
    assert texts(client.get("/quotes", params={"speaker": "Evans"})) == {"We will see"}
