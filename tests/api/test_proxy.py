"""A real `quotes serve` behind a real nginx: what a proxy passes on is nobody's own request."""

from __future__ import annotations

import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.api.test_keys import WRITES

ROOT = Path(__file__).parents[2]
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/bin")
MISSING = "nginx is not installed; on Debian and Ubuntu: apt-get install nginx-light"
PLAIN = "server { listen 80; location / { proxy_pass http://127.0.0.1:8000; } }"
DOCUMENTED = (ROOT / "docs/deploy/nginx.conf").read_text()
STARTED = re.compile(r"quotes serves on (\S+) until")
ARTICLE = {"id": "a1", "text": "Nobody spoke."}


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """This environment without settings of its own, with a home and a store in `folder`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QUOTES_", "FORWARDED_"))}
    own = {"HOME": str(folder), "PYTHONPATH": str(ROOT), "QUOTES_DATABASE_URL": f"sqlite:///{folder}/quotes.db"}
    return {**kept, **own, **settings}


@contextmanager
def quotes_serve(folder: Path, *options: str, **settings: str) -> Iterator[tuple[int, Any]]:
    """`quotes serve` in a process of its own: its port, and a function that gives what it has printed so far."""
    port = free_port()
    out, err = folder / "out.txt", folder / "err.txt"
    command = [sys.executable, "-m", "quotes.cli", "serve", "--port", str(port), *options]
    with out.open("w") as stdout, err.open("w") as stderr:
        process = subprocess.Popen(
            command, cwd=folder, env=environment(folder, **settings), stdout=stdout, stderr=stderr
        )
    try:
        wait_for(port, process, err)
        yield port, lambda: (out.read_text(), err.read_text())
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def nginx(folder: Path, block: str, backend: int, *, tls: ssl.SSLContext | None = None) -> Iterator[httpx.Client]:
    """nginx with this configuration on free ports, and a client of it; only the ports are put in.

    With `tls` the client comes to the block's port 443, and trusts what that context trusts.
    """
    port, secure = free_port(), free_port()
    block = block.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("127.0.0.1:8000", f"127.0.0.1:{backend}")
    block = block.replace("listen 443 ssl;", f"listen 127.0.0.1:{secure} ssl;")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    configuration = folder / "nginx.conf"
    configuration.write_text(
        f"daemon off;\nmaster_process off;\npid {folder}/nginx.pid;\nerror_log {folder}/nginx.err;\n"
        f"events {{}}\nhttp {{\naccess_log off;\n{places}{block}\n}}\n"
    )
    command = [str(NGINX), "-p", str(folder), "-e", f"{folder}/nginx.err", "-c", str(configuration)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, process, folder / "nginx.err")
        base = f"https://127.0.0.1:{secure}" if tls else f"http://127.0.0.1:{port}"
        with httpx.Client(base_url=base, timeout=120, verify=tls or True) as client:
            yield client
    finally:
        process.terminate()
        process.wait(30)


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until somebody listens there."""
    deadline = time.monotonic() + 60
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"It did not start: {log.read_text()[-2000:]}")
        time.sleep(0.05)


def printed_key(output: str) -> str:
    """The key that the first start shows."""
    return re.findall(r"^  (quotes_[\w-]{43})$", output, flags=re.MULTILINE)[0]


@pytest.mark.skipif(NGINX is None, reason=MISSING)
def test_behind_a_plain_proxy_pass_nobody_writes_without_the_key(tmp_path: Path) -> None:
    with quotes_serve(tmp_path) as (port, said), nginx(tmp_path, PLAIN, port) as client:
        for method, path, body in WRITES:
            for headers in ({}, {"Origin": str(client.base_url).rstrip("/")}, {"Host": "localhost"}):
                refused = client.request(method, path, json=body, headers=headers)
                assert refused.status_code == 403, (method, path, headers, refused.text)
            assert client.request(method, path, json=body, headers={"X-API-Key": "quotes_guess"}).status_code == 401
        assert client.get("/articles").json()["items"] == []
        key = {"Authorization": f"Bearer {printed_key(said()[0])}"}
        assert client.post("/articles", json=ARTICLE, headers=key).status_code == 201
        assert client.delete("/articles/a1", headers=key).status_code == 204
        assert (
            "access-control-allow-origin" not in client.get("/quotes", headers={"Origin": "https://x.example"}).headers
        )


@pytest.mark.skipif(NGINX is None, reason=MISSING)
def test_behind_the_documented_block_links_are_public_and_writing_needs_the_key(tmp_path: Path) -> None:
    settings = {"QUOTES_BASE_URL": "https://quotes.example", "FORWARDED_ALLOW_IPS": "127.0.0.1"}
    with quotes_serve(tmp_path, **settings) as (port, said), nginx(tmp_path, DOCUMENTED, port) as client:
        client.headers["Host"] = "quotes.example"
        for method, path, body in WRITES:
            assert client.request(method, path, json=body).status_code == 403, path
        key = {"Authorization": f"Bearer {printed_key(said()[0])}"}
        made = client.post("/articles", json=ARTICLE, headers={**key, "X-Forwarded-For": "203.0.113.9"})
        assert made.status_code == 201
        assert made.headers["location"] == "https://quotes.example/articles/a1"
        log = [line for line in said()[1].splitlines() if '"request"' in line]
        assert log and not any("203.0.113.9" in line for line in log), "a client cannot say where it comes from"
        refused = client.get("/quotes", headers={"Host": "evil.example"})
        assert refused.status_code == 400 and "QUOTES_ALLOWED_HOSTS" in refused.text


@pytest.mark.skipif(NGINX is None, reason=MISSING)
def test_local_writes_are_not_for_what_a_proxy_says_it_passes_on(tmp_path: Path) -> None:
    settings = {"QUOTES_LOCAL_WRITES": "true", "QUOTES_BASE_URL": "https://quotes.example"}
    with quotes_serve(tmp_path, **settings) as (port, said), nginx(tmp_path, DOCUMENTED, port) as client:
        assert "QUOTES_LOCAL_WRITES" in said()[1]
        assert "quotes_" not in said()[0]
        refused = client.post("/articles", json=ARTICLE, headers={"Host": "quotes.example"})
        assert refused.status_code == 403
        assert httpx.post(f"http://127.0.0.1:{port}/articles", json=ARTICLE, timeout=120).status_code == 201
