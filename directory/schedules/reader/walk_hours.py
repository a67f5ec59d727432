"""Hours in the walk: to which days they belong, and which are only for a season."""

import re
from dataclasses import replace

from directory.schedules.reader.hours import Hours
from directory.schedules.reader.progress import BETWEEN, Progress


def read_hours(now: Progress, index: int, hours: Hours) -> None:
    draft = now.draft
    if hours.detail:
        draft.note(hours.text)
        return
    if now.is_choice(index) or now.kind(now.near(index, 1, BETWEEN | {"open"})) == "or":
        draft.doubt(hours.text)
        return
    if not hours.sure:
        draft.doubt(hours.text)
    now.pending = [slot for slot in now.pending if slot in draft.slots]
    if _lost_its_range(now, index, hours):
        draft.doubt(hours.text)
    if now.season is not None:
        _season_hours(now, hours)
    elif _is_labelled(now, index) and any(slot.head and slot.hours for slot in draft.slots):
        draft.note(hours.text)
    elif now.pending:
        for slot in now.pending:
            if slot.inherited:
                ends_earlier = hours.start is None and bool(slot.hours)
                slot.inherited, slot.hours = False, _until(slot.hours, hours.end) if ends_earlier else []
                if ends_earlier:
                    continue
            slot.add(hours)
        now.attached, now.pending = now.pending, []
    elif now.date_group:
        now.date_group.hours.append(hours)
    elif now.attached:
        if _is_labelled(now, index) and any(slot.head and slot.hours for slot in draft.slots):
            draft.note(hours.text)
            return
        if _is_of_some(now, index, hours):
            draft.note(hours.text)
            return
        if _ends(now, hours):
            return
        known = any(each.repeats(hours) for slot in now.attached for each in slot.hours)
        added = [slot.add(hours) for slot in now.attached]
        if not any(added) and not known:
            draft.note(hours.text)
    else:
        draft.loose_hours.append(hours)


def _lost_its_range(now: Progress, index: int, hours: Hours) -> bool:
    """「10:00 12:00」: two beginnings, or a beginning and an end."""
    before = now.part(now.near(index, -1, frozenset({"space"})))
    bare = isinstance(before, Hours) and re.search(r"[~\-]|から|より", before.text + hours.text) is None
    return bare and isinstance(before, Hours) and before.end is None and hours.end is None


def _is_of_some(now: Progress, index: int, hours: Hours) -> bool:
    """「19時~20時半(小学生は20時まで)」「8時集合、9時出発」: of some who come, or of what is done then."""
    all_end = all(each.end for slot in now.attached for each in slot.hours)
    ends_for_some = hours.start is None and all_end and now.in_bracket(index) and _is_labelled(now, index)
    return ends_for_some or now.text(index + 1).strip().startswith("出発")


def _until(known: list[Hours], end: str | None) -> list[Hours]:
    """「9時~17時(水曜は正午まで)」: the sittings that have begun by then, the last of them until then."""
    if end is None:
        return known
    begun = sorted(
        (each for each in known if each.start is not None and each.start < end), key=lambda each: each.start or ""
    )
    return [*begun[:-1], *(replace(each, end=end) for each in begun[-1:])]


def _ends(now: Progress, hours: Hours) -> bool:
    """「10時集合、12時解散」: only an end, of hours that have none yet."""
    if hours.start is not None:
        return False
    open_slots = [slot for slot in now.attached if slot.hours and slot.hours[-1].end is None]
    for slot in open_slots:
        slot.hours[-1] = replace(slot.hours[-1], end=hours.end)
    return bool(open_slots)


def _is_labelled(now: Progress, index: int) -> bool:
    """「学習支援は中学生15:00~20:00」 beside a column's hours: those of something else."""
    before = now.near(index, -1, frozenset({"space", "particle", "colon"}))
    return now.kind(before) == "text" and len(now.text(before).strip()) > 1


def _season_hours(now: Progress, hours: Hours) -> None:
    months, now.season = now.season, None
    targets = now.attached or now.pending
    if months and hours.start is None and targets and all(slot.hours for slot in targets):
        for slot in targets:
            now.draft.split_by_months(slot, months, _until(slot.hours, hours.end))
    elif not months or hours.start is None:
        now.draft.doubt(hours.text)
    elif not targets or not any(slot.hours for slot in targets):
        now.draft.season_hours.append((months, hours))
    else:
        for slot in targets:
            now.draft.split_by_months(slot, months, [hours])
