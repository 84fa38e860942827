"""What workers of a test's cluster are told to do in place of reading: each takes a chunk and answers for each item."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from quotes.models import Document, Extraction, Failure, RawArticle

Chunk = list[RawArticle | Document | Failure]


def read(item: RawArticle | Document | Failure) -> Extraction | Failure:
    if isinstance(item, Failure):
        return item
    return Extraction(Document(str(item.id), item.text or ""), (), ())


@dataclass(frozen=True)
class Odd:
    """An article whose text is a word of these does that; `notes` is a folder where each try leaves a file.

    kills: its process dies. once: the same, the first time. faults: a Failure that is no article's fault. raises: the
    chunk's reading ends in an error. waits: it is not done before `notes` has a file `go`.
    """

    notes: Path

    def __call__(self, chunk: Chunk) -> list[Extraction | Failure]:
        for item in chunk:
            word = getattr(item, "text", None)
            if word not in ("kills", "once", "faults", "raises", "waits"):
                continue
            tries = len(list(self.notes.glob(f"{word}-*")))
            (self.notes / f"{word}-{tries}-{os.getpid()}").touch()
            if word == "kills" or (word == "once" and tries == 0):
                os.kill(os.getpid(), signal.SIGKILL)
            if word == "raises":
                raise RuntimeError("odd")
            while word == "waits" and not (self.notes / "go").exists():
                time.sleep(0.05)
        return [
            Failure(item.id, "internal", "odd", 500) if getattr(item, "text", None) == "faults" else read(item)
            for item in chunk
        ]

    def tries(self, word: str) -> list[str]:
        """The processes that tried it."""
        return [path.name.rpartition("-")[2] for path in self.notes.glob(f"{word}-*")]
