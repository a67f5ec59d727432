"""The preview of an import: how each heading and each row was understood, and what it would change."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from sqlmodel import Session

from directory import intake
from directory.intake import wording
from directory.intake.comparing import Step
from directory.intake.explained import LABELS as FIELDS
from directory.intake.explained import LEFT_OUT, SHOWN
from directory.intake.problems import Note
from directory.intake.report import RowReport
from directory.intake.summary import LABELS
from directory.japanese_days import day_words
from directory.listing import Venue
from directory.stewardship.changes import Difference, Wording
from directory.stewardship.filed import Filed, confirmed_by
from directory.store import listing_of, venues
from directory.views.pages import Chip, PageLinks, page_links
from directory.views.staff_parts import Parts

ROWS_SHOWN = 100
SAMPLES = 2
DATES_SHOWN = 3
AUTOMATIC = "auto"
BADGES = {"new": "good", "update": "info", "unchanged": "", "duplicate": "care", "error": "stop", "skipped": ""}
_NOT_SHOWN = {"name", "free", "sittings", "frequency_code", "id", "phone_public", "may_publish"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingRow:
    """One heading as printed. `chosen` is the field that staff gave it, AUTOMATIC where it was read by itself."""

    heading: str
    reads_as: str | None
    chosen: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """One record: what was understood, what was not, what to look at, what would change.

    `facts`: as printed. `read_as`: what comes of them: the next dates, and where on the map.
    """

    row: RowReport
    status: str
    badge: str
    facts: tuple[tuple[str, str], ...]
    read_as: tuple[tuple[str, str], ...]
    not_read: tuple[tuple[str, str], ...]
    problems: tuple[Note, ...]
    changes: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage:
    token: str
    kind: str
    report: intake.Report
    writes: int
    same: int
    counts: tuple[tuple[str, int], ...]
    headings: tuple[HeadingRow, ...]
    fields: tuple[tuple[str, str], ...]
    shows: tuple[Chip, ...]
    rows: tuple[PreviewRow, ...]
    pages: PageLinks
    skipped: tuple[RowReport, ...]
    several_sheets: bool
    confirms: tuple[Filed, ...]


def preview_page(
    parts: Parts, session: Session, report: intake.Report, steps: Sequence[Step], *, token: str, kind: str, show: str,
    number: int,
) -> PreviewPage:  # fmt: skip
    """`show`: a status, or "care" for rows with something to look at; "" for all. `number`: the page, from 1."""
    told = [row for row in report.rows if row.status != "skipped"]
    found = Counter(row.status for row in report.rows)
    chosen = [row for row in told if not show or row.status == show or (show == "care" and _to_look_at(row))]
    last = max(1, -(-len(chosen) // ROWS_SHOWN))
    number = min(max(number, 1), last)

    def href(show: str, number: int = 1) -> str:
        page = number if number > 1 else None
        return url_for("staff.preview", token=token, kind=kind or None, show=show or None, page=page)

    shown = chosen[(number - 1) * ROWS_SHOWN : number * ROWS_SHOWN]
    return PreviewPage(
        token=token,
        kind=kind,
        report=report,
        writes=found["new"] + found["update"],
        same=found["unchanged"],
        counts=tuple((label, found[status]) for status, label in LABELS.items() if found[status]),
        headings=_headings(report, intake.remembered_headings(session)),
        fields=((AUTOMATIC, "自動で読む"), *FIELDS.items(), (LEFT_OUT, "取り込まない")),
        shows=_shows(told, show, href),
        rows=_rows(parts, session, report, shown, steps),
        pages=page_links(number, last, lambda page: href(show, page)),
        skipped=tuple(row for row in report.rows if row.status == "skipped"),
        several_sheets=len(report.sheets) > 1,
        confirms=confirmed_by(session, report, parts.surroundings(report).today),
    )


def _shows(told: Sequence[RowReport], show: str, href: Callable[[str], str]) -> tuple[Chip, ...]:
    found = Counter(row.status for row in told)
    choices = [("care", "確かめたい行", sum(map(_to_look_at, told)))]
    choices += [(status, LABELS[status], found[status]) for status in BADGES if status != "skipped"]
    return tuple(
        Chip(text, href("" if key == show else key), count, key == show) for key, text, count in choices if count
    )


def _to_look_at(row: RowReport) -> bool:
    return any(problem.code not in ("changed", "default_used") for problem in row.problems)


def _headings(report: intake.Report, remembered: dict[str, str]) -> tuple[HeadingRow, ...]:
    """Every heading of the file once, those that nobody knows first."""
    read = {heading: field for sheet in report.sheets for heading, field in sheet.columns.items()}
    samples: dict[str, dict[str, None]] = {}
    for row in report.rows:
        for heading, text in row.cells.items():
            if heading in read and len(samples.setdefault(heading, {})) < SAMPLES:
                samples[heading][wording.one_line(text)[:40]] = None
    rows = [
        HeadingRow(
            heading=heading,
            reads_as="・".join(FIELDS.get(one, one) for one in field.split("+")) if field else None,
            chosen=remembered.get(heading, AUTOMATIC),
            samples=tuple(samples.get(heading, ())),
        )
        for heading, field in read.items()
    ]
    return tuple(sorted(rows, key=lambda row: row.reads_as is not None))


def _rows(
    parts: Parts, session: Session, report: intake.Report, shown: Sequence[RowReport], steps: Sequence[Step]
) -> tuple[PreviewRow, ...]:
    fields = {sheet.name: sheet.columns for sheet in report.sheets}
    by_row = {id(step.row): step for step in steps}
    said = parts.wording([*venues(session), *(venue for step in steps for venue in step.venues)])
    return tuple(_row(parts, session, row, fields.get(row.sheet, {}), by_row.get(id(row)), said) for row in shown)


def _row(
    parts: Parts, session: Session, row: RowReport, fields: Mapping[str, str | None], step: Step | None, said: Wording
) -> PreviewRow:
    changes: tuple[Difference, ...] = ()
    if step and row.status == "update":
        changes = said.differences(listing_of(session, step.listing.id), step.listing)
    return PreviewRow(
        row=row,
        status=LABELS[row.status],
        badge=BADGES[row.status],
        facts=tuple((SHOWN.get(name, name), _in_words(v)) for name, v in row.values.items() if _is_fact(name, v)),
        read_as=tuple(_read_as(parts, step)) if step else (),
        not_read=tuple((heading, text) for heading, text in row.cells.items() if fields.get(heading, "") is None),
        problems=tuple(problem for problem in row.problems if problem.code != "changed"),
        changes=changes,
    )


def _read_as(parts: Parts, step: Step) -> Iterator[tuple[str, str]]:
    """What the words of a record come to, for staff to see before they take it in."""
    meetings = step.listing.meetings
    if meetings:
        days = sorted({day for one in meetings for day in parts.next_dates(one, parts.today(), DATES_SHOWN)})
        words = "、".join(map(day_words, days[:DATES_SHOWN]))
        yield "次の開催日", words or "日付にはできませんでした。文のまま載せます"
    for venue in step.venues:
        yield "地図の場所", _on_the_map(venue)


def _on_the_map(venue: Venue) -> str:
    if venue.latitude is None:
        return "分かりませんでした。取り込んだあとで、地図から置けます"
    exact = "番地まで" if venue.point_level > 3 else "町丁目まで"
    return f"{venue.town}（{exact}）" if venue.town else exact


def _is_fact(name: str, value: object) -> bool:
    return value not in (None, "") and name not in _NOT_SHOWN and not isinstance(value, list | dict)


def _in_words(value: object) -> str:
    return ("有" if value else "無") if isinstance(value, bool) else str(value)
