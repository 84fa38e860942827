"""Every list of words is in order, says what it is, and stands to the others as it says."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

from quotes.lexicon import GroupList, SectionList, Table, WordList, lines, sections, words

FOLDER = Path(__file__).parents[1] / "quotes" / "lexicon"
LISTS: tuple[WordList, ...] = get_args(WordList)
GROUPS: tuple[GroupList, ...] = get_args(GroupList)
SECTIONS: tuple[SectionList, ...] = get_args(SectionList)
TABLES: tuple[Table, ...] = get_args(Table)
FILES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.txt"))}


def head(text: str) -> str:
    """The comments that open a list, each in one line, without their signs."""
    opening = re.match(r"(?:#.*\n)+", text)
    lines = opening.group() if opening else ""
    return re.sub(r"^# ?", "", re.sub(r"\n#   ", " ", lines), flags=re.MULTILINE)


def unsaid(text: str) -> list[str]:
    """What a list's head leaves out."""
    told = head(text)
    missing = [field for field in ("Source:", "Licence:") if len(re.findall(rf"^{field} \S", told, re.MULTILINE)) != 1]
    found = [f"the head has no line {field!r}" for field in missing]
    if len(told.partition("Source:")[0].strip()) < 20:
        found.append("the head does not say what the list is for")
    return found


def disorder(text: str) -> list[str]:
    """What is wrong with a list's form; a comment between entries begins a new block, sorted by itself."""
    opening = re.match(r"(?:#.*\n)*", text)
    body = text[opening.end() if opening else 0 :]
    found = unsaid(text)
    if not text.endswith("\n"):
        found.append("the last line is not ended")
    seen: set[str] = set()
    before = ""
    for line in body.splitlines():
        if line.startswith("#"):
            before = ""
            continue
        if line != line.strip() or not line:
            found.append(f"{line!r} has space around it")
        if "#" in line:
            found.append(f"{line!r} holds a comment: give it a line of its own")
        if line != line.lower():
            found.append(f"{line!r} is not in lower case")
        if line in seen:
            found.append(f"{line!r} stands twice")
        if line < before:
            found.append(f"{line!r} stands after {before!r}")
        seen.add(line)
        before = line
    return found


def relations(text: str) -> list[tuple[str, str, frozenset[str]]]:
    """("Excludes" or "Within", another list, the words that are in both all the same)."""
    found = re.findall(r"^(Excludes|Within): (\w+)(?:; in both: (.+))?$", head(text), re.MULTILINE)
    return [(kind, other, frozenset(both.split())) for kind, other, both in found]


def contradictions(mine: frozenset[str], text: str, others: dict[str, frozenset[str]]) -> list[str]:
    """What a list says of its relation to others and does not keep."""
    found = []
    for kind, other, both in relations(text):
        if kind == "Excludes":
            found += [f"{word!r} is in {other} as well" for word in sorted((mine & others[other]) - both)]
            found += [f"{word!r} is said to be in both, and is not" for word in sorted(both - (mine & others[other]))]
        else:
            found += [f"{word!r} is not in {other}" for word in sorted(mine - others[other])]
    return found


@pytest.mark.parametrize("name", (*LISTS, *GROUPS))
def test_a_list_is_in_order_and_says_what_it_is(name: str) -> None:
    assert disorder(FILES[name]) == []


@pytest.mark.parametrize("name", LISTS)
def test_a_list_stands_to_the_others_as_it_says(name: WordList) -> None:
    assert contradictions(words(name), FILES[name], {other: words(other) for other in LISTS}) == []


def test_the_lists_that_may_be_asked_for_are_those_that_are_there() -> None:
    assert sorted((*LISTS, *GROUPS, *SECTIONS, *TABLES)) == sorted(FILES)


SPELLINGS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((FOLDER / "spellings").glob("*.txt"))}


@pytest.mark.parametrize("text", [*(FILES[name] for name in (*SECTIONS, *TABLES)), *SPELLINGS.values()])
def test_a_table_says_what_it_is(text: str) -> None:
    assert unsaid(text) == []


@pytest.mark.parametrize("name", (*SECTIONS, *TABLES))
def test_a_table_is_in_lower_case_and_says_nothing_twice(name: SectionList | Table) -> None:
    listed = lines(name)
    assert [line for line in listed if line != line.lower()] == []
    assert len(set(listed)) == len(listed)
    renderings = [line.partition(":")[2].partition("|")[0].split() for line in listed]
    assert [names for names in renderings if len(set(names)) < len(names)] == []


@pytest.mark.parametrize("name", SECTIONS)
def test_a_section_has_each_word_once(name: SectionList) -> None:
    for section, listed in sections(name).items():
        of_it = [line.partition(":")[2] for line in lines(name) if line.partition(":")[0].strip() == section]
        told = " ".join(of_it).split()
        assert sorted(told) == sorted(listed), section


def test_endings_of_family_names_are_no_names() -> None:
    endings = frozenset[str]().union(*sections("surname_endings").values())
    assert [ending for ending in endings if not ending.startswith("-") or len(ending) > 9] == []
    assert {ending[1:] for ending in endings} & words("common_surnames") == set()


GOOD = "# Verbs whose subject utters words.\n# Source: here.\n# Licence: MIT.\nadd\nsay\n"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (GOOD, ""),
        (GOOD + "  SAY  \n", "space around"),
        (GOOD + "TELL\n", "lower case"),
        (GOOD + "say\n", "twice"),
        (GOOD + "# more\nsay\n", "twice"),
        (GOOD + "ask\n", "stands after"),
        (GOOD + "tell # told\n", "comment"),
        (GOOD + "\n", "space around"),
        (GOOD + "tell", "not ended"),
        (GOOD.replace("# Source: here.\n", ""), "'Source:'"),
        (GOOD.replace("# Licence: MIT.\n", ""), "'Licence:'"),
        (GOOD.partition("\n")[2], "what the list is for"),
    ],
)
def test_the_test_of_order_can_fail(text: str, wrong: str) -> None:
    assert any(wrong in found for found in disorder(text)) if wrong else disorder(text) == []


def test_the_test_of_relations_can_fail() -> None:
    told = GOOD.replace(
        "# Licence: MIT.\n", "# Licence: MIT.\n# Excludes: nouns; in both: add\n#   say\n# Within: all\n"
    )
    mine = frozenset(("add", "say"))
    assert relations(told) == [("Excludes", "nouns", mine), ("Within", "all", frozenset())]
    assert contradictions(mine, told, {"nouns": mine, "all": mine}) == []
    assert contradictions(mine, told, {"nouns": mine - {"say"}, "all": mine}) == [
        "'say' is said to be in both, and is not"
    ]
    assert contradictions(mine, told, {"nouns": mine, "all": mine - {"say"}}) == ["'say' is not in all"]
    more = mine | {"tell"}
    assert contradictions(more, told, {"nouns": more, "all": more}) == ["'tell' is in nouns as well"]


LANGUAGE = ("text", "names", "attribution", "coreference", "linking", "matching", "evaluation")
MODULES = sorted(path for room in LANGUAGE for path in (FOLDER.parent / room).rglob("*.py"))


def sets_of_words(source: str) -> list[tuple[int, int, list[str]]]:
    """(first line, last line, words) of each set, list, tuple, mapping's keys or split string that holds five words and
    more and stands in a module; signs among the words do not make it another thing."""
    found = []
    module = ast.parse(source)
    exported = [node.value for node in module.body if isinstance(node, ast.Assign) and "__all__" in ast.unparse(node)]
    for node in ast.walk(module):
        if node in exported:
            continue
        if isinstance(node, ast.Set | ast.List | ast.Tuple | ast.Dict):
            elements = node.keys if isinstance(node, ast.Dict) else node.elts
            strings = [one.value for one in elements if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            listed = strings if len(strings) == len(elements) else []
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
            text = node.func.value
            listed = text.value.split() if isinstance(text, ast.Constant) and isinstance(text.value, str) else []
        else:
            continue
        if len([word for word in listed if re.fullmatch(r"[a-z][a-z’'-]*\.?", word)]) >= 5:
            found.append((node.lineno, node.end_lineno or node.lineno, listed))
    return found


def unexplained(source: str) -> list[list[str]]:
    """The sets of words that do not say `# here: why` on their lines or on the one before."""
    lines = source.splitlines()
    return [
        listed
        for first, last, listed in sets_of_words(source)
        if not any(re.search(r"# here: \w", line) for line in lines[max(first - 2, 0) : last])
    ]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(FOLDER.parent)))
def test_words_stand_in_a_list_or_say_why_not(path: Path) -> None:
    assert unexplained(path.read_text(encoding="utf-8")) == []


def test_the_test_of_words_in_the_code_can_fail() -> None:
    words_in_code = 'SAY = frozenset(("say", "tell", "add", "ask", "note"))\n'
    assert unexplained(words_in_code) == [["say", "tell", "add", "ask", "note"]]
    assert unexplained(f"# here: a closed set\n{words_in_code}") == []
    assert unexplained(words_in_code.replace('"ask", ', "")) == []
    for other in (
        'SAY = "say tell add ask note".split()',
        'SAY = {"say": 1, "tell": 1, "add": 1, "ask": 1, "note": 1}',
    ):
        assert unexplained(other) == [["say", "tell", "add", "ask", "note"]]
    assert unexplained('SAY = (".", "say", "tell", "add", "ask", "note")') == [
        [".", "say", "tell", "add", "ask", "note"]
    ]
