"""The time limits of requests: over for who waits too long, in their order, and for nobody else."""

from __future__ import annotations

import asyncio

import pytest

from api.http.deadlines import Deadlines
from tests import event_loop


def test_each_waits_no_longer_than_its_own_limit() -> None:
    async def request(limits: Deadlines, number: int, ended: list[int]) -> None:
        with pytest.raises(TimeoutError), limits.begin():
            ended.append(number)
            await asyncio.sleep(3600)
        ended.append(-number)

    async def main() -> list[int]:
        limits, ended = Deadlines(0.05), list[int]()
        await asyncio.gather(*(request(limits, number, ended) for number in (1, 2, 3)))
        # the timer has rested: the next is watched all the same
        await request(limits, 4, ended)
        return ended

    assert event_loop.run(main()) == [1, 2, 3, -1, -2, -3, 4, -4]


def test_who_is_done_or_has_begun_to_answer_is_let_be() -> None:
    async def main() -> str:
        limits = Deadlines(0.02)
        with limits.begin():
            pass
        with limits.begin() as lifted:
            lifted.lift()
            await asyncio.sleep(0.1)
        return "let be"

    assert event_loop.run(main()) == "let be"


def test_who_is_cancelled_besides_is_cancelled() -> None:
    async def request(limits: Deadlines) -> None:
        with limits.begin() as deadline:
            deadline.expire()
            asyncio.current_task().cancel()  # type: ignore[union-attr]
            await asyncio.sleep(3600)

    async def main() -> bool:
        task = asyncio.create_task(request(Deadlines(60)))
        await asyncio.wait([task])
        return task.cancelled()

    assert event_loop.run(main())


def test_the_limits_go_on_in_another_loop() -> None:
    limits = Deadlines(0.03)

    async def main() -> None:
        with pytest.raises(TimeoutError), limits.begin():
            await asyncio.sleep(3600)

    event_loop.run(main())
    event_loop.run(main())
