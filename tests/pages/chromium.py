"""The machine's own Chromium for the tests, or the sentence that says how to get one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

MISSING = (
    "No Chromium on this machine: install it (Debian: apt-get install chromium), or name one in CHROMIUM=/path/to/it, "
    "and run the tests again."
)
# Without these a headless Chromium looks for its maker's hosts at every start.
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-domain-reliability",
)


def executable() -> str | None:
    """The browser to drive, or None."""
    named = os.environ.get("CHROMIUM")
    found = [named] if named else ["chromium", "chromium-browser", "google-chrome"]
    return next((path for name in found if (path := shutil.which(name))), None)


@contextmanager
def chromium() -> Iterator[Any]:
    """A running headless Chromium (Playwright's Browser)."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()
