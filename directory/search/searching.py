"""Asking the index: words to pieces, filters and counts as masks over its documents, and 「もしかして」."""

import hashlib
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import numpy as np

from directory import clock
from directory.errors import NotReady
from directory.listing import Scheme
from directory.search import slips, words
from directory.search.documents import Labels, document
from directory.search.index import IndexFolder, Mask, Piece, Scores, Snapshot
from directory.search.request import FACETS, OPEN, Hit, SearchAnswer, SearchRequest
from directory.search.sources import Catalogue, Terms
from directory.search.suggesting import SHORTEST, nearest_spelling
from directory.standing import USUAL, Freshness

WAIT_S = 120.0
PALE = 0.5  # of the score of what is not held now, or long unconfirmed
SCHEMES: tuple[str, ...] = get_args(Scheme)


class SearchIndex:
    """Full-text search over the public catalogue as it is on `day`. One object a process; its threads take turns."""

    def __init__(
        self,
        path: Path,
        vocabulary: Terms,
        day: Callable[[], date] = clock.today,
        freshness: Freshness = USUAL,
    ) -> None:
        self._freshness = freshness
        self._day = day
        self._vocabulary = vocabulary
        self._labels = _labels(vocabulary)
        digest = hashlib.sha256(repr(sorted(self._labels.items())).encode()).hexdigest()[:12]
        self._folder = IndexFolder(path, digest)
        self._snapshot: Snapshot | None = None
        self._spelled: list[tuple[str, str]] | None = None
        self._turn = threading.RLock()

    def catch_up(self, catalogue: Catalogue, timeout_s: float = WAIT_S) -> int:
        """Bring the index to the catalogue's change number and return it.

        A second writer waits up to `timeout_s` for the first and then finds the work done; raises NotReady after that.
        A missing, broken or foreign index, and one from the future (a restored backup), is built afresh.
        """
        with self._turn:
            if (reached := catalogue.version) == self._current_number():
                return reached
            with self._folder.writing(timeout_s):
                self._write(catalogue, self._current_number())
                # While nobody else writes: another process may be about to build the index afresh.
                number = self._current_number()
            if number is None:
                raise NotReady("検索の索引を開けませんでした。tsunagi reindex を実行してください。")
            return number

    @property
    def number(self) -> int:
        """The change number that the index has reached, -1 where there is none."""
        with self._turn:
            number = self._current_number()
        return -1 if number is None else number

    def search(self, request: SearchRequest) -> SearchAnswer:
        """Answer from the index as last caught up with. Raises NotReady before the first `catch_up`.

        Every piece typed must be found. Only when a long piece is found nowhere in one stretch (「逗子の体操」) are its
        words looked for apart, without those that say nothing (近くで, がしたい), and then what sounds the same
        (たいそお); another spelling is offered in `did_you_mean` and never used by itself.
        """
        with self._turn:
            snapshot = self._current()
            if snapshot is None:
                raise NotReady("検索の索引がまだありません。tsunagi reindex を実行してください。")
            typed = words.pieces(request.words)
            found, scores = snapshot.find(self._pieces(typed)) if typed else (snapshot.listed, None)
            if scores is not None and not found.any():
                found, scores = snapshot.find(self._pieces(words.telling(typed)))
            if scores is not None and not found.any():
                found, scores = snapshot.find(tuple(map(_as_sounding, self._pieces(typed))))
            hint = None if found.any() else self._did_you_mean(snapshot, typed)
            return _answer(snapshot, request, found, self._weighed(snapshot, scores), hint)

    def _weighed(self, snapshot: Snapshot, scores: Scores | None) -> Scores | None:
        """Of what fits equally, what is held and not long unconfirmed comes first."""
        if scores is None:
            return None
        faded_since = self._freshness.faded_since(snapshot.day).isoformat()
        pale = np.array([bool(day) and day < faded_since for day in snapshot.confirmed], dtype=bool)
        return np.where(pale | snapshot.resting, scores * PALE, scores)

    def _pieces(self, texts: Iterable[str]) -> tuple[Piece, ...]:
        return tuple(self._piece(text) for text in texts)

    def _piece(self, text: str) -> Piece:
        normal = (
            tuple(words.normal_words(text)) if len(text) > 1 and not (len(text) == 2 and words.is_kana(text)) else ()
        )
        terms = self._vocabulary.resolve(text, SCHEMES)
        named = tuple(f"{term.scheme}:{term.id}" for term in terms)
        return Piece(tuple(words.spellings(text)), words.in_kana(text), named, normal)

    def _did_you_mean(self, snapshot: Snapshot, typed: list[str]) -> str | None:
        """The words typed with those that stand nowhere replaced by their nearest; None unless that finds something."""
        if self._spelled is None:
            self._spelled = [(words.fold(w), w) for w in self._spellings(snapshot) if len(w) >= SHORTEST]
        better = []
        for text in typed:
            known = snapshot.find(self._pieces([text]))[0].any()
            better.append(text if known else self._nearest(snapshot, text))
        if better == typed or not snapshot.find(self._pieces(map(words.prepare, better)))[0].any():
            return None
        return " ".join(better)

    def _nearest(self, snapshot: Snapshot, text: str) -> str:
        """What sounds or looks like it and stands in some listing, else the nearest word that does, else itself."""
        alike = (other for other in slips.might_be(text) if snapshot.find(self._pieces([other]))[0].any())
        return next(alike, None) or nearest_spelling(words.fold(text), self._spelled or ()) or text

    def _spellings(self, snapshot: Snapshot) -> Iterable[str]:
        """What stands in the listings as written, and the labels and synonyms of the vocabulary's terms they hold."""
        held = (tuple(term.split(":", 1)) for term in snapshot.lexicon("terms"))
        labels = (label for scheme, term in held for label in self._labels.get((scheme, term), ()))
        return dict.fromkeys((*snapshot.lexicon("spelled"), *(p for label in labels for p in words.pieces(label))))

    def _write(self, catalogue: Catalogue, number: int | None) -> None:
        version = catalogue.version
        if number is None or number > version:
            self._folder.rebuild((document(listing, self._labels) for listing in catalogue.all()), version)
        elif number < version:
            changes = catalogue.changed_since(number)
            self._folder.update((document(x, self._labels) for x in changes.listings), changes.gone, changes.number)

    def _current(self) -> Snapshot | None:
        day = self._day()
        if self._snapshot is None or self._snapshot.day != day or not self._folder.is_newest(self._snapshot):
            if self._snapshot is not None:
                self._snapshot.close()
            self._snapshot, self._spelled = self._folder.open(day), None
        return self._snapshot

    def _current_number(self) -> int | None:
        snapshot = self._current()
        return snapshot.number if snapshot else None


def _as_sounding(piece: Piece) -> Piece:
    """Also as written with its long vowels otherwise."""
    sounding = [other for one in piece.spellings if len(one) >= slips.SHORTEST for other in slips.same_sound(one)]
    others = [spelling for other in sounding for spelling in words.spellings(other)]
    return replace(piece, spellings=tuple(dict.fromkeys((*piece.spellings, *others))))


def _answer(
    snapshot: Snapshot, request: SearchRequest, found: Mask, scores: Scores | None, hint: str | None
) -> SearchAnswer:
    """Filter, count, sort and cut one page. `scores` None: nothing was ranked."""
    spans = {span: snapshot.among(ids) for span, ids in request.held.items()}
    chosen = {name: _any_of(snapshot, snapshot.masks[name], v) for name, v in request.filters().items() if v}
    if request.open:
        chosen[OPEN] = _any_of(snapshot, spans, request.open)
    held = _all(found, chosen.values())
    ranked = np.zeros(len(snapshot.ids)) if scores is None else np.round(scores, 3)
    order = snapshot.by_confirmation if request.sort == "confirmed" else snapshot.by_reading
    if request.sort == "relevance":
        order = order[np.argsort(-ranked[order], kind="stable")]
    hits = order[held[order]]
    start = (max(request.page, 1) - 1) * request.size
    return SearchAnswer(
        total=len(hits),
        hits=tuple(Hit(snapshot.ids[n], float(ranked[n])) for n in hits[start : start + request.size]),
        facets={
            facet: _counts(masks, _all(found, (m for name, m in chosen.items() if name != facet)))
            for facet, masks in _facets(snapshot, spans).items()
        },
        did_you_mean=hint,
    )


def _facets(snapshot: Snapshot, spans: Mapping[str, Mask]) -> Mapping[str, Mapping[str, Mask]]:
    of_index = {facet: snapshot.masks[facet] for facet in FACETS}
    return of_index | {OPEN: spans} if spans else of_index


def _any_of(snapshot: Snapshot, masks: Mapping[str, Mask], values: tuple[str, ...]) -> Mask:
    any_of = np.zeros(len(snapshot.ids), dtype=bool)
    for value in values:
        any_of |= masks.get(value, False)
    return any_of


def _all(found: Mask, masks: Iterable[Mask]) -> Mask:
    held = found.copy()
    for mask in masks:
        held &= mask
    return held


def _counts(masks: Mapping[str, Mask], within: Mask) -> dict[str, int]:
    counts = {value: int(np.count_nonzero(mask & within)) for value, mask in masks.items()}
    return {value: count for value, count in counts.items() if count}


def _labels(vocabulary: Terms) -> Labels:
    return {
        (term.scheme, term.id): (term.label, *term.synonyms) for scheme in SCHEMES for term in vocabulary.terms(scheme)
    }
