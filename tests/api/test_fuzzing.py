"""The whole specification against a running server: nothing breaks, nothing undocumented comes back."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import httpx

from tests.api.conftest import add, article
from tests.api.serving import KEY

# What is checked of every answer. Which input is refused is not: a schema cannot say what a cursor is.
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)
# oEmbed answers 501 where a format is not to be had; its own specification says so.
CONFIG = """
[[operations]]
include-path = "/oembed"
checks.not_a_server_error.expected-statuses = ["2xx", "3xx", "4xx", 501]
"""
# Seconds for each database; QUOTES_TEST_FUZZ_SECONDS asks for more.
SECONDS = int(os.environ.get("QUOTES_TEST_FUZZ_SECONDS", "25"))


def test_no_answer_breaks_the_specification(client: httpx.Client, tmp_path: Path) -> None:
    add(client, *(article(number) for number in range(1, 6)))
    (tmp_path / "schemathesis.toml").write_text(CONFIG, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "schemathesis.cli",
        "run",
        f"{client.base_url}/openapi.json".replace("//openapi", "/openapi"),
        "--header",
        f"X-API-Key: {KEY}",
        "--checks",
        ",".join(CHECKS),
        "--max-time",
        str(SECONDS),
        "--max-examples",
        "40",
        "--continue-on-failure",
        "--no-shrink",
        "--no-color",
        "--seed",
        "1",
        "--request-timeout",
        "20",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS * 4 + 120, cwd=tmp_path)
    told = "\n".join(line[:400] for line in (done.stdout + done.stderr).splitlines())
    assert done.returncode == 0, told[-20_000:]
    assert "Test cases:" in done.stdout, done.stdout[-3_000:]
