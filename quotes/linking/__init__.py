"""Who is who across articles: pure functions over names and what articles say of the people called so."""

from quotes.linking.blocking import MAX_BLOCK, blocking_keys, counterpart_keys, look_ups
from quotes.linking.clustering import partition
from quotes.linking.comparing import NameRecord, Verdict, compare, completeness, relate
from quotes.linking.context_evidence import ContextEvidence
from quotes.linking.describing import Described, describe, is_told_by_name, offices
from quotes.linking.groups import Relations
from quotes.linking.parts import Sorted, partition_parts
from quotes.linking.setting import NOWHERE, Setting, setting
from quotes.linking.values import Link, Partition, Suggestion
from quotes.names.comparison import Relation
from quotes.names.folding import fold

__all__ = [
    "MAX_BLOCK",
    "NOWHERE",
    "ContextEvidence",
    "Described",
    "Link",
    "NameRecord",
    "Partition",
    "Relation",
    "Relations",
    "Setting",
    "Sorted",
    "Suggestion",
    "Verdict",
    "blocking_keys",
    "compare",
    "completeness",
    "counterpart_keys",
    "describe",
    "fold",
    "is_told_by_name",
    "look_ups",
    "offices",
    "partition",
    "partition_parts",
    "relate",
    "setting",
]
