"""Whose kin speak, for whom spokespeople speak, and names beside offices; the mention is the words between ⟨ and ⟩."""

from __future__ import annotations

import pytest

from tests.test_whom_it_means import named

KIN = (
    ("Greg Roe and his wife, Ana, keep owls. “They hum,” she said. “They do,” ⟨her husband⟩ said.", "Greg Roe"),
    ("Greg and Ana Roe keep owls. “They hum,” Ana said. “They do,” ⟨her husband⟩ said.", "Greg Roe"),
    ("Ana Roe’s son, Tom, keeps owls. “They hum,” ⟨his mother⟩ said.", "Ana Roe"),
    ("Ana Roe’s son, Tom Roe, keeps owls. “They hum,” ⟨Ana Roe’s son⟩ said.", "Tom Roe"),
    ("My parents, Tom and Ana Roe, kept owls. “They hum,” ⟨my father⟩ said.", "Tom Roe"),
    ("My parents, Tom and Ana Roe, kept owls. “They hum,” ⟨my mother⟩ said.", "Ana Roe"),
    ("Tom Roe and his sister, Ana Roe, keep owls. “They hum,” he said. “They do,” ⟨his sister⟩ said.", "Ana Roe"),
    # nobody is told to be it
    ("Tom Roe keeps owls. “They hum,” ⟨his mother⟩ said.", None),
    ("Tom Roe and his sister, Ana Roe, keep owls. “They hum,” ⟨his daughter⟩ said.", None),
)

SPOKESPEOPLE = (
    ("WeKnit has grown. “We stay,” said ⟨a WeKnit spokesperson⟩.", "WeKnit"),
    ("“We stay,” said ⟨a spokesman for the Marsh Fund⟩.", "Marsh Fund"),
    ("The Marsh Fund drains lakes. “We stay,” said ⟨its spokeswoman⟩.", "Marsh Fund"),
    ("“We stay,” said a spokesman for the Marsh Fund. “We do,” ⟨the spokesman⟩ added.", "Marsh Fund"),
    ("“We stay,” said ⟨Ana Roe, a spokeswoman for the Marsh Fund⟩.", "Ana Roe"),
    ("Ana Roe left. “She stays,” said ⟨a spokesman⟩.", None),
)

OFFICES = (
    # a place that belongs to the office, a role with a hyphen, an outlet's own editor
    ("Chile’s ambassador to Norway Bao Xiafen spoke. “No,” ⟨Bao⟩ said.", "Bao Xiafen"),
    ("“No,” said ⟨Lantern editor-in-chief Ivarn Hroldsson⟩.", "Ivarn Hroldsson"),
    # marks of two signs end the words; Will is a name there
    ("“It was wrong,’’ ⟨Will Moxon⟩, head of Wide Fact, told us.", "Will Moxon"),
    # countries and networks speak
    ("⟨The UK⟩ urged an “end”.", "UK"),
    ("⟨Twitter⟩ promised “more”.", "Twitter"),
    # a line in capitals is nobody
    ("TOWN HAS VOTED AGAINST HIM — Ana Roe left. “No,” ⟨she⟩ said.", "Ana Roe"),
    # a sentence that ends with an office says nothing of the next one's subject
    ("Ana Roe is the mayor. Ida Fox met Bo Lee. “No,” ⟨the mayor⟩ said.", "Ana Roe"),
    ("Ana Roe is a doctor. Ida Fox met Bo Lee. “No,” ⟨the doctor⟩ said.", "Ana Roe"),
    # the dead are spoken of
    ("Ana Roe sang. The late critic heard her. “I was afraid,” ⟨she⟩ said.", "Ana Roe"),
)


@pytest.mark.parametrize(("marked", "name"), (*KIN, *SPOKESPEOPLE, *OFFICES))
def test_who_it_is(marked: str, name: str | None) -> None:
    assert named(marked) == name
