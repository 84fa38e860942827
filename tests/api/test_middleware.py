"""What surrounds every answer: tags, CORS, gzip, limits, keys, security headers, log and metrics."""

from __future__ import annotations

import gzip
import io
import json
import re
from collections.abc import Callable
from contextlib import redirect_stderr
from typing import Any

import httpx
import pytest
from sqlalchemy import event

from api.app import create_app
from quotes.store import Store
from quotes.store.quotes import total
from tests.api.conftest import add, answers_again, article, made_settings
from tests.api.plain_extractor import PlainExtractor
from tests.api.serving import KEY, WRITING, serving

Served = Callable[..., Any]


def test_an_unchanged_answer_is_304_until_something_is_written(client: httpx.Client) -> None:
    add(client, article(1))
    lists = ("/quotes?speaker=Lopez", "/articles", "/speakers", "/quotes?format=csv")
    for path in (*lists, "/articles/a1", "/speakers/ana-lopez"):
        first = client.get(path)
        assert first.status_code == 200, path
        again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b""), path
        assert again.headers["etag"] == first.headers["etag"]
        assert client.get(path, headers={"If-None-Match": f'"x", {first.headers["etag"]}'}).status_code == 304
        assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    tag = client.get("/quotes").headers["etag"]
    add(client, article(2, ("Something new", "Bo Chen")))
    changed = client.get("/quotes", headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert len(changed.json()["items"]) == 2


def test_a_304_and_a_kept_body_ask_the_database_for_its_version_alone(sqlite_store: Store) -> None:
    asked: list[str] = []
    event.listen(sqlite_store.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    rows = sqlite_store.rows

    def counted(sql: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
        asked.append(sql)
        return rows(sql, parameters)

    sqlite_store.rows = counted  # type: ignore[method-assign]
    app = create_app(made_settings(), store=sqlite_store, extractor=PlainExtractor())
    with serving(app) as client:
        add(client, article(1))
        asked.clear()
        path = "/quotes?speaker=Lopez&count=true"
        first = client.get(path)
        assert len([sql for sql in asked if "version" not in sql]) > 0
        client.get(path)  # an answer is kept once it was asked for again
        asked.clear()
        assert client.get(path).json() == first.json()
        assert client.get(path, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
        assert len(asked) == 2
        assert [sql for sql in asked if "version" not in sql] == []


def test_tags_differ_by_what_was_asked(sqlite_client: httpx.Client) -> None:
    tags = [
        sqlite_client.get("/quotes").headers["etag"],
        sqlite_client.get("/quotes?limit=2").headers["etag"],
        sqlite_client.get("/articles").headers["etag"],
        sqlite_client.get("/quotes", headers={"Accept": "text/csv"}).headers["etag"],
        sqlite_client.get("/quotes", headers={"Host": "quotes.example"}).headers["etag"],
    ]
    assert len(set(tags)) == len(tags)


LISTS = ("/quotes", "/quotes/none", "/speakers", "/articles", "/quotes?x=1")
EVERYWHERE = (*LISTS, "/rules", "/health", "/docs", "/nowhere")


@pytest.mark.parametrize("path", EVERYWHERE)
def test_cors_and_safety_are_on_every_answer(sqlite_client: httpx.Client, path: str) -> None:
    answer = sqlite_client.get(path, headers={"Origin": "https://app.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert {"Link", "ETag"} <= set(re.split(r",\s*", answer.headers["access-control-expose-headers"]))
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert re.fullmatch(r"[0-9a-f]{16}", answer.headers["x-request-id"])
    assert "server" not in answer.headers


def test_a_preflight_allows_reading_and_not_writing(sqlite_client: httpx.Client) -> None:
    asked = {"Origin": "https://app.example", "Access-Control-Request-Method": "GET"}
    answer = sqlite_client.options("/quotes", headers=asked)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in answer.headers["access-control-allow-headers"]


def test_head_is_get_without_the_body(sqlite_client: httpx.Client) -> None:
    add(sqlite_client, article(1))
    for path in ("/quotes", "/quotes?format=ndjson", "/health", "/nowhere"):
        get, head = sqlite_client.get(path), sqlite_client.head(path)
        assert head.status_code == get.status_code
        assert head.content == b""
        assert head.headers["content-type"] == get.headers["content-type"]
        assert head.headers.get("etag") == get.headers.get("etag")


def test_gzip_is_the_same_answer_smaller(sqlite_client: httpx.Client) -> None:
    add(sqlite_client, *(article(number) for number in range(1, 20)))
    for path in ("/quotes", "/quotes?format=csv", "/quotes"):
        plain = sqlite_client.get(path, headers={"Accept-Encoding": "identity"})
        assert "content-encoding" not in plain.headers
        with sqlite_client.stream("GET", path, headers={"Accept-Encoding": "gzip"}) as packed:
            raw = b"".join(packed.iter_raw())
        assert packed.headers["content-encoding"] == "gzip"
        assert gzip.decompress(raw) == plain.content
        assert len(raw) < len(plain.content) / 2
        assert "Accept-Encoding" in packed.headers["vary"]


def test_a_given_request_id_is_kept_and_a_strange_one_is_not(sqlite_client: httpx.Client) -> None:
    assert sqlite_client.get("/health", headers={"X-Request-ID": "abc-1.2"}).headers["x-request-id"] == "abc-1.2"
    for strange in ("a b", "x" * 65, "<script>"):
        assert sqlite_client.get("/health", headers={"X-Request-ID": strange}).headers["x-request-id"] != strange


def test_too_many_requests_are_told_to_wait(served: Served) -> None:
    with served(rate_limit="3/minute") as client:
        answers = [client.get("/quotes") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert answers[3].headers["content-type"] == "application/problem+json"
    assert 1 <= int(answers[3].headers["retry-after"]) <= 60
    assert answers[3].headers["access-control-allow-origin"] == "*"


def test_a_body_over_the_limit_is_413_whatever_its_length_says(served: Served) -> None:
    with served(max_body_bytes=2000) as client:
        body = json.dumps({"text": "x" * 3000}).encode()
        told = client.post("/extract", content=body, headers={"Content-Type": "application/json"})

        def pieces() -> Any:
            yield from (body[:1500], body[1500:])

        untold = client.post("/extract", content=pieces(), headers={"Content-Type": "application/json"})
        for answer in (told, untold):
            assert answer.status_code == 413, answer.text
            assert answer.json()["code"] == "too-large"
            assert "2000 bytes" in answer.json()["detail"]
        small = client.post("/extract", json={"text": "“Yes,” Ana Lopez said."})
        assert small.status_code == 200


def test_an_article_over_its_limit_is_413(sqlite_store: Store) -> None:
    app = create_app(made_settings(), store=sqlite_store, extractor=PlainExtractor(max_chars=100))
    with serving(app) as client:
        assert client.post("/extract", json={"text": "“Yes,” Ana Lopez said. " * 10}).status_code == 413


def test_a_request_that_takes_too_long_is_ended(sqlite_store: Store) -> None:
    import time

    class Slow(PlainExtractor):
        def extract(self, article: Any) -> Any:
            time.sleep(1)
            return super().extract(article)

    with serving(create_app(made_settings(request_timeout=0.2), store=sqlite_store, extractor=Slow())) as client:
        answer = client.post("/extract", json={"text": "“Yes,” Ana Lopez said."})
        assert answer.status_code == 503
        assert answer.json()["code"] == "timeout"
        answers_again(client)


def test_reading_stays_quick_while_articles_are_read(sqlite_store: Store) -> None:
    import threading
    import time

    release = threading.Event()

    class Waiting(PlainExtractor):
        def extract(self, article: Any) -> Any:
            release.wait(60)
            return super().extract(article)

    with serving(create_app(made_settings(), store=sqlite_store, extractor=Waiting())) as client:
        body = {"json": {"text": "“a” b"}}
        posts = [threading.Thread(target=client.post, args=("/extract",), kwargs=body) for _ in range(6)]
        for post in posts:
            post.start()
        time.sleep(0.2)
        started = time.perf_counter()
        answers = [client.get(path).status_code for path in ("/quotes", "/speakers", "/quotes?q=words", "/health")]
        seconds = time.perf_counter() - started
        release.set()
        for post in posts:
            post.join()
    assert answers == [200] * 4
    assert seconds < 30


def test_no_secret_reaches_log_or_metrics(sqlite_store: Store) -> None:
    log = io.StringIO()
    app = create_app(made_settings(), store=sqlite_store, extractor=PlainExtractor())
    with redirect_stderr(log), serving(app) as client:
        client.get("/quotes?limit=2", headers={"X-Request-ID": "find-me"})
        client.get(f"/quotes?api_key={KEY}")
        client.post("/articles", json={"text": "“Yes,” Ana Lopez said."}, headers=WRITING)
        client.get("/quotes", headers={"X-API-Key": KEY})
        metrics = client.get("/metrics").text
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert KEY not in log.getvalue() + metrics
    found = [line for line in lines if line.get("request_id") == "find-me"]
    assert found[0]["path"] == "/quotes"
    assert found[0]["status"] == 200
    assert 'quotes_http_requests_total{method="GET",route="/quotes",status="200"}' in metrics
    assert "quotes_http_request_seconds_bucket" in metrics
    with sqlite_store.read() as connection:
        assert f"quotes_stored {total(connection)}.0" in metrics


def test_what_breaks_unforeseen_is_a_bare_500(sqlite_store: Store) -> None:
    class Broken(PlainExtractor):
        def stream(self, articles: Any) -> Any:
            raise RuntimeError("secret detail")

    with serving(create_app(made_settings(), store=sqlite_store, extractor=Broken())) as client:
        answer = client.post("/extract", json={"text": "“Yes,” Ana Lopez said."})
        assert answer.status_code == 500
        assert answer.headers["content-type"] == "application/problem+json"
        assert "secret detail" not in answer.text
        assert answer.headers["access-control-allow-origin"] == "*"


def test_unknown_addresses_and_methods_are_problems(sqlite_client: httpx.Client) -> None:
    asked = (("GET", "/nowhere", 404), ("POST", "/quotes", 405), ("PUT", "/articles", 405), ("GET", "/extract", 405))
    for method, path, status in asked:
        answer = sqlite_client.request(method, path)
        assert answer.status_code == status, path
        assert answer.headers["content-type"] == "application/problem+json"
    assert "GET" in sqlite_client.post("/quotes").headers["allow"]
