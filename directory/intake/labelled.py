"""One cell that says everything by labels: 「【日時】毎週月曜 【場所】東会館」, 「●とき　毎週月曜⏎●ところ　東会館」."""

import re
from collections.abc import Collection
from dataclasses import replace

from directory.intake import wording
from directory.intake.columns import Column
from directory.intake.headings import Headings

_FREE = (None, "activity_text", "notes", "schedule_text", "access_text")
"""Columns whose cells may tell anything."""
_TOLD = frozenset({
    "schedule_text", "days_text", "time_text", "weekdays", "frequency", "venue_text", "address_text", "target_text",
    "fee_text", "reservation_text", "contact_org", "contact_person", "phone", "fax", "email", "organization",
    "capacity", "activity_text", "bring", "notes", "website", "transportation",
})  # fmt: skip
_WORD = r"[^\s\d:：、。()（）【】\[\]〔〕〈〉<>■●◆□◇◎▼★☆・○]{1,10}"
_LABEL = re.compile(
    rf"(?:^|(?<=[\s　、。;/]))"
    rf"(?:[【\[〔〈<]\s*({_WORD})\s*[】\]〕〉>]\s*:?|[■●◆□◇◎▼★☆・○]\s*({_WORD})(?:\s*:|[\s　]+)|({_WORD})\s*:)\s*",
    re.MULTILINE,
)
_FEWEST = 2


def split(column: Column, text: str, headings: Headings, others: Collection[str | None]) -> list[tuple[Column, str]]:
    """The cell as cells of one field each, where at least two labels tell of different things; else the cell itself.
    `others`: fields that the list has columns of their own for: what a label says of those stays in the cell."""
    if column.field not in _FREE or column.also:
        return [(column, text)]
    plain = wording.fold(text)
    labels = [(found, field) for found in _LABEL.finditer(plain) if (field := _field(found, headings, others, column))]
    if len({field for _, field in labels}) < _FEWEST:
        return [(column, text)]
    starts = [found.start() for found, _ in labels] + [len(plain)]
    before = plain[: starts[0]].strip()
    cells = [(column, before)] if before else []
    for n, (found, field) in enumerate(labels):
        said = plain[found.end() : starts[n + 1]].strip(" \n、。;/")
        if said:
            cells.append((replace(column, heading=_word(found), field=field), said))
    return cells


def _word(found: re.Match[str]) -> str:
    return str(next(filter(None, found.groups())))


def _field(found: re.Match[str], headings: Headings, others: Collection[str | None], column: Column) -> str | None:
    word = _word(found)
    field = None if word.startswith("要") else headings.field(word, likeness=False)
    return field if field in _TOLD and (field not in others or field == column.field) else None
