"""The collector of garbage waits, and is as it was before afterwards, whatever happens within."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest

from quotes.garbage import uncollected


@pytest.fixture(params=[True, False], autouse=True)
def before(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Whether it is on when the test begins."""
    was = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield request.param
    (gc.enable if was else gc.disable)()


def test_it_waits_and_goes_on(before: bool) -> None:
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled() == before


def test_it_goes_on_after_a_failure(before: bool) -> None:
    with pytest.raises(ZeroDivisionError), uncollected():
        raise ZeroDivisionError
    assert gc.isenabled() == before


def test_it_goes_on_when_threads_overlap(before: bool) -> None:
    begun, ended = threading.Event(), threading.Event()

    def longer() -> None:
        with uncollected():
            begun.set()
            assert ended.wait(10)

    other = threading.Thread(target=longer)
    with uncollected():
        other.start()
        assert begun.wait(10)
    ended.set()
    other.join()
    assert gc.isenabled() == before
