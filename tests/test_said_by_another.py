"""Who says the words where one reports another: X said that Y said, X accused Y of saying, X quoted Y as saying."""

from __future__ import annotations

import pytest

from quotes import extract

SAID = (
    ("According to Ana Roe, Tom Bell said the owls were “a joke”.", "Tom Bell"),
    ("Ana Roe accused Tom Bell of calling the owls “a joke”.", "Tom Bell"),
    ("Ana Roe criticised Tom Bell for saying that owls were “a joke”.", "Tom Bell"),
    ("Ana Roe claimed Tom Bell told keepers the owls were “a joke”.", "Tom Bell"),
    ("“We heard an owl,” a local radio station quoted shepherd Tom Bell as saying.", "Tom Bell"),
    ("“We heard an owl,” Interlux quoted Ms. Roe, who runs the zoo, as saying. Ana Roe came in May.", "Ana Roe"),
    # the one who reports says them
    ("According to Ana Roe, the owls were “a joke”.", "Ana Roe"),
    ("Ana Roe blasted Tom Bell for releasing “tame” owls.", "Ana Roe"),
    # what somebody announced of others, or told one who hopes; what is sung past an aside between dashes
    (
        "Despite Ana Roe’s Oct. 11 announcement that Norway and Leeds had reached a “historic” deal, Tom Bell left.",
        "Ana Roe",
    ),
    (
        "Ana Roe told a young man who suggested that some owls might stay because of rain that “this is a wet spring.”",
        "Ana Roe",
    ),
    ("Ana Roe marched past the zoo - where Tom Bell’s Leeds Lions played owls - while chanting, “Out!”", "Ana Roe"),
    # one who waits for another’s answer, and one whose view it is told to be afterwards
    ("Ana Roe left so late that Tom Bell had to change his answer: “Of course I heard it.”", "Tom Bell"),
    ("The merger will create a zoo “with deep local roots.”\n\nThat’s the view voiced by Ana Roe.", "Ana Roe"),
    # one who is told to have shouted, and one who is asked
    ("Baker Ana Roe said her neighbour Tom Bell knocked at dawn and shouted, “The owls are out.”", "Tom Bell"),
    ("Host Ana Roe asked Tom Bell about the owls. “They own me, really.”", "Tom Bell"),
    # the parse takes quoted words into the name
    ("Owls “are the only ones who keep us strong,” retired Air Force general Tom Bell said.", "Tom Bell"),
)


@pytest.mark.parametrize(("text", "name"), SAID)
def test_who_says_it(text: str, name: str) -> None:
    assert [quote.speaker and quote.speaker.name for quote in extract(text)] == [name]


def test_who_takes_turns_does_not_ask_and_answer() -> None:
    quotes = extract("“Owls?” asked Tom Bell.\n\n“Yes,” said Ana Roe.\n\n“Are they loud?”")
    assert [quote.speaker and quote.speaker.name for quote in quotes] == ["Tom Bell", "Ana Roe", None]
