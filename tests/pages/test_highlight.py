"""What is coloured is exactly what the offsets say, and the rest of the text stays as it is."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from api.pages.highlight import paragraphs
from api.pages.palette import voices
from tests.pages.quotations import quotation


def place(text: str, words: str, *, after: int = 0) -> dict[str, Any]:
    start = text.index(words, after)
    return {"text": words, "start": start, "end": start + len(words)}


def marked(text: str, *quotes: dict[str, Any]) -> list[tuple[str, str, int]]:
    """(id, words, offset) of every quoted run of the page."""
    lines = paragraphs(text, quotes)
    return [(run.quote, run.text, run.start) for line in lines for run in line.runs if run.quote]


def test_parts_cue_and_mention() -> None:
    text = "🙂 “Stay,” Ann Lee said, “or go.”\n\nNobody moved."
    quote = quotation(parts=[place(text, "Stay,"), place(text, "or go.")], cue=place(text, "said"))
    quote["speaker"]["mention"] = place(text, "Ann Lee")
    assert marked(text, quote) == [("q0123456789abcdef", "Stay,", 3), ("q0123456789abcdef", "or go.", 25)]
    first, second = paragraphs(text, [quote])
    pieces = [(piece.text, bool(piece.names), bool(piece.cues)) for run in first.runs for piece in run.pieces]
    assert ("Ann Lee", True, False) in pieces
    assert ("said", False, True) in pieces
    assert (first.gap, second.start, second.gap) == ("\n\n", 34, "")


def test_a_quotation_within_a_quotation() -> None:
    text = "“He told me ‘run now’ and left,” she said."
    outer = quotation(id="q1", parts=[place(text, "He told me ‘run now’ and left,")], speaker=None, cue=None)
    inner = quotation(id="q2", parts=[place(text, "run now")], speaker=None, cue=None)
    assert [(who, words) for who, words, _ in marked(text, outer, inner)] == [
        ("q1", "He told me ‘"),
        ("q2", "run now"),
        ("q1", "’ and left,"),
    ]


def test_a_part_over_two_paragraphs_is_marked_in_both() -> None:
    text = "“One\ntwo” he said."
    quote = quotation(parts=[{"text": "One\ntwo", "start": 1, "end": 8}], speaker=None, cue=None)
    assert [words for _, words, _ in marked(text, quote)] == ["One", "two"]


def test_offsets_that_do_not_prove_themselves_are_not_drawn() -> None:
    text = "“Stay,” Ann Lee said."
    for part in ({"text": "Stay,", "start": 2, "end": 7}, {"text": "Stay,", "start": 1, "end": 600},
                 {"text": "", "start": 3, "end": 3}):  # fmt: skip
        assert marked(text, quotation(parts=[part], speaker=None, cue=None)) == []


@given(st.data())
def test_nothing_is_added_lost_or_moved(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="ab \n\r\t🙂é", max_size=60))
    quotes = []
    for number in range(data.draw(st.integers(0, 5))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        part = {"text": text[start:end], "start": start, "end": end}
        quotes.append(quotation(id=f"q{number}", parts=[part], cue=part if number % 2 else None, speaker=None))
    lines = paragraphs(text, quotes)
    before = text[: lines[0].start] if lines else text
    assert before + "".join("".join(run.text for run in line.runs) + line.gap for line in lines) == text
    inner_first = sorted(quotes, key=lambda quote: quote["parts"][0]["end"] - quote["parts"][0]["start"])
    for line in lines:
        for run in line.runs:
            assert text[run.start : run.end] == run.text
            for offset in range(run.start, run.end):
                covering = [q for q in inner_first if q["parts"][0]["start"] <= offset < q["parts"][0]["end"]]
                owners = {q["id"] for q in covering if len(q["text"]) >= 0 and _length(q) == _length(covering[0])}
                assert (run.quote in owners) if covering else run.quote is None


def _length(quote: dict[str, Any]) -> int:
    return int(quote["parts"][0]["end"] - quote["parts"][0]["start"])


def test_who_says_most_gets_a_colour_and_nobody_shares_one() -> None:
    quotes = [quotation(id=f"q{n}-{m}", speaker={"name": f"Speaker {n}", "id": f"speaker-{n}"})
              for n in range(10) for m in range(n + 1)]  # fmt: skip
    found = voices([*quotes, quotation(speaker=None)])
    assert len(found) == 11
    coloured = [voice for voice in found.values() if voice.letter]
    assert {voice.name for voice in coloured} == {f"Speaker {n}" for n in range(2, 10)}
    assert len({voice.style for voice in coloured}) == len({voice.letter for voice in coloured}) == 8
    assert found["Unattributed"].style == "plain"
    assert found["speaker-9"].quotes == 10
