"""Line ends inside a paragraph, cut words, signs for the eye: read over, and given back as they stand."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes import Extractor
from quotes.models import TextRange
from quotes.text.reading_text import ReadingText


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


JOINED = [
    # cut at a width: a line goes on in lower case, after a word that ends nothing, inside a name
    ("The ferry was late, the\nport said.", "The ferry was late, the port said."),
    ("He has been the mayor of\nBrill since May.", "He has been the mayor of Brill since May."),
    ('"We sail at dawn," said Ines\nValdor, the pilot.', '"We sail at dawn," said Ines Valdor, the pilot.'),
    ('"We sail at dawn,"\nsaid Ines Valdor.', '"We sail at dawn," said Ines Valdor.'),
    ("   The ferry was late, the\n   port said.", "   The ferry was late, the port said."),
    # once a block is known to be cut, a line is joined where the next word found no room
    (
        "The old ferry was late again on its way\nto Brill. Nobody on the quay was told of it.\nThe port is shut.",
        "The old ferry was late again on its way to Brill. Nobody on the quay was told of it. The port is shut.",
    ),
    # cut words
    ("A matter of gener-\nity, and of Hal\u00ad\nlett.", "A matter of generity, and of Hallett."),
    ("said Jean-\nLuc Roe.", "said Jean-Luc Roe."),
    # one pair of marks over several lines, or over several paragraphs
    ("“The river rose,\nThe miller fled.”", "“The river rose, The miller fled.”"),
    ("“Dear all,\n\nThe river rose.\n\nYours, Lena”", "“Dear all, The river rose. Yours, Lena”"),
    # mail, signs of no width, Markdown
    ("> We sail at dawn and\n> nobody minds.", "We sail at dawn and nobody minds."),
    ("Al\u200b Bir\u00adch", "Al Birch"),
    ("*Moira Roe* said [the port](https://x.test/a) is __shut__.", "Moira Roe said the port is shut."),
]
KEPT = [
    "Dina Roth spoke first.\n“It is a threat,” she said.\nMax Ott was calmer.",
    "Mayor stays\nBy Ann Lee\nThe mayor of Brill will stay.",
    "Rosa Dietz\nFishmonger\n“Over my dead body.”",
    "“We sail.\n“We sail at dawn,” said Ines Valdor.",
    "“We sail at dawn, said Ines Valdor.\nThe port is shut. “Late,” he said.",
    "Open now:\n- the port\n- the quay",
    "The port is shut\n\nthe quay is not",
    "snake_case_names and 2 * 3 * 4",
    "Fans rally for Britney\nThousands came to the quay.",
]


@pytest.mark.parametrize(("stored", "read"), JOINED)
def test_what_stands_for_the_eye_alone_is_read_over(stored: str, read: str):
    assert ReadingText(stored).text == read


@pytest.mark.parametrize("text", KEPT)
def test_a_paragraph_a_line_stays_as_it_is(text: str):
    assert ReadingText(text).text == text


PIECES = [
    "\n",
    "\n\n",
    " ",
    "> ",
    "-\n",
    "\u00ad",
    "\u200b",
    "*",
    "**",
    "[a](https://x.test)",
    "“",
    "”",
    '"',
    "the",
    "Ann",
    "go",
    ".",
]


@settings(deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.characters()), max_size=80).map("".join), st.data())
def test_every_range_leads_back_to_the_letters_it_was_read_from(stored: str, data: st.DataObject):
    reading = ReadingText(stored)
    if not reading.text:
        return
    start = data.draw(st.integers(0, len(reading.text) - 1))
    end = data.draw(st.integers(start + 1, len(reading.text)))
    found = reading.source(TextRange(start, end, reading.text[start:end]))
    assert stored[found.start : found.end] == found.text
    letters = "".join(filter(str.isalnum, reading.text[start:end]))
    rest = iter(found.text)
    assert all(letter in rest for letter in letters)
    parts = list(reading.source_parts(start, end))
    assert (parts[0].start, parts[-1].end) == (found.start, found.end)
    assert all(stored[part.start : part.end] == part.text for part in parts)


QUOTED = [
    (
        '"The har-\nbour is not for\nsale," said Wal-\nter Hallett, its chairman.',
        "The har-\nbour is not for\nsale,",
        "Walter Hallett",
    ),
    (
        "“We sail at dawn and\nnobody will\nmind,” said Ines Valdor.",
        "We sail at dawn and\nnobody will\nmind,",
        "Ines Valdor",
    ),
    ("“We **sail**,” said *Ines Valdor*.", "We **sail**,", "Ines Valdor"),
    ("“We sail,” said In\u00ades Val\u200bdor, a pi\u00adlot.", "We sail,", "Ines Valdor"),
    ("> “We sail at dawn and\n> nobody minds,” said Ines Valdor.", "We sail at dawn and nobody minds,", "Ines Valdor"),
]


@pytest.mark.parametrize(("text", "words", "name"), QUOTED)
def test_words_come_back_as_the_article_has_them(extractor: Extractor, text: str, words: str, name: str):
    (quote,) = extractor.extract(text).quotes
    assert quote.text == words
    assert quote.speaker is not None
    assert quote.speaker.name == name
    mention = quote.speaker.mention
    assert mention is not None
    for part in (*quote.parts, mention):
        assert text[part.start : part.end] == part.text


def test_explanations_index_the_stored_text(extractor: Extractor):
    text = "The port was shut by the\ncounty. “We sail,” said In\u00ades Valdor."
    (one,) = extractor.explain(text)
    assert one.span.text == "We sail,"
    (found,) = [step.found for step in one.rules if step.decided]
    assert found is not None
    assert found.speaker.text == text[found.speaker.start : found.speaker.end] == "In\u00ades Valdor"


@pytest.mark.parametrize(
    "text", ["“a\n" * 100_000, "*a" * 100_000, "> " * 100_000, "[a](" * 50_000, "“a\n\n" * 50_000, "a-\nb " * 50_000]
)
def test_it_is_linear(text: str):
    begin = time.perf_counter()
    ReadingText(text)
    assert time.perf_counter() - begin < 60  # a fraction of a second; the square of it would take hours
