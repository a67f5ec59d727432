"""Japanese schedule text ↔ RFC 5545 recurrences ↔ dates. `docs/schedules.md` says what is read and what is assumed."""

from directory.schedules.reading import Reading, read
from directory.schedules.recurrence import next_dates
from directory.schedules.words import in_words

__all__ = ["Reading", "in_words", "next_dates", "read"]
