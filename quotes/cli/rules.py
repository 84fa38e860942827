"""`quotes rules`: by what patterns a speaker is found, with the examples that prove each."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotes.attribution.rule import Rule

PREAMBLE = """\
# The rules

Each quotation's speaker is found by the first of these rules that answers, the strongest first; what no rule
answers stays unattributed. `quotes explain --all PATH` shows what each of them says of a text, and every quote names
its rule. This page is written by `make docs`; the examples are run with the tests.
"""


class RulesFormat(StrEnum):
    text = "text"
    markdown = "markdown"
    json = "json"


def run(
    format: Annotated[RulesFormat, typer.Option("--format", "-f", help="How to print.")] = RulesFormat.text,
) -> None:
    """List the rules, strongest first, and their examples."""
    from quotes.attribution.rules import RULES

    if format is RulesFormat.json:
        import json
        from dataclasses import asdict

        listed = [
            {"name": rule.name, "meaning": rule.meaning, "examples": [asdict(one) for one in rule.examples]}
            for rule in RULES
        ]
        print(json.dumps(listed, ensure_ascii=False, indent=1))
    elif format is RulesFormat.markdown:
        print(PREAMBLE)
        print("\n".join(line for rule in RULES for line in _markdown(rule)), end="")
    else:
        for rule in RULES:
            print(f"{rule.name}\n    {rule.meaning}")


def _markdown(rule: Rule) -> Iterator[str]:
    yield f"## {rule.name}\n"
    yield f"{rule.meaning}\n"
    for example in rule.examples:
        found = f"**{example.speaker}**" if example.speaker else "nobody, by this rule"
        yield f"- {' '.join(example.text.split())} → {found}"
    yield ""
