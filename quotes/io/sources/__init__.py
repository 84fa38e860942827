"""Files, folders and standard input -> raw articles, one at a time, a broken one in its place as a Failure.

`formats/` has one module for each kind of file. A `manifest.jsonl` beside the files (one object a line: `file`, and
any of `id title url outlet author published`) says what the files themselves cannot.
"""

from quotes.io.sources.paths import read_paths
from quotes.io.sources.reading import read_stream
from quotes.io.sources.records import from_record
from quotes.io.sources.source import MAX_BYTES, Item, Notes, Options, Source
from quotes.io.sources.watching import Watch

__all__ = ["MAX_BYTES", "Item", "Notes", "Options", "Source", "Watch", "from_record", "read_paths", "read_stream"]
