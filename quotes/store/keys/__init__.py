"""API keys, and the file with the one that `quotes serve` makes at its first start."""

from quotes.store.keys.api_keys import Key, add, fresh, key_hash, names, remove, who

__all__ = [
    "Key",
    "add",
    "fresh",
    "key_hash",
    "names",
    "remove",
    "who",
]
