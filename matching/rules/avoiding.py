"""What somebody wants to keep away from: activities, places, ways of being, words."""

import numpy as np

from directory.public_view import PublicListing
from geodata.characters import key
from matching.rules.base import Asked, Judged, Rule
from matching.table import Bools


class Avoid(Rule):
    """避けたいと書かれた活動・場所・ことばがある場は出しません。"""

    id = "avoid"
    hard = True

    def applies(self, asked: Asked) -> bool:
        return bool(asked.person.avoid)

    def judge(self, asked: Asked) -> Judged:
        unmet = np.zeros(len(asked.table), np.bool_)
        for found in self._found(asked):
            unmet |= found
        return Judged.by(np.zeros(len(asked.table), np.bool_), unmet, silent=~unmet)

    def _found(self, asked: Asked) -> list[Bools]:
        table = asked.table
        found = []
        for wish in asked.person.avoid:
            rows = np.zeros(len(table), np.bool_)
            for scheme, term in wish.terms:
                if scheme == "preference":
                    rows |= _of_manner(asked, term)
                else:
                    terms = [t.id for t in asked.vocabulary.narrower(scheme, term)] or [term]
                    rows |= table.holds(scheme, terms)
                if (scheme, term) == ("access", "outdoor"):
                    rows |= table.columns.outdoors == 1
            if not wish.terms:
                rows |= table.rows_saying(key(wish.text), in_names=True) | self._says(asked, wish.text)
            found.append(rows)
        return found

    @staticmethod
    def _says(asked: Asked, text: str) -> Bools:
        """Rows whose words speak of it, except to say that there is none of it."""
        folded = key(text)
        rows = asked.table.rows_saying(folded, in_names=False)
        for end in ("なし", "はない", "はありません", "はしません", "はお断り", "をしない", "不要"):
            rows &= ~asked.table.rows_saying(folded + key(end), in_names=False)
        return rows

    def reason(self, asked: Asked, listing: PublicListing, row: int, verdict: int) -> str:
        words = [w.text for w, rows in zip(asked.person.avoid, self._found(asked), strict=True) if rows[row]]
        return f"避けたいこと「{'、'.join(words)}」に当たります"


def _of_manner(asked: Asked, preference: str) -> Bools:
    """Rows of which a manner of being is known: many people, loud."""
    if preference == "large_group":
        return asked.table.columns.capacity > 30
    return np.zeros(len(asked.table), np.bool_)


AVOID_RULES: tuple[Rule, ...] = (Avoid(),)
