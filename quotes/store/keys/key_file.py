"""The key that `quotes serve` makes at its first start: one line in a file that only its owner can read."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from quotes.errors import BadInput
from quotes.store.keys import api_keys

if TYPE_CHECKING:
    from quotes.config import Settings

NAME = "first-start"
_KEY = re.compile(r"quotes_[A-Za-z0-9_-]{40,100}")
_MOST_BYTES = 200
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def place(settings: Settings) -> Path:
    """Where the key lies: `QUOTES_KEY_FILE`; else beside a SQLite file, else in the user's configuration folder."""
    if settings.key_file:
        return Path(settings.key_file).expanduser().absolute()
    try:
        url = make_url(settings.database_url)
        name = url.database or "store"
        embedded = url.get_backend_name() == "sqlite"
        server = f"{url.host}:{url.port}/{name}"
    except (ArgumentError, ValueError):
        name, embedded, server = "store", False, ""
    if embedded and url.database:
        return Path(f"{name.removeprefix('file:')}.key").absolute()
    folder = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "quotes"
    # two servers may each have a database of one name
    mark = hashlib.sha256(server.encode()).hexdigest()[:8]
    return folder / f"{re.sub(r'[^A-Za-z0-9_-]', '-', name)[:60]}-{mark}.key"


def read(path: Path) -> str | None:
    """The key in the file, or None where there is no file; BadInput where others could have read or written it."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise BadInput(
            f"The key file {path} cannot be read ({error.strerror}): mend that, or set QUOTES_API_KEY."
        ) from None
    with os.fdopen(descriptor, "rb") as file:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode):
            raise BadInput(f"The key file {path} is no plain file: move it away and a key is made anew.")
        if hasattr(os, "geteuid") and (facts.st_mode & _OTHERS or facts.st_uid != os.geteuid()):
            raise BadInput(
                f"The key file {path} is open to others than its owner, who must be the server's user: "
                "delete it and start again, and a new key is made."
            )
        key = file.read(_MOST_BYTES).decode("ascii", "replace").strip()
    if not _KEY.fullmatch(key):
        raise BadInput(f"The key file {path} holds no key: delete it and start again, and a new key is made.")
    return key


def make(path: Path) -> tuple[str, bool]:
    """The key in the file, and whether it was made now. Of several processes at once one makes it, whole or not at all.

    Raises OSError where the folder cannot be written to.
    """
    if (known := read(path)) is not None:
        return known, False
    if not path.parent.exists():
        path.parent.mkdir(mode=0o700, parents=True)
    key = api_keys.fresh()
    # a name of its own first: another process must never see the file half written
    draft = path.with_name(f"{path.name}.{os.getpid()}.{api_keys.fresh()[-8:]}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(key + "\n")
        try:
            os.link(draft, path)  # fails where the file is there already, as a rename would not
        except FileExistsError:
            other = read(path)
            if other is None:
                raise
            return other, False
    finally:
        draft.unlink(missing_ok=True)
    return key, True
