"""Begin a rule: `python tests/rules/new_rule.py per-somebody` writes its file and its line in the order.

The new rule stands last; `--after NAME` puts it behind another. It works as soon as CHANGE-ME is changed: as it is
written it finds the speaker behind a word, as in "according to Ana Lopez".
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

RULES = Path(__file__).parents[2] / "quotes" / "attribution" / "rules"

TEMPLATE = '''"""CHANGE-ME and a name: `The pipe had “simply burst”, CHANGE-ME Ana Lopez.`"""

from __future__ import annotations

from quotes.attribution.noun_phrases import can_speak, mention_of
from quotes.attribution.rule import Attribution, Context, Example, Miss, ParsedQuote, Rule


def find(quote: ParsedQuote, context: Context) -> Attribution | Miss:
    clauses = context.clauses_of(quote)
    for token in quote.doc[slice(*clauses.around(quote))]:
        if token.lower_ != "CHANGE-ME" or clauses.is_quoted(token):
            continue
        who = next((child for child in token.children if child.dep_ == "pobj"), None)
        if who is None or not can_speak(who) or clauses.is_quoted(who):
            continue
        speaker = context.range_of(quote, *mention_of(who))
        cue = context.range_of(quote, token, token)
        return Attribution(speaker, f"The sentence gives these words “{{cue.text}}” “{{speaker.text}}”.", cue)
    return Miss("no CHANGE-ME")


{constant} = Rule(
    name="{name}",
    meaning="CHANGE-ME stands before the one who speaks.",
    find=find,
    examples=(
        Example("The pipe had “simply burst”, CHANGE-ME Ana Lopez.", "Ana Lopez", "CHANGE-ME"),
        Example("The pipe had “simply burst”.", None),
    ),
)
'''


class NotPossible(Exception):
    """Why the rule was not begun; the message says the mend."""


def begin(name: str, after: str | None = None, folder: Path = RULES) -> Path:
    """Write the rule's file and its line in the order; the path of the file."""
    if not re.fullmatch(r"[a-z]+(?:-[a-z]+)*", name):
        raise NotPossible(f"{name!r} is no name for a rule; take small letters and hyphens: NAME=per-somebody")
    module, constant = name.replace("-", "_"), name.replace("-", "_").upper()
    path = folder / f"{module}.py"
    if path.exists():
        raise NotPossible(f"There is a rule of that name in {path.name}; take another name.")
    order = folder / "__init__.py"
    text = order.read_text(encoding="utf-8")
    listed = re.search(r"(?<=RULES: tuple\[Rule, \.\.\.\] = \(\n)(?:    \w+,\n)+", text)
    if listed is None:
        raise NotPossible(f"{order} holds no list RULES of one rule a line; mend it.")
    lines = listed.group().splitlines(keepends=True)
    before = f"    {after.replace('-', '_').upper()},\n" if after else lines[-1]
    if before not in lines:
        raise NotPossible(f"There is no rule {after!r} to stand after; `quotes rules` lists them.")
    lines.insert(lines.index(before) + 1, f"    {constant},\n")
    text = text.replace(listed.group(), "".join(lines))
    imports = re.findall(r"^from quotes\.attribution\.rules\..+\n", text, re.MULTILINE)
    new = f"from quotes.attribution.rules.{module} import {constant}\n"
    text = text.replace("".join(imports), "".join(sorted([*imports, new])))
    path.write_text(TEMPLATE.format(name=name, constant=constant), encoding="utf-8")
    order.write_text(text, encoding="utf-8")
    return path


def main() -> None:
    """Begin the rule that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", help="small letters and hyphens, as `quotes rules` lists them")
    parser.add_argument("--after", help="the rule to stand behind; the last one, if none is given")
    options = parser.parse_args()
    try:
        path = begin(options.name, options.after)
    except NotPossible as error:
        parser.exit(1, f"{error}\n")
    print(f"Wrote {path} and its line in __init__.py beside it; now change CHANGE-ME in it. See docs/add-a-rule.md.")


if __name__ == "__main__":
    main()
