"""Which of several who bear one surname is meant: each step's examples, and what a title tells before any step."""

from __future__ import annotations

import pytest

from quotes import Extractor
from quotes.coreference.surname_choice import STEPS, Step

EXAMPLES = [(step, *example) for step in STEPS for example in step.examples]


@pytest.mark.parametrize(("step", "text", "name"), EXAMPLES, ids=[step.name for step, _, _ in EXAMPLES])
def test_each_step_names_whom_its_examples_say(step: Step, text: str, name: str) -> None:
    (said,) = Extractor().explain(text)
    assert said.quote is not None and said.quote.speaker is not None
    assert said.quote.speaker.name == name
    assert said.naming[0].why == step.reason


TITLED = [
    ("Ana Roe is the mayor. Tom Roe met Ana Roe. Tom Roe sells boats. “Trade is slow,” said Ms. Roe.", "Ana Roe"),
    ("Mayor Ana Roe came. Tom Roe met her. Tom Roe sells boats. “Trade is slow,” said Mayor Roe.", "Ana Roe"),
    ("Ana Roe is the mayor. Tom Roe met Ana Roe. Tom Roe sells boats. “Trade is slow,” said Mr. Roe.", "Tom Roe"),
]


@pytest.mark.parametrize(("text", "name"), TITLED)
def test_a_title_narrows_the_choice_before_any_step(text: str, name: str) -> None:
    (said,) = Extractor().explain(text)
    assert said.quote is not None and said.quote.speaker is not None
    assert said.quote.speaker.name == name


def test_the_last_step_answers_always_and_no_other_does() -> None:
    text = "Ana Roe and Tom Roe came. “Trade is slow,” said Roe."
    (said,) = Extractor().explain(text)
    assert said.naming[0].why == STEPS[-1].reason
    assert len({step.name for step in STEPS}) == len(STEPS) == len({step.reason for step in STEPS})
