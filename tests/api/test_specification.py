"""The specification: whole, true, committed, and shown without a network."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from api import schemas
from api.app import create_app
from api.docs import documentation
from api.schemas import examples
from quotes.config import Settings
from tests.api.conftest import made_settings

ROOT = Path(__file__).parents[2]
SPECIFICATION: dict[str, Any] = documentation.build(create_app(made_settings()))
OPERATIONS = [
    (f"{method.upper()} {path}", operation)
    for path, methods in SPECIFICATION["paths"].items()
    for method, operation in methods.items()
]


def test_the_committed_specification_is_this_one() -> None:
    committed = orjson.loads((ROOT / "docs" / "openapi.json").read_bytes())
    assert committed == orjson.loads(orjson.dumps(SPECIFICATION)), (
        "docs/openapi.json is stale: make docs (or python -m api.generate openapi docs/openapi.json)."
    )


def test_it_is_openapi_3_1_with_unique_operation_ids() -> None:
    assert SPECIFICATION["openapi"].startswith("3.1")
    ids = [operation["operationId"] for _, operation in OPERATIONS]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)+|oembed", one) for one in ids), ids


@pytest.mark.parametrize(("name", "operation"), OPERATIONS, ids=[name for name, _ in OPERATIONS])
def test_every_call_is_described_with_its_errors(name: str, operation: dict[str, Any]) -> None:
    assert operation.get("summary"), name
    assert operation.get("description"), name
    for parameter in operation.get("parameters", []):
        assert parameter.get("description"), f"{name}: {parameter['name']}"
        assert parameter["schema"], f"{name}: {parameter['name']}"
    for status in ("400", "429", "500", "503"):
        assert "application/problem+json" in operation["responses"][status]["content"], f"{name}: {status}"
    if name.split()[0] in ("PATCH", "DELETE") or name.startswith(("POST /articles", "POST /speakers")):
        assert {"401", "403"} <= set(operation["responses"]), name
        assert operation["security"], name


def test_every_reference_leads_somewhere() -> None:
    text = orjson.dumps(SPECIFICATION).decode()
    for name in set(re.findall(r'"#/components/schemas/([^"]+)"', text)):
        assert name in SPECIFICATION["components"]["schemas"], name


@pytest.mark.parametrize(
    ("example", "model"),
    [
        (examples.QUOTE, schemas.Quote),
        (examples.QUOTE_PAGE, schemas.QuotePage),
        (examples.SPEAKER, schemas.SpeakerDetail),
        (examples.SPEAKER_PAGE, schemas.SpeakerPage),
        (examples.ARTICLE, schemas.ArticleDetail),
        (examples.ARTICLE_PAGE, schemas.ArticlePage),
        (examples.EXTRACTED, schemas.ExtractedArticle),
        (examples.STORED, schemas.StoredArticle),
        (examples.VERIFIED, schemas.Verified),
        (examples.SIMILAR, schemas.Similar),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_example_is_a_real_answer(example: dict[str, Any], model: Any) -> None:
    model.model_validate(example)


def test_the_example_quote_stands_in_a_seed() -> None:
    seeds = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    for part in examples.QUOTE["parts"]:
        assert any(text[part["start"] : part["end"]] == part["text"] for text in seeds)


def test_every_setting_has_a_default_and_a_meaning() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert not field.is_required(), name


def test_the_documentation_pages_need_no_network(sqlite_client: httpx.Client) -> None:
    specification = sqlite_client.get("/openapi.json")
    assert specification.json() == orjson.loads(orjson.dumps(SPECIFICATION))
    for path in ("/docs", "/redoc"):
        page = sqlite_client.get(path)
        assert page.status_code == 200
        assert page.headers["content-type"].startswith("text/html")
        assert "://" not in page.text.replace("http://www.w3.org", "")
        # what the page loads; where it leads to is another page's matter
        linked = re.findall(r'<(?:script|link|img)[^>]*?(?:src|href)="([^"]+)"', page.text)
        assert len(linked) >= 3
        for address in linked:
            asset = sqlite_client.get(address)
            assert asset.status_code == 200, address
            assert len(asset.content) > 100, address
            assert asset.headers["etag"]
            again = sqlite_client.get(address, headers={"If-None-Match": asset.headers["etag"]})
            assert again.status_code == 304, address
        assert "<script>" not in page.text, "the policy allows no script in line"


def test_rules_are_served_with_their_examples(sqlite_client: httpx.Client) -> None:
    found = sqlite_client.get("/rules")
    schemas.Rules.model_validate(found.json())
    assert len(found.json()["items"]) >= 5
    assert all(rule["meaning"] and rule["examples"] for rule in found.json()["items"])


def test_health_and_readiness(sqlite_client: httpx.Client) -> None:
    schemas.Health.model_validate(sqlite_client.get("/health").json())
    schemas.Readiness.model_validate(sqlite_client.get("/ready").json())
    assert sqlite_client.get("/health?verbose=1").status_code == 400
