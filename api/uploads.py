"""Files that people bring to the desk: kept aside, read one after the other beside the server, and told about.

What is known of a run is a small file that any worker process of this machine can show. The bytes are removed as soon
as they are read; the file a day later.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import orjson

from api.http.errors import Busy
from quotes.errors import StoreUnavailable
from quotes.models import Failure, RawArticle

if TYPE_CHECKING:
    from api.engine import Job
    from api.service import Service

KEPT_SECONDS = 86_400
# A run that has not said anything for so long has ended with its process.
SILENT_SECONDS = 300
MOST_WAITING = 8
MOST_LISTED = 500
TOLD_EVERY = 0.5
_ID_LETTERS = frozenset("0123456789abcdef")

Upload = tuple[str, bytes]  # the name as it was sent, and what is in it


class Uploads:
    """The runs of one server process."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._pool: ThreadPoolExecutor | None = None
        self._jobs: dict[str, Job] = {}
        self._folder: Path | None = None

    def start(self, uploads: Sequence[Upload], *, by: str) -> str:
        """Begin to read these; the id of the run. Raises Busy where too many wait."""
        if len(self._jobs) >= MOST_WAITING:
            raise Busy(f"{MOST_WAITING} uploads are being read: send this one when one of them has ended.")
        self._sweep()
        run = secrets.token_hex(16)
        place = self._place() / run
        place.mkdir(mode=0o700)
        for number, (_, content) in enumerate(uploads):
            (place / f"{number:05}").write_bytes(content)
        told: dict[str, Any] = {
            "by": by, "files": len(uploads), "done_files": 0, "current": None, "new": 0, "revised": 0, "again": 0,
            "same": 0, "quotes": 0, "failed": 0, "articles": [], "failures": [], "notes": [], "ended": False,
        }  # fmt: skip
        self._tell(run, told)
        self._jobs[run] = self._service.engine.job()
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="quotes-uploads")
        self._pool.submit(self._read, run, [name for name, _ in uploads], told)
        return run

    def told(self, run: str) -> dict[str, Any] | None:
        """What is known of a run; `lost` where its process ended before it. None for one that there is not."""
        if len(run) != 32 or not _ID_LETTERS.issuperset(run):
            return None
        path = self._place() / f"{run}.json"
        try:
            found: dict[str, Any] = orjson.loads(path.read_bytes())
            silent = time.time() - path.stat().st_mtime
        except (OSError, orjson.JSONDecodeError):
            return None
        found["lost"] = not found["ended"] and run not in self._jobs and silent > SILENT_SECONDS
        return found

    def close(self) -> None:
        """End what is being read; what is stored stays."""
        for job in list(self._jobs.values()):
            job.cancel()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _read(self, run: str, names: Sequence[str], told: dict[str, Any]) -> None:
        from quotes.io.ingest import ingest
        from quotes.io.sources import Notes

        notes, job = Notes(), self._jobs[run]
        last = 0.0
        try:
            items = self._items(run, names, told, notes)
            for result in ingest(self._service.store, job, items):
                _count(told, result, names)
                if time.monotonic() - last > TOLD_EVERY:
                    last = time.monotonic()
                    self._tell(run, told)
        except StoreUnavailable as error:
            _count(told, Failure(None, error.code, f"{error} What was stored before is there: upload the rest again."))
        except Exception as error:
            self._service.log.error("upload failed", run=run, exc_info=error)
            sentence = "The reading broke off here; the server's log says why. What was stored before is there."
            if job.cancelled:
                sentence = "The server was stopped here. What was stored before is there: upload the rest again."
            _count(told, Failure(None, "internal", sentence))
        finally:
            told |= {"ended": True, "current": None, "notes": notes.sentences()}
            self._tell(run, told)
            shutil.rmtree(self._place() / run, ignore_errors=True)
            self._jobs.pop(run, None)

    def _items(
        self, run: str, names: Sequence[str], told: dict[str, Any], notes: Any
    ) -> Iterator[RawArticle | Failure]:
        from api.unpacking import articles_of

        for number, name in enumerate(names):
            told["current"] = name
            self._tell(run, told)
            path = self._place() / run / f"{number:05}"
            with path.open("rb") as stream:
                yield from articles_of(stream, name, notes)
            path.unlink(missing_ok=True)
            told["done_files"] = number + 1

    def _tell(self, run: str, told: dict[str, Any]) -> None:
        """Write what is known, whole or not at all."""
        path = self._place() / f"{run}.json"
        made = path.with_suffix(f".{secrets.token_hex(4)}")
        made.write_bytes(orjson.dumps(told))
        made.replace(path)

    def _place(self) -> Path:
        """A folder that its owner alone may enter, the same for every worker of this server."""
        if self._folder is None or not self._folder.is_dir():
            mark = hashlib.sha256(self._service.settings.database_url.encode()).hexdigest()[:12]
            path = Path(tempfile.gettempdir()) / f"quotes-uploads-{os.getuid()}-{mark}"
            path.mkdir(mode=0o700, exist_ok=True)
            found = path.lstat()
            # in a folder that everybody may write to, somebody else's would show them what is uploaded
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o077:
                path = Path(tempfile.mkdtemp(prefix="quotes-uploads-"))
            self._folder = path
        return self._folder

    def _sweep(self) -> None:
        """Remove what is older than a day."""
        for path in self._place().iterdir():
            try:
                if time.time() - path.lstat().st_mtime > KEPT_SECONDS:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
            except OSError:
                continue  # another worker was quicker


def name_of(sent: str | None) -> str:
    """The last part of a file's name as a browser sends it, to be shown and to know its kind by; never a path here."""
    return PurePosixPath((sent or "").replace("\\", "/").replace("\0", "")).name[:200] or "a file without a name"


def pasted(text: str) -> list[Upload]:
    """Texts that were pasted one under the other, with a line of three or more dashes between them."""
    pieces: list[list[str]] = [[]]
    for line in text.replace("\r\n", "\n").split("\n"):
        if len(line.strip()) >= 3 and not line.strip().strip("-–—"):
            pieces.append([])
        else:
            pieces[-1].append(line)
    texts = [whole for piece in pieces if (whole := "\n".join(piece).strip())]
    return [(f"Pasted text {number}", text.encode()) for number, text in enumerate(texts, 1)]


def _with_name(failure: Failure, names: Sequence[str]) -> str:
    """What went wrong, with the name of its file: reading has told it, or the article's id is made of it."""
    if failure.id is None or any(name in failure.message for name in names):
        return failure.message
    stems = {PurePosixPath(name).stem: name for name in names}
    own = stems.get(failure.id) or stems.get(failure.id.rpartition("-")[0]) or failure.id
    return f"{own}: {failure.message}"


def _count(told: dict[str, Any], result: Any, names: Sequence[str] = ()) -> None:
    if isinstance(result, Failure):
        told["failed"] += 1
        if len(told["failures"]) < MOST_LISTED:
            message = _with_name(result, names)
            told["failures"].append({"id": result.id, "message": message})
        return
    told[result.change] += 1
    told["quotes"] += result.quotes
    if len(told["articles"]) < MOST_LISTED:
        article = {"id": result.id, "title": result.title, "outlet": None, "change": result.change}
        told["articles"].append(article | {"quotes": result.quotes})
