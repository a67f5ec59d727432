"""Problems that a person can mend. `str(problem)` is one Japanese sentence: what, where, what to do."""


class Problem(Exception):
    """Base of every error that is meant to be read by a user; anything else is a bug."""


class PlaceDataMissing(Problem):
    """A table of places that the work needs has not been built."""


class PlaceDataBroken(Problem):
    """A source of places (download, CSV, polygon file) cannot be read."""
