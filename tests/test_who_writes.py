"""Who speaks under no full name: the writer, an account, a first name, a document; the mention is between ⟨ and ⟩."""

from __future__ import annotations

import pytest

from quotes import extract
from tests.test_whom_it_means import named

WRITERS = (
    ("By Ida Tvarok\n\nThe mill leaks.\n\n“Why?” ⟨I⟩ asked.", "Ida Tvarok"),
    ("By IDA TVAROK\n\nThe mill leaks.\n\n“Why?” ⟨I⟩ asked.", "Ida Tvarok"),
    ("The mill leaks.\n\n“Why?” ⟨I⟩ asked.\n\nGrace Tvarok is a writer in Leeds.", "Grace Tvarok"),
    ("The mill leaks, so ⟨I⟩ called it “damp”.\n\nGrace Tvarok\n\nThe pond smells.\n\nTom Bell", "Grace Tvarok"),
    ("By Ida Tvarok\n\nThe mill leaks. They heard ⟨my⟩ answer: “Why?”", "Ida Tvarok"),
    # two of them, or one who is told of
    ("By Ida Roe and Abe Roe\n\nThe mill leaks.\n\n“Why?” ⟨I⟩ asked.", None),
    ("The mill is Grace Roe’s.\n\n“Why?” ⟨I⟩ asked.\n\nGrace Roe is a baker.", None),
    ("The mill leaks.\n\n“Why?” ⟨I⟩ asked.", None),
)

OTHERS = (
    # one who gives a name that is a word
    ("A driver, who gave his name as Sunday, shrugged. “It is dear,” ⟨he⟩ said.", "Sunday"),
    ("Abe Roe left. A driver at Wuse, who gave his name as Sunday, shrugged. “It is dear,” ⟨he⟩ said.", "Sunday"),
    ("⟨One neighbour⟩, who asked to be identified only as Fern, called it “loud”.", "Fern"),
    # a rank that is a given name, behind what somebody does
    ("Candidate Ida Roe met candidate Duke Tvarok. “I am in,” ⟨Tvarok⟩ said.", "Duke Tvarok"),
    # Mrs Dunnett is not Hamish, though he is Mr Dunnett
    ("Hamish Dunnett is old. Mr Dunnett mends. “It pays,” ⟨Mrs Dunnett⟩ said.", "Dunnett"),
    # what news calls again whom it has just named
    ("Ikwo Tvarok had 19 points. “I missed,” ⟨the 7-footer⟩ said.", "Ikwo Tvarok"),
    ("Ikwo Tvarok sued. “It is wrong,” ⟨the legal luminary⟩ said.", "Ikwo Tvarok"),
    ("Sen. Hal Tvarok met Ida Roe. Ida Roe won. “I lost,” ⟨the incumbent⟩ said.", "Hal Tvarok"),
    # nobody's spokesman but that of the body just told of
    ("Ashby Council said no. ⟨A spokesman⟩ said it was “final”.", "Ashby Council"),
    ("Ida Roe said no to Ashby. ⟨A spokesman⟩ said it was “final”.", None),
    # documents
    ("Ashby Bank emailed Ida Roe. “We erred,” ⟨the email⟩ said.", "Ashby Bank"),
    ("Ida Roe fights Ashby Council. ⟨A council report⟩ called it “unsound”.", "Ashby Council"),
)


@pytest.mark.parametrize(("marked", "name"), (*WRITERS, *OTHERS))
def test_who_it_is(marked: str, name: str | None) -> None:
    assert named(marked) == name


SIGNED = (
    ("Tom Bell walked.\n\n“It is no delay” — @castle_rider", "@castle_rider"),
    # the court's paper records what she told somebody
    ("Ida Roe told deputies she was “borrowing it”, according to an affidavit.", "Ida Roe"),
    ("It was “no accident”, according to a report by Ashby Council.", "Ashby Council"),
)


@pytest.mark.parametrize(("text", "name"), SIGNED)
def test_whose_words_they_are(text: str, name: str) -> None:
    assert [quote.speaker and quote.speaker.name for quote in extract(text)] == [name]
