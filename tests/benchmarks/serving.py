"""Servers to be measured, each a process pinned to one core, and wrk on the other."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

SECONDS = int(os.environ.get("QUOTES_BENCH_SECONDS", "5"))
# as the files of docs/deploy have it
LARGE_PAGES = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
CONNECTIONS = 16
ROTATE = """local paths = {}
for line in io.lines(listed) do paths[#paths + 1] = line end
local n = 0
request = function()
  n = n + 1
  return wrk.format('GET', paths[(n - 1) % #paths + 1])
end
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What wrk measured: requests a second, and milliseconds that half and 99 in 100 answers took at most.

    `rate` is requests per second of the server's processor time: what it does with a core to itself, and the
    same on a machine that has other things to do. `seen` is what came over the clock's second.
    """

    rate: float
    seen: float
    median: float
    p99: float
    failed: int


@contextmanager
def our_server(url: str, **settings: str) -> Iterator[tuple[str, int]]:
    """Our API over a store as the files of docs/deploy serve it, its log thrown away; its address and process id."""
    environment = {
        **os.environ, **LARGE_PAGES,
        "QUOTES_DATABASE_URL": url, "QUOTES_RATE_LIMIT": "", "QUOTES_API_KEY": "bench:key", **settings,
    }  # fmt: skip
    with _server([sys.executable, "-m", "quotes.cli", "serve"], environment, "/health") as found:
        yield found


@contextmanager
def datasette(path: Path, queries: dict[str, str], folder: Path) -> Iterator[tuple[str, int]]:
    """Datasette over the same file, with canned queries."""
    metadata = folder / "metadata.json"
    metadata.write_text(json.dumps({"databases": {path.stem: {"queries": queries}}}), encoding="utf-8")
    options = ["--metadata", str(metadata), "--setting", "num_sql_threads", "1", "--setting", "suggest_facets", "off"]
    command = [sys.executable, "-m", "datasette", "serve", str(path), *options]
    with _server(command, {**os.environ, **LARGE_PAGES}, "/-/versions.json") as found:
        yield found


def load(server: tuple[str, int], paths: Sequence[str], folder: Path, *, headers: dict[str, str] | None = None) -> Load:
    """Ask for the paths in turn, as fast as answers come, over a few connections."""
    listed = folder / "paths.txt"
    listed.write_text("\n".join(paths), encoding="utf-8")
    lines = [f"wrk.headers[{json.dumps(name)}] = {json.dumps(value)}" for name, value in (headers or {}).items()]
    script = folder / "rotate.lua"
    script.write_text("\n".join([*lines, f"local listed = {json.dumps(str(listed))}", ROTATE]), encoding="utf-8")
    wrk = shutil.which("wrk")
    assert wrk is not None, "wrk is missing: apt-get install wrk."
    command = [*_pinned(1), wrk, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", "-s", str(script), server[0]]
    before = _processor_seconds(server[1])
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    used = _processor_seconds(server[1]) - before
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    answered = re.search(r"(\d+) requests in", told)
    seen = re.search(r"Requests/sec:\s+([\d.]+)", told)
    assert answered is not None and seen is not None, told
    return Load(
        rate=int(answered[1]) / max(used, 0.01),
        seen=float(seen[1]),
        median=_milliseconds(told, "50%"),
        p99=_milliseconds(told, "99%"),
        failed=int(failed[1]) if failed else 0,
    )


def memory(process: int) -> float:
    """The most memory a process has had resident, in megabytes."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) / 1000


def _processor_seconds(process: int) -> float:
    """Seconds of processor time that a process has used, all its threads together."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def _server(command: list[str], environment: dict[str, str], path: str) -> Iterator[tuple[str, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = subprocess.DEVNULL
    process = subprocess.Popen([*_pinned(0), *command, "--port", str(port)], env=environment, stdout=log, stderr=log)
    base = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 60
        while not _answers(base + path):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{command} did not start: run it by hand to see why.")
            time.sleep(0.1)
        yield base, process.pid
    finally:
        process.terminate()
        process.wait(30)


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _pinned(core: int) -> list[str]:
    taskset = shutil.which("taskset")
    return [taskset, "-c", str(core)] if taskset and (os.cpu_count() or 1) > 1 else []


def _milliseconds(told: str, percentile: str) -> float:
    found = re.search(rf"{percentile}\s+([\d.]+)(us|ms|s|m)\b", told)
    assert found is not None, told
    return float(found[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}[found[2]]
