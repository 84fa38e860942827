"""Who is who across articles: pure functions over names and what articles say of their bearers."""

from quotes.identity.blocking import CROWDED, blocking_keys, looked_up
from quotes.identity.comparing import Node, Verdict, compare, relate
from quotes.identity.describing import Described, describe, offices
from quotes.identity.folding import fold
from quotes.identity.partition import Link, Partition, Suggestion, partition, tier
from quotes.identity.renderings import Relation
from quotes.identity.witnesses import Seen

__all__ = [
    "CROWDED",
    "Described",
    "Link",
    "Node",
    "Partition",
    "Relation",
    "Seen",
    "Suggestion",
    "Verdict",
    "blocking_keys",
    "compare",
    "describe",
    "fold",
    "looked_up",
    "offices",
    "partition",
    "relate",
    "tier",
]
