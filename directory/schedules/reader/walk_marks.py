"""Everything else in the walk: hedges, counts, 不定期, 休止中, and text that was not read."""

import re
from dataclasses import replace

from directory.schedules.days import ALL_MONTHS
from directory.schedules.reader.draft import Count
from directory.schedules.reader.phrases import Mark, Span
from directory.schedules.reader.progress import BETWEEN, Progress

# Words that hold a character of _MAY_MATTER and mean nothing for it.
_HARMLESS = re.compile(
    r"年会費|月会費|月謝|月額|年額|月例会?|例会|月見|月刊|[青少老中壮熟高学幼成定]年|[新忘望]年会|年[齢配長少金代表賀輪]|盆栽|盆踊り|"
    r"休憩|休養|お?祝い(?!日)|毎回|毎度|[春秋夏冬](?![季期休の先頃はにもま・、]|$)|今年度?の(?:テーマ|目標)|(?:無く|なく|売り?切|完売)\w{0,2}次第(?:終了)?|定員に?\w{2}次第(?:締め?切り?|終了)?|終了後|開始前|開始後|日本|中心(?![にと])"
)
# Words that may move, add or take away a date when they stand in text that was not read.
_MAY_MATTER = re.compile(
    r"休|閉[館店所室]|中止|変更|変動|変わ|異な|除|以外|のぞ|定期|未定|原則|目安|中心|どちら|いずれか|場合|によって|により|に限|に応じ|限り|隔|毎|交互|交代|"
    r"月|週|曜|祝|年|盆|最初|最後|初め|春|夏|秋|冬|開始|以降|現在|今後|当面|次回(?!は?$)|初回|前半|後半|翌|前日|延期|順延|振替|ずら|倒し|臨時|"
    r"(?<!次)第(?=[^\d一-龥]|$)|不在|せず|のうち|終了|繰り?[上下]|仮|見込|たぶん|未確定|確認|調整|抽選|希望|再開|予約時|応相談|その都度|相談の上|決め|決定|時期|頃|ごろ|前後|に近い|(?:の|が)ある日|ない日|\d+\s*回(?!目)|\d+日"
)
_UNREAD_NUMBER = re.compile(
    r"\d(?!\d*\s*(?:人|名|円|組|歳|才|階|号|棟|[カヶケか]所|箇所|世帯|セット|食|番|km|分|部|室|年生|丁目|つ|F|%|\)|$))"
)
_BESIDE_THE_POINT = frozenset({"weather", "detail", "secret", "outside", "money", "telephone", "duration"}) | frozenset(
    {"booking", "application", "aside", "quantity", "founded"}
)
# A word that joins what was read with what was not; the kinds of phrase that say when.
_LINKS = frozenset({"と", "や", "か", "も", "頃", "等"})
_DATED = frozenset({"Days", "Nth", "Months", "Dates", "Span", "Special", "Off"})
# Times that nobody can count from, since the day of writing is not known.
_SOME_TIME = re.compile(r"(?<![出以由未本])(?:来|再来|今|次)(?:月|週)")
_CONDITION = re.compile(r"(?:場合|とき|時|際|たら|れば|次第|以[上下]の日)(?:は|に|には)?[、,]?$")
_PER = re.compile(r"\s*([1-9]\d*)\s*[ヶケかカヵ]?\s*(月|年|週間?)に")
_A_YEAR = 12
_COUNT = re.compile(r"(\d+)(?:\s*(?:[~、,・\-]|から|か|or|または)\s*(\d+))?\s*(?:回|度|日|$)")


def read_mark(now: Progress, index: int, mark: Mark) -> None:
    draft = now.draft
    match mark.kind:
        case "newline" | "bullet" | "note":
            if mark.kind != "note":
                now.block += 1
            now.months = ()
        case "close":
            now.pending += [slot for slot in now.waiting if slot in draft.slots and not slot.hours]
            now.waiting = []
        case "suspended" | "cancelled":
            _stopped(now, index, mark)
        case "following" | "instead" if now.kind(index + 1) == "Days":
            pass
        case "beside" if not (now.kind(index - 1) == "Days" or now.kind(index + 1) == "Days"):
            _text(now, index, mark)
        case "except" if now.kind(now.near(index, -1)) == "Hours":
            draft.note(mark.text)
        case "hedge" | "or" | "broken_time" | "broken_date" | "except" | "following" | "instead" | "beside":
            draft.doubt(mark.text)
        case "moved":
            draft.doubt(mark.text)
            draft.moved, now.changed = draft.moved or not now.changed, False
        case "rest":
            _rest(now, index, mark)
        case "school_day":
            draft.except_for("school_break", "holiday", "FREQ=WEEKLY;BYDAY=SA,SU")
            draft.doubt(mark.text)
        case "alternate" if "月" in mark.text and now.kind(now.near(index, 1, BETWEEN | {"open"})) == "Months":
            draft.note(mark.text)
        case "alternate" | "thinned" | "mostly" | "bad_nth":
            _thinned(now, index, mark)
        case "times":
            _times(now, index, mark)
        case "ended":
            _ended(now, index, mark)
        case "count":
            _count(now, index, mark)
        case "irregular":
            _irregular(now, index, mark)
        case "every_week":
            for slot in now.last_days:
                slot.bare = False
        case "every_month":
            draft.doubt(mark.text)
            draft.irregular = True
        case "shifted":
            draft.doubt(mark.text)
            draft.drop(now.last_days)
        case "ask":
            draft.doubt(mark.text)
        case "vague_time":
            _vague_time(now, index, mark)
        case "closed" if mark.text.strip().startswith(("休止", "休会")):
            _stopped(now, index, mark)
        case "closed":
            if re.search(r"休|閉|しな|しません|せず|行い|行わ|行って|ござい", mark.text):
                draft.doubt(mark.text)
        case "also":
            _also(now, index, mark)
        case "permanent":
            draft.standing = True
            draft.doubt(mark.text)
        case "from" | "tilde":
            if now.kind(now.near(index, -1)) in ("Days", "Nth", "Months", "Special", "vague_span"):
                draft.doubt(mark.text)
        case "month_days" if _is_restated(now, mark):
            draft.note(mark.text)
        case "course":
            draft.doubt(mark.text)
            draft.course = int(re.findall(r"\d+", mark.text)[0])
        case "month_days" | "year" | "digit_days" | "day_window":
            draft.doubt(mark.text)
        case "detail" if mark.text.endswith("日"):
            draft.doubt(mark.text)
        case kind if kind in _BESIDE_THE_POINT:
            draft.note(mark.text)
        case "text":
            _text(now, index, mark)
        case _:
            pass


def _thinned(now: Progress, index: int, mark: Mark) -> None:
    """「火・木(交互)」「金のうち」「主に土曜」: which of the days named is not said; an ordinal stands all the same."""
    now.draft.doubt(mark.text)
    if mark.kind == "alternate" and now.text(index - 1) == "は" and now.kind(index - 2) == "Days":
        _thin_out(now)
    elif mark.kind == "alternate":
        now.draft.drop([slot for slot in now.draft.slots if slot.bare])
    elif re.search("いずれ|どちら|どれ|どこ", mark.text):
        now.draft.drop([slot for slot in now.draft.slots if slot.block == now.block])
    elif mark.kind == "thinned":
        now.draft.drop([slot for slot in now.draft.slots if slot.rule.weekly])


def _thin_out(now: Progress) -> None:
    """「月~金 ※水曜は隔週」: which Wednesdays is not said, of the other days all."""
    weekdays = {day for slot in now.last_days for day in slot.rule.weekdays}
    now.draft.drop(now.last_days)
    for slot in list(now.draft.slots):
        left = slot.rule.without_days(weekdays)
        now.draft.split(slot, [replace(slot, rule=rule, hours=list(slot.hours)) for rule in left or ()])


def _times(now: Progress, index: int, mark: Mark) -> None:
    """「第1土曜、第4日曜の2回」: as many as are named; any other number leaves open which."""
    number = int(re.findall(r"\d+", mark.text)[0])
    slots = [slot for slot in now.draft.slots if slot.block == now.block]
    if now.kind(now.near(index, -1, BETWEEN | {"open"})) == "Days" and slots:
        now.draft.counts.append(Count("month", number, number, slots))
        now.draft.note(mark.text)
    else:
        now.draft.doubt(mark.text)


def _ended(now: Progress, index: int, mark: Mark) -> None:
    """「終了しました」; with its date before it, a period says so already."""
    if isinstance(now.part(index - 1), Span):
        now.draft.note(mark.text)
    elif re.search(r"した|済", mark.text):
        now.draft.note(mark.text)
        now.draft.suspended = True
    else:
        now.draft.doubt(mark.text)


def _is_restated(now: Progress, mark: Mark) -> bool:
    """「5のつく日(5・15・25日)」."""
    numbers = tuple(int(number) for number in re.findall(r"\d+", mark.text))
    return any(slot.rule.month_days == numbers for slot in now.last_days)


def _stopped(now: Progress, index: int, mark: Mark) -> None:
    before = ""
    for place in range(index - 1, -1, -1):
        if now.kind(place) not in ("text", "particle", "separator", "space", "quantity"):
            break
        before = now.text(place) + before
    if _CONDITION.search(before.strip()):
        now.draft.doubt(before + mark.text)
        return
    now.draft.note(mark.text)
    now.draft.suspended = True


def _vague_time(now: Progress, index: int, mark: Mark) -> None:
    after = now.near(index, 1)
    headed = now.near(index, 1, BETWEEN | {"open", "close", "colon", "newline"})
    is_part = now.kind(after) == "text" and now.text(after).startswith("の部")
    if now.kind(after) in ("Hours", "colon") or now.kind(headed) == "Hours" or is_part:
        return
    if now.kind(now.near(index, -1, BETWEEN | {"open", "only"})) in ("Days", "Nth", "Dates", "vague_time", "held"):
        now.draft.doubt(mark.text)
    else:
        now.draft.note(mark.text)


def _rest(now: Progress, index: int, mark: Mark) -> None:
    """「12月は第2木曜、ほかは第4木曜」「4~9月は18時まで、それ以外は17時まで」: in the months not yet named."""
    of_hours = now.kind(now.near(index, 1)) == "Hours"
    seasons = [months for months, _ in now.draft.season_hours]
    limited = seasons if of_hours and seasons else [slot.rule.months for slot in now.draft.slots]
    months = tuple(month for month in ALL_MONTHS if not any(month in said for said in limited))
    if not limited or not all(limited):
        now.draft.doubt(mark.text)
    elif of_hours:
        now.season = months
    else:
        now.months = months


def _also(now: Progress, index: int, mark: Mark) -> None:
    if mark.text.startswith(("他", "ほか", "その他")):
        if now.kind(now.near(index, 1)) == "irregular" or now.kind(now.near(index, -1)) not in (
            "Days",
            "Dates",
        ):
            now.draft.note(mark.text)
        else:
            now.draft.doubt(mark.text)
        return
    now.draft.also = True


def _irregular(now: Progress, index: int, mark: Mark) -> None:
    if now.kind(now.near(index, -1)) == "Days" and now.last_days and len(now.draft.slots) > len(now.last_days):
        now.draft.drop(now.last_days)
        now.draft.note(mark.text)
        return
    before, after = now.near(index, -1, BETWEEN | {"open", "held"}), now.near(index, 1, BETWEEN)
    beside = [now.part(before), now.part(after)]
    other = any(isinstance(part, Mark) and part.kind == "text" and len(part.text.strip()) > 1 for part in beside)
    other = other or any(isinstance(part, Mark) and part.kind == "also" for part in beside)
    if other and any(not slot.bare or slot.head for slot in now.draft.slots):
        now.draft.note(mark.text)
        return
    now.draft.irregular = True
    now.draft.doubt(mark.text)


def _count(now: Progress, index: int, mark: Mark) -> None:
    per = _PER.match(mark.text)
    found = _COUNT.search(_PER.sub("", mark.text))
    period = "week" if "週" in mark.text else "year" if "年" in mark.text else "month"
    low = int(found[1]) if found else 0
    high = int(found[2]) if found and found[2] else low
    if per and per[2] == "月" and _A_YEAR % int(per[1]) == 0:
        period, low, high = "year", low * _A_YEAR // int(per[1]), high * _A_YEAR // int(per[1])
    elif per:
        period = "other"
    if found is None or re.search(r"程度|くらい|ぐらい|ほど|目安|位", mark.text):
        now.draft.doubt(mark.text)
    after = now.near(index, 1, BETWEEN)
    count = Count(period, low, high, None)
    if now.kind(after) == "Days":
        now.counting = count
    elif now.kind(now.near(index, -1, BETWEEN | {"open"})) == "Days":
        count.slots = now.last_days
    now.draft.counts.append(count)
    now.draft.note(mark.text)


def may_matter(text: str) -> bool:
    """Whether unread text may move, add or take away a date."""
    text = _HARMLESS.sub("", text)
    return _MAY_MATTER.search(text) is not None or _UNREAD_NUMBER.search(text) is not None


def _text(now: Progress, index: int, mark: Mark) -> None:
    text = mark.text.strip()
    beside = {now.kind(index - 1), now.kind(index + 1)}
    if text.endswith("次回") and now.kind(now.near(index, 1)) != "Dates":
        now.draft.drop(now.draft.slots)
        now.draft.doubt(text)
        return
    if _SOME_TIME.search(text):
        now.draft.moved = True
        now.draft.doubt(text)
        return
    about = text.startswith(("頃", "ごろ", "ころ", "あたり")) and any(slot.rule.month_days for slot in now.last_days)
    if (about or text.startswith(("前後", "に近い"))) and now.kind(index - 1) == "Days":
        now.draft.drop(now.last_days)
        now.draft.irregular = True
    and_so_on = text.startswith(("など", "等")) and now.kind(index - 1) == "Days"
    joins = text in _LINKS and bool(beside & _DATED)
    if and_so_on or joins or may_matter(text):
        now.draft.doubt(text)
    elif re.search(r"\w{2,}", text):
        now.draft.note(text)
