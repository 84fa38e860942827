"""Writes what the documentation is made of.

`python -m api.generate openapi [docs/openapi.json]` writes the specification, `python -m api.generate examples` its
examples, out of the seeds, with the real engine and a real store.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import orjson

from api.schemas.examples import ARTICLE_IN, DRAFT
from quotes.config import Settings
from quotes.models import Failure

BASE = "http://127.0.0.1:8000"
SEEDS = Path("seeds")
EXAMPLES = Path(__file__).parent / "schemas" / "examples.json"
MOMENT = "2026-01-02T03:04:05Z"


def main(arguments: list[str]) -> None:
    """Write `docs/openapi.json`, or the examples it shows."""
    what = arguments[0] if arguments else "openapi"
    if what == "openapi":
        from api.app import create_app
        from api.docs.documentation import rendered

        target = Path(arguments[1] if len(arguments) > 1 else "docs/openapi.json")
        target.write_bytes(rendered(create_app()))
    elif what == "examples":
        target = EXAMPLES
        target.write_bytes(orjson.dumps(make(), option=orjson.OPT_INDENT_2) + b"\n")
    else:
        sys.exit(f"There is nothing called {what!r} to write: say openapi or examples.")
    print(f"{target} written.")


def make() -> dict[str, Any]:
    """Each example under the name that `api.schemas.examples` knows it by."""
    # Only development needs these; they are not among what the server itself imports.
    from starlette.testclient import TestClient

    from api.app import create_app
    from quotes.io.ingest import ingest
    from quotes.io.sources import read_paths

    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            _env_file=None, database_url=f"sqlite:///{folder}/seeds.db", base_url=BASE, rate_limit="", api_key="k"
        )
        app = create_app(settings)
        here = app.state.service
        with TestClient(app, base_url=BASE, headers={"X-API-Key": "k"}) as client:
            results = ingest(here.store, here.engine, read_paths([SEEDS]))
            failed = [result for result in results if isinstance(result, Failure)]
            if failed:
                raise SystemExit(f"Seeds could not be read: {failed}.")
            made: dict[str, Any] = _settled(_asked(client))
            return made


def _asked(client: Any) -> dict[str, Any]:
    page = client.get("/quotes?speaker=Lukashenko&limit=1&count=true&facets=speaker,outlet,month").json()
    quote = page["items"][0]
    people = client.get("/speakers?limit=2&count=true").json()
    speaker = client.get(quote["links"]["speaker"]).json()
    article = client.get(quote["links"]["article"]).json()
    articles = client.get("/articles?limit=2&count=true").json()
    extracted = client.post("/extract", json=ARTICLE_IN).json()
    verified = client.post("/verify", json=DRAFT).json()
    similar = client.get(quote["links"]["self"] + "/similar").json()
    csv = client.get("/quotes?speaker=Lukashenko&limit=2&fields=id,text,speaker.name&format=csv").text
    stored = client.post("/articles", json=ARTICLE_IN).json()
    # One quote shows what a quote is.
    article["quotes"] = article["quotes"][:1]
    return {
        "quote": quote,
        "quote_page": page,
        "speaker": speaker,
        "speaker_page": people,
        "article": article,
        "article_page": articles,
        "extracted": extracted,
        "stored": stored,
        "verified": verified,
        "similar": similar,
        "csv": csv,
    }


def _settled(value: Any) -> Any:
    """The same without the moment of making, so that making it again changes nothing."""
    if isinstance(value, dict):
        return {key: MOMENT if key in ("added_at", "updated_at") else _settled(item) for key, item in value.items()}
    return [_settled(item) for item in value] if isinstance(value, list) else value


if __name__ == "__main__":
    main(sys.argv[1:])
