"""Begin a rule: `python tests/rules/new_rule.py per-somebody` writes its file, its line in the order and its line in
the table of docs/add-a-rule.md.

The new rule stands last; `--after NAME` puts it behind another. It works as soon as CHANGE-ME is changed: as it is
written it finds the speaker behind a word, as in "according to Ana Lopez".
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

RULES = Path(__file__).parents[2] / "quotes" / "attribution" / "rules"
PAGE = Path(__file__).parents[2] / "docs" / "add-a-rule.md"

TEMPLATE = '''"""The word “CHANGE-ME” and a name: `The pipe had “simply burst”, CHANGE-ME Ana Lopez.`"""

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
        return Attribution(speaker, f"“{{cue.text}}” before “{{speaker.text}}” says whose words these are.", cue)
    return Miss("no “CHANGE-ME”")


{constant} = Rule(
    name="{name}",
    meaning="The word “CHANGE-ME” stands before the one who speaks.",
    find=find,
    examples=(
        Example("The pipe had “simply burst”, CHANGE-ME Ana Lopez.", "Ana Lopez", "CHANGE-ME"),
        Example("The pipe had “simply burst”.", None),
    ),
)
'''


class NotPossible(Exception):
    """Why the rule was not begun; the message says the mend."""


def begin(name: str, after: str | None = None, folder: Path = RULES, page: Path = PAGE) -> Path:
    """Write the rule's file, its line in the order and its line in the page, without counts; the path of the file."""
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
    table = page.read_text(encoding="utf-8")
    counted = re.findall(r"^\| [a-z-]+ \|(?: [\d/ –]+\|){3}\n", table, re.MULTILINE)
    above = next((row for row in counted if row.startswith(f"| {after} |")), counted[-1] if counted else None)
    if above is None:
        raise NotPossible(f"{page} holds no table of one rule a line; mend it.")
    page.write_text(table.replace(above, f"{above}| {name} | – | – | – |\n"), encoding="utf-8")
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
    print(f"Wrote {path}, its line in __init__.py beside it and its line in {PAGE}; now change CHANGE-ME in the first.")


if __name__ == "__main__":
    main()
