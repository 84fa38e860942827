"""What exists is documented, and what is documented exists."""

import doctest
import json
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from api.app import create_app
from quotes.attribution.rules import RULES
from quotes.config import Settings
from quotes.io.bulk import Reader
from quotes.io.ingest import ingest
from quotes.io.sources import read_paths
from quotes.models import Failure
from quotes.store import open_store
from tests.api.serving import serving
from tests.cli.test_help import every_command, is_a_group

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


WITH_EXAMPLES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for room in ("quotes", "api")
    for path in (ROOT / room).rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


def page(name):
    return (ROOT / name).read_text(encoding="utf-8")


COMMANDS = {words: command for words, command in every_command().items() if not is_a_group(command)}


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_and_each_of_its_options_is_documented(words):
    text = page("docs/command-line.md")
    assert f"quotes {words}" in text, f"docs/command-line.md does not know `quotes {words}`"
    section = re.split(r"^## ", text, flags=re.MULTILINE)
    (section,) = [part for part in section if part.startswith(f"quotes {words.split(' ')[0]}\n")]
    for parameter in COMMANDS[words].params:
        for option in parameter.opts + parameter.secondary_opts:
            if option.startswith("-") and option not in ("--help", "-h"):
                assert f"`{option}`" in section, f"docs/command-line.md does not know {option} of `quotes {words}`"


def test_no_page_names_an_option_that_does_not_exist():
    parameters = [parameter for command in COMMANDS.values() for parameter in command.params]
    known = {option for parameter in parameters for option in parameter.opts + parameter.secondary_opts}
    known |= {"--help", "--version"}
    named = set(re.findall(r"`(--?[a-z][a-z-]*)`", page("docs/command-line.md")))
    assert named and named <= known


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented(name):
    assert f"`QUOTES_{name.upper()}`" in page("README.md"), f"README.md does not know QUOTES_{name.upper()}"


def test_no_page_names_a_setting_that_does_not_exist():
    known = {f"QUOTES_{name.upper()}" for name in Settings.model_fields}
    named = {(path.name, name) for path in PAGES for name in re.findall(r"QUOTES_[A-Z_]+", path.read_text("utf-8"))}
    assert {(path, name) for path, name in named if name not in known} == set()


def test_every_rule_is_documented_with_its_meaning():
    text = page("docs/rules.md")
    documented = re.findall(r"^## (.+)\n\n(.+)$", text, flags=re.MULTILINE)
    assert documented == [(rule.name, rule.meaning) for rule in RULES], "run `make docs`"


def test_every_route_is_documented():
    text = page("docs/api.md")
    paths = create_app().openapi()["paths"]
    assert paths
    missing = [path for path in paths if path not in text]
    assert missing == []


def test_every_target_of_make_is_named_in_the_readme():
    targets = re.findall(r"^([a-z-]+):.*## ", page("Makefile"), flags=re.MULTILINE)
    assert "run" in targets and "test" in targets
    assert [target for target in targets if f"make {target}" not in page("README.md")] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(path):
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), f"{path.name} points at {target}"


@pytest.mark.parametrize("module", WITH_EXAMPLES)
def test_the_examples_in_docstrings_are_true(module):
    failed, tried = doctest.testmod(import_module(module))
    assert tried
    assert not failed


def test_the_command_says_of_itself_what_the_pages_say():
    done = subprocess.run([sys.executable, "-m", "quotes.cli", "--help"], capture_output=True, text=True, check=True)
    for words in COMMANDS:
        assert words.split(" ")[0] in done.stdout


def test_the_answer_in_the_readme_is_the_answer(tmp_path):
    """The seeds, ingested and asked as the first screen says; counts may grow as the engine learns."""
    text = page("README.md")
    address = re.search(r"curl 'http://127\.0\.0\.1:8000(.+)'", text)[1]
    shown = json.loads(re.search(r"```json\n(.+?)```", text, flags=re.DOTALL)[1])
    store = open_store(f"sqlite:///{tmp_path}/store.db")
    assert not [one for one in ingest(store, Reader(), read_paths([ROOT / "seeds"])) if isinstance(one, Failure)]
    store.close()
    with serving(create_app(Settings(_env_file=None, database_url=store.url))) as client:
        answer = client.get(address).json()
    for one in (shown, answer):
        for speaker in one["resolved"]["speaker"][0]["speakers"]:
            del speaker["quotes"]
    assert answer == shown
