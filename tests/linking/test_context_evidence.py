"""Company that need not be looked up: what a choice is by two of whom a candidate met, it is by all of them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quotes.linking.context_evidence import ENOUGH_CO_MENTIONS, ContextEvidence, choose_by_context

NAMES = st.frozensets(st.sampled_from([f"{letter} roe/person/" for letter in "abcdef"]))
EVIDENCE = st.builds(
    ContextEvidence,
    NAMES,
    st.frozensets(st.sampled_from(["star", "echo"])),
    st.none() | st.tuples(st.just(0), st.sampled_from([10, 500])),
)
CANDIDATE = st.tuples(st.frozensets(st.sampled_from(["a roe", "z roe"])), EVIDENCE)


@given(EVIDENCE, st.lists(CANDIDATE, min_size=1, max_size=3), st.randoms())
def test_enough_of_a_candidates_company_tells_what_all_of_it_would(mine, candidates, random) -> None:  # type: ignore[no-untyped-def]
    """Whichever they are, and whoever else is known of that stands beside the candidate alone."""
    fewer = []
    for spellings, seen in candidates:
        shared, others = (sorted(some) for some in (seen.co_mentions & mine.co_mentions, seen.co_mentions))
        some = random.sample(shared, min(len(shared), random.randint(ENOUGH_CO_MENTIONS, 6)))
        beside = frozenset(some) | (frozenset(others) - frozenset(shared))
        fewer.append((spellings, replace(seen, co_mentions=beside)))
    assert choose_by_context(mine, fewer) == choose_by_context(mine, candidates)
