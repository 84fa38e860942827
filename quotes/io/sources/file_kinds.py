"""What lies in a folder and is no file: pipes, sockets, devices."""

from __future__ import annotations

import stat
from pathlib import Path

_KINDS = (
    (stat.S_ISFIFO, "named pipe"),
    (stat.S_ISSOCK, "socket"),
    (stat.S_ISCHR, "device"),
    (stat.S_ISBLK, "device"),
)


def no_file(path: Path) -> str | None:
    """What a path is that is neither a file nor a folder, nor a link to one: "named pipe"; None of all others.

    Once it is opened, a pipe that nobody writes is waited for without end, and some devices never end.
    """
    try:
        mode = path.stat().st_mode
    except OSError:
        return None
    return next((kind for is_one, kind in _KINDS if is_one(mode)), None)
