"""Fragments are checked against a small browser: the search algorithm of the specification, in a few lines."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.matching.text_fragment import _Folded, fragments, text_fragment
from quotes.models import TextRange

TWICE = "“We won,” said Ann Lee. The crowd fell silent.\n“We won,” said Bo Orr, and left the hall."


def browser_finds(text: str, fragment: str) -> tuple[int, int] | None:
    """The first place a browser would mark in `text` for the one directive of `fragment`."""
    assert fragment.startswith(":~:text=")
    pieces = fragment.removeprefix(":~:text=").split(",")
    prefix = unquote(pieces.pop(0)[:-1]) if pieces[0].endswith("-") else ""
    suffix = unquote(pieces.pop()[1:]) if pieces[-1].startswith("-") else ""
    start, end = unquote(pieces[0]), unquote(pieces[1]) if len(pieces) > 1 else None
    assert len(pieces) <= 2
    ahead = rf"(?=\s*{_pattern(suffix)})" if suffix else ""
    for found in re.finditer(rf"(?={_pattern(prefix)}\s*(?P<start>{_pattern(start)}))", text, re.IGNORECASE):
        first, last = found.span("start")
        if not _bounded(text, found.start(), first) or not _bounded(text, first, last):
            continue
        if end is None:
            if re.compile(ahead, re.IGNORECASE).match(text, last):
                return first, last
            continue
        for tail in re.compile(rf"(?={_pattern(end)})", re.IGNORECASE).finditer(text, last):
            closing = re.compile(_pattern(end), re.IGNORECASE).match(text, tail.start())
            assert closing is not None
            if _bounded(text, *closing.span()) and re.compile(ahead, re.IGNORECASE).match(text, closing.end()):
                return first, closing.end()
    return None


def _pattern(words: str) -> str:
    # inside one block: white space is any run of it without a line break
    return r"[^\S\n]+".join(re.escape(word) for word in words.split(" "))


def _bounded(text: str, start: int, end: int) -> bool:
    cut = [place for place in (start, end) if 0 < place < len(text)]
    return not any(text[place - 1].isalnum() and text[place].isalnum() for place in cut) or start == end


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("He said “we will win” and left.", "we will win", ":~:text=we%20will%20win"),
        (
            "He said “a well-known, old R&D man”.",
            "a well-known, old R&D man",
            ":~:text=a%20well%2Dknown%2C%20old%20R%26D%20man",
        ),
        (TWICE, "We won,", ":~:text=%E2%80%9C-,We%20won%2C,-%E2%80%9D%20said%20Ann"),
        ("It was “Zürich”, he said.", "Zürich", ":~:text=Z%C3%BCrich"),
    ],
)
def test_written_as_the_specification_has_it(text: str, words: str, expected: str) -> None:
    start = text.index(words)
    assert text_fragment(text, start, start + len(words)) == expected


def test_the_second_of_two_is_found_by_what_stands_around_it() -> None:
    start = TWICE.rindex("We won,")
    fragment = text_fragment(TWICE, start, start + 7)
    assert fragment is not None
    assert browser_finds(TWICE, fragment) == (start, start + 7)
    assert browser_finds(TWICE, ":~:text=We%20won%2C") == (1, 8)  # which is why context is needed


def test_a_mark_alone_is_no_context() -> None:
    text = 'He wants a "full range" now. The full range is late.'
    assert text_fragment(text, 12, 22) == ":~:text=a%20%22-,full%20range,-%22%20now."


def test_long_words_are_named_by_their_ends() -> None:
    speech = " ".join(f"word{number}" for number in range(200))
    text = f"Intro. “{speech}” he said."
    fragment = text_fragment(text, 8, 8 + len(speech))
    assert fragment == ":~:text=word0%20word1%20word2%20word3,word196%20word197%20word198%20word199"


def test_the_prefix_of_words_over_two_lines_is_enough_by_itself() -> None:
    text = "no” no” no\nno no last"
    fragment = text_fragment(text, 8, 13)
    assert fragment is not None
    assert browser_finds(text, fragment) == (8, 13)


def test_several_parts_are_several_directives() -> None:
    text = "“One,” he said, “two.”"
    parts = [TextRange(1, 5, "One,"), TextRange(17, 21, "two.")]
    assert fragments(text, parts) == ":~:text=One%2C&text=two."


@pytest.mark.parametrize(("text", "start", "end"), [("a b", 1, 2), ("", 0, 0), ("abc", 2, 2)])
def test_nothing_to_find_is_none(text: str, start: int, end: int) -> None:
    assert text_fragment(text, start, end) is None


words = st.lists(
    st.sampled_from(["no", "yes", "We", "we", "won", "it", "co-op", "a,b", "R&D", "Üb"]), min_size=1, max_size=40
)
spaces = st.sampled_from([" ", "  ", "\n", "\n\n", " “", "” ", ", "])


@given(data=st.data(), chosen=words)
def test_a_browser_finds_nothing_else_first(data: st.DataObject, chosen: list[str]) -> None:
    text = "".join(word + data.draw(spaces) for word in chosen) + "last"
    starts = [match.start() for match in re.finditer(r"\S+", text)]
    ends = [match.end() for match in re.finditer(r"\S+", text)]
    first = data.draw(st.integers(0, len(starts) - 1))
    last = data.draw(st.integers(first, len(starts) - 1))
    start, end = starts[first], ends[last]
    fragment = text_fragment(text, start, end)
    assert fragment is not None
    assert not re.search(r"[\s<>\"“”]", fragment)
    found = browser_finds(text, fragment)
    # the same words in the same surroundings cannot be told apart: then it is at least the same words
    assert found is not None
    assert text[found[0] : found[1]].casefold().split()[0] == text[start:end].casefold().split()[0]
    if "\n" not in text and len(set(chosen)) == len(chosen):
        assert found == (start, end)


@given(st.text("aB \n\r\t\u00a0\u2003,-", max_size=40))
def test_a_text_is_folded_run_by_run(text):
    runs = re.sub(r"\s+", lambda run: "\n" if {"\n", "\r"} & set(run[0]) else " ", text)
    folded = _Folded(text)
    assert folded.written == runs
    assert [folded.at(at) for at, letter in enumerate(text) if not letter.isspace()] == [
        at for at, letter in enumerate(runs) if not letter.isspace()
    ]
