"""Full-text search: an index that is derived from the public catalogue and catches up with it before it answers."""

from directory.search.request import Hit, SearchAnswer, SearchRequest, Sort
from directory.search.searching import SearchIndex

__all__ = ["Hit", "SearchAnswer", "SearchIndex", "SearchRequest", "Sort"]
