"""Many processes: what they gain, what they cost, and that memory does not grow with the input.

pytest -m benchmark tests/benchmarks/test_bulk_speed.py -s
"""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.benchmark

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
INGESTED = int(os.environ.get("BENCHMARK_INGESTED", "3600"))  # of fewer, start and last batch are too much
PEAK = "import resource; print(max(resource.getrusage(who).ru_maxrss for who in "
PEAK += "(resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024)"


def news(path, count):
    """So many articles, the seeds in turn, each with a line of its own."""
    texts = [seed.read_text(encoding="utf-8") for seed in SEEDS]
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            text = f"Number {number}.\n{texts[number % len(texts)]}"
            file.write(json.dumps({"id": str(number), "text": text}) + "\n")
    return path


def extract(path, jobs):
    """Seconds by the clock, CPU-seconds of all processes, megabytes of the largest of them, and what was printed."""
    program = f"import sys; sys.argv = ['quotes', 'extract', {str(path)!r}, '--jobs', '{jobs}']\n"
    program += "from quotes.cli import app\ntry: app()\nexcept SystemExit: pass\n"
    program += f"sys.stdout = sys.stderr\n{PEAK}\n"
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    clock, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return clock, cpu, int(done.stderr.split()[-1]), done.stdout


def test_two_processes_against_one(tmp_path, capsys):
    path = news(tmp_path / "news.jsonl", 400)
    alone, shared = extract(path, 1), extract(path, 2)
    with capsys.disabled():
        print(
            f"\n400 articles, one process against two: {alone[0] / shared[0]:.2f} times as fast by the clock, ", end=""
        )
        print(f"{shared[1] / alone[1]:.2f} times the CPU, {alone[2]} and {shared[2]} MB in the largest process")
    assert shared[3] == alone[3]
    assert shared[1] <= 1.5 * alone[1]
    if os.cpu_count() >= 2 and os.getloadavg()[0] < 2.5:  # on a busy machine the clock says nothing
        assert alone[0] / shared[0] >= 1.3


def ingest(path, store, jobs):
    """Of the whole `quotes ingest`: seconds by the clock, CPU-seconds of the process that stores and of all others."""
    program = f"import sys; sys.argv = ['quotes', 'ingest', {str(path)!r}, '--jobs', '{jobs}', "
    program += f"'--database', 'sqlite:///{store}']\n"
    program += "from quotes.cli import app\ntry: app()\nexcept SystemExit: pass\n"
    program += "import resource\nused = [resource.getrusage(who) for who in (0, -1)]\n"
    program += "print(*(one.ru_utime + one.ru_stime for one in used))\n"
    started = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    clock = time.perf_counter() - started
    return clock, *map(float, done.stdout.split()[-2:])


def test_ingest_with_two_jobs_against_one(tmp_path, capsys):
    """By the clock on a quiet machine; on any, by what two cores would take for the CPU-seconds that were used."""
    path = news(tmp_path / "news.jsonl", INGESTED)
    (alone, storing, reading), (shared, storing_of_two, reading_of_two) = (
        ingest(path, tmp_path / f"{jobs}.db", jobs) for jobs in (1, 2)
    )
    # the one that stores is one process: it may not take longer than its core has
    reckoned = (storing + reading) / max((storing_of_two + reading_of_two) / 2, storing_of_two)
    with capsys.disabled():
        print(f"\n{INGESTED} articles into a store: {alone:.1f} s with one job, {shared:.1f} s with two", end="")
        print(f" ({alone / shared:.2f}; load {os.getloadavg()[0]:.1f}). CPU: {storing:.1f} s stored and", end="")
        print(f" {reading:.1f} read with one, {storing_of_two:.1f} and {reading_of_two:.1f} with two:", end="")
        print(f" two quiet cores would give {reckoned:.2f}")
    assert reckoned >= 1.8
    if os.cpu_count() >= 2 and os.getloadavg()[0] < 2.5:  # on a busy machine the clock says nothing
        assert alone / shared >= 1.8


def test_memory_does_not_grow_with_the_input(tmp_path, capsys):
    few, many = (extract(news(tmp_path / f"{count}.jsonl", count), 2)[2] for count in (50, 800))
    with capsys.disabled():
        print(f"\nlargest process, 2 jobs: {few} MB for 50 articles, {many} MB for 800")
    assert many <= 1.3 * few
