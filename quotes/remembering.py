"""Answers about texts, remembered for the short ones: whoever sends long ones must not fill the memory."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

T = TypeVar("T")


def remembered(*, most: int, longest: int) -> Callable[[Callable[[str], T]], Callable[[str], T]]:
    """`functools.lru_cache` of `most` answers about texts of at most `longest` characters; a longer one is asked anew.

    The cache itself is the function's `remembers`.
    """

    def decorate(function: Callable[[str], T]) -> Callable[[str], T]:
        remembers = lru_cache(maxsize=most)(function)

        @wraps(function)
        def answer(text: str) -> T:
            return remembers(text) if len(text) <= longest else function(text)

        answer.remembers = remembers  # type: ignore[attr-defined]
        return answer

    return decorate
