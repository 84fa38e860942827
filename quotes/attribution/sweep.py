"""Sweep the rules over an article's stretches, strongest rule first, and keep the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quotes.attribution.rule import Context, Found, Rule, Slot


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for one stretch, and by which rule."""

    rule: Rule
    found: Found


def attribute(context: Context, rules: Sequence[Rule]) -> dict[int, Answer]:
    """Stretch number -> answer, for those that a rule answers.

    Rules outside, stretches inside: a strong rule finishes everywhere before a weak one looks around.
    """
    found = dict(context.found)
    answers: dict[int, Answer] = {}
    view = Context(context.text, context.frames, context.docs, context.slots, found)
    for rule in rules:
        for slot in context.slots:
            if slot.number in found:
                continue
            answer = rule.find(slot, view)
            if answer is not None:
                found[slot.number] = answer
                answers[slot.number] = Answer(rule, answer)
    return answers


@dataclass(frozen=True, slots=True)
class Step:
    """One line of an explanation: what one rule says of one stretch, asked by itself."""

    rule: str
    meaning: str
    found: Found | None
    decided: bool


def explain(context: Context, rules: Sequence[Rule], slot: Slot) -> list[Step]:
    """What every rule says of a stretch, given what was finally found for the others; misses included."""
    answers = attribute(context, rules)
    decided = answers.get(slot.number)
    others = {number: answer.found for number, answer in answers.items() if number != slot.number}
    view = Context(context.text, context.frames, context.docs, context.slots, others)
    return [
        Step(rule.name, rule.meaning, rule.find(slot, view), decided is not None and decided.rule is rule)
        for rule in rules
    ]
