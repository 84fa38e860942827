"""An article has the same answers in every process: whatever its hash seed, and however many processes read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_styles import articles

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture(scope="module")
def styles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("styles") / "styles.jsonl"
    rows = [{"id": name, "text": text} for name, (text, _) in articles().items()]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def answers(styles: Path, *, hash_seed: int, jobs: int) -> bytes:
    """What the command prints for the seeds and the styles, in a process of its own."""
    command = [sys.executable, "-m", "quotes.cli", "extract", "--format", "jsonl", "--jobs", str(jobs)]
    environment = {**os.environ, "PYTHONHASHSEED": str(hash_seed)}
    done = subprocess.run([*command, str(SEEDS), str(styles)], capture_output=True, env=environment, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def of_the_first(styles: Path) -> bytes:
    return answers(styles, hash_seed=0, jobs=1)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("hash_seed", range(5))
def test_every_process_gives_the_same_bytes(styles: Path, of_the_first: bytes, hash_seed: int, jobs: int) -> None:
    assert answers(styles, hash_seed=hash_seed, jobs=jobs) == of_the_first
    assert of_the_first.count(b"\n") > 30
