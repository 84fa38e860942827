"""An error that nobody foresaw: one sentence with the mend for whoever asked, its own words for the log alone."""

from __future__ import annotations

import logging
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from quotes.cli import mcp
from quotes.errors import fault
from quotes.io import batches
from quotes.io.bulk import Reader
from quotes.io.sources import reading
from quotes.io.sources.source import Source
from quotes.models import Failure, RawArticle

SECRET = "postgresql://writer:hunter2@db/quotes"


def _break(*given: object, **named: object) -> Any:
    raise RuntimeError(SECRET)


def _a_file(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(reading, "_read", _break)
    [failure] = reading.read_stream(Source(stream=BytesIO(b"x"), where="a.txt"))
    assert isinstance(failure, Failure)
    return failure.message


def _an_article(monkeypatch: pytest.MonkeyPatch) -> str:
    class Broken:
        stream = staticmethod(_break)

    monkeypatch.setattr("quotes.io.bulk.extractor", lambda model, max_chars: Broken())
    [failure] = Reader().stream([RawArticle(text="a", id="1")])
    assert isinstance(failure, Failure)
    return failure.message


def _the_store(monkeypatch: pytest.MonkeyPatch) -> str:
    try:
        _break()
    except RuntimeError as error:
        return batches.failure_of("1", error).message
    raise AssertionError


def _an_assistant(monkeypatch: pytest.MonkeyPatch) -> str:
    with pytest.raises(Exception, match="A fault") as raised:
        mcp._in_words(_break)()
    return str(raised.value)


@pytest.mark.parametrize(
    ("door", "what"),
    [(_a_file, "reading"), (_an_article, "reading"), (_the_store, "storing"), (_an_assistant, "tool")],
    ids=["a file", "an article", "the store", "an assistant"],
)
def test_a_fault_is_a_sentence_and_its_traceback_is_in_the_log(
    door: Callable[[pytest.MonkeyPatch], str],
    what: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        said = door(monkeypatch)
    assert said.endswith(fault(what))
    assert "RuntimeError" not in said and SECRET not in said
    assert "Traceback" in caplog.text and SECRET in caplog.text
