"""Which answers are kept to be given again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

from sqlalchemy import text

from api.http.caching import MOST_REMEMBERED, Bodies, Kept
from api.service import Service
from quotes.store import Store
from tests import event_loop
from tests.api.conftest import made_settings

LIMIT = 100_000
BODY = b"x" * 4_400  # twenty of them are kept


def _hits(bodies: Bodies, asked: Iterable[int]) -> list[bool]:
    """Whether each answer was there; those worth keeping are kept, as the server does it."""
    found = []
    for number in asked:
        tag = b"%d" % number
        found.append(bodies.get((number,), tag) is not None)
        if not found[-1] and bodies.worth_keeping(tag, len(BODY)):
            bodies.put((number,), Kept(tag, [], BODY, "/quotes"))
    return found


def test_an_answer_is_kept_when_it_is_asked_for_again() -> None:
    assert _hits(Bodies(LIMIT), [1, 2, 1, 2, 1, 2]) == [False, False, False, False, True, True]


def test_who_goes_through_more_than_is_kept_pushes_nothing_out() -> None:
    bodies = Bodies(LIMIT)
    _hits(bodies, [1, 1])
    assert not any(_hits(bodies, [*range(100, 150)] * 3))
    assert _hits(bodies, [1]) == [True]


def test_what_is_asked_for_among_many_others_is_kept() -> None:
    asked = [number for other in range(100, 130) for number in (1, other)]
    assert _hits(Bodies(LIMIT), asked).count(True) == 28


def test_what_was_given_is_remembered_within_bounds() -> None:
    bodies = Bodies(LIMIT)
    for number in range(MOST_REMEMBERED + 5):
        bodies.worth_keeping(b"%d" % number, 1)
    assert len(bodies._given) == MOST_REMEMBERED
    assert bodies._given_size == MOST_REMEMBERED
    bodies.worth_keeping(b"large", 2 * LIMIT)
    assert not bodies._given and bodies._given_size == 0


def test_requests_that_came_together_ask_for_the_version_once(sqlite_store: Store) -> None:
    asked = 0
    rows = sqlite_store.rows

    def counted(sql: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
        nonlocal asked
        asked += "version" in sql
        return rows(sql, parameters)

    sqlite_store.rows = counted  # type: ignore[method-assign]
    service = Service(made_settings(), store=sqlite_store)

    async def main() -> tuple[list[str | None], str | None]:
        together = await asyncio.gather(*(service.version() for _ in range(5)))
        with sqlite_store.write() as connection:
            connection.execute(text("SELECT 1"))
        await asyncio.sleep(0)
        return together, await service.version()

    together, later = event_loop.run(main())
    assert len(set(together)) == 1
    assert later not in together
    assert asked == 2
    service.close()
