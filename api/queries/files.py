"""The form of files that `POST /articles` takes beside JSON.

It is told in words, not as a second kind of body in the specification: of a call with two kinds of body
openapi-python-client makes one that fails when it is used. `file` is given 1 to MOST_FILES times, METADATA of the
one file that is sent, `map` as text=body,date=day, `day_first` as true or false.
"""

from __future__ import annotations

MOST_FILES = 100
METADATA = ("id", "title", "url", "outlet", "author", "published")
FIELDS = ("file", *METADATA, "map", "day_first")
