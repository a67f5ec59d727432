"""What the columns under a heading row mean: headings of several tiers, parts of a group, one heading of two things."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from directory.intake import wording
from directory.intake.grid import Grid
from directory.intake.headings import Headings

NAMES = ("name", "group_name", "facility_name")
_WEEKDAY = re.compile(r"([月火水木金土日祝])(?:曜日?)?|(Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:day)?", re.IGNORECASE)
_ENGLISH = dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "月火水木金土日", strict=True))
WEEK = re.compile(r"第?([1-5一二三四五])(?:週|週目)?|毎週|最終週?")
_WEEK_ALONE = re.compile(r"第([1-5一二三四五])(?:週|週目)?|([1-5])週(?:目)?|最終週")
_MONTH = re.compile(r"(?:(?:令和|R)?\s*\d{1,4}\s*[年./])?\s*(\d{1,2})月(?:分|開催|の?開催日|の?予定)?")
_HALF_DAY = re.compile(r"午前|午後|夜間?|AM|PM|午前の部|午後の部", re.IGNORECASE)
_OF_PARTS = re.compile(r"(.+?)[_(](.+?)\)?")
_IN_PARTS = ("fee_text", "weekdays", "weeks", "target_text")
_UNITS = re.compile(r"円|税込み?|有無|○×|○/×|○|例.*|複数可|等|任意|必須|.*に○.*")
_OF_A_VENUE = re.compile(r"会場|場所|所在|開催|活動|施設|実施|拠点|事業所")
_ALONE = {"months": 3, "weeks": 2}
"""How many such headings must stand side by side: a lone 「4月」 is no calendar."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a block. `heading` is as printed, tiers joined with a space; `field` is None where nobody knows it.

    `part` is the lower heading of a group: the weekday of a ○ matrix, こども of 参加費, 4月 of a year's plan.
    `also`: what else its cells say, where the heading names several things (日時・場所).
    """

    index: int
    heading: str
    field: str | None
    part: str | None = None
    also: tuple[str, ...] = ()


def columns_of(grid: Grid, headings: Headings, row: int, tiers: int, left: int, right: int) -> list[Column]:
    """The columns under the heading rows `row` to `row + tiers`, also those without a heading."""
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
        column = column_of(headings, index, group if said or upper.strip() else "", said)
        alone = upper.strip() and not any(m.top <= row <= m.bottom and m.left == index < m.right for m in grid.merges)
        columns.append(_with_brackets(headings, column, upper, said) if alone and said else column)
    columns = [column for column in columns if column.heading] if tiers > 1 else columns
    if sum(column.field == "weekdays" and column.part is not None for column in columns) > 1:
        # 「日」 alone is a day of the month; beside 月, 火 … it is Sunday.
        columns = [replace(c, field="weekdays", part="日") if c.heading == "日" else c for c in columns]
    few = {field for field, least in _ALONE.items() if sum(c.field == field and not c.also for c in columns) < least}
    return [replace(c, field=None, part=None) if c.field in few and c.part and tiers == 1 else c for c in columns]


def _reaches(grid: Grid, row: int, index: int, left: int) -> bool:
    """Whether the heading to the left still stands over this column: merged, or followed by blanks only."""
    last = next((c for c in range(index - 1, left - 1, -1) if grid.text(row, c).strip()), left)
    merge = next((m for m in grid.merges if m.top <= row <= m.bottom and m.left == last and m.right > m.left), None)
    return merge is None or index <= merge.right


def column_of(headings: Headings, index: int, upper: str, lower: Sequence[str] = ()) -> Column:
    """The column of a heading and the headings below it, from the top."""
    heading = " ".join(wording.one_line(text) for text in (upper, *lower) if text.strip())
    if headings.is_remembered(heading):
        return Column(index, heading, headings.field(heading))
    above = headings.field(upper)
    if not lower:
        return _single(headings, index, heading, above)
    part = wording.one_line(lower[-1]).strip("()（）")
    own = headings.field(lower[-1])
    day, month = weekday(part), _MONTH.fullmatch(part)
    of_days = above in (None, "weekdays", "schedule_text", "days_text", "frequency", "weeks")
    if day and of_days:
        return Column(index, heading, "weekdays", day)
    if month and of_days:
        return Column(index, heading, "months", f"{month[1]}月")
    if WEEK.fullmatch(part) and above in ("weeks", "frequency", "days_text", "schedule_text"):
        return Column(index, heading, "weeks", part)
    if _HALF_DAY.fullmatch(part) and (above in (None, "time_text", "schedule_text", "start_time")):
        return Column(index, heading, "time_text", part)
    joined = headings.field("".join((upper, *lower)))
    if above == "venue_text" and own in (*NAMES, None) and joined != "address_text":
        return Column(index, heading, "venue_text")
    if above in ("contact_org", "contact_person", "phone") and own in ("name", "contact_person", "address_text"):
        return Column(index, heading, {"address_text": "contact_address"}.get(own, "contact_person"))
    if own and own != above:
        return Column(index, heading, own)
    return Column(index, heading, above or joined, None if _UNITS.fullmatch(part) else part)


def _with_brackets(headings: Headings, column: Column, upper: str, lower: Sequence[str]) -> Column:
    """「会場」 over 「（住所）」 in one column: its cells say both."""
    above, own = headings.field(upper), headings.field(lower[-1])
    if wording.one_line(lower[-1])[:1] != "(" or not above or not own or own == above:
        return column
    return replace(column, field=above, also=(own,), part=None)


def _single(headings: Headings, index: int, heading: str, field: str | None) -> Column:
    """The column of a heading of one tier."""
    plain = wording.one_line(heading)
    inside = _OF_PARTS.fullmatch(plain)
    if inside and headings.field(inside[1]) in _IN_PARTS and not _UNITS.fullmatch(inside[2]):
        return Column(index, heading, headings.field(inside[1]), weekday(inside[2]) or inside[2])
    day, month = weekday(plain), _MONTH.fullmatch(plain)
    if day and field in (None, "weekdays"):
        return Column(index, heading, "weekdays", day)
    if field is None and month:
        return Column(index, heading, "months", f"{month[1]}月")
    if field is None and _WEEK_ALONE.fullmatch(plain):
        return Column(index, heading, "weeks", plain)
    if field is None and _HALF_DAY.fullmatch(plain):
        return Column(index, heading, "time_text", plain)
    several = headings.fields_of(heading)
    return Column(index, heading, several[0], also=several[1:]) if several else Column(index, heading, field)


def weekday(text: str) -> str | None:
    """月 of 「月」, 「月曜日」 or 「Mon」 standing alone."""
    found = _WEEKDAY.fullmatch(wording.one_line(text).strip("()"))
    return (found[1] or _ENGLISH[found[2].casefold()]) if found else None


def kept_inside(grid: Grid, columns: Sequence[Column]) -> list[Column]:
    """What a hidden column says in free text is for the office."""
    return [
        replace(column, field="office_notes")
        if column.index in grid.hidden_columns and column.field in ("notes", "contact_org", "activity_text")
        else column
        for column in columns
    ]


def settled(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Fields that depend on the other columns: 団体名 is the name of the listing only where nothing else is."""
    fields = {field for column in columns for field in (column.field, *column.also)}
    promoted = next((field for field in (*NAMES, "reading") if _names(field, columns)), None)
    roles = {"group_name": "organization", "facility_name": "venue_text" if "venue_text" not in fields else None}
    if "municipality_code" in fields and "source_id" not in fields:
        roles["number"] = "source_id"  # the NO of the older open-data forms is what the newer call ID
    if "organization" in fields:
        roles["group_name"] = "contact_org" if "contact_org" not in fields else "notes"
    if promoted:
        roles[promoted] = "name"
    seen_name = False
    found = []
    homes = _homes(columns)
    for column in columns:
        if column.index in homes:
            found.append(replace(column, field="contact_address"))
            continue
        field = roles.get(column.field, column.field) if column.field else None
        also = tuple(named for one in column.also if (named := roles.get(one, one)) and named != field)
        if field == "name" and seen_name:
            field = "alternate_names"
        seen_name = seen_name or field == "name"
        found.append(replace(column, field=field, also=also))
    return tuple(found)


def _homes(columns: Sequence[Column]) -> set[int]:
    """The columns 住所 that stand with a person, not with a venue: 代表者, 〒, 住所, 電話. A roster's are homes."""
    found = set()
    anchor = None
    for column in columns:
        anchor = column.field if column.field in ("contact_person", "venue_text", *NAMES) else anchor
        plain = column.field == "address_text" and not _OF_A_VENUE.search(column.heading)
        if plain and anchor == "contact_person":
            found.add(column.index)
    return found


def _names(field: str, columns: Sequence[Column]) -> bool:
    """Whether a column of the field may be the listing's name: 「サロン名（ふりがな）」 may, 「ふりがな」 may not."""
    if field == "reading":
        return any(c.field == field and "名" in c.heading and "(" in wording.fold(c.heading) for c in columns)
    return any(field in (column.field, *column.also) for column in columns)
