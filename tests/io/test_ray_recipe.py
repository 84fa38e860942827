"""The recipe for Ray in docs/many-machines.md, run as it stands there on a Ray of this machine."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from quotes.io.bulk import Reader
from quotes.io.export import article_line
from quotes.io.sources import read_paths

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="needs Ray, 240 MB: pip install ray")
def test_the_recipe_prints_what_one_process_reads(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "many-machines.md").read_text("utf-8")
    [recipe] = re.findall(r"```python\n(import itertools.*?)```", page, re.DOTALL)
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "news.jsonl").write_text('{"id": "1", "text": "“No,” said Ann Lee."}\n{"id": "2"}\n', "utf-8")
    here = recipe.replace('address="auto"', "num_cpus=1, include_dashboard=False, log_to_driver=False")
    done = subprocess.run(
        [sys.executable, "-c", here],
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])},
        check=True,
    )
    alone = b"".join(article_line(one) for one in Reader().stream(read_paths([str(archive / "news.jsonl")])))
    assert done.stdout.count(b"\n") == 2
    assert done.stdout == alone.replace(str(archive).encode(), b"archive")
