"""`make new-rule` and docs/add-a-rule.md, followed word for word."""

from __future__ import annotations

import contextlib
import io
import re
import runpy
import shutil
from pathlib import Path

import pytest

from quotes.attribution.rule import Attribution, Rule
from quotes.attribution.rules import RULES
from tests.rules.new_rule import PAGE as TABLE
from tests.rules.new_rule import RULES as FOLDER
from tests.rules.new_rule import NotPossible, begin
from tests.rules.test_examples import context_of

PAGE = TABLE.read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(FOLDER / "__init__.py", tmp_path)
    shutil.copy(TABLE, tmp_path)
    return tmp_path


def test_a_new_rule_has_its_place_and_works_once_its_word_is_changed(folder: Path) -> None:
    path = begin("per-somebody", "according-to", folder, folder / TABLE.name)
    order = (folder / "__init__.py").read_text(encoding="utf-8")
    assert "    ACCORDING_TO,\n    PER_SOMEBODY,\n" in order
    before, behind = (folder / TABLE.name).read_text(encoding="utf-8").split("| per-somebody | – | – | – |\n")
    assert before.splitlines()[-1].startswith("| according-to |")
    assert before + behind == PAGE
    imports = re.findall(r"^from quotes.*\n", order, re.MULTILINE)
    assert imports == sorted(imports)
    assert "import PER_SOMEBODY\n" in "".join(imports)
    path.write_text(path.read_text(encoding="utf-8").replace("CHANGE-ME", "per"), encoding="utf-8")
    rule = runpy.run_path(str(path))["PER_SOMEBODY"]
    assert isinstance(rule, Rule)
    told = [told_by(rule, example.text) for example in rule.examples]
    assert told == [example.speaker for example in rule.examples] == ["Ana Lopez", None]

    silent, mend = re.search(r'`Example\("(.+?)", None\)`.+?write `(.+?)`', PAGE, re.DOTALL).groups()  # type: ignore[union-attr]
    assert told_by(rule, silent) is not None
    path.write_text(path.read_text(encoding="utf-8").replace("if who is None", mend), encoding="utf-8")
    mended = runpy.run_path(str(path))["PER_SOMEBODY"]
    assert told_by(mended, silent) is None
    assert [told_by(mended, example.text) for example in rule.examples] == told


def told_by(rule: Rule, text: str) -> str | None:
    context = context_of(text)
    answer = rule.find(context.quotes[0], context)
    return answer.speaker.text if isinstance(answer, Attribution) else None


def test_a_new_rule_stands_last_where_no_place_is_given(folder: Path) -> None:
    begin("zeugma", folder=folder, page=folder / TABLE.name)
    order = (folder / "__init__.py").read_text(encoding="utf-8")
    assert order.endswith("    ZEUGMA,\n)\n")
    assert (
        f"| {RULES[-1].name} |"
        in (folder / TABLE.name).read_text(encoding="utf-8").split("| zeugma |")[0].splitlines()[-1]
    )


@pytest.mark.parametrize(
    ("name", "after", "told"),
    [("Per Somebody", None, "small letters"), ("aside", None, "another name"), ("per", "nothing", "no rule 'nothing'")],
)
def test_what_cannot_be_begun_is_said_and_nothing_is_written(
    folder: Path, name: str, after: str | None, told: str
) -> None:
    (folder / "aside.py").touch()
    before = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    with pytest.raises(NotPossible, match=told):
        begin(name, after, folder, folder / TABLE.name)
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} == before


def test_the_parse_that_the_page_prints_is_the_parse() -> None:
    code, printed = re.search(r"```python\n(.+?)```\s+```text\n(.+?)```", PAGE, re.DOTALL).groups()  # type: ignore[union-attr]
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        exec(code, {})
    assert shown.getvalue() == printed


def test_the_page_tells_of_every_rule_how_often_it_is_right() -> None:
    listed = re.findall(r"^\| ([a-z-]+) \|(?: [\d/ –]+\|){3}$", PAGE, re.MULTILINE)
    assert sorted(listed) == sorted(rule.name for rule in RULES)
