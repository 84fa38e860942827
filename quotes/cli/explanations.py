"""Explanations on a terminal: a line or two for each quoted span, or everything there is to say of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from quotes.explanation import Explanation
    from quotes.models import Document

SCREEN = 38  # lines; where two for each span would be more, there is one
FEW = 4  # lines that a span and its whole reason may take; where they fit for all, no reason is cut
WORDS = 60  # characters of the quoted words that a line shows


def print_explanations(document: Document, explained: Sequence[Explanation], *, everything: bool) -> None:
    """Print the explanations of one article, in order; `everything`: what every rule said, and the evidence too."""
    console = Console()
    console.print(Text(document.title or document.id, style="bold"), no_wrap=not everything, overflow="ellipsis")
    if not explained:
        console.print("No quoted words.")
    if everything:
        for one in explained:
            console.print(_head(one))
            for line in _details(one):
                console.print(Text(f"   {line}"))
            console.print(_rules(one))
        return
    whole = FEW * len(explained) <= SCREEN
    for one in explained:
        console.print(_head(one), no_wrap=True, overflow="ellipsis")
        if whole:
            console.print(Padding(Text(_reason(one), style="dim"), (0, 0, 0, 3), expand=False))
        elif 2 * len(explained) <= SCREEN:
            console.print(Text(f"   {_reason(one)}", style="dim"), no_wrap=True, overflow="ellipsis")
    if explained:
        console.print(Text("What every rule said, and the evidence: --all", style="dim"))


def _head(one: Explanation) -> Text:
    """`“We will rebuild it,” → Ana Lopez 0.97`, `“The Long Night” no quotation: the title of a work`."""
    words = " ".join(one.span.text.split())
    shown = words if len(words) <= WORDS else f"{words[: WORDS - 1].rstrip()}…"
    line = Text(f"“{shown}” ")
    if one.quote is None:
        return line.append("no quotation", style="yellow")
    if one.quote.speaker is None:
        return line.append("unattributed", style="yellow")
    speaker = one.quote.speaker
    name = speaker.name or f"({speaker.mention.text if speaker.mention else ''})"
    return line.append(f"→ {name}", style="bold").append(f" {one.quote.confidence:.2f} {one.quote.rule}")


def _reason(one: Explanation) -> str:
    """Why, in one line: how the mention became a name, then the rule's own words."""
    asked = next((step for step in one.rules if step.found), None)
    if one.quote is None and asked is not None and asked.found is not None:
        return f"{one.why} Else {asked.rule}: “{asked.found.speaker.text}”."
    if one.quote is None or one.quote.speaker is None or len(one.naming) < 2:
        return one.why
    return f"{_naming(one)}. {one.why}"


def _naming(one: Explanation) -> str:
    """`she (the person it fits who is spoken of most here) → Lopez → Ana Lopez`."""
    first, *rest = one.naming
    return " → ".join((f"{first.at.text} ({first.why})", *(step.at.text for step in rest)))


def _details(one: Explanation) -> Iterator[str]:
    yield one.why
    if one.likeliest is not None and one.likeliest.speaker is not None:
        quote, speaker = one.likeliest, one.likeliest.speaker
        mention = speaker.mention.text if speaker.mention else ""
        who = f"the speaker is {speaker.name}" if speaker.name else "the article names nobody for it"
        yield (
            f"Chance {quote.confidence:.2f}: {quote.mention_confidence:.2f} that “{mention}” speaks, times that {who}; "
            f"a speaker is given from {one.threshold:.2f} of the first."
        )
    for step in one.naming:
        yield f"{step.at.text} ({step.at.start}-{step.at.end}): {step.why}"
    if one.evidence:
        yield f"Evidence, in log-odds: {_weights(one.evidence)}"
    if one.name_evidence:
        yield f"Evidence for the name: {_weights(one.name_evidence)}"


def _weights(evidence: Sequence[tuple[str, float]]) -> str:
    return ", ".join(f"{name} {weight:+.2f}" for name, weight in evidence)


def _rules(one: Explanation) -> Table:
    table = Table(expand=True)
    table.add_column("", width=1)
    table.add_column("Rule", ratio=2)
    table.add_column("Says", ratio=2)
    table.add_column("Why", ratio=5)
    for step in one.rules:
        found = step.found
        style = "bold" if step.decided else "" if found else "dim"
        says, why = (found.speaker.text, found.why) if found else (step.miss, step.meaning)
        table.add_row("→" if step.decided else "", Text(step.rule), Text(says or ""), Text(why), style=style)
    return table
