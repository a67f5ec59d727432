"""Where the tables of a sheet are: heading rows of one to three tiers, blocks side by side, vertical cards."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from directory.intake import wording
from directory.intake.grid import Grid
from directory.intake.headings import Headings

NAMES = ("name", "group_name", "facility_name")
_WEEKDAY = re.compile(r"([月火水木金土日祝])(?:曜日?)?|(Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:day)?", re.IGNORECASE)
_ENGLISH = dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "月火水木金土日", strict=True))
_WEEK = re.compile(r"第?([1-5一二三四五])(?:週|週目)?|毎週|最終週?")
_FEE_WORDS = re.compile(
    r"子ど?も|こども|小人|大人|おとな|高齢者|幼児|小学生|中学生|高校生|中高生|学生|一般|会員|非会員|保護者|未就学児|乳幼児|シニア|親子|大学生|[0-9]+歳.*"
)
_DATA = re.compile(r"[0-9]{2,}[-~:][0-9]|[0-9]+(?:円|時|丁目|番地)|^[○〇◯●×]$|^第[0-9一二三四五].*曜")
_MAX_TIERS = 3
_OF_PARTS = re.compile(r"(.+?)[_(](.+?)\)?")
_IN_PARTS = ("fee_text", "weekdays", "weeks", "target_text")
_UNITS = re.compile(r"円|税込み?|有無|○×|○/×|○|例.*|複数可|等|任意|必須|.*に○.*")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a block. `heading` is as printed, tiers joined with a space; `field` is None where nobody knows it.

    `part` is the lower heading of a group: the weekday of a ○ matrix, こども of 参加費.
    """

    index: int
    heading: str
    field: str | None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A table: heading rows (several where it has tiers), its columns, and the rows from `top` to `bottom` (not
    included). `side_by_side`: other blocks stand beside it, so that a record needs its column to be found."""

    heading_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    top: int
    bottom: int
    side_by_side: bool = False

    @property
    def left(self) -> int:
        return self.columns[0].index

    @property
    def right(self) -> int:
        """The first column that is no longer the block's."""
        return self.columns[-1].index + 1


def tables(grid: Grid, headings: Headings, *, loose: bool = False) -> list[Block]:
    """The tables of a sheet from top to bottom, left to right; none where no heading row is found.

    `loose`: one known heading, of a name, makes a heading row: where nothing surer was found.
    """
    if grid.keyed:
        columns = [Column(c, text, headings.field(text)) for c, text in enumerate(grid.rows[0])]
        return [Block((0,), settled(columns), 1, len(grid.rows))] if columns else []
    found: list[Block] = []
    for left, right in _regions(grid):
        found += _region_tables(grid, headings, left, right, loose)
    rows = [set(range(block.top, block.bottom)) for block in found]
    beside = [any(rows[i] & rows[j] for j in range(len(found)) if j != i) for i in range(len(found))]
    return [Block(b.heading_rows, b.columns, b.top, b.bottom, side) for b, side in zip(found, beside, strict=True)]


def _regions(grid: Grid) -> list[tuple[int, int]]:
    """Runs of columns with nothing between them; titles above do not count, they only fill their first cell."""
    used = [False] * grid.width
    for row in grid.occupied_rows():
        for column in grid.filled(row):
            used[column] = True
    edges = [c for c in range(len(used) + 1) if (c < len(used) and used[c]) != (c > 0 and used[c - 1])]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _region_tables(grid: Grid, headings: Headings, left: int, right: int, loose: bool) -> list[Block]:
    starts: list[tuple[int, int]] = []
    row = 0
    while row < len(grid.rows):
        tiers = _heading_tiers(grid, headings, row, left, right, likeness=not starts)
        if loose and not tiers and not starts and _begins_with_a_name(grid, headings, row, left, right):
            tiers = 1
        if tiers:
            starts.append((row, tiers))
        row += max(tiers, 1)
    blocks = []
    ends = [*(row for row, _ in starts[1:]), len(grid.rows)][: len(starts)]
    for (row, tiers), following in zip(starts, ends, strict=True):
        for group in _side_by_side(_columns(grid, headings, row, tiers, left, right)):
            columns = settled(_kept_inside(grid, group))
            if any(column.field == "name" for column in columns):
                blocks.append(Block(tuple(range(row, row + tiers)), columns, row + tiers, following))
    return blocks


def _heading_tiers(grid: Grid, headings: Headings, row: int, left: int, right: int, *, likeness: bool) -> int:
    """How many rows of headings begin at the row; 0 where it holds none. `likeness`: none has been found above."""
    filled = grid.filled(row, left, right)
    texts = [grid.text(row, c) for c in filled]
    known = [field for text in texts if (field := headings.field(text, likeness=False))]
    likely = known or ([field for text in texts if (field := headings.field(text))] if likeness else [])
    if not likely or any(_DATA.search(wording.one_line(text)) for text in texts):
        return 0
    certain = len(set(known)) >= 2 and len(known) >= 0.4 * len(filled)
    single = len(filled) <= 2 and len(known) == len(filled) and known[0] in NAMES and _follows(grid, row, left, right)
    if not certain and not single:
        return 0
    if not certain and len(set(known)) < 2 and right - left > 3:
        return 0
    tiers = 1
    while tiers < _MAX_TIERS and _is_lower_tier(grid, headings, row, row + tiers, left, right):
        tiers += 1
    columns = _columns(grid, headings, row, tiers, left, right)
    fields = {column.field for column in columns}
    return tiers if fields & set(NAMES) or ("venue_text" in fields and len(fields - {None}) >= 3) else 0


def _begins_with_a_name(grid: Grid, headings: Headings, row: int, left: int, right: int) -> bool:
    texts = [wording.one_line(grid.text(row, column)) for column in grid.filled(row, left, right)]
    named = any(headings.field(text, likeness=False) in NAMES for text in texts)
    short = all(len(text) <= 12 and not _DATA.search(text) for text in texts)
    return named and short and _follows(grid, row, left, right)


def _follows(grid: Grid, row: int, left: int, right: int) -> bool:
    return row + 1 < len(grid.rows) and bool(grid.filled(row + 1, left, right))


def _is_lower_tier(grid: Grid, headings: Headings, top: int, row: int, left: int, right: int) -> bool:
    """Whether a row under headings says more of them: short words only, and nothing under a name's heading."""
    if row >= len(grid.rows):
        return False
    filled = grid.filled(row, left, right)
    if not filled:
        return False
    texts = [wording.one_line(grid.text(row, c)) for c in filled]
    if any(len(text) > 12 or _DATA.search(text) for text in texts):
        return False
    starts = {(m.top, m.left): m for m in grid.merges if m.top <= top}
    for column in filled:
        above = grid.text(top, column)
        merge = starts.get((top, column))
        if above.strip() and merge and merge.bottom >= row:
            return False
        if above.strip() and headings.field(above) in NAMES and not (merge and merge.right > merge.left):
            return False
    speaks = sum(1 for text in texts if _is_subheading(text, headings))
    return speaks >= max(1, 0.6 * len(texts))


def _is_subheading(text: str, headings: Headings) -> bool:
    bare = text.strip("()（）")
    return bool(
        headings.field(text)
        or _WEEKDAY.fullmatch(bare)
        or _WEEK.fullmatch(bare)
        or _FEE_WORDS.fullmatch(bare)
        or bare in {"円", "有無", "○×", "有・無", "○", "午前", "午後"}
        or (text != bare and len(bare) <= 6)
    )


def _columns(grid: Grid, headings: Headings, row: int, tiers: int, left: int, right: int) -> list[Column]:
    columns = []
    group = ""
    for index in range(left, right):
        upper = grid.text(row, index)
        lower = [grid.text(row + tier, index) for tier in range(1, tiers)]
        said = [text for text in lower if text.strip()]
        if upper.strip():
            group = upper
        elif not said or not _reaches(grid, row, index, left):
            group = ""
        columns.append(_column(headings, index, group if said or upper.strip() else "", said))
    return [column for column in columns if column.heading] if tiers > 1 else columns


def _reaches(grid: Grid, row: int, index: int, left: int) -> bool:
    """Whether the heading to the left still stands over this column: merged, or followed by blanks only."""
    for merge in grid.merges:
        if merge.top <= row <= merge.bottom and merge.left < index <= merge.right:
            return True
    last = next((c for c in range(index - 1, left - 1, -1) if grid.text(row, c).strip()), left)
    return not any(m.top <= row <= m.bottom and m.left == last and m.right > m.left for m in grid.merges)


def _column(headings: Headings, index: int, upper: str, lower: Sequence[str]) -> Column:
    heading = " ".join(wording.one_line(text) for text in (upper, *lower) if text.strip())
    part = wording.one_line(lower[-1]).strip("()（）") if lower else None
    above = headings.field(upper)
    inside = _OF_PARTS.fullmatch(wording.one_line(upper))
    if not lower and inside and headings.field(inside[1]) in _IN_PARTS and not _UNITS.fullmatch(inside[2]):
        return Column(index, heading, headings.field(inside[1]), weekday(inside[2]) or inside[2])
    own = headings.field(lower[-1]) if lower else None
    day = weekday(part or upper)
    if day and above in (None, "weekdays", "schedule_text", "days_text"):
        return Column(index, heading, "weekdays", day)
    if part and above in ("weeks", "frequency") and _WEEK.fullmatch(part):
        return Column(index, heading, "weeks", part)
    joined = headings.field("".join((upper, *lower)))
    if part and above == "venue_text" and own in (*NAMES, None) and joined != "address_text":
        return Column(index, heading, "venue_text")
    if (
        part
        and above in ("contact_org", "contact_person", "phone")
        and own in ("name", "contact_person", "address_text")
    ):
        return Column(index, heading, {"address_text": "contact_address"}.get(own, "contact_person"))
    if own and own != above:
        return Column(index, heading, own)
    return Column(index, heading, above or joined, None if part is None or _UNITS.fullmatch(part) else part)


def weekday(text: str) -> str | None:
    """月 of 「月」, 「月曜日」 or 「Mon」 standing alone."""
    found = _WEEKDAY.fullmatch(wording.one_line(text).strip("()"))
    return (found[1] or _ENGLISH[found[2].casefold()]) if found else None


def _kept_inside(grid: Grid, columns: Sequence[Column]) -> list[Column]:
    """What a hidden column says in free text is for the office."""
    return [
        replace(column, field="office_notes")
        if column.index in grid.hidden_columns and column.field in ("notes", "contact_org", "activity_text")
        else column
        for column in columns
    ]


def _side_by_side(columns: list[Column]) -> list[list[Column]]:
    """Cut where the first heading of the row comes again with a name of its own."""
    headed = [column for column in columns if column.heading]
    if not headed:
        return []
    first = headed[0].heading
    repeats = [column.index for column in headed if column.heading == first and column.part is None]
    names = [column.index for column in headed if column.field in NAMES]
    if len(repeats) < 2 or len(names) < len(repeats):
        return [headed]
    groups: list[list[Column]] = [[] for _ in repeats]
    for column in headed:
        groups[sum(1 for start in repeats if start <= column.index) - 1].append(column)
    return groups


def settled(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Fields that depend on the other columns: 団体名 is the name of the listing only where nothing else is."""
    fields = {column.field for column in columns}
    promoted = next((field for field in (*NAMES, "venue_text") if field in fields), None)
    roles = {"group_name": "organization", "facility_name": "venue_text" if "venue_text" not in fields else None}
    if "municipality_code" in fields and "source_id" not in fields:
        roles["number"] = "source_id"  # the NO of the older open-data forms is what the newer call ID
    if "organization" in fields:
        roles["group_name"] = "contact_org" if "contact_org" not in fields else "notes"
    if promoted:
        roles[promoted] = "name"
    if "address_text" not in fields and promoted == "facility_name":
        roles[promoted] = "name"
    seen_name = False
    found = []
    for column in columns:
        field = roles.get(column.field, column.field) if column.field else None
        if field == "name" and seen_name:
            field = "alternate_names"
        seen_name = seen_name or field == "name"
        found.append(Column(column.index, column.heading, field, column.part))
    return tuple(found)
