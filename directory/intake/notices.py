"""What a sheet says once for all of its listings: in its title, in lines around the table, by its name."""

import re
from collections.abc import Callable, Iterable

from directory.intake import wording
from directory.intake.headings import Headings

_FOR_ALL = frozenset(
    {
        "fee_text",
        "target_text",
        "reservation_text",
        "contact_org",
        "organization",
        "municipality",
        "kind",
    }
)
_LABELLED = re.compile(r"^[※*・◎○●■\s]*(?:\(?注\d*\)?)?\s*([^\s:：は]{2,8})\s*[:：]\s*(.+)$")
_STATED = re.compile(
    r"(参加費|料金|費用|参加料|対象者?|予約|申込み?)は[、,]?\s*(?:いずれも|すべて|全て|各会場とも|原則として)?\s*"
    r"(.+?)(?:です|となります|になります)?[。.]?$"
)
_PLAUSIBLE = {
    "fee_text": re.compile(r"無料|[0-9]円|実費"),
    "target_text": re.compile(r"方|誰でも|どなた|歳|高齢|子ど?も|こども|親子|住民|在住|どなたでも|者"),
    "reservation_text": re.compile(r"不要|必要|要|なし|事前|電話"),
}
_AS_OF = re.compile(
    r"((?:令和|平成|R|H)?\s*(?:\d+|元)\s*[年./]\s*\d{1,2}\s*[月./]\s*(?:\d{1,2}\s*日?)?)"
    r"\s*(?:現在|時点|更新|作成|改訂)"
)
_TITLE_WORDS = re.compile(
    r"(?:令和|平成|R|H)?\s*(?:[0-9]+|元)\s*年度?(?:[0-9]+月)?(?:[0-9]+日)?|一覧表?|名簿|リスト|開催状況|実施状況|のご?案内|"
    r"マップ|情報|\(.*?\)|開催(?:予定)?表?|【|】|版$"
)
_CITY = re.compile(r"(?:[一-龥]{2,3}[都道府県])?([一-龥ぁ-んァ-ヶ]{1,6}[市町村])(?:社会福祉協議会|社協|内|の|版|$)")
_ANY_CITY = {"市町村", "各市町村", "市区町村", "県内市町村"}

Defaults = dict[str, tuple[str, str]]
"""Field → (value, the line that said so)."""


def defaults_of(name: str, lines: Iterable[str], headings: Headings, is_kind: Callable[[str], bool]) -> Defaults:
    """What the sheet's name and the lines around its tables say for every listing. The first to say it wins."""
    found: Defaults = {}
    for line in lines:
        plain = wording.one_line(line)
        for field, value in _said(plain, headings):
            found.setdefault(field, (value, plain))
        as_of = _AS_OF.search(plain)
        if as_of:
            found.setdefault("as_of", (as_of[1].strip(), plain))
        for field, value in _titled(plain, is_kind):
            found.setdefault(field, (value, plain))
    for field, value in _titled(wording.one_line(name), is_kind):
        if field == "kind":
            found.setdefault(field, (value, name))
    return found


def _said(line: str, headings: Headings) -> Iterable[tuple[str, str]]:
    for pattern in (_LABELLED, _STATED):
        match = pattern.search(line)
        field = headings.field(match[1], likeness=False) if match else None
        if match is None or field not in _FOR_ALL:
            continue
        plausible = _PLAUSIBLE.get(field)
        if plausible.search(match[2]) if plausible else pattern is _LABELLED:
            yield field, match[2].strip(" 。")


def _titled(title: str, is_kind: Callable[[str], bool]) -> Iterable[tuple[str, str]]:
    """A kind or a municipality that a title names. Sentences are no titles."""
    if len(title) > 40 or "。" in title:
        return
    core = " ".join(_TITLE_WORDS.sub(" ", title).split())
    for words in (core, *core.split(" ")):
        city = _CITY.match(words)
        if city and city[1] not in _ANY_CITY:
            yield "municipality", city[1]
        kind = words[city.end() :] if city else words
        if kind and (is_kind(kind) or any(is_kind(part) for part in kind.split("・"))):
            yield "kind", kind
            return
