"""`/docs` in a real Chromium: Execute sends what the page shows."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("operation", "path", "query"),
    # the defaults are shown, so they are sent; nothing else is filled in
    [
        ("list_quotes", "/quotes", "speaker=Lukashenko&sort=-published&limit=50&count=false"),
        ("list_articles", "/articles", "limit=50&count=false"),
    ],
)
def test_execute_sends_what_the_page_shows(page: Any, operation: str, path: str, query: str) -> None:
    page.goto("/docs")
    block = page.locator(f"[id$='-{operation}']")
    block.locator(".opblock-summary-control").click()
    button = block.locator("button.execute")
    button.wait_for()
    shown = block.locator("tr[data-param-name='speaker'] input")
    if "speaker" in query:
        assert [box.input_value() for box in shown.all()] == ["Lukashenko"]
    with page.expect_request(lambda request: request.url.partition("?")[0].endswith(path)) as asked:
        button.click()
    sent = asked.value.url
    assert sent.partition("?")[2] == query, sent
    assert asked.value.response().status == 200
