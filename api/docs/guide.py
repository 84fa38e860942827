"""The guide at /guide/: the pages of docs/, as `make docs` built them, with a policy that lets nothing else in."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from functools import lru_cache
from pathlib import Path

from fastapi import FastAPI, Request, Response
from starlette.responses import RedirectResponse
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.http import links
from quotes.errors import NotFound

FOLDER = Path(__file__).parent.parent / "docs_static" / "guide"
SELF = "'self'"
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def install(app: FastAPI) -> None:
    """Add the guide."""

    @app.get("/guide", include_in_schema=False)
    async def guide(request: Request) -> Response:
        return RedirectResponse(f"{links.root_of(request)}/guide/", 308)

    app.mount("/guide", _Pages(), name="guide")


class _Pages(StaticFiles):
    """The built pages; each may run the scripts it came with and nothing else."""

    def __init__(self) -> None:
        super().__init__(directory=FOLDER, html=True, check_dir=False)
        self.config_checked = True  # a guide that is not built is no fault of the server's

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, or 304."""
        if not FOLDER.is_dir():
            raise NotFound("The guide is not built here: `make run` and `make docs` build it; its pages are in docs/.")
        response = await super().get_response(path, scope)
        file = FOLDER / (path if path.endswith(".html") else f"{path}/index.html")
        if response.headers.get("content-type", "").startswith("text/html") and file.is_file():
            response.headers["content-security-policy"] = _policy(file)
        response.headers["cache-control"] = "public, max-age=3600"
        return response


@lru_cache(maxsize=256)
def _policy(file: Path) -> str:
    """The policy of one page: its few scripts in line are named by what they say."""
    scripts = {
        f"'sha256-{b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in _SCRIPT.findall(file.read_text(encoding="utf-8"))
    }
    return (
        f"default-src 'none'; script-src {' '.join(sorted(scripts | {SELF}))}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
