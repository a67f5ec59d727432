"""From a schedule text to what it says, step by step; `docs/schedules.md` has the way of a text."""
