"""What is going on: structured log lines with a request id, and Prometheus metrics. No secret reaches either."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

METRICS_TYPE = CONTENT_TYPE_LATEST
# The folder where the processes of one server keep their figures, so that each can tell those of all; this is
# prometheus_client's own name for it.
SHARED_FIGURES = "PROMETHEUS_MULTIPROC_DIR"
# A log line may name what was asked for, never who asked with which key.
_SECRET = frozenset(("authorization", "x-api-key", "cookie", "api_key", "key", "password", "token"))
# Whoever asks for an address must not move the cursor of the terminal that shows it.
_UNPRINTABLE = dict.fromkeys((*range(32), *range(127, 160), 8238, 8232, 8233), "?")
_BUCKETS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0, 60.0)


def configure(log_format: str = "auto") -> None:
    """Send structlog's and the standard library's log lines to standard error, as `json` or for a `console`.

    `auto` is for people where standard error is a terminal, and JSON where a program reads it.
    """
    for_people = log_format == "console" or (log_format == "auto" and sys.stderr.isatty())
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        # a terminal's reader knows the day and looks at a clock of the same zone
        structlog.processors.TimeStamper(fmt="%H:%M:%S" if for_people else "iso", utc=not for_people),
        hide_secrets,
    ]
    if for_people:
        final: Any = _Console(colors=sys.stderr.isatty())
        ours = [*shared, final]
    else:
        final = structlog.processors.JSONRenderer(serializer=_dumps)
        shared.append(structlog.processors.format_exc_info)
        ours = [_json_line]
    structlog.configure(
        processors=ours,
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, final],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    for name in ("uvicorn", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers[:] = []
        logger.propagate = True
    # Their own lines on every step would drown ours.
    for name in ("alembic", "httpx", "uvicorn.access"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _json_line(_logger: Any, method: str, event: Any) -> str:
    """What the processors for JSON make of an event, in one step: every request writes such a line."""
    structlog.contextvars.merge_contextvars(_logger, method, event)
    event["level"] = method
    event["timestamp"] = datetime.now(UTC)
    if "exc_info" in event:
        event = structlog.processors.format_exc_info(_logger, method, event)
    return _dumps(hide_secrets(_logger, method, event))


class _Console(structlog.dev.ConsoleRenderer):
    """Lines for people: a request is what was asked, how it ended and how long it took, without names of fields."""

    def __call__(self, logger: Any, name: str, event_dict: Any) -> str:
        """One line."""
        if event_dict.get("event") != "request":
            return super().__call__(logger, name, event_dict)
        line = {name: str(value).translate(_UNPRINTABLE) for name, value in event_dict.items()}
        asked = line["path"] + (f"?{line['query']}" if line["query"] else "")
        by = f"  by {line['by']}" if event_dict.get("by") else ""
        return f"{line['timestamp']} {line['status']} {line['method']:<4} {asked}  {float(line['ms']):.0f} ms{by}"


def hide_secrets(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
    """A structlog processor: values under a telling name never reach the log."""
    for name in event:
        if name.lower() in _SECRET:
            event[name] = "***"
    return event


def logger() -> Any:
    """The API's logger; not bound here, so that it follows a later `configure`."""
    return structlog.get_logger()


def forget_dead_processes() -> None:
    """Leave out what processes that were killed had under way; called by the one that takes their place."""
    folder = os.environ.get(SHARED_FIGURES)
    for file in Path(folder).glob("gauge_live*_*.db") if folder else ():
        pid = file.stem.rpartition("_")[2]
        if pid.isdigit() and not Path(f"/proc/{pid}").exists() and Path("/proc/self").exists():
            with suppress(OSError):
                mark_process_dead(int(pid))  # type: ignore[no-untyped-call]


class Metrics:
    """The figures of one application; each has its own registry, so that two in a process do not clash."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self._requests = Counter("quotes_http_requests", "Requests answered.", labels, registry=self.registry)
        self._seconds = Histogram(
            "quotes_http_request_seconds",
            "Seconds from a request to the end of its answer.",
            ("method", "route"),
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self.in_progress = Gauge(
            "quotes_http_requests_in_progress",
            "Requests being answered now.",
            registry=self.registry,
            multiprocess_mode="livesum",
        )
        self.cached = Counter(
            "quotes_http_answers_saved",
            "Answers given without asking the database, by how.",
            ("how",),
            registry=self.registry,
        )
        self.extracted = Counter("quotes_articles_extracted", "Articles read by the engine.", registry=self.registry)
        self.failed = Counter("quotes_articles_failed", "Articles the engine could not read.", registry=self.registry)
        self.stored = Gauge(
            "quotes_stored", "Quotes in the store.", registry=self.registry, multiprocess_mode="livemostrecent"
        )
        # Looking up a labelled child costs more than raising it, so the few there are get kept.
        self._children: dict[tuple[str, str, int], tuple[Any, Any]] = {}
        self.saved_304 = self.cached.labels("304")
        self.saved_body = self.cached.labels("body")

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """One answered request."""
        key = (method, route, status)
        child = self._children.get(key)
        if child is None:
            child = (
                self._requests.labels(method, route, str(status)),
                self._seconds.labels(method, route),
            )
            self._children[key] = child
        child[0].inc()
        child[1].observe(seconds)

    def render(self) -> bytes:
        """The exposition text: of all the server's processes where there are several."""
        if SHARED_FIGURES not in os.environ:
            return generate_latest(self.registry)
        shared = CollectorRegistry()
        MultiProcessCollector(shared)  # type: ignore[no-untyped-call]
        return generate_latest(shared)


def _dumps(event: Any, **_: Any) -> str:
    return orjson.dumps(event, default=str, option=orjson.OPT_UTC_Z).decode()
