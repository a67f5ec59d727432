"""Lines beside a table that say something of all its listings: 参加費はいずれも無料です, 祝日はお休みです."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from directory import schedules
from directory.intake import personal
from directory.intake.columns import NAMES
from directory.intake.headings import Headings
from directory.intake.venue_cells import names_a_building

_FOR_ALL = frozenset({
    "fee_text", "target_text", "reservation_text", "contact_org", "organization", "municipality", "kind", "time_text",
    "venue_text", "phone", "capacity",
})  # fmt: skip
_FIELD = {"start_time": "time_text", "days_text": "", "schedule_text": "time_text"}
_LABEL = re.compile(r"(?:^|(?<=[\s　、。;;/／]))(?:[※*・◎○●■▶◆]|\(?注\d*\)?)*\s*([^\s:：は、。()]{2,10})\s*[:：]\s*")
_ALL = (
    r"(?:(?:いずれ|すべて|全て|全|各|どの)(?:の?(?:会場|サロン|団体|教室|カフェ|食堂|箇所|か所|ヶ所|回|会))?"
    r"(?:も|とも|で|に|共に)?)"
)
_STATED = re.compile(
    rf"(?:^|(?<=[\s　、。]))[※*・◎○●■]*\s*{_ALL}?[、,]?\s*"
    r"(参加費|料金|費用|参加料|対象者?|(?:事前の?)?(?:予約|申し?込み?)|(?:開催|実施|活動)?時間|会場|場所|定員)"
    rf"(?:は[、,]?\s*|(?={_ALL}|無料|不要|必要|[0-9]))"
    r"((?:いずれ|すべ|全|各|原則|どの|不要|必要|無料|要り|あり)\S{0,3}?.*?|[^。]+?)"
    r"(?:です|となります|になります|で行います|で開催します|(?:を|が)?(?:いただきます|かかります))?(?:。|$)"
)
_SAID_ALONE = re.compile(
    rf"[※*・◎○●■]*\s*(?:{_ALL}[、,]?\s*(無料|予約制|要予約|予約不要|申し?込み?不要|{{hours}})|(どなたでも)(?:ご?参加)?(?:できます|可|OK))"
    r"(?:です|となります|になります|で行います|で開催します)?。?".replace("{hours}", r"[^。]*\d(?:時|:\d\d)[^。]*?")
)
_ASK = re.compile(
    r"[※*・◎○●■]*\s*(?:ご?参加)?(?:の?ご?希望の?方は、?)?お?(?:問い?合わ?せ|申し?込み?)(?:・お?(?:問い?合わ?せ|申し?込み?))?先?(?:は|[\s:：、])\s*([^。]+?)"
    r"(?:まで|へ)?(?:お願いします|どうぞ|ご連絡ください)?。?"
)
_UNSURE = re.compile(r"ただし|一部|のみ|除|以外|場合|によって|により|異な|それぞれ|会場に|要問|各自|ごと|\)?は[^。]*円")
_FOR_ALL_WORDS = re.compile(
    r"^(?:いずれも|すべて|全て|すべての\S{1,6}で|全\S{1,4}|各\S{1,4}とも|原則として?|どの\S{1,6}も)[、,]?\s*"
)
_CLOCKED = re.compile(r"\d{1,2}(?:[:：]\d{2}|時)")
TIME = re.compile(
    r"(?:午前|午後)?\s*\d{1,2}(?:[:：]\d{2}|時(?:\d{1,2}分|半)?)\s*(?:[-~〜～–—−]|から)\s*"
    r"(?:(?:午前|午後)?\s*\d{1,2}(?:[:：]\d{2}|時(?:\d{1,2}分|半)?)|正午)?(?:まで)?"
)
_VERB = re.compile(r"ます|ません|変更|異な|ください|場合|こと|未定|各")
_PLAUSIBLE = {
    "fee_text": re.compile(r"無料|[0-9]円|実費"),
    "target_text": re.compile(r"方|誰でも|どなた|歳|高齢|子ど?も|こども|親子|住民|在住|どなたでも|者"),
    "reservation_text": re.compile(r"予約|不要|必要|要|なし|事前|電話"),
    "time_text": TIME,
    "phone": personal.PHONE,
    "capacity": re.compile(r"^(?:各\S{1,4})?(?:約)?\d+\s*(?:名|人|組)(?:程度|まで|様)?(?:\(.*\))?$"),
}
_SAYS_DAYS_OFF = re.compile(
    r"(?:祝|年末|正月|盆|第[1-5一二三四五]|\d月|曜|土日).*(?:休|除|行いません|行わない|開催|ありません|なし|翌|中止)"
)
_HELD = re.compile(r"(?:曜日?|\d日)に?(?:開催|実施)(?:します|しています|中)?。?$")
_BEGINS = re.compile(r"[※*・◎○●■\s]*([^\s:：は]{2,8}?)(?:は|\s*[:：])")
_LONGEST_DAYS_OFF = 40
_ANY_MEETING = "毎週月曜 10:00-11:00"
_REMARK = re.compile(
    r"^[※*＊]|。|です$|ます$|ません$|ください|下さい|不要|無料|中止|休み|休会|お?問い?合わ?せ|持ち?物|定員|予約"
)
_NO_REMARK = re.compile(r"一覧|名簿|更新日|作成|現在$|時点|出典|^以上$|凡例|印刷|[○〇●◎△×☆★][はが:：…]|^.{0,3}$")


def days_off(sentence: str) -> str | None:
    """The sentence without marks, where all that it says is on which days there are no meetings, or what a holiday does
    to them: decided by the reader of schedules."""
    bare = sentence.strip("※*・◎○●■ 。()【】")
    if not _SAYS_DAYS_OFF.search(bare) or len(bare) > _LONGEST_DAYS_OFF:
        return None
    reading = schedules.read(f"{_ANY_MEETING} {bare}")
    understood = reading.certainty == "parsed" and not reading.notes and len(reading.series) == 1
    some = reading.exceptions or reading.on_holiday or reading.series != schedules.read(_ANY_MEETING).series
    return bare if understood and some else None


def states(line: str, headings: Headings) -> bool:
    """Whether a text that stands where names do is no name, but says something of all."""
    if any(said(line, headings)) or days_off(line) or _HELD.search(line):
        return True
    label = _BEGINS.match(line)
    return label is not None and headings.field(label[1], likeness=False) not in (None, *NAMES)


def can_be_added(when: str, said: str) -> bool:
    """Whether a row's own days can be read as surely with the page's days off as without, and say nothing of those."""
    alone, both = schedules.read(when), schedules.read(f"{when} {said}")
    new = schedules.read(f"{_ANY_MEETING} {said}")
    apart = not ({*alone.exceptions} & {*new.exceptions}) and not (alone.on_holiday and new.on_holiday)
    return apart and both.certainty == alone.certainty and len(both.series) == len(alone.series)


def is_remark(line: str, is_note: bool) -> bool:
    """Whether a line around a table tells its readers something: no title, no date of printing, no legend.

    `is_note`: it is no title for sure.
    """
    return (is_note or bool(_REMARK.search(line))) and not _NO_REMARK.search(line)


def said(line: str, headings: Headings) -> Iterator[tuple[str, str]]:
    """「対象：どなたでも　参加費：100円」, 「参加費はいずれも無料です」, 「いずれも無料」."""
    if (alone := _SAID_ALONE.fullmatch(line)) and not _UNSURE.search(line):
        yield from _alone(alone[1] or alone[2])
    elif asked := _ASK.fullmatch(line):
        yield from _plausible("contact_org", asked[1], labelled=True)
    labels = list(_LABEL.finditer(line))
    for label, following in zip_longest(labels, labels[1:]):
        value = line[label.end() : following.start() if following else len(line)]
        yield from _plausible(headings.field(label[1], likeness=False), value, labelled=True)
    for stated in _STATED.finditer(line):
        if stated[1] != "対象" and _UNSURE.search(stated[2]):
            continue
        yield from _plausible(headings.field(stated[1], likeness=False), stated[2], labelled=False)


def _alone(text: str) -> Iterator[tuple[str, str]]:
    """What 「いずれも無料」 and the like speak of."""
    field_name = next(
        (name for name in ("fee_text", "time_text", "reservation_text") if _PLAUSIBLE[name].search(text)), "target_text"
    )
    yield from _plausible(field_name, text, labelled=True)


def _plausible(field_name: str | None, value: str, *, labelled: bool) -> Iterator[tuple[str, str]]:
    field_name = _FIELD.get(field_name or "", field_name)
    value = _FOR_ALL_WORDS.sub("", value.strip(" 。、")) if not labelled else value.strip(" 。、")
    if not field_name or field_name not in _FOR_ALL or not value:
        return
    likely = _PLAUSIBLE.get(field_name)
    if likely.search(value) if likely else labelled or (field_name == "venue_text" and _is_a_place(value)):
        if field_name == "time_text":
            hours = TIME.search(value)
            value = hours[0].strip() if hours else value
        yield field_name, value


def _is_a_place(text: str) -> bool:
    return len(text) <= 20 and names_a_building(text) and not _VERB.search(text)
