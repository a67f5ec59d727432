"""Japanese schedule text ↔ RFC 5545 recurrences ↔ dates. `docs/schedules.md` says what is read and what is assumed."""

from directory.schedules.reading import Reading, read
from directory.schedules.recurrence import next_dates

__all__ = ["Reading", "next_dates", "read"]
