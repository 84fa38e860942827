"""The words that set a speaker apart: said more than once, and not by everybody."""

from api.pages.terms import distinctive, everyday


def test_what_others_say_too_is_not_distinctive() -> None:
    own = ["The harbour is ours.", "Nobody will sell the harbour; the council knows.", "The council voted."]
    others = ["The council met.", "The council did nothing.", "The council is the council.", "Council, council."]
    assert distinctive(own, own + others) == ["harbour"]


def test_once_is_not_enough_and_everyday_words_never_count() -> None:
    assert distinctive(["People should know. They should know about shipyards."], []) == []
    assert "should" in everyday()


def test_the_most_telling_first_and_not_too_many() -> None:
    own = ["ferry ferry ferry ferry pilot pilot anchor anchor"]
    assert distinctive(own, ["ordinary words of others"], limit=2)[0] == "ferry"
    assert len(distinctive(own, [], limit=2)) == 2


def test_nothing_said_nothing_found() -> None:
    assert distinctive([], []) == []
