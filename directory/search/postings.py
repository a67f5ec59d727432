"""Postings gathered in memory, to be written term by term: whoosh's own pool sorts and pickles each of them.

10,000 listings have nine million, of some 300,000 terms: two numbers each, and only the terms are sorted.
"""

from array import array
from collections.abc import Iterator

Posting = tuple[str, bytes, int, float, bytes]
"""Field, term, document number, weight, and the format's own value."""


class Postings:
    """What whoosh's writer asks of its pool. Documents of a term come in the order of their numbers."""

    def __init__(self) -> None:
        self._documents: dict[tuple[str, bytes], array[int]] = {}
        self._weights: dict[tuple[str, bytes], list[tuple[float, bytes]]] = {}

    def add(self, posting: Posting) -> None:
        field, term, document, weight, value = posting
        key = (field, term)
        documents = self._documents.get(key)
        if documents is None:
            documents = self._documents[key] = array("I")
        documents.append(document)
        if value:
            self._weights.setdefault(key, []).append((weight, value))

    def iter_postings(self) -> Iterator[Posting]:
        for key in sorted(self._documents):
            documents, weights = self._documents[key], self._weights.get(key)
            if weights:
                for document, (weight, value) in zip(documents, weights, strict=True):
                    yield (*key, document, weight, value)
            else:
                for document in documents:
                    yield (*key, document, 1.0, b"")

    def cleanup(self) -> None:
        """Nothing lies on disk."""
