"""Where quotes, articles and speakers are kept: the only place with SQL.

`open_store(url)` opens one; the rooms `articles`, `quotes`, `speakers`, `utterances`, `corrections` and `keys` hold
functions that take a connection of `store.read()` or `store.write()`. Below them lie `search` (which quotes are asked
for), `statements`, `connections` and `schema`.
"""

from quotes.store.connections.damaged_file import is_damaged
from quotes.store.database import Store, migrate, open_store

__all__ = ["Store", "is_damaged", "migrate", "open_store"]
