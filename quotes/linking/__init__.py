"""Who is who across articles: pure functions over names and what articles say of their bearers."""

from quotes.linking.blocking import CROWDED, blocking_keys, looked_up
from quotes.linking.clustering import partition, tier
from quotes.linking.comparing import Node, Verdict, compare, relate
from quotes.linking.context_evidence import Seen
from quotes.linking.describing import Described, describe, offices
from quotes.linking.setting import NOWHERE, Setting, setting
from quotes.linking.values import Link, Partition, Suggestion
from quotes.names.comparison import Relation
from quotes.names.folding import fold

__all__ = [
    "CROWDED",
    "NOWHERE",
    "Described",
    "Link",
    "Node",
    "Partition",
    "Relation",
    "Seen",
    "Setting",
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
    "setting",
    "tier",
]
