"""A folder's `manifest.jsonl`: what its files cannot say of themselves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from quotes.errors import BadInput
from quotes.io.sources.file_kinds import no_file
from quotes.io.sources.reading import unopened
from quotes.models import Failure

NAME = "manifest.jsonl"

Manifest = Mapping[str, Mapping[str, Any]]


def read_manifest(folder: Path) -> tuple[Manifest, list[Failure]]:
    """What a folder's manifest says, by file name, and its broken lines."""
    path = folder / NAME
    entries: dict[str, Mapping[str, Any]] = {}
    failures: list[Failure] = []
    if (kind := no_file(path)) is not None:
        return {}, [Failure.of(None, BadInput(f"it is a {kind} and no file; take it away."), where=str(path))]
    try:
        lines = path.read_bytes().splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return {}, []
    except OSError as error:
        return {}, [Failure.of(None, unopened(error), where=str(path))]
    for number, line in enumerate(lines, start=1):
        try:
            entry = json.loads(line) if line.strip() else None
            if entry is not None:
                entries[entry["file"]] = entry
        except (ValueError, RecursionError, KeyError, TypeError):
            problem = BadInput('this is not a JSON object with "file" in it; mend or drop the line.')
            failures.append(Failure.of(None, problem, where=f"{path} line {number}"))
    return entries, failures
