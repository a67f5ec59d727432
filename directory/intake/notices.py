"""What a sheet says once for all of its listings: in its title, in lines around the table, by its name."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from directory.intake import wording
from directory.intake.headings import Headings
from directory.intake.legends import marks_in
from directory.intake.rows import place_or_day, topic_or_place
from directory.intake.statements import TIME, days_off, said

_SENTENCES = re.compile(r"(?<=。)")
_EXCEPTION = re.compile(rf"([^\s、。:：※*・()（）]{{2,14}}?)(?:は|のみ|だけ|:)\s*({TIME.pattern})")
_AS_OF = re.compile(
    r"((?:令和|平成|R|H)?\s*(?:\d+|元)\s*[年./]\s*\d{1,2}\s*[月./]\s*(?:\d{1,2}\s*日?)?|"
    r"(?:(?:令和|平成|R|H)\s*(?:\d{1,2}|元)|20\d\d)\s*[年./]\s*\d{1,2})"
    r"\s*(?:現在|時点|更新|作成|改訂)"
)
_TITLE_WORDS = re.compile(
    r"(?:令和|平成|R|H)?\s*(?:[0-9]+|元)\s*年度?(?:[0-9]+月)?(?:[0-9]+日)?|一覧表?|名簿|リスト|開催状況|実施状況|のご?案内|開催案内|"
    r"マップ|情報|\(.*?\)|(?:年間)?(?:開催)?予定表?|開催表?|【|】|版$|日程表?|カレンダー"
    r"|(?:設備|備品|バリアフリー|連絡先|会場|開設状況|実施団体|登録団体)(?:等|など)?(?=一覧|リスト|名簿|情報|表|$)"
)
_NUMBER_BEFORE = re.compile(r"^(?:\(\d{1,2}\)|\d{1,2}\s*[.、):]|\d{1,2}\s+|[①-⑳]|[Ⅰ-Ⅻ]|[ア-オ]\s)\s*[.、:]?\s*")
_NAME_OF_A_KIND = re.compile(r"[一-龥々ぁ-んァ-ヴー・]{2,12}")
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
    begins in April; `month` is the (year, month) of a month's plan. `days_off`: sentences on days without meetings.
    `marks`: what ○, △ … mean, where a legend says so. `heard`: the lines that said any of this.
    """

    values: dict[str, Told] = field(default_factory=dict)
    times: dict[str, Told] = field(default_factory=dict)
    fiscal_year: int | None = None
    month: tuple[int, int] | None = None
    days_off: list[str] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    heard: set[str] = field(default_factory=set)

    def hours(self, said: Iterable[object]) -> Told | None:
        """The hours told for a listing of that name and venue."""
        names = [wording.key(str(text)) for text in said if text]
        for words, told in self.times.items():
            if any(wording.key(words) in name for name in names):
                return told
        return self.values.get("time_text")


def page_of(
    name: str,
    lines: Iterable[str],
    headings: Headings,
    is_kind: Callable[[str], bool],
    titles: Collection[str] = (),
) -> Page:
    """What the sheet's name and the lines around its tables say for every listing. The first to say it wins.

    `titles`: lines that are the title of one of several tables.
    """
    page = Page()
    for line in lines:
        plain = wording.one_line(line)
        for field_name, value in said(plain, headings):
            page.values.setdefault(field_name, (value, plain))
            page.heard.add(plain)
        for sentence in _SENTENCES.split(plain):
            if off := days_off(sentence):
                page.days_off.append(off)
                page.heard.add(plain)
        if explained := marks_in(plain):
            page.marks = {**explained, **page.marks}
            page.heard.add(plain)
        as_of = _AS_OF.search(plain)
        if as_of:
            page.values.setdefault("as_of", (as_of[1].strip(), plain))
        for field_name, value in _titled(plain, is_kind) if line not in titles else ():
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


def _when(page: Page, line: str) -> None:
    fiscal, month = _FISCAL_YEAR.search(line), _MONTH.search(line)
    if fiscal and page.fiscal_year is None:
        page.fiscal_year = _western(fiscal)
    if month and page.month is None and 1 <= int(month[4]) <= 12:
        page.month = (_western(month), int(month[4]))


def _western(found: re.Match[str]) -> int:
    return int(found[3]) if found[3] else 2018 + (1 if found[2] == "元" else int(found[2]))


def titles_of(over: Sequence[Sequence[str]], is_kind: Callable[[str], bool]) -> list[dict[str, str]]:
    """What the titles over each of several tables say for its rows. Where one names a kind, so do those beside it."""
    said = [dict(pair for line in lines for pair in _titled(wording.one_line(line), is_kind)) for lines in over]
    if any("kind" in one for one in said):
        for one, lines in zip(said, over, strict=True):
            if not one and len(lines) == 1 and _NAME_OF_A_KIND.fullmatch(core := _core(wording.one_line(lines[0]))):
                one["kind"] = core
    return said


def _core(title: str) -> str:
    """A title without its number, its year and words like 一覧."""
    return " ".join(_TITLE_WORDS.sub(" ", _NUMBER_BEFORE.sub("", title)).split()).strip(
        "■●◆□◇◎▼▽★☆▶◯○<>〈〉《》「」[]〔〕 "
    )


def _titled(title: str, is_kind: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """A kind or a municipality that a title names. Sentences are no titles."""
    if len(title) > 40 or "。" in title:
        return
    core = _core(title)
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
