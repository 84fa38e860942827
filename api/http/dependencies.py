"""What routes ask for: the service, and who may write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Path, Request
from fastapi.security import APIKeyHeader, HTTPBearer

from api.http.errors import Forbidden, Unauthorized, unknown
from quotes.errors import TooLarge

if TYPE_CHECKING:
    from api.service import Service

# Declared for the specification and the button in /docs; the check itself is `writer`.
_bearer = HTTPBearer(
    auto_error=False, description="A key of QUOTES_API_KEY, or of `quotes keys`.", scheme_name="bearer"
)
_header = APIKeyHeader(
    name="X-API-Key", auto_error=False, description="The same key in a header of its own.", scheme_name="key"
)


def service(request: Request) -> Service:
    """The application's state."""
    found: Service = request.app.state.service
    return found


async def writer(request: Request) -> str:
    """The name of who writes; else 401 or 403. A request is looked at once, however often it is asked of."""
    state = request.scope["state"]
    if "writer" not in state:
        state["writer"] = await service(request).gate.writer(dict(request.scope["headers"]))
    name: str = state["writer"]
    return name


async def check_size(request: Request, chars: int) -> None:
    """Raises TooLarge where a caller who may not write sends more characters than QUOTES_MAX_EXTRACT_CHARS."""
    most = service(request).settings.max_extract_chars
    if chars <= most:
        return
    try:
        await writer(request)
    except (Unauthorized, Forbidden):
        raise TooLarge(
            f"Without a key {most:,} characters are read at once, and these are {chars:,}: send fewer, or a key."
        ) from None


async def no_parameters(request: Request) -> None:
    """For calls that take no query: a parameter there is a mistake worth telling."""
    for name in request.query_params:
        raise unknown("parameter", name, ())


QuoteId = Annotated[str, Path(max_length=500, description="The quote's id.")]
SpeakerId = Annotated[str, Path(max_length=500, description="The speaker's id.")]
ArticleId = Annotated[str, Path(max_length=500, description="The article's id.")]
WriterDep = Annotated[str, Depends(writer)]
WRITES = [Depends(_bearer), Depends(_header), Depends(no_parameters)]
OPEN = [Depends(no_parameters)]
