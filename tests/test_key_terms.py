"""The key terms of somebody's quotations."""

from quotes.matching.key_terms import MAX_WORDS, key_terms

SAID = [
    "The river barrage will be built, and the river barrage will hold.",
    "Whoever is against the river barrage has never seen a flooded cellar.",
    "I like my breakfast late.",
]


def test_what_somebody_keeps_coming_back_to_comes_first():
    terms = key_terms(SAID)
    assert terms[0].term == "river barrage"
    assert terms[0].quotes == 2
    assert all(any(term.term in text.lower() for text in SAID) for term in terms)


def test_no_words_no_terms():
    assert key_terms([]) == ()
    assert key_terms(["", "Yes."]) == ()


def test_more_is_offered_than_is_read():
    newest = ["The river barrage will hold."]
    older = ["word " * MAX_WORDS, "The breakfast was late."]
    assert key_terms(newest + older) == key_terms(newest)


def test_the_limit_is_kept():
    assert len(key_terms(SAID * 3, limit=2)) == 2
