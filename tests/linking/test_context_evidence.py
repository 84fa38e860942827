"""Company that need not be looked up, and articles after which nothing need be chosen anew."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quotes.linking.context_evidence import ENOUGH_CO_MENTIONS, ContextEvidence, choose_by_context, still_open

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


@given(EVIDENCE, st.lists(CANDIDATE, min_size=1, max_size=3), st.data())
def test_more_of_whom_enough_is_known_changes_no_choice(mine, candidates, data) -> None:  # type: ignore[no-untyped-def]
    """Whatever else is read of them, and if there is so much of it that their days count no more."""
    still = still_open(mine, candidates)
    later = []
    for at, (spellings, seen) in enumerate(candidates):
        if at not in still:
            seen = seen | data.draw(EVIDENCE)
            seen = replace(seen, days=data.draw(st.sampled_from([seen.days, None])))
        later.append((spellings, seen))
    assert choose_by_context(mine, later) == choose_by_context(mine, candidates)
    assert still_open(mine, later) == still, "and none of it opens the choice again"
