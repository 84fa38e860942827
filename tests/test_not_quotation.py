"""What in quotation marks is no quotation, and what is, in sentences of our own making."""

from __future__ import annotations

import json
from importlib.resources import files
from itertools import permutations

import pytest

from quotes.attribution.weights import log_odds
from quotes.engine import Extractor

NOT_SAID = [
    # works and programmes
    "Ms. Ortiz, who starred in the hit film “The Long Road Home,” moved to Hull in 2003.",
    "The actor appeared on NBC’s “Late Harbour” last week.",
    "It rained, Lopez said Monday morning on Harbour News’s “Dawn and Friends.”",
    "Lopez called it rain in an interview with Leeds Radio’s “Late and Loud.”",
    "Her new book, “Salt and Stone,” comes out in May.",
    "He hosts the podcast “Deep Water” from his garage.",
    "A ring thrown in the last scene of 'The Drowned Bell' was sold for £400.",
    "The “Quiet Hours” star has moved to Leeds.",
    "Ana Lopez, an analyst, sent it out in a note titled “Mud is not sand.”",
    "The club published a report entitled “Mud is not sand.”",
    # nicknames
    "Dwayne “The Rock” Harris opened the shop.",
    "Maria “Peaches” O’Hara lives in Leeds.",
    # terms
    "The so-called “bedroom tax” hit tenants hardest.",
    "He bought a device known as a “smart meter” last year.",
    "The scheme, dubbed “Cash for Coal,” ended in 2019.",
    "The word “resilience” appears twelve times in the report.",
    "The country launched a six-month “remote worker” visa programme.",
    # works that no word names as such: their letters and what is done with them tell
    "She is remembered for films such as “Pale Harvest.”",
    "He starred in “Tide & Tallow” before he moved to Hull.",
    "A script called “Nine Bridges” won the prize.",
    "The brass band played “Carry Me Over” on the pier.",
    "Lund plays the widow in “Brick Lantern,” which opens on Friday.",
    "They danced to “You Were Not There” until two.",
    "Kay Orme (“The Tin Year,” “Fallow”) plays the mother.",
    # names and words that are spoken of
    "The firm changed its name to “larkspur” in May.",
    "The operation was named “Grey Finch.”",
    "The condition is called “swimmer’s ear,” and it hurts.",
    "It has earned the nickname of “the grey lady.”",
    # slogans and signs
    "The town’s slogan, “Mud and music,” was dropped.",
    "A banner with the words “No more dust” hung from the roof.",
    "Pupils held signs with slogans such as “Books Not Bells.”",
]

SAID = [
    "“It rained all night,” said Ana Lopez.",
    "She called the plan “unworkable” on Monday.",
    "The minister said the vote was “a farce” and left.",
    "He described the talks as “long and fruitful.”",
    "Police said the man was “armed and dangerous.”",
    "Lopez accused the mayor of “lying to the public”.",
    "The report found “no evidence” of fraud, the ministry said.",
    "In a statement, the club said it was “aware of the incident”.",
    "Khan blasted the ruling as “absurd”.",
    "“Never,” said Ana Lopez.",
    "Reed commented on Ana Lopez’s “absurd and costly” plan.",
    # the same words, said
    "Critics called the film “a long harvest of yawns.”",
    "The minister used the phrase “moral drought” on Monday.",
    "The crowd chanted “No more dust” outside the hall.",
    "The paper hailed her as “The Queen of the Quays”.",
    "The tide was “very high,” he said of the night.",
    "“Why?” she asked.",
    "'It was a proper Long Road Home,' said Ana Lopez, who starred in the film.",
    "“We go on.\n“We never stop,” said Ana Lopez.",
]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.parametrize("text", NOT_SAID)
def test_names_and_terms_are_refused(extractor: Extractor, text: str) -> None:
    assert [quote.text for quote in extractor.extract(text).quotes] == []


@pytest.mark.parametrize("text", SAID)
def test_what_somebody_says_is_kept(extractor: Extractor, text: str) -> None:
    assert len(extractor.extract(text).quotes) == 1


def test_a_title_beside_a_quotation_goes_alone(extractor: Extractor) -> None:
    text = "“I never read it,” said Ana Lopez, author of “Salt and Stone.”"
    assert [quote.text for quote in extractor.extract(text).quotes] == ["I never read it,"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("“I saw it,” said Ana Lopez, “in Hull.”", ["I saw it, in Hull."]),
        ('"We would be lost," she\nadded, "from dawn to\ndusk."', ["We would be lost, from dawn to\ndusk."]),
        ("Lopez: “Not once.” [laughs] “Well, twice.”", ["Not once.", "Well, twice."]),
        ("She gave them three rules: “Run. Then run more.” “Never sit.” “Smile.”",
         ["Run. Then run more.", "Never sit.", "Smile."]),
    ],
)  # fmt: skip
def test_a_short_piece_of_speech_is_kept(extractor: Extractor, text: str, kept: list[str]) -> None:
    assert [quote.text for quote in extractor.extract(text).quotes] == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The checkers rated a third of his claims as “false” or “trousers on fire.”", ["false", "trousers on fire."]),
        ("He calls his neighbours “moles” and “sad.”", ["moles", "sad."]),
        ("It sounds “too shy” or “too dry” or “too that.”", []),
    ],
)
def test_words_in_a_row_are_said_together_or_not_at_all(extractor: Extractor, text: str, kept: list[str]) -> None:
    assert [quote.text for quote in extractor.extract(text).quotes] == kept


@pytest.mark.parametrize("direction", ["(CROSSTALK.)", "(Laughter)", "[inaudible]", "(APPLAUSE.)"])
def test_what_a_transcript_has_in_brackets_is_not_said(extractor: Extractor, direction: str) -> None:
    text = f"“We go on.\n\n“{direction}\n\n“We never stop,” said Ana Lopez."
    assert direction not in " ".join(quote.text for quote in extractor.extract(text).quotes)


def test_the_weights_are_data_with_an_intercept() -> None:
    weights = json.loads((files("quotes.attribution") / "not_quotation.json").read_text("utf-8"))
    assert "" in weights
    assert len(weights) > 100
    assert all(isinstance(weight, int) for weight in weights.values())


def test_the_odds_are_the_same_in_whatever_order_the_signs_are_walked() -> None:
    """Floats summed in another order end a hair beside a threshold that they should reach exactly."""
    table = json.loads((files("quotes.attribution") / "not_quotation.json").read_text("utf-8"))
    weighty = [sign for sign in table if sign]
    assert {log_odds("not_quotation", order) for order in permutations(weighty[:6])} == {
        log_odds("not_quotation", weighty[:6])
    }
    assert all(isinstance(log_odds("not_quotation", weighty[at : at + 9]), int) for at in range(0, len(weighty), 9))
