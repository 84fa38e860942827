"""Figures told apart, on cases made by hand."""

from quotes.evaluation.breakdown import Breakdown
from quotes.models import Quote, Speaker, TextRange

TEXT = "“We will stay here,” Ann Lee said. “No,” he said. The “new deal” began."


def quote(words: str, mention: str | None, rule: str | None) -> Quote:
    start = TEXT.index(words)
    part = TextRange(start, start + len(words), words)
    at = TEXT.index(mention) if mention else 0
    speaker = Speaker(mention=TextRange(at, at + len(mention), mention)) if mention else None
    return Quote(id=words, text=words, parts=(part,), kind="direct", speaker=speaker, rule=rule)


def gold(words: str, mention: str) -> dict:
    start, at = TEXT.index(words), TEXT.index(mention)
    return {
        "start": start,
        "end": start + len(words),
        "speaker": [[at, at + len(mention)]],
        "speaker_text": mention,
    }


def test_the_figures_are_told_apart_by_rule_length_and_mention():
    article = {"id": "a", "text": TEXT, "quotes": [gold("We will stay here", "Ann Lee"), gold("No", "he")]}
    apart = Breakdown()
    apart.add(
        article,
        [
            quote("We will stay here", "Ann Lee", "speaker-after"),
            quote("No", "Ann Lee", "speaker-after"),  # wrong: he said it
            quote("new deal", None, None),  # no quotation
        ],
    )
    rows = {value: (row.right, row.given) for value, row in apart.rows("rule")}
    assert rows == {"speaker-after": (1, 2), "unattributed": (0, 1)}
    assert {value: (row.right, row.given) for value, row in apart.rows("length")} == {
        "1-2 words": (0, 2),
        "3-5 words": (1, 1),
    }
    assert [value for value, _ in apart.rows("mention")] == ["name", "none"]
