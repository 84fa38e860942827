"""Sweep the rules over an article's spans, strongest rule first, and keep the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quotes.attribution.rule import Attribution, Context, Miss, ParsedQuote, Rule


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for one span, and by which rule."""

    rule: Rule
    found: Attribution


def attribute(context: Context, rules: Sequence[Rule]) -> dict[int, Answer]:
    """QuotedSpan number -> answer, for those that a rule answers.

    Rules outside, spans inside: a strong rule finishes everywhere before a weak one looks around. Those by which
    speech goes on are asked once more at the end: a weaker rule may have found who began.
    """
    found = dict(context.found)
    answers: dict[int, Answer] = {}
    view = Context(context.text, context.paragraphs, context.docs, context.quotes, found)
    for rule in (*rules, *(rule for rule in rules if rule.inherits)):
        for quote in context.quotes:
            if quote.number in found:
                continue
            answer = rule.find(quote, view)
            if isinstance(answer, Attribution):
                found[quote.number] = answer
                answers[quote.number] = Answer(rule, answer)
    return answers


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an explanation: what one rule says of one span, asked by itself.

    `found` is its answer, else `miss` why it has none, in three words; `decided`: it is the first rule that answers.
    """

    rule: str
    meaning: str
    found: Attribution | None
    miss: str | None
    decided: bool


def explain(
    context: Context, rules: Sequence[Rule], answers: Mapping[int, Answer]
) -> Iterator[tuple[ParsedQuote, tuple[Step, ...]]]:
    """What every rule says of each span, given what was finally found (`answers`) for the others; misses included."""
    found = {number: answer.found for number, answer in answers.items()}
    view = replace(context, found=found)
    for quote in context.quotes:
        own = found.pop(quote.number, None)
        decided = answers[quote.number].rule if own is not None else None
        yield quote, tuple(_step(rule, rule.find(quote, view), rule is decided) for rule in rules)
        if own is not None:
            found[quote.number] = own


def _step(rule: Rule, answer: Attribution | Miss, decided: bool) -> Step:
    found = answer if isinstance(answer, Attribution) else None
    miss = str(answer) if isinstance(answer, Miss) else None
    return Step(rule.name, rule.meaning, found, miss, decided)
