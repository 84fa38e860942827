"""Corrections as calls and forms ask for them: a speaker by name or id, in the store's own terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotes.errors import BadInput, NotFound

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from quotes.store.speakers import ListedSpeaker


class Several(Exception):
    """A name that several speakers bear: `found` are they."""

    def __init__(self, name: str, found: tuple[ListedSpeaker, ...]) -> None:
        super().__init__(name)
        self.name = name
        self.found = found


def known_speaker(connection: Connection, named: str) -> ListedSpeaker | None:
    """The one speaker of this id or name, None where nobody bears it; raises Several."""
    from quotes.store import speakers

    found = speakers.resolve(connection, named).speakers
    exact = [one for one in found if one.id == named] or list(found)
    if len(exact) > 1:
        raise Several(named, tuple(exact))
    return exact[0] if exact else None


def correct_speaker(connection: Connection, quote_id: str, named: str | None, *, by: str, note: str | None) -> None:
    """Say who speaks: an id, a name (one that nobody bears yet makes a new speaker), or None for nobody."""
    from quotes.store import corrections, quotes, speakers

    if quotes.get(connection, quote_id) is None:
        raise NotFound(f"There is no quote {quote_id[:100]!r}: look for its words with GET /quotes?q=.")
    pk = None
    if named is not None:
        known = known_speaker(connection, named)
        pk = known.pk if known else speakers.find_or_add(connection, named)
    corrections.correct_speaker(connection, quote_id, by=by, speaker_pk=pk, note=note)


def several(error: Several) -> BadInput:
    """What a program is told of a name that several bear."""
    names = ", ".join(f"{one.name} ({one.id})" for one in error.found[:10])
    return BadInput(f"{error.name!r} fits several: {names}. Give the id of the one you mean.")
