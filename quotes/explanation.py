"""Why a reading says what it says: for each quoted span the outcome that `extract` gives, and how it came about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from quotes.attribution.confidence import weighed
from quotes.attribution.rule import ParsedQuote
from quotes.attribution.rules import RULES
from quotes.attribution.sweep import Step
from quotes.attribution.sweep import explain as explain_rules
from quotes.models import NamingStep, Quote, TextRange
from quotes.reading import LEAST_CHANCE, JudgedQuote, Reading

Outcome = Literal["attributed", "unattributed", "not a quotation"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one quoted span is a quotation or none, and who says it; every range is one of the stored text.

    `quote` is the quotation that the span is, or is a part of, exactly as `extract` gives it; None where nobody says
    the words. `likeliest` is the same with its likeliest speaker, however unlikely. `naming` leads from the mention
    that speaks to the name. `evidence` is what told most, with its weight in log-odds: for the speaker where there is
    one, against a quotation where it was refused; `name_evidence` is the same for the speaker's name. `rules` is what
    every rule says of this span, misses included.
    """

    span: TextRange
    quote: Quote | None
    likeliest: Quote | None
    why: str
    naming: tuple[NamingStep, ...]
    evidence: tuple[tuple[str, float], ...]
    rules: tuple[Step, ...]
    name_evidence: tuple[tuple[str, float], ...] = ()

    @property
    def outcome(self) -> Outcome:
        if self.quote is None:
            return "not a quotation"
        return "attributed" if self.quote.speaker is not None else "unattributed"

    @property
    def threshold(self) -> float:
        """The chance that a mention must reach to be given as the speaker."""
        return LEAST_CHANCE


def explain(reading: Reading) -> list[Explanation]:
    """An explanation for each quoted span of an article, in order."""
    judged_of = {number: judged for judged in reading.quotations for number in judged.spans}
    return [
        _explained(reading, quote, judged_of.get(quote.number), steps)
        for quote, steps in explain_rules(reading.context, RULES, reading.answers)
    ]


def _explained(
    reading: Reading, quote: ParsedQuote, judged: JudgedQuote | None, steps: tuple[Step, ...]
) -> Explanation:
    number = quote.number
    span = reading.in_document(quote.span)
    is_decisive = judged is not None and judged.is_attributed and judged.answered == number
    said = tuple(_in_source(reading, replace(step, decided=step.decided and is_decisive)) for step in steps)
    if judged is None:
        refusal = reading.refusals[number]
        evidence = tuple((feature, weight / 100) for feature, weight in refusal.evidence)
        return Explanation(span, None, None, refusal.why, (), evidence, said)
    if judged.answered is None:
        return Explanation(span, judged.given, judged.quote, "No rule finds who says it.", (), (), said)
    naming = tuple(
        replace(step, at=reading.source.source(step.at))
        for step in reading.people.steps(reading.answers[judged.answered].found.speaker)
    )
    evidence = tuple(weighed(judged.circumstances))
    of_name = tuple(weighed(judged.naming, "name_confidence"))
    return Explanation(span, judged.given, judged.quote, _why(judged), naming, evidence, said, of_name)


def _why(judged: JudgedQuote) -> str:
    quote = judged.quote
    if judged.is_attributed:
        return quote.why or ""
    mention = quote.speaker.mention.text if quote.speaker and quote.speaker.mention else ""
    return (
        f"“{mention}” is the likeliest speaker, and right with a chance of {quote.mention_confidence:.2f}: "
        f"one under {LEAST_CHANCE:.2f} is not given."
    )


def _in_source(reading: Reading, step: Step) -> Step:
    """A step with the ranges of the stored text."""
    if step.found is None:
        return step
    cue = reading.source.source(step.found.cue) if step.found.cue else None
    return replace(step, found=replace(step.found, speaker=reading.source.source(step.found.speaker), cue=cue))
