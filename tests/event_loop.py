"""Coroutines run by tests."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """`asyncio.run` in a thread of its own: a test before may have left a loop in this one, as Playwright does."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()
