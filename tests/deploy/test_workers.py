"""`quotes serve --workers 2`: one killed under load costs its own requests alone, and another takes its place."""

from __future__ import annotations

import os
import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.api.test_proxy import quotes_serve

WORKERS = 2


def workers_of(port: int) -> list[int]:
    """The processes that serve on a port's socket as children of the one that started them."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            above = (Path("/proc") / str(parent) / "cmdline").read_bytes()
        except OSError:
            continue
        if b"spawn_main" in command and f"--port\0{port}\0".encode() in above:
            found.append(int(folder.name))
    return found


def until(true: object, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.05)


def figure(client: httpx.Client, pattern: str) -> float:
    return sum(float(n) for n in re.findall(rf"^{pattern} (\S+)$", client.get("/metrics").text, re.MULTILINE))


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the processes in /proc")
def test_a_killed_worker_is_replaced_and_the_others_go_on(tmp_path: Path):
    with quotes_serve(tmp_path, "--workers", str(WORKERS)) as (port, _):
        base = f"http://127.0.0.1:{port}"
        until(lambda: len(workers_of(port)) == WORKERS)

        def ask(_: int) -> int:
            """A status, 0 where the connection was lost with its worker."""
            try:
                return httpx.get(f"{base}/quotes", timeout=60).status_code
            except httpx.TransportError:
                return 0

        with ThreadPoolExecutor(4) as pool:
            assert set(pool.map(ask, range(20))) == {200}
            victim = workers_of(port)[0]
            asked = [pool.submit(ask, n) for n in range(60)]
            os.kill(victim, signal.SIGKILL)
            answers = [one.result() for one in asked]
        assert set(answers) <= {0, 200}
        assert answers.count(0) <= 8  # those that the killed one held, four at a time
        until(lambda: victim not in workers_of(port) and len(workers_of(port)) == WORKERS)
        with httpx.Client(base_url=base, timeout=60) as client:
            until(lambda: ask(0) == 200)
            # each process tells the figures of all, those of the dead one included
            counted = figure(client, r'quotes_http_requests_total\{method="GET",route="/quotes",status="200"\}')
            assert counted >= 20 + answers.count(200)
            until(lambda: figure(client, "quotes_http_requests_in_progress") <= 1)
