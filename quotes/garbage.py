"""When Python's collector of garbage waits: while many objects are made that are all in use until the end.

Each look for circles of objects goes through all that is alive by then, the model's objects and the lexicon's among it;
what is made meanwhile passes for old, though it goes a moment later, and the old are gone through the sooner.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Within it no circles of objects are looked for, in the whole process; after it they are as before.

    Where threads overlap, the first of them turns the collector on again, which does no harm.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
