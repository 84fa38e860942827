"""Readiness is what the engine has done, not what is installed."""

from __future__ import annotations

from typing import Any

import pytest

from api.extraction import Engine
from api.observe import Metrics
from quotes.models import Document, Extraction, Failure, Quote, TextRange
from tests.api.conftest import made_settings

WORDS = "The road is open again,"
READ = Extraction(Document("trial", f"“{WORDS}”"), (Quote("q1", WORDS, (TextRange(1, 24, WORDS),), "direct"),))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (READ, None),
        (Failure("trial", "internal", "lxml.html.clean is missing", 500), "lxml.html.clean is missing"),
        (Extraction(Document("trial", "Nothing.")), "gave no quotation"),
        (None, "no answer"),
    ],
)
def test_a_page_is_read_once_before_an_engine_is_ready(
    monkeypatch: pytest.MonkeyPatch, answer: Any, said: str | None
) -> None:
    engine = Engine(made_settings())
    asked = []
    monkeypatch.setattr(engine, "_asked", lambda message: asked.append(message) or answer)
    for _ in range(2):
        found = engine.ready()
        assert (found is None) if said is None else said in (found or "")
    assert asked[0].html
    assert len(asked) == (1 if said is None else 2)


def test_the_real_engine_reads_it() -> None:
    engine = Engine(made_settings())
    try:
        assert engine.ready() is None
    finally:
        engine.close()


def test_methods_that_clients_make_up_are_one_line_of_the_metrics() -> None:
    metrics = Metrics()
    metrics.observe("GET", "/quotes", 200, 0.1)
    lines = set()
    for number in range(50):
        metrics.observe(f"MADEUP{number}", "/quotes", 405, 0.1)
        lines.add(len(metrics.render().splitlines()))
    assert len(lines) == 1
    assert b"MADEUP" not in metrics.render()
    assert b'method="OTHER"' in metrics.render()
