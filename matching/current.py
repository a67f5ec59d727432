"""The table of a running process: built once a day, and brought up to the catalogue before each answer."""

import threading
from datetime import date

from directory.public_catalogue import PublicCatalogue
from directory.vocabulary import Vocabulary
from matching.table import Table


class CurrentTable:
    """Hands out whole versions; a reader keeps the one it got while the next is made."""

    def __init__(self, catalogue: PublicCatalogue, vocabulary: Vocabulary) -> None:
        self._catalogue = catalogue
        self._vocabulary = vocabulary
        self._making = threading.Lock()
        self._table: Table | None = None
        self._day: date | None = None

    def get(self) -> Table:
        table, day = self._table, self._catalogue.day()
        if table is not None and table.version == self._catalogue.version and day == self._day:
            return table
        with self._making:
            # Another day, another status: what was announced for today holds from now on.
            table = self._table if day == self._day else None
            if table is None:
                # The number first: what is published in between is caught up with next time.
                version = self._catalogue.version
                table = Table.build(self._catalogue.all(), self._vocabulary, version)
            elif table.version != self._catalogue.version:
                changes = self._catalogue.changed_since(table.version)
                if changes.number < table.version:
                    table = Table.build(self._catalogue.all(), self._vocabulary, changes.number)
                else:
                    table = table.after(changes.number, changes.listings, changes.gone)
            self._table, self._day = table, day
            return table
