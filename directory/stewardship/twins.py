"""The likely duplicates of a catalogue, looked for once for each state of it."""

import threading

from sqlalchemy import select
from sqlmodel import Session

from directory import duplicates
from directory.database import CATALOGUE
from directory.duplicates import Pair
from directory.sameness.catalogue import described_all


class Twins:
    """Remembers the pairs of the last state that it was asked about; they are the same for every worker."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: tuple[object, tuple[Pair, ...]] | None = None

    def pairs(self, session: Session) -> tuple[Pair, ...]:
        """Every likely pair, the likeliest first, whatever staff said of it."""
        state = session.execute(select(CATALOGUE.c.change_number, CATALOGUE.c.created_at)).one()
        with self._lock:
            if self._kept is None or self._kept[0] != tuple(state):
                self._kept = tuple(state), tuple(duplicates.find(described_all(session)))
            return self._kept[1]
