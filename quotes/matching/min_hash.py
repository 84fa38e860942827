"""MinHash signatures (Broder, 1997): sets much alike have many numbers in common at the same places.

The numbers are those of datasketch 2, which the tests compare; to import it takes a second, since it brings SciPy, and
its checks take several times as long as the numbers themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import sha1
from typing import Any

import numpy as np

_MIXING = ((16, 0x85EBCA6B), (13, 0xC2B2AE35))  # MurmurHash3's last steps: shift, factor


def signature(said: Iterable[bytes], numbers: int) -> list[int]:
    """So many numbers of 32 bits for a set that is not empty.

    >>> signature([b"ab", b"cd"], 3) == signature([b"cd", b"ab", b"ab"], 3)
    True
    """
    factors, addends = _permutations(numbers)
    hashes = np.frombuffer(b"".join([sha1(one, usedforsecurity=False).digest()[:4] for one in said]), dtype="<u4")
    for shift, factor in _MIXING:
        hashes = (hashes ^ (hashes >> shift)) * np.uint32(factor)
    hashes = hashes ^ (hashes >> 16)
    found: list[int] = (factors * hashes + addends).min(axis=1).tolist()
    return found


@cache
def _permutations(numbers: int) -> tuple[Any, Any]:
    """What a hash is multiplied by, an odd number, and what is added; each a column, the same for ever."""
    generator = np.random.RandomState(1)
    factors = generator.randint(0, 1 << 31, numbers, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return factors[:, None], generator.randint(0, 1 << 32, numbers, dtype=np.uint32)[:, None]
