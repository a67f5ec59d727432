"""Where the tables of a sheet are: heading rows of one to three tiers, blocks side by side."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from openpyxl.utils import get_column_letter

from directory.intake import wording
from directory.intake.columns import NAMES, WEEK, Column, columns_of, kept_inside, settled, weekday
from directory.intake.folded import folded
from directory.intake.grid import Grid, Span
from directory.intake.headings import Headings

_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_FEE_WORDS = re.compile(
    r"子ど?も|こども|小人|大人|おとな|高齢者|幼児|小学生|中学生|高校生|中高生|学生|一般|会員|非会員|保護者|未就学児|乳幼児|シニア|親子|大学生|[0-9]+歳.*"
)
_DATA = re.compile(r"[0-9]{2,}[-~:][0-9]|[0-9]+(?:円|時|丁目|番地)|^[○〇◯●×]$|^第[0-9一二三四五].*曜")
_SERIAL = re.compile(r"[0-9]{1,4}|[①-⑳]|[0-9]{1,3}-[0-9]{1,3}")
_MAX_TIERS = 3
_LONGEST_SUBHEADING = 14
_LOOKED_AHEAD = 8
_LONGEST_TITLE = 15
_DISTRICT_TITLE = re.compile(r"\S{1,12}(?:地区|圏域|エリア|校区|学区|地域|ブロック|方面)")


@dataclass(frozen=True, slots=True)
class Block:
    """A table: heading rows (several where it has tiers), its columns, and the rows from `top` to `bottom`, the columns
    from `left` to `right` (both not included). `side_by_side`: other blocks stand beside it, so that a record needs its
    column to be found.
    `title`: what stands over it alone, where others stand beside it (沼間地区 | 桜山地区), by field.
    `over`: the rows of titles right over it, where other tables stand below or above it. `continues`: it has the
    headings of the table above.
    `unfolded`: the sheet with each record on one row, where it takes two; `second_lines`: row → its first row."""

    heading_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    top: int
    bottom: int
    left: int
    right: int
    side_by_side: bool = False
    unfolded: Grid | None = None
    second_lines: Mapping[int, int] = field(default_factory=dict)
    title: Mapping[str | None, str] = field(default_factory=dict)
    over: tuple[int, ...] = ()
    continues: bool = False

    @property
    def names(self) -> tuple[Column, ...]:
        """The columns that tell the listings apart: of their names, or of their venues where the list has no names."""
        named = tuple(column for column in self.columns if column.field == "name")
        return named or tuple(column for column in self.columns if column.field == "venue_text")


def tables(grid: Grid, headings: Headings, *, loose: bool = False) -> list[Block]:
    """The tables of a sheet from top to bottom, left to right; none where no heading row is found.

    `loose`: one known heading, of a name, makes a heading row: where nothing surer was found.
    """
    if grid.keyed:
        columns = [_keyed_column(headings, index, text) for index, text in enumerate(grid.rows[0])]
        return [Block((0,), settled(columns), 1, len(grid.rows), 0, len(columns))] if columns else []
    found: list[Block] = []
    for left, right in _regions(grid):
        found += _region_tables(grid, headings, left, right, loose)
    rows = [set(range(block.top, block.bottom)) for block in found]
    beside = [any(rows[i] & rows[j] for j in range(len(found)) if j != i) for i in range(len(found))]
    apart = [replace(block, side_by_side=side) for block, side in zip(found, beside, strict=True)]
    return [replace(block, title=_title_of(grid, block, apart)) if block.side_by_side else block for block in apart]


def _title_of(grid: Grid, block: Block, blocks: list[Block]) -> dict[str | None, str]:
    """The one text right over a table, where each of the tables beside it has one of its own too."""
    beside = [other for other in blocks if other.side_by_side and other.heading_rows == block.heading_rows]
    row = block.heading_rows[0] - 1
    if row < 0 or len(beside) < 2:
        return {}
    texts = [[wording.one_line(grid.text(row, c)) for c in grid.filled(row, one.left, one.right)] for one in beside]
    if not all(len(said) == 1 and len(said[0]) <= _LONGEST_TITLE for said in texts) or len({*map(tuple, texts)}) < 2:
        return {}
    mine = texts[beside.index(block)][0]
    return {"district" if _DISTRICT_TITLE.fullmatch(mine) else None: mine.strip("【】〔〕[]「」■●◆<>〈〉《》()（）")}


def _keyed_column(headings: Headings, index: int, key: str) -> Column:
    """The column of a key that a program wrote; 「venue.name」 is the name of a venue, not of the listing."""
    upper, dot, lower = key.rpartition(".")
    if not dot or headings.is_remembered(key):
        return Column(index, key, headings.field(key))
    outer, own = headings.field(upper.rpartition(".")[2]), headings.field(lower)
    if outer == "venue_text" and own in (None, *NAMES):
        return Column(index, key, "venue_text")
    if outer in ("contact_org", "organization") and own in NAMES:
        return Column(index, key, outer)
    return Column(index, key, own or outer)


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
        row += 2 if tiers == 1 and folded(grid, headings, row, len(grid.rows), left, right) else max(tiers, 1)
    overs = _titles_over(grid, starts, left, right)
    ends = [*(min([row, *over]) for (row, _), over in zip(starts[1:], overs[1:], strict=True)), len(grid.rows)]
    blocks: list[Block] = []
    above: list[str] = []
    for (row, tiers), bottom, over in zip(starts, ends[: len(starts)], overs, strict=True):
        printed = [grid.text(line, c) for line in range(row, row + tiers) for c in range(left, right)]
        continues, above = printed == above, printed
        unfolded = folded(grid, headings, row, bottom, left, right)
        if unfolded:
            lines = ((left, right), (left + grid.width, right + grid.width))
            both = [c for line in lines for c in columns_of(unfolded.grid, headings, row, 1, *line) if c.heading]
            columns = settled(kept_inside(unfolded.grid, both))
            edges = (left, right + grid.width)
            block = Block((row, row + 1), columns, row + 2, bottom, *edges, False, unfolded.grid, unfolded.second_lines)
            blocks.append(replace(block, over=over, continues=continues))
            continue
        top = row + tiers
        for start, end, headed in _side_by_side(columns_of(grid, headings, row, tiers, left, right), left, right):
            columns = settled(kept_inside(grid, [*headed, *_unheaded(grid, headed, top, bottom, start, end)]))
            if any(column.field in ("name", "venue_text") for column in columns):
                block = Block(tuple(range(row, top)), columns, top, bottom, start, end, over=over, continues=continues)
                blocks.append(block)
    return blocks


def _titles_over(grid: Grid, starts: list[tuple[int, int]], left: int, right: int) -> list[tuple[int, ...]]:
    """For each of several tables below each other, the rows with one short text alone that stand right over it, apart
    from the table above; where no table but the first has any, they are of the whole sheet."""
    overs = []
    for n, (row, _) in enumerate(starts):
        floor = starts[n - 1][0] + starts[n - 1][1] if n else 0
        rows: list[int] = []
        at = row - 1
        while at >= floor and len(filled := grid.filled(at, left, right)) <= 1 and (filled or not rows):
            rows += [at] if filled else []
            at -= 1
        apart = at < floor or not grid.filled(at, left, right)
        overs.append(tuple(reversed(rows)) if apart else ())
    return overs if any(overs[1:]) else [() for _ in starts]


def _heading_tiers(grid: Grid, headings: Headings, row: int, left: int, right: int, *, likeness: bool) -> int:
    """How many rows of headings begin at the row; 0 where it holds none. `likeness`: none has been found above."""
    filled = grid.filled(row, left, right)
    texts = [grid.text(row, c) for c in filled]
    if any(_DATA.search(_BRACKETS.sub("", wording.one_line(text))) for text in texts):
        return 0
    known = [field for text in texts if (field := _sure(headings, text))]
    likely = known or ([field for text in texts if (field := headings.field(text))] if likeness else [])
    if not likely:
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
    fields = {column.field for column in columns_of(grid, headings, row, tiers, left, right)}
    return tiers if fields & {*NAMES, "reading"} or ("venue_text" in fields and len(fields - {None}) >= 3) else 0


def _sure(headings: Headings, text: str) -> str | None:
    several = headings.fields_of(text)
    known = several[0] if several else headings.field(text, likeness=False)
    return known or ("weekdays" if weekday(text) else None)


def _begins_with_a_name(grid: Grid, headings: Headings, row: int, left: int, right: int) -> bool:
    texts = [wording.one_line(grid.text(row, column)) for column in grid.filled(row, left, right)]
    named = any(headings.field(text, likeness=False) in NAMES for text in texts)
    short = all(len(text) <= 12 and not _DATA.search(text) for text in texts)
    return named and short and _follows(grid, row, left, right)


def _follows(grid: Grid, row: int, left: int, right: int) -> bool:
    return row + 1 < len(grid.rows) and bool(grid.filled(row + 1, left, right))


def _is_lower_tier(grid: Grid, headings: Headings, top: int, row: int, left: int, right: int) -> bool:
    """Whether a row under headings says more of them: short words under a heading that spans them, or known ones."""
    filled = grid.filled(row, left, right) if row < len(grid.rows) else []
    texts = {column: wording.one_line(grid.text(row, column)) for column in filled}
    if not filled or any(len(text) > _LONGEST_SUBHEADING or _DATA.search(text) for text in texts.values()):
        return False
    over = {m.left: m for m in grid.merges if m.top <= top <= m.bottom}
    for column in filled:
        above, merge = grid.text(top, column), over.get(column)
        if above.strip() and merge and merge.bottom >= row:
            return False
        wide = merge is not None and merge.right > merge.left
        if above.strip() and headings.field(above) in NAMES and not wide and not _is_bracketed(texts[column]):
            return False
    if len(filled) == 1 and not _spans(over, filled[0]) and not _is_bracketed(texts[filled[0]]):
        return False
    if all(_spans(over, column) for column in filled):
        return True
    speaks = sum(1 for text in texts.values() if _is_subheading(text, headings))
    return speaks >= max(1, 0.6 * len(texts)) or _heads_marks(grid, top, row, filled)


def _spans(over: Mapping[int, Span], column: int) -> bool:
    """Whether a heading that is merged over several columns stands above the column."""
    return any(merge.left <= column <= merge.right > merge.left for merge in over.values())


def _is_bracketed(text: str) -> bool:
    return text[:1] in "(（"


def _heads_marks(grid: Grid, top: int, row: int, filled: list[int]) -> bool:
    """Whether the cells stand over a matrix of ○: a heading's right neighbours are blank, and marks stand below."""
    blank = sum(1 for column in filled if not grid.text(top, column).strip())
    below = [grid.text(r, c) for r in range(row + 1, min(row + 1 + _LOOKED_AHEAD, len(grid.rows))) for c in filled]
    said = [wording.one_line(text) for text in below if text.strip()]
    marks = sum(1 for text in said if wording.yes_or_no(text) is not None or len(text) == 1)
    return 2 * blank >= len(filled) >= 2 and bool(said) and marks >= 0.8 * len(said)


def _is_subheading(text: str, headings: Headings) -> bool:
    bare = text.strip("()（）")
    return bool(
        headings.field(text)
        or weekday(bare)
        or WEEK.fullmatch(bare)
        or _FEE_WORDS.fullmatch(bare)
        or bare in {"円", "有無", "○×", "有・無", "○", "午前", "午後"}
        or (text != bare and len(bare) <= 6)
    )


def _side_by_side(columns: list[Column], left: int, right: int) -> list[tuple[int, int, list[Column]]]:
    """(left, right, headed columns) of each table, cut where the first heading comes again with a name of its own."""
    headed = [column for column in columns if column.heading]
    if not headed:
        return []
    first = headed[0].heading
    repeats = [column.index for column in headed if column.heading == first and column.part is None]
    names = [column.index for column in headed if column.field in NAMES]
    if len(repeats) < 2 or len(names) < len(repeats):
        return [(left, right, headed)]
    starts = [index - (repeats[0] - left) for index in repeats]  # a column of numbers often has no heading
    return [
        (start, end, [column for column in headed if start <= column.index < end])
        for start, end in zip(starts, [*starts[1:], right], strict=True)
    ]


def _unheaded(grid: Grid, headed: list[Column], top: int, bottom: int, left: int, right: int) -> list[Column]:
    """Columns that hold something under no heading, named by their letter: numbers, or what nobody knows."""
    known = {column.index for column in headed}
    found = []
    for index in range(left, right):
        texts = [] if index in known else [t for row in range(top, bottom) if (t := grid.text(row, index).strip())]
        if len(texts) > 1:
            numbers = sum(1 for text in texts if _SERIAL.fullmatch(wording.one_line(text)))
            field = "number" if numbers >= 0.6 * len(texts) else None
            found.append(Column(index, f"{get_column_letter(index + 1)}列", field))
    return found
