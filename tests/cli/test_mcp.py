"""`quotes mcp`, asked by the official client over standard input and output."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from mcp import Client, StdioServerParameters

from quotes.models import RawArticle
from quotes.store import articles
from tests import event_loop
from tests.api.plain_extractor import PlainExtractor

TEXT = "“The harbour stays open for everybody,” Ana Lopez, the mayor, said."


def test_an_assistant_gets_sourced_words(sqlite_store: Any) -> None:
    raw = RawArticle(text=TEXT, id="a1", title="Harbour", url="https://example.org/1", published="2024-01-02")
    with sqlite_store.write() as connection:
        articles.save(connection, PlainExtractor().extract(raw))
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "quotes.cli", "mcp"],
        env={**os.environ, "QUOTES_DATABASE_URL": sqlite_store.url},
    )

    async def ask() -> None:
        async with Client(server) as client:

            async def call(name: str, **given: Any) -> dict[str, Any]:
                answer = await client.call_tool(name, given)
                assert not answer.is_error, answer
                found: dict[str, Any] = json.loads(answer.content[0].text)  # type: ignore[union-attr]
                return found

            listed = await client.list_tools()
            assert {tool.name for tool in listed.tools} == {
                "search_quotations", "who_is", "verify_quotation", "extract_quotations",
            }  # fmt: skip
            assert all(tool.description for tool in listed.tools)
            found = await call("search_quotations", words="harbour", speaker="Lopez", since="2024")
            assert found["total"] == 1
            assert found["quotations"][0]["speaker"]["name"] == "Ana Lopez"
            assert found["quotations"][0]["article"]["url"] == "https://example.org/1"
            assert [one["name"] for one in (await call("who_is", speaker="lopez"))["speakers"]] == ["Ana Lopez"]
            assert (await call("who_is", speaker="Lopes"))["did_you_mean"] == ["Ana Lopez"]
            for words, by, status in (
                ("The harbour stays open for everybody", "Ana Lopez", "verbatim"),
                ("The harbour stays shut for everybody", "", "altered"),
                ("The harbour stays open for everybody", "Bo Chen", "other-speaker"),
                ("Nobody ever said such a thing", "", "not-in-corpus"),
            ):
                assert (await call("verify_quotation", quotation=words, speaker=by))["status"] == status
            read = await call("extract_quotations", text="“Go now,” said Olga Bell.")
            assert read["quotes"][0]["speaker"]["name"] == "Olga Bell"
            for name, given in (
                ("search_quotations", {"since": "soon"}),
                ("search_quotations", {"speaker": "Zork"}),
                ("verify_quotation", {"quotation": " "}),
                ("extract_quotations", {"text": ""}),
            ):
                answer = await client.call_tool(name, given)
                assert answer.is_error and "Traceback" not in str(answer.content), name

    event_loop.run(ask())
