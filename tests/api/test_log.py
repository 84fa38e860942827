"""The log's lines: for people on a terminal, JSON where a program reads them; nothing in them moves a terminal."""

from __future__ import annotations

import re
import sys
from typing import Any

import orjson
import pytest
import structlog

from api.http import telemetry

REQUEST: dict[str, Any] = {
    "event": "request", "timestamp": "12:30:05", "level": "info", "method": "GET", "path": "/quotes",
    "query": "q=ferry", "status": 200, "ms": 12.34, "bytes": 10, "client": "127.0.0.1", "by": None,
}  # fmt: skip


def line(**changes: Any) -> str:
    return telemetry._Console(colors=False)(None, "info", REQUEST | changes)


def test_a_request_is_one_short_line() -> None:
    assert line() == "12:30:05 200 GET  /quotes?q=ferry  12 ms"
    assert line(query="", by="ann", method="POST") == "12:30:05 200 POST /quotes  12 ms  by ann"
    assert "ready" in telemetry._Console(colors=False)(None, "info", {"event": "ready", "level": "info"})


@pytest.mark.parametrize("sent", ["\x1b[2J", "a\nb", "a\rb", "\x9b31m", "\u202e"])
def test_what_was_asked_moves_no_terminal(sent: str) -> None:
    assert not set(sent) & set("\x1b\n\r\x9b\u202e") & set(line(path=f"/{sent}", query=sent))


@pytest.mark.parametrize(("terminal", "expected"), [(True, "12 ms"), (False, '"event":"request"')])
def test_auto_goes_by_who_reads(monkeypatch: pytest.MonkeyPatch, terminal: bool, expected: str) -> None:
    written: list[str] = []
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    monkeypatch.setattr(sys.stderr, "write", written.append, raising=False)
    try:
        telemetry.configure("auto")
        told = {name: value for name, value in REQUEST.items() if name not in ("event", "timestamp", "level")}
        telemetry.logger().info("request", **told)
    finally:
        monkeypatch.undo()
        telemetry.configure("json")
    assert expected in "".join(written)


def test_a_json_line_tells_request_level_time_and_error(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    monkeypatch.setattr(sys.stderr, "write", written.append, raising=False)
    try:
        telemetry.configure("json")
        with structlog.contextvars.bound_contextvars(request_id="r1"):
            telemetry.logger().error("failed", password="hunter2", exc_info=ValueError("why"))
    finally:
        monkeypatch.undo()
        telemetry.configure("json")
    told = orjson.loads("".join(written))
    assert list(told) == ["password", "event", "request_id", "level", "timestamp", "exception"]
    assert (told["password"], told["request_id"], told["level"]) == ("***", "r1", "error")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", told["timestamp"])
    assert told["exception"].endswith("ValueError: why")
