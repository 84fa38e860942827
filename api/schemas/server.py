"""Rules, and how the server is."""

from __future__ import annotations

from typing import Literal

from api.schemas.base import Public


class RuleExample(Public):
    """A sentence and whom the rule finds in it; null: it must keep silent."""

    text: str
    speaker: str | None


class Rule(Public):
    """One way an article says who speaks."""

    name: str
    meaning: str
    examples: list[RuleExample]


class Rules(Public):
    """All rules, strongest first."""

    items: list[Rule]


class Health(Public):
    """That the server runs."""

    status: Literal["ok"]
    version: str


class Readiness(Public):
    """Whether the server can do its work."""

    status: Literal["ready"]
    version: str
    database: str
    model: str
