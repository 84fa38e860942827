"""`--help` teaches: each command says what it is for in a line that is not cut off, and ends in examples that work."""

from __future__ import annotations

import shlex
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from quotes.cli import app
from quotes.cli.examples import EXAMPLES

ROOT: Any = get_command(app)


def is_a_group(command: Any) -> bool:
    return hasattr(command, "commands")


def every_command() -> dict[str, Any]:
    found = {"": ROOT, **ROOT.commands}
    for name, command in ROOT.commands.items():
        if is_a_group(command):
            found |= {f"{name} {inner}": one for inner, one in command.commands.items()}
    return found


def test_every_command_has_examples_and_no_others_have() -> None:
    assert set(EXAMPLES) == set(every_command())


@pytest.mark.parametrize("name", every_command())
def test_the_help_ends_in_the_examples(name: str) -> None:
    shown = CliRunner().invoke(app, [*name.split(), "--help"], terminal_width=80).output
    lines = EXAMPLES[name].strip().splitlines()
    assert [line.strip() for line in shown.rstrip().splitlines()[-len(lines) :]] == lines


@pytest.mark.parametrize("line", sorted({line for text in EXAMPLES.values() for line in text.split("\n") if line}))
def test_an_example_is_a_command_line_that_is_understood(line: str) -> None:
    (words,) = [part for part in line.split(" | ") if part.startswith("quotes ")]
    command, rest = ROOT, shlex.split(words)[1:]
    while is_a_group(command) and rest and not rest[0].startswith("-"):
        command, rest = command.commands[rest[0]], rest[1:]
    command.make_context("quotes", rest)  # a UsageError at what is unknown or missing


@pytest.mark.parametrize("name", [name for name, command in every_command().items() if is_a_group(command)])
def test_no_command_of_a_list_is_cut_off(name: str) -> None:
    shown = CliRunner().invoke(app, [*name.split(), "--help"], terminal_width=80).output
    assert "..." not in shown.partition("Commands:")[2]
