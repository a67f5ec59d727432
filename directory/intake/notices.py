"""What a sheet says once for all of its listings: in its title, in lines around the table, by its name."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from directory.intake import personal, wording
from directory.intake.headings import Headings
from directory.intake.rows import place_or_day, topic_or_place
from directory.intake.venue_cells import names_a_building

_FOR_ALL = frozenset({
    "fee_text", "target_text", "reservation_text", "contact_org", "organization", "municipality", "kind", "time_text",
    "venue_text", "phone",
})  # fmt: skip
_FIELD = {"start_time": "time_text", "days_text": "", "schedule_text": "time_text"}
_LABEL = re.compile(r"(?:^|(?<=[\s　、。;;/／]))(?:[※*・◎○●■▶◆]|\(?注\d*\)?)*\s*([^\s:：は、。()]{2,10})\s*[:：]\s*")
_STATED = re.compile(
    r"(?:^|(?<=[\s　、。]))[※*・◎○●■]*\s*(?:いずれの\S{1,6}も|各\S{1,6}とも)?[、,]?"
    r"(参加費|料金|費用|参加料|対象者?|(?:事前の?)?(?:予約|申し?込み?)|(?:開催|実施|活動)?時間|会場|場所)は[、,]?\s*"
    r"((?:いずれ|すべ|全|各|原則|どの|不要|必要|無料|要り|あり)\S{0,3}?.*?|[^。]+?)(?:です|となります|になります|で行います|で開催します)?(?:。|$)"
)
_FOR_ALL_WORDS = re.compile(
    r"^(?:いずれも|すべて|全て|すべての\S{1,6}で|全\S{1,4}|各\S{1,4}とも|原則として?|どの\S{1,6}も)[、,]?\s*"
)
_CLOCKED = re.compile(r"\d{1,2}(?:[:：]\d{2}|時)")
_TIME = re.compile(
    r"(?:午前|午後)?\s*\d{1,2}(?:[:：]\d{2}|時(?:\d{1,2}分|半)?)\s*(?:[-~〜～–—−]|から)\s*"
    r"(?:(?:午前|午後)?\s*\d{1,2}(?:[:：]\d{2}|時(?:\d{1,2}分|半)?)|正午)?(?:まで)?"
)
_EXCEPTION = re.compile(rf"([^\s、。:：※*・()（）]{{2,14}}?)(?:は|のみ|だけ|:)\s*({_TIME.pattern})")
_VERB = re.compile(r"ます|ません|変更|異な|ください|場合|こと|未定|各")
_PLAUSIBLE = {
    "fee_text": re.compile(r"無料|[0-9]円|実費"),
    "target_text": re.compile(r"方|誰でも|どなた|歳|高齢|子ど?も|こども|親子|住民|在住|どなたでも|者"),
    "reservation_text": re.compile(r"不要|必要|要|なし|事前|電話"),
    "time_text": _TIME,
    "phone": personal.PHONE,
}
_AS_OF = re.compile(
    r"((?:令和|平成|R|H)?\s*(?:\d+|元)\s*[年./]\s*\d{1,2}\s*[月./]\s*(?:\d{1,2}\s*日?)?)"
    r"\s*(?:現在|時点|更新|作成|改訂)"
)
_TITLE_WORDS = re.compile(
    r"(?:令和|平成|R|H)?\s*(?:[0-9]+|元)\s*年度?(?:[0-9]+月)?(?:[0-9]+日)?|一覧表?|名簿|リスト|開催状況|実施状況|のご?案内|開催案内|"
    r"マップ|情報|\(.*?\)|(?:年間)?(?:開催)?予定表?|開催表?|【|】|版$|日程表?|カレンダー"
)
_CITY = re.compile(r"(?:[一-龥]{2,3}[都道府県])?([一-龥ぁ-んァ-ヶ]{1,6}[市町村])(?:社会福祉協議会|社協|内|の|版|$)")
_ANY_CITY = {"市町村", "各市町村", "市区町村", "県内市町村"}
_FISCAL_YEAR = re.compile(r"(?:(令和|R)\s*(\d{1,2}|元)|(20\d\d))\s*年?度")
_MONTH = re.compile(
    r"(?:(令和|R)\s*(\d{1,2}|元)|(20\d\d))\s*[年.]\s*(\d{1,2})月(?:の|分|度|開催)?\S{0,8}(?:予定|カレンダー|スケジュール|日程|行事)"
)

_PLACE_NAME = re.compile(r"[一-龥々ヶケノぁ-んァ-ヴー]{2,6}")
_NO_PLACE = re.compile(
    r"一覧|名簿|台帳|原本|公開|内部|新規|休止|終了|合計|集計|総括|表紙|目次|記入|様式|凡例|説明|使い方|案内|データ|シート|リスト|全体|全域|"
    r"入力|印刷|配布|掲載|変更|履歴|設定|マスタ|前年|今年|旧|平日|土日|午前|午後|月曜|火曜|水曜|木曜|金曜|土曜|日曜|その他|未|済"
)

Told = tuple[str, str]
"""(value, the line that said so)"""


@dataclass(slots=True)
class Page:
    """What a sheet says for all of its listings. `values` by field.

    `times`: words of a name or venue → the hours of those alone (「老人福祉センターは10:30~12:30」). `fiscal_year`
    begins in April; `month` is the (year, month) of a month's plan.
    """

    values: dict[str, Told] = field(default_factory=dict)
    times: dict[str, Told] = field(default_factory=dict)
    fiscal_year: int | None = None
    month: tuple[int, int] | None = None

    def hours(self, said: Iterable[object]) -> Told | None:
        """The hours told for a listing of that name and venue."""
        names = [wording.key(str(text)) for text in said if text]
        for words, told in self.times.items():
            if any(wording.key(words) in name for name in names):
                return told
        return self.values.get("time_text")


def page_of(name: str, lines: Iterable[str], headings: Headings, is_kind: Callable[[str], bool]) -> Page:
    """What the sheet's name and the lines around its tables say for every listing. The first to say it wins."""
    page = Page()
    for line in lines:
        plain = wording.one_line(line)
        for field_name, value in _said(plain, headings):
            page.values.setdefault(field_name, (value, plain))
        as_of = _AS_OF.search(plain)
        if as_of:
            page.values.setdefault("as_of", (as_of[1].strip(), plain))
        for field_name, value in _titled(plain, is_kind):
            page.values.setdefault(field_name, (value, plain))
        _when(page, plain)
        for words, hours in _EXCEPTION.findall(plain):
            if headings.field(words, likeness=False) is None:
                page.times.setdefault(words, (hours.strip(), plain))
    for field_name, value in _titled(wording.one_line(name), is_kind):
        if field_name in ("kind", "district", "weekdays"):
            page.values.setdefault(field_name, (value, name))
    _when(page, wording.one_line(name))
    if "time_text" not in page.values:
        page.times.clear()
    return page


def _said(line: str, headings: Headings) -> Iterator[tuple[str, str]]:
    """「対象：どなたでも　参加費：100円」, 「参加費はいずれも無料です」."""
    labels = list(_LABEL.finditer(line))
    for label, following in zip_longest(labels, labels[1:]):
        value = line[label.end() : following.start() if following else len(line)]
        yield from _plausible(headings.field(label[1], likeness=False), value, labelled=True)
    for stated in _STATED.finditer(line):
        yield from _plausible(headings.field(stated[1], likeness=False), stated[2], labelled=False)


def _plausible(field_name: str | None, value: str, *, labelled: bool) -> Iterator[tuple[str, str]]:
    field_name = _FIELD.get(field_name or "", field_name)
    value = _FOR_ALL_WORDS.sub("", value.strip(" 。、")) if not labelled else value.strip(" 。、")
    if not field_name or field_name not in _FOR_ALL or not value:
        return
    likely = _PLAUSIBLE.get(field_name)
    if likely.search(value) if likely else labelled or (field_name == "venue_text" and _is_a_place(value)):
        if field_name == "time_text":
            hours = _TIME.search(value)
            value = hours[0].strip() if hours else value
        yield field_name, value


def _is_a_place(text: str) -> bool:
    return len(text) <= 20 and names_a_building(text) and not _VERB.search(text)


def _when(page: Page, line: str) -> None:
    fiscal, month = _FISCAL_YEAR.search(line), _MONTH.search(line)
    if fiscal and page.fiscal_year is None:
        page.fiscal_year = _western(fiscal)
    if month and page.month is None and 1 <= int(month[4]) <= 12:
        page.month = (_western(month), int(month[4]))


def _western(found: re.Match[str]) -> int:
    return int(found[3]) if found[3] else 2018 + (1 if found[2] == "元" else int(found[2]))


def _titled(title: str, is_kind: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """A kind or a municipality that a title names. Sentences are no titles."""
    if len(title) > 40 or "。" in title:
        return
    core = " ".join(_TITLE_WORDS.sub(" ", title).split())
    for words in (core, *core.split(" ")):
        if where := place_or_day(words):
            yield where, words
            continue
        city = _CITY.match(words)
        if city and city[1] not in _ANY_CITY:
            yield "municipality", city[1]
        kind = words[city.end() :] if city else words
        if kind and (is_kind(kind) or any(is_kind(part) for part in kind.split("・"))):
            yield "kind", kind
            return


def place_in_name(name: str, is_kind: Callable[[str], bool]) -> str | None:
    """The 地区 that a sheet is named by, without the word 地区: 沼間; None where its name says something else."""
    plain = wording.one_line(name)
    if not _PLACE_NAME.fullmatch(plain) or _NO_PLACE.search(plain) or is_kind(plain):
        return None
    return plain if topic_or_place(plain, is_kind) == "district" else None
