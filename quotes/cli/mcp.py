"""`quotes mcp`: the store for assistants, by the Model Context Protocol over standard input and output."""

from __future__ import annotations

import logging
from threading import Lock
from typing import TYPE_CHECKING, Any

from quotes.cli import filters
from quotes.cli.console import DatabaseOption, ModelOption, opened, read_settings
from quotes.errors import BadInput, QuotesError, fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from quotes.engine import Extractor
    from quotes.store import Store

log = logging.getLogger(__name__)

MOST = 50
_ABOUT = (
    "Direct quotations out of news articles, each with its speaker, its source and the evidence. Quote the words as "
    "they are given, name the article, and say so where confidence is low or nobody is named."
)


def run(database: DatabaseOption = None, model: ModelOption = None) -> None:
    """Serve an assistant (MCP): search, speakers, verify, extract."""
    try:
        from mcp.server import MCPServer
    except ImportError:
        raise BadInput("The library for this is not installed: pip install 'quotes[mcp]'") from None
    from quotes.engine import Extractor

    settings = read_settings()
    store = opened(database)
    tools = Tools(store, Extractor(model or settings.model, max_chars=settings.max_article_chars))
    server = MCPServer("quotes", instructions=_ABOUT, log_level="WARNING")
    for tool in (tools.search_quotations, tools.who_is, tools.verify_quotation, tools.extract_quotations):
        server.tool()(_in_words(tool))
    server.run("stdio")


class Tools:
    """What an assistant may ask; each answer is plain JSON."""

    def __init__(self, store: Store, extractor: Extractor) -> None:
        self._store, self._extractor, self._one_at_a_time = store, extractor, Lock()

    def search_quotations(
        self,
        words: str = "",
        speaker: str = "",
        outlet: str = "",
        since: str = "",
        until: str = "",
        limit: int = 10,
    ) -> dict[str, Any]:
        """Find quotations on record by their words, speaker, outlet and date (2020, 2020-08, 2020-08-15).

        `speaker` is a name in any spelling. Each quotation has its article, address, context and confidence.
        """
        from quotes.store import quotes

        with self._store.read() as connection:
            wanted = filters.asked(
                connection, speaker=[speaker] if speaker else None, outlet=[outlet] if outlet else None, article=None,
                q=words, since=since or None, until=until or None,
            )  # fmt: skip
            sort = "relevance" if words else "-published"
            found = quotes.page(connection, wanted, sort=sort, limit=max(1, min(limit, MOST)))
            total = quotes.count(connection, wanted)
            return {"total": total, "quotations": [quotes.row_as_dict(row) for row in found.rows]}

    def who_is(self, speaker: str) -> dict[str, Any]:
        """Who a speaker is: names, roles, outlets, first and last time quoted. Several people may bear one name."""
        from quotes.store import speakers

        with self._store.read() as connection:
            found = speakers.resolve(connection, speaker)
            details = [speakers.get(connection, one.id) for one in found.speakers[:5]]
            return {
                "speakers": [one.as_dict() for one in details if isinstance(one, speakers.Detail)],
                "did_you_mean": [one.name for one in found.candidates],
            }

    def verify_quotation(self, quotation: str, speaker: str = "") -> dict[str, Any]:
        """Whether words are on record: verbatim, truncated, altered (and how), by another speaker, or not."""
        from quotes.models import Quote, Speaker, TextRange
        from quotes.store import quotes
        from quotes.store.quotes.verification import WHY, check

        words = quotation.strip().strip("“”\"'")
        if not words:
            raise BadInput("Give the words of the quotation that is to be verified.")
        said_by = Speaker(name=speaker) if speaker else None
        with self._store.read() as connection:
            found = check(connection, Quote("", words, (TextRange(0, len(words), words),), "direct", said_by))
        return {
            "status": found.status,
            "why": WHY[found.status],
            "speaker_agrees": found.speaker_agrees,
            "difference": [step.as_dict() for step in found.comparison.difference],
            "record": None if found.record is None else quotes.row_as_dict(found.record),
        }

    def extract_quotations(self, text: str, title: str = "") -> dict[str, Any]:
        """The quotations of a text with their speakers, places and evidence. Nothing is stored."""
        from quotes.models import RawArticle

        with self._one_at_a_time:
            return self._extractor.extract(RawArticle(text=text, title=title or None)).as_dict()


def _in_words(tool: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """The tool; what cannot be done is a sentence for the assistant."""
    import functools

    from mcp.server.mcpserver.exceptions import ToolError

    @functools.wraps(tool)
    def told(*given: Any, **named: Any) -> dict[str, Any]:
        try:
            return tool(*given, **named)
        except QuotesError as error:
            raise ToolError(str(error)) from None
        except Exception:
            log.exception("The tool %s failed.", tool.__name__)
            raise ToolError(fault("tool")) from None

    return told
