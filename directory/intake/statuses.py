"""Whether a listing still goes on, by what its list says in the column for it or in passing. Never more than said."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from directory.intake import wording
from directory.listing import DatedStatus, Status

_SAID: Mapping[Status, str] = {
    "active": "活動中 開催中 実施中 継続中 活動 継続 開催 実施 現役 再開 再開済 通常 通常開催 通常通り 活動あり 活動有 "
    "有 あり ○ 〇 ◯ active 存続 運営中",
    "paused": "休止 休止中 休会 休会中 活動休止 休み 一時休止 お休み中 休み中 お休み 活動休止中 一時中止 中止 中止中 "
    "開催中止 活動中止 中断 休部 当面休止 当分休止 paused",
    "ended": "終了 閉会 解散 廃止 閉鎖 閉所 解散済 活動終了 事業終了 廃会 閉店 終了済 ended",
    "preparing": "準備中 開設予定 予定 開設準備中 preparing",
    "unknown": "要確認 不明 確認中 未確認 unknown",
}
STATUSES: Mapping[str, Status] = {word: status for status, words in _SAID.items() for word in words.split()}
_ENDS = r"(?:終了|閉会|解散|廃止|閉鎖|閉所|廃会)"
_PAUSES = r"(?:休止|休会|お休み|休部|活動(?:を)?(?:中断|中止))"
_RESUMES = r"(?:再開)"
# 解散した会から独立, 休止中の会を引き継ぐ: of another group. 終了後, 終了時間: of a meeting.
_SO_IT_IS = (
    r"(?:中|済み?|予定|の予定|届出?|の?ため|(?:し|いたし|致し)(?:ました|ます|ております|ています|ている|た)|となりました|となります|と?なる|する|"
    r"になります|します|決定|です)*(?=$|[\s。、,.()（）」・/;；!！→⇒]|が決|によ|につき)"
)
_TELLING: Mapping[Status, re.Pattern[str]] = {
    "ended": re.compile(_ENDS + _SO_IT_IS),
    "paused": re.compile(_PAUSES + _SO_IT_IS),
    "active": re.compile(_RESUMES + _SO_IT_IS),
}
_PREPARES = re.compile(r"^準備中|(?:開設|開始|オープン|開所|立ち?上げ)予定")
_ERA = r"(?:(令和|平成|R|H)\s*(\d{1,2}|元)|((?:20|19)\d\d))\s*(?:年度?|[./-])"
_DAY = re.compile(
    rf"{_ERA}\s*(?:(\d{{1,2}})\s*(?:月|[./-](?=\d)|(?!\d))\s*(?:(\d{{1,2}})\s*日?)?)?\s*(年度末|末日?|いっぱい|限り)?"
)
_THIS_FISCAL = re.compile(r"(?:今|本|当|この)年度(末|中|いっぱい|限り)?")
_SOMETIME = re.compile(r"\d月(?:末|いっぱい)?\s*(?:で|に|を?もって|限り)|年内|年度内")
_TILL = re.compile(r"^\s*(?:末日?|いっぱい|限り)?\s*(?:で|を?もって|をもちまして|まで|限り|いっぱい|末)")
_FROM = re.compile(r"^\s*(?:末日?)?\s*(?:から|より|以降|[~〜～-])")
_SPAN_END = re.compile(r"^\s*(?:から|より|[~〜～-])\s*(?=(?:令和|平成|R|H|20|19)?\s*\d)")
_OTHERS = re.compile(
    r"プログラム|イベント|企画|体験|送迎|貸し?出|昼食|ランチ|助成|補助|受付|募集|申込|申し込み|配布|販売|講座は|体操は|当日|午前|午後|\d時|\d:\d\d|雨天|荒天|警報|コロナ禍"
)
_FOR_ANOTHER = re.compile(
    r"(?:した|していた|された|済みの|中の|前の)\s*[^\s、。]{0,8}(?:会|クラブ|サロン|団体|グループ|サークル|有志|教室|組織|後)|"
    r"旧\S{1,12}[(（]|前身|引き?継|独立|後継"
)
_PAUSES_NOW = re.compile(r"当面|しばらく|当分|現在|年度|活動(?:は|を)?\s*$|一時")
_PAUSING = re.compile(r"\S*(?:中|して(?:い|お)|します|いたし)")
_CLAUSE = re.compile(r"(?<=[。\n;；])")


@dataclass(frozen=True, slots=True)
class Told:
    """`status` from `since` on (None: nobody stated the day). `reason`: the words, where they say more than it.
    `unread`: a column for the status says something that is no status."""

    status: Status
    since: date | None = None
    reason: str | None = None
    unread: str | None = None

    def coming(self) -> tuple[DatedStatus, ...]:
        if self.since is None:
            return ()
        return (DatedStatus(status=self.status, since=self.since, reason=self.reason),)


def status_of(column: str | None, passing: Iterable[str | None], today: date, fiscal_year: int | None = None) -> Told:
    """What a list says of a listing. `column`: the cell of its column for that; `passing`: its other texts, the surest
    first; `fiscal_year`: that of the list, where it says one (今年度)."""
    this_year = fiscal_year if fiscal_year else today.year - (today.month < 4)
    if column and column.strip():
        plain = wording.one_line(column).strip(" 。")
        plain = plain[1:-1] if plain[0] == "(" and plain[-1] == ")" else plain
        if plain.casefold() in STATUSES:
            return Told(STATUSES[plain.casefold()])
        return _in_words(plain, this_year, today, in_column=True) or _unread(column.strip())
    for text in passing:
        if text and _PREPARES.search(text):
            return Told("preparing", None, text)
        told = _in_words(wording.fold(text), this_year, today, in_column=False) if text else None
        if told:
            return told
    return Told("unknown")


def _in_words(text: str, this_year: int, today: date, *, in_column: bool) -> Told | None:
    """The last thing that a text says of how the listing stands; None where it says nothing certain."""
    found: list[tuple[int, Status, str]] = []
    place = 0
    for clause in _CLAUSE.split(text):
        if not _FOR_ANOTHER.search(clause):
            found += [
                (place + m.start(), status, clause)
                for status, pattern in _TELLING.items()
                for m in pattern.finditer(clause)
                if _is_of_the_group(clause, m, status, in_column=in_column)
            ]
        place += len(clause)
    if not found:
        return _active(text) if in_column else None
    _, status, clause = max(found, key=lambda one: one[0])
    since = _since(clause, status, this_year)
    if since is None and status == "ended" and (_SOMETIME.search(clause) or "予定" in clause):
        return _unread(text.strip())
    until = _until(clause) if status == "paused" else None
    return _unread(text.strip()) if until and until <= today else Told(status, since, text.strip())


def _unread(text: str) -> Told:
    return Told("unknown", None, text, unread=text)


def _is_of_the_group(clause: str, found: re.Match[str], status: Status, *, in_column: bool) -> bool:
    """Whether it is the group that ends, not a meeting, an application or a fine day's games."""
    if in_column:
        return True
    if _OTHERS.search(clause):
        return False
    before = clause[: found.start()]
    whole = clause.strip(" 。※*()（）・")
    if status == "active":
        return bool(_DAY.search(before))
    if status == "ended":
        return bool(_DAY.search(before) or _THIS_FISCAL.search(before) or _SOMETIME.search(before))
    alone = whole == found[0].strip() or _PAUSES_NOW.search(before) or _PAUSING.match(found[0])
    return bool(_DAY.search(clause) or _THIS_FISCAL.search(before) or alone)


def _active(text: str) -> Told | None:
    words = re.search(r"活動中|開催中|実施中|継続中?|運営中|通常(?:通り|どおり)|活動して(?:い|お)", text)
    denied = re.search(r"ない|いません|おりません|休|終|止|未|予定|閉|解散|か(?:不明|どうか)|\?|？|不明|確認", text)
    return Told("active", None, text.strip()) if words and not denied else None


def _since(clause: str, status: Status, this_year: int) -> date | None:
    """From which day on it is so: 「3月末で終了」 and 「4月~休止」 from 1 April, 「3月解散」 from 1 March."""
    days = list(_DAY.finditer(clause))
    fiscal = _THIS_FISCAL.search(clause)
    if not days:
        return date(this_year + 1, 4, 1) if fiscal and status == "ended" else None
    if len(days) > 1 and _SPAN_END.match(clause[days[-2].end() :]):
        days = days[:-1]  # a pause from … to …
    day = days[-1]
    after = clause[day.end() :]
    if status == "paused" and re.match(r"\s*まで", after):
        return None
    try:
        return _first_day(day, after)
    except ValueError:
        return None


def _until(clause: str) -> date | None:
    """The first day after a pause, where it says its end: R7.4~R8.3休止, 令和7年度は休止."""
    days = list(_DAY.finditer(clause))
    if not days:
        return None
    last, after = days[-1], clause[days[-1].end() :]
    spanned = len(days) > 1 and _SPAN_END.match(clause[days[-2].end() :])
    year_long = "年度" in last[0] and last[4] is None and re.match(r"\s*(?:は|中|の間|[、,]|$|休)", after)
    if not (spanned or year_long or _TILL.match(after)):
        return None
    try:
        return _first_day(last, "まで")
    except ValueError:
        return None


def _first_day(day: re.Match[str], after: str) -> date | None:
    era, number, western, month, of_month, end = day.groups()
    before_era = 1988 if era in ("平成", "H") else 2018
    year = int(western) if western else before_era + (1 if number == "元" else int(number))
    last = bool(end) or (_TILL.match(after) is not None and not _FROM.match(after))
    is_fiscal = "年度" in day[0]
    if month is None:
        if not last and not _FROM.match(after):
            return None
        return date(year + last, 4, 1) if is_fiscal else date(year + last, 1, 1)
    first = date(year + (is_fiscal and int(month) < 4), int(month), int(of_month or 1))
    if not last:
        return first
    if of_month:
        return first + timedelta(days=1)
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)
