"""What Ctrl-C does to a long run, once, twice and more."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from quotes.cli.interrupting import Interrupts
from quotes.io.workers import Worker

ROOT = Path(__file__).parents[2]


def press(number: int = signal.SIGINT) -> None:
    os.kill(os.getpid(), number)


def test_what_was_taken_is_finished_and_nothing_more_is_taken(capfd: pytest.CaptureFixture[str]) -> None:
    done = []
    with Interrupts() as interrupts:
        for item in interrupts.until(range(10)):
            if item == 3:
                press()
            done.append(item)
    assert (done, interrupts.heard, interrupts.status) == ([0, 1, 2, 3], 1, 130)
    assert "Finishing what is being read" in capfd.readouterr().err


def test_what_is_waited_for_is_waited_for_no_longer(capfd: pytest.CaptureFixture[str]) -> None:
    def items() -> Iterator[int]:
        yield 1
        press(signal.SIGTERM)
        raise AssertionError("it goes on")

    with Interrupts() as interrupts:
        assert list(interrupts.until(items())) == [1]
    assert interrupts.status == 143
    assert "\n" not in capfd.readouterr().err, "it is over before it is said"


def test_the_second_time_gives_up_what_is_under_way(capfd: pytest.CaptureFixture[str]) -> None:
    with Interrupts() as interrupts, pytest.raises(KeyboardInterrupt):
        for _ in interrupts.until(range(10)):
            press()
            press()
    assert "Storing what was read" in capfd.readouterr().err


def test_where_nothing_is_under_way_it_ends_at_once() -> None:
    with Interrupts() as interrupts:
        assert list(interrupts.until(range(3))) == [0, 1, 2]
        interrupts.idle()
        with pytest.raises(KeyboardInterrupt):
            press()
        interrupts.deafen()
        press()
    assert interrupts.heard == 1


def test_a_command_that_ignores_it_goes_on_doing_so() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with Interrupts() as interrupts:
            press()
            assert (interrupts.heard, signal.getsignal(signal.SIGINT)) == (0, signal.SIG_IGN)
    finally:
        signal.signal(signal.SIGINT, before)


def test_the_handlers_are_put_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Interrupts():
        assert signal.getsignal(signal.SIGINT) != before
    assert signal.getsignal(signal.SIGINT) == before


def blocked_here(_: object) -> list[int]:
    return sorted(int(one) for one in signal.pthread_sigmask(signal.SIG_BLOCK, ()))


def test_the_first_process_that_is_started_never_hears_ctrl_c_nor_sigterm() -> None:
    """multiprocessing starts a helper with the first one, and unblocks Ctrl-C on the way."""
    program = (
        "from quotes.io.workers import Worker\n"
        "from tests.cli.test_interrupting import blocked_here\n"
        "worker = Worker(blocked_here)\n"
        "print(worker.ask(None))\n"
        "worker.kill()\n"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == f"[{int(signal.SIGINT)}, {int(signal.SIGTERM)}]"


def own_number_after_a_while(_: object) -> int:
    time.sleep(0.3)
    return os.getpid()


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_reader_finishes_what_it_has_when_all_processes_of_a_command_are_told_to_end(sent: signal.Signals) -> None:
    worker = Worker(own_number_after_a_while)
    try:
        reader = worker.ask(None)
        threading.Timer(0.1, os.kill, (reader, sent)).start()
        assert worker.ask(None) == reader
    finally:
        worker.kill()
