"""Sweep the rules over an article's spans, strongest rule first, and keep the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quotes.attribution.rule import Attribution, Context, ParsedQuote, Rule


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for one span, and by which rule."""

    rule: Rule
    found: Attribution


def attribute(context: Context, rules: Sequence[Rule]) -> dict[int, Answer]:
    """QuotedSpan number -> answer, for those that a rule answers.

    Rules outside, spans inside: a strong rule finishes everywhere before a weak one looks around.
    """
    found = dict(context.found)
    answers: dict[int, Answer] = {}
    view = Context(context.text, context.paragraphs, context.docs, context.quotes, found)
    for rule in rules:
        for quote in context.quotes:
            if quote.number in found:
                continue
            answer = rule.find(quote, view)
            if answer is not None:
                found[quote.number] = answer
                answers[quote.number] = Answer(rule, answer)
    return answers


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an explanation: what one rule says of one span, asked by itself."""

    rule: str
    meaning: str
    found: Attribution | None
    decided: bool


def explain(context: Context, rules: Sequence[Rule], quote: ParsedQuote) -> list[Step]:
    """What every rule says of a span, given what was finally found for the others; misses included."""
    answers = attribute(context, rules)
    decided = answers.get(quote.number)
    others = {number: answer.found for number, answer in answers.items() if number != quote.number}
    view = Context(context.text, context.paragraphs, context.docs, context.quotes, others)
    return [
        Step(rule.name, rule.meaning, rule.find(quote, view), decided is not None and decided.rule is rule)
        for rule in rules
    ]
