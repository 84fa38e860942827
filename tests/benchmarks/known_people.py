"""A store that knows very many people, written straight into its tables: what look-ups are measured on."""

from __future__ import annotations

import random
import sqlite3
from concurrent.futures import ProcessPoolExecutor

from quotes.linking import blocking_keys
from quotes.names.given import listed
from quotes.store import open_store

# what family names are made of here: syllables, and perhaps an ending
_ONSETS = (
    "b",
    "br",
    "ch",
    "d",
    "dr",
    "f",
    "g",
    "h",
    "j",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "sh",
    "t",
    "tr",
    "v",
    "z",
)
_NUCLEI = ("a", "e", "i", "o", "u", "ai", "ou")
_CODAS = ("", "", "n", "r", "l", "s", "m", "k", "t", "nd", "rd", "ng", "sky", "ov", "enko", "ez", "son")
_BEARERS = 8  # of one family name, on the average


def names(number: int, *, seed: int = 1) -> list[str]:
    """So many different names of listed given names and made-up family names, in small letters."""
    rng = random.Random(seed)
    given = sorted(listed())
    surnames: set[str] = set()
    while len(surnames) < max(20, number // _BEARERS):
        syllables = rng.choice((2, 2, 3, 3, 4))
        word = "".join(rng.choice(_ONSETS) + rng.choice(_NUCLEI) for _ in range(syllables)) + rng.choice(_CODAS)
        surnames.add(word)
    pool = sorted(surnames)
    found: dict[str, None] = {}
    while len(found) < number:
        found[f"{rng.choice(given)} {rng.choice(pool)}"] = None
    return list(found)


def fill(path: str, known: list[str]) -> None:
    """Make these names known, each a speaker of their own, in a new SQLite store."""
    open_store(f"sqlite:///{path}").close()
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF; PRAGMA cache_size=-200000;")
    rows = [(pk, name) for pk, name in enumerate(known, 1)]
    with connection:
        connection.executemany(
            "INSERT INTO speakers (pk, slug, name, type) VALUES (?, ?, ?, 'person')",
            ((pk, name.replace(" ", "-"), name.title()) for pk, name in rows),
        )
        connection.executemany(
            "INSERT INTO speaker_names (pk, folded, type, tier, speaker_pk, articles) VALUES (?, ?, 'person', 0, ?, 1)",
            ((pk, name, pk) for pk, name in rows),
        )
        connection.execute("CREATE TEMP TABLE unsorted (key TEXT, name_pk INTEGER)")
        with ProcessPoolExecutor() as pool:
            keyed = zip(range(1, len(known) + 1), pool.map(blocking_keys, known, chunksize=2000), strict=True)
            filed = ((key, pk) for pk, keys in keyed for key in keys)
            connection.executemany("INSERT INTO unsorted VALUES (?, ?)", filed)
        connection.execute("INSERT INTO speaker_keys SELECT key, name_pk FROM unsorted ORDER BY key, name_pk")
    connection.execute("ANALYZE")
    connection.close()
