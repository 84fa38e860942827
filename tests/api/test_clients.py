"""Clients that others' generators make of the specification, used on a real server."""

from __future__ import annotations

import importlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

from tests.api.conftest import add, article
from tests.api.serving import KEY
from tests.api.test_specification import OPERATIONS, ROOT

pytestmark = pytest.mark.network

PATIENCE = 600
# Beside what the tests need anyway; without their dependencies, so that nothing else is fetched.
PYTHON_GENERATOR = ("openapi-python-client==0.29.1", "typer==0.27.3", "ruamel.yaml==0.18.16")
TYPESCRIPT_GENERATOR = ("openapi-typescript@7.13.0", "openapi-fetch@0.17.0", "typescript@5.9.3")
IDS = {operation["operationId"] for _, operation in OPERATIONS}


def run(*command: Any, cwd: Path, **environment: str) -> str:
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True,
        timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout + done.stderr


def fetched(*command: Any, cwd: Path) -> None:
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, timeout=PATIENCE)
    if done.returncode:
        pytest.skip(f"{command[0]} could not fetch a generator: connect to a package index ({done.stderr[-300:]})")


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> tuple[ModuleType, str]:
    """The package that openapi-python-client makes, and what it said meanwhile."""
    here = tmp_path_factory.mktemp("python")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", "install", "--no-deps")
    fetched(*pip, "--target", here / "generator", *PYTHON_GENERATOR, cwd=here)
    said = run(
        sys.executable, "-m", "openapi_python_client", "generate", "--path", ROOT / "docs" / "openapi.json",
        "--output-path", here / "quotes_client", "--meta", "none", cwd=here, PYTHONPATH=str(here / "generator"),
    )  # fmt: skip
    sys.path.insert(0, str(here))
    try:
        return importlib.import_module("quotes_client"), said
    finally:
        sys.path.remove(str(here))


def test_the_python_client_has_every_call_and_works(
    generated: tuple[ModuleType, str], sqlite_client: httpx.Client
) -> None:
    package, said = generated
    assert "Endpoint will not be generated" not in said and "Unable to parse" not in said, said
    root = Path(str(package.__file__)).parent
    assert {path.stem for path in root.glob("api/*/*.py")} - {"__init__"} == IDS

    def call(tag: str, name: str, **values: Any) -> Any:
        module = importlib.import_module(f"quotes_client.api.{tag}.{name}")
        answer = module.sync_detailed(client=client, **values)
        assert answer.status_code < 300, (name, answer.content[:500])
        return answer.parsed

    models = importlib.import_module("quotes_client.models")
    client = package.AuthenticatedClient(base_url=str(sqlite_client.base_url).rstrip("/"), token=KEY)
    one = models.ArticleIn.from_dict(article(1, url="https://example.org/1"))
    stored = call("articles", "add_articles", body=one)
    assert stored.quotes[0].speaker.name == "Ana Lopez"
    many = call("articles", "add_articles", body=[one, models.ArticleIn.from_dict(article(2, ("Sail on", "Bo Chen")))])
    assert [item.change for item in many.items] == ["same", "new"]
    listed = call("quotes", "list_quotes", speaker=["Ana Lopez", "Bo Chen"], fields=["id", "text"], q="harbour")
    assert [item["text"] for item in listed.to_dict()["items"]] == ["The harbour stays open"]
    quote, speaker = stored.quotes[0].id, stored.quotes[0].speaker.id
    assert call("quotes", "get_quote", id=quote).text == "The harbour stays open"
    assert call("speakers", "get_speaker", id=speaker).name == "Ana Lopez"
    assert len(call("speakers", "list_speakers", q="Bo").items) == 1
    assert call("extract", "extract_quotes", body=one).quotes[0].text == "The harbour stays open"
    assert call("verify", "verify_draft", body=models.DraftIn(text="“Sail on,” Bo Chen said.")).items[0].status
    assert call("speakers", "rename_speaker", id=speaker, body=models.SpeakerPatch(name="Ana M. Lopez")).name
    assert call("quotes", "correct_quote", id=quote, body=models.QuotePatch(speaker="Bo Chen")).speaker.id == "bo-chen"
    assert call("quotes", "undo_quote_correction", id=quote, body=models.NoteIn()).speaker.id == speaker
    assert call("quotes", "refuse_quote", id=quote, body=models.NoteIn(note="a title")).superseded
    assert not call("quotes", "undo_quote_correction", id=quote, body=models.NoteIn()).superseded
    assert [one.kind.value for one in call("quotes", "list_corrections", id=quote).items][-2] == "not-a-quotation"
    assert call("speakers", "undo_decision", id=speaker, body=models.UndoIn()).name == "Ana Lopez"
    for tag, name, values in (
        ("speakers", "list_speaker_quotes", {"id": "bo-chen"}),
        ("speakers", "list_suggestions", {}),
        ("quotes", "list_similar_quotes", {"id": quote}),
        ("articles", "list_articles", {}),
        ("articles", "get_article", {"id": "a1"}),
        ("feeds", "json_feed", {}),
        ("feeds", "atom_feed", {}),
        ("embeds", "embed_quote", {"id": quote}),
        ("embeds", "embed_quotes", {}),
        ("embeds", "get_quote_annotation", {"id": quote}),
        ("embeds", "oembed", {"url_query": f"{str(sqlite_client.base_url).rstrip('/')}/quotes/{quote}"}),
        ("rules", "list_rules", {}),
        ("server", "get_health", {}),
        ("server", "get_readiness", {}),
        ("server", "get_metrics", {}),
        ("articles", "delete_article", {"id": "a2"}),
    ):
        call(tag, name, **values)


SCRIPT = """
import createClient from "openapi-fetch";
import type { paths } from "./quotes";
declare const process: { argv: string[] };

const [, , baseUrl, key] = process.argv;
type Media = "application/json" | "application/problem+json";
const client = createClient<paths, Media>({ baseUrl, headers: { Authorization: `Bearer ${key}` } });
const query = { speaker: ["Ana Lopez"], fields: ["id", "text"] };
const listed = await client.GET("/quotes", { params: { query } });
const body = { text: "“Sail on,” Bo Chen said.", id: "b1", title: "Sails" };
const added = await client.POST("/articles", { body });
const extracted = await client.POST("/extract", { body: [{ text: "“Sail on,” Bo Chen said." }] });
const metrics = await client.GET("/metrics", { parseAs: "text" });
const wrong = await client.GET("/quotes/{id}", { params: { path: { id: "qnone" } } });

// every other call once, in an order in which each has something to do
const statuses: number[] = [];
async function ask<T extends { response: Response }>(asked: Promise<T>): Promise<T> {
  const answer = await asked;
  statuses.push(answer.response.status);
  return answer;
}
const at = (id: string) => ({ params: { path: { id } } });
const said = await ask(client.GET("/speakers/{id}/quotes", at("ana-lopez")));
const quote = said.data?.items[0]?.id ?? "none";
const corrected = await ask(client.PATCH("/quotes/{id}", { ...at(quote), body: { speaker: "Bo Chen" } }));
const undone = await ask(client.POST("/quotes/{id}/undo", { ...at(quote), body: {} }));
await ask(client.POST("/quotes/{id}/refuse", { ...at(quote), body: { note: "a title" } }));
await ask(client.POST("/quotes/{id}/undo", { ...at(quote), body: {} }));
const history = await ask(client.GET("/quotes/{id}/corrections", at(quote)));
const renamed = await ask(client.PATCH("/speakers/{id}", { ...at("ana-lopez"), body: { name: "Ana M. Lopez" } }));
await ask(client.POST("/speakers/{id}/undo", { ...at("ana-lopez"), body: {} }));
await ask(client.POST("/speakers/{id}/merge", { ...at("ana-lopez"), body: { ids: ["bo-chen"] } }));
const those = { names: ["Bo Chen"], articles: [] };
const split = await ask(client.POST("/speakers/{id}/split", { ...at("ana-lopez"), body: those }));
const other = split.data?.id ?? "none";
await ask(client.POST("/speakers/{id}/apart", { ...at("ana-lopez"), body: { ids: [other] } }));
const draft = { text: "“Sail on,” Bo Chen said." };
const checked = await ask(client.POST("/verify", { body: draft }));
await ask(client.GET("/quotes/{id}", at(quote)));
await ask(client.GET("/quotes/{id}/similar", at(quote)));
await ask(client.GET("/speakers", { params: { query: { q: "Ana" } } }));
await ask(client.GET("/speakers/{id}", at("ana-lopez")));
await ask(client.GET("/speakers/suggestions"));
await ask(client.GET("/articles"));
await ask(client.GET("/articles/{id}", at("b1")));
await ask(client.GET("/feeds/quotes.json"));
await ask(client.GET("/feeds/quotes.atom", { parseAs: "text" }));
await ask(client.GET("/embed/quotes", { parseAs: "text" }));
await ask(client.GET("/embed/quotes/{id}", { ...at(quote), parseAs: "text" }));
await ask(client.GET("/quotes/{id}/annotation", at(quote)));
await ask(client.GET("/oembed", { params: { query: { url: `${baseUrl}/quotes/${quote}` } } }));
await ask(client.GET("/rules"));
await ask(client.GET("/health"));
await ask(client.GET("/ready"));
await ask(client.DELETE("/articles/{id}", at("b1")));
console.log(JSON.stringify({
  listed: listed.data?.items.map((item) => item.text),
  added: added.response.status,
  extracted: extracted.response.status,
  metrics: metrics.data?.includes("quotes"),
  wrong: wrong.error?.status,
  failed: statuses.filter((status) => status >= 300),
  corrected: [corrected.data?.speaker?.name, undone.data?.speaker?.name, history.data?.items.length],
  renamed: renamed.data?.name,
  checked: checked.data?.items.length,
}));
"""


def test_the_typescript_client_has_every_call_and_works(sqlite_client: httpx.Client, tmp_path: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not there: install Node.js 20 to try the client in TypeScript")
    add(sqlite_client, article(1))
    (tmp_path / "package.json").write_text('{"private": true, "type": "module"}')
    fetched(npm, "install", "--silent", "--no-audit", "--no-fund", *TYPESCRIPT_GENERATOR, cwd=tmp_path)
    tools = tmp_path / "node_modules" / ".bin"
    run(tools / "openapi-typescript", ROOT / "docs" / "openapi.json", "-o", "quotes.d.ts", cwd=tmp_path)
    made = (tmp_path / "quotes.d.ts").read_text(encoding="utf-8")
    assert {name for name in IDS if re.search(rf"^    {name}: \{{", made, flags=re.MULTILINE)} == IDS
    used = {" ".join(call) for call in re.findall(r'client\.([A-Z]+)\("([^"]+)"', SCRIPT)}
    assert used == {name for name, _ in OPERATIONS}
    (tmp_path / "client.ts").write_text(SCRIPT, encoding="utf-8")
    run(
        tools / "tsc", "--strict", "--module", "esnext", "--target", "es2022", "--moduleResolution", "bundler",
        "--skipLibCheck", "--lib", "es2022,dom", "client.ts", cwd=tmp_path,
    )  # fmt: skip
    answer = json.loads(run("node", "client.js", str(sqlite_client.base_url).rstrip("/"), KEY, cwd=tmp_path))
    assert answer == {
        "listed": ["The harbour stays open"], "added": 201, "extracted": 200, "metrics": True, "wrong": 404,
        "failed": [], "corrected": ["Bo Chen", "Ana Lopez", 4], "renamed": "Ana M. Lopez", "checked": 1,
    }  # fmt: skip
