"""The names that heads of churches took with their office: Pope John Paul II was Karol Wojtyla."""

from __future__ import annotations

from functools import cache

from quotes.lexicon import groups
from quotes.names.folding import fold


@cache
def _listed() -> dict[str, str]:
    found: dict[str, str] = {}
    for group in groups("throne_names"):
        taken = fold(group[0])
        for name in (taken, *map(fold, group[1:])):
            found[name] = taken
        if taken.split()[-1].strip("ivx") == "":  # Benedict XVI, without his title
            found[taken.partition(" ")[2]] = taken
    return found


def throne_name(folded: str) -> str:
    """The name with its title that a folded name stands for, "" where it is nobody's of the list.

    >>> throne_name("karol wojtyla"), throne_name("john paul ii"), throne_name("john paul jones")
    ('pope john paul ii', 'pope john paul ii', '')
    """
    return _listed().get(folded, "")
