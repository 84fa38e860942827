"""Which hashes of quotes a sorted run surely has not: a Bloom filter for each page of it.

Nearly all hashes of a new quote are nobody else's. Looked up one by one they take a batch through most pages of a large
run, and push out of memory the pages that are to be written. A filter takes twelve bits a hash instead, and is wrong
about one in a hundred and fifty. Of a very large run the filters are smaller, so that memory has an end.
"""

from __future__ import annotations

from typing import Any

BYTES = 750  # of a filter: twelve bits for each of five hundred hashes
# Of all filters of a run: those of more than 16 million hashes, which 125,000 articles have, are smaller.
MOST_BYTES = 24_000_000


def size(pages: int) -> int:
    """How many bytes the filter of each of so many pages has."""
    return max(1, min(BYTES, MOST_BYTES // max(1, pages)))


def filters(hashes: Any, per_page: int, size: int) -> Any:
    """The filters of pages that hold these hashes, so many each."""
    import numpy as np

    pages = np.arange(len(hashes)) // per_page
    bits = np.zeros((len(hashes) + per_page - 1) // per_page * 8 * size, dtype=bool)
    for probe in range(_probes(size)):
        bits[_place(hashes, pages, size, probe)] = True
    return np.packbits(bits, bitorder="little")


def perhaps(filters: Any, size: int, hashes: Any, pages: Any) -> Any:
    """Which of the hashes the pages given with them may hold, as truth values."""
    import numpy as np

    left = np.arange(len(hashes))
    for probe in range(_probes(size)):
        place = _place(hashes[left], pages[left], size, probe)
        left = left[(filters[place >> 3] >> (place & 7).astype(np.uint8)) & 1 != 0]
    known = np.zeros(len(hashes), dtype=bool)
    known[left] = True
    return known


def _probes(size: int) -> int:
    """How many bits a hash sets: in a small filter more would fill it."""
    return max(1, min(4, size // 125))


def _place(hashes: Any, pages: Any, size: int, probe: int) -> Any:
    """A bit for each hash in its page's filter; a hash's halves make as many places as are wanted."""
    import numpy as np

    low, high = hashes & np.uint64(0xFFFFFFFF), hashes >> np.uint64(32)
    bit = (low + np.uint64(probe) * high) % np.uint64(8 * size)
    return pages * (8 * size) + bit.astype(np.intp)
