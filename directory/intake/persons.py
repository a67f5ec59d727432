"""Whether a text is somebody's name: by what stands beside it (a role, さん), else by what the dictionary knows."""

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from directory.intake import wording
from directory.publishing.homes import says_home
from directory.publishing.privacy import folded

_ROLE = (
    r"(?:代表世話人|代表者?|副代表|担当者?|世話人|世話役|副?会長|事務局長|支部長|会計|書記|幹事|顧問|連絡先|連絡者|連絡係|責任者|"
    r"主宰者?|主任|リーダー|民生(?:児童)?委員|推進員|区長|班長|組長|講師|事務局|問い?合わ?せ先?|窓口|申込先?|主催者?)"
)
_AFTER = (
    r"(?:代表世話人|代表者?|副代表|担当者?|世話人|世話役|副?会長|事務局長|支部長|会計|書記|区長|班長|民生(?:児童)?委員|"
    r"推進員|講師)"
)
_SURNAME = r"[一-龥々﨑髙〆ヶ]{1,4}"
_GIVEN = r"[一-龥々﨑髙ぁ-んァ-ヶーゝゞ]{1,5}"
_NAME = rf"(?:{_SURNAME}[ 　]{_GIVEN}|{_SURNAME}[ぁ-んァ-ヶーゝゞ]{{1,4}}|{_SURNAME})"
_END = r"(?=$|[\s、,。()（）・/0-9℡])"
_NAMED = re.compile(rf"{_ROLE}\s*[:：は]?\s*({_NAME})\s*(?:さん|様|氏|先生)?(?:\s*[・、,]\s*{_NAME})*{_END}")
_NAMED_LAST = re.compile(
    rf"{_ROLE}\s*[:：は]?\s*\S{{1,12}}[会課係局部室所社協館クラブ]\s+({_SURNAME})(?:さん|様|氏)?{_END}"
)
_BRACKET_ROLE = re.compile(rf"({_NAME})\s*[(（]\s*(?:\S{{0,4}}{_AFTER})\s*[)）]")
_ROLE_AFTER = re.compile(rf"(?:^|(?<=[\s、,。()（）・/]))({_SURNAME}(?:[ 　]{_GIVEN})?)\s*{_AFTER}{_END}")
_TITLED = re.compile(
    rf"({_SURNAME}(?:[ 　]?{_GIVEN}?)?)\s*(?:さん|(?<![多同模仕異一王神殿有])様(?![々子式相])|氏|先生)"
    r"(?!方|宅|ち|の?お宅|のお?家)"
)
_HOME_OF = re.compile(
    r"(?<![一-龥々])((?:[一-龥々﨑髙]{1,4}[ 　])?[一-龥々﨑髙]{1,6}|[一-龥々﨑髙]{1,4}(?:[ァ-ヶー]{2,3}|[ぁ-ん]{2,3}))"
    r"[宅邸](?=$|[^一-龥々]|[前横隣脇裏内庭])"
)
_PIECES = re.compile(r"[、,，・/／;；\n()（）「」:：0-9℡☎-]+|[\s　]{2,}")
_NOT_A_PERSON = re.compile(
    r"[会課係局部室館園校院所社店班組区市町村県府都道]|センター|クラブ|サロン|カフェ|法人|事務|窓口|包括|福祉|保険|保健|支援|要|予約|電話|"
    r"無料|有料|相談|開催|毎|曜|時|日|年|月|受付|皆|みな|お客|子ど?も|こども|大人|地域|住民|利用|参加|公開|不明|未定|随時|母|父|親|様々"
)
_OFFICE = re.compile(
    r"(?:社協|民児協|連合|クラブ|サロン|センター|法人|[会館課係局部室所])$|^(?:NPO|特定非営利活動|社会福祉|一般社団)法人"
)
_SAME = str.maketrans("髙﨑德濵邉邊齋齊", "高崎徳浜辺辺斎斉")
_HOUSEHOLD = re.compile(rf"(?:^|(?<=[\s0-9号地]))({_SURNAME}(?:[ 　]?{_GIVEN}?)?)(?:方|家(?:の離れ)?)$")
_EVERYDAY = {"名詞", "動詞", "形状詞", "副詞"}
_OF_A_SHOP = "屋亭庵軒堂"
_NO_SURNAME = frozenset("無有同他外未要不可否各")
_FAMILY, _GIVEN_NAME, _PERSON = "姓", "名", "人名"


def is_person(text: str, places: str = "") -> bool:
    """Whether the whole text is somebody's full name, or a surname with さん. `places`: where the row says that the
    group is: 「久木 すみれ」 in 久木 is a group's name.
    """
    plain = wording.one_line(text)
    bare = re.sub(r"\s*(?:さん|様|氏)$", "", plain)
    if not bare or _NOT_A_PERSON.search(bare):
        return False
    if bare != plain and re.fullmatch(_SURNAME, bare):
        return True
    return _is_full_name(bare) and not _is_place(bare, places)


def names(text: str, places: str = "", *, alone: bool = True) -> list[str]:
    """The stretches of a text that name a person, with the word that tells so: a role, さん, 宅.

    `alone`: full names between marks and spaces too; in a text of what is done (歌・石川さゆり) they prove nothing.
    """
    plain = wording.fold(text)
    found = [
        m[0]
        for pattern in (_BRACKET_ROLE, _NAMED, _ROLE_AFTER)
        for m in pattern.finditer(plain)
        if not _NOT_A_PERSON.search(m[1]) and _may_be_a_name(m[1], m[0])
    ]
    found += [m[1] for m in _NAMED_LAST.finditer(plain) if _may_be_a_name(m[1], m[0])]
    titled = [m for m in _TITLED.finditer(plain) if not any(m[0] in stretch for stretch in found)]
    found += [m[0] for m in titled if not _NOT_A_PERSON.search(m[1]) and _knows_a_surname(m[1])]
    found += [home for m in _HOME_OF.finditer(plain) if (home := _home_in(m[0]))]
    if not alone:
        return found
    return found + [one for one in _alone(plain, places) if not any(one in stretch for stretch in found)]


def _home_in(text: str) -> str | None:
    """Whose house 「2丁目 鈴木宅」 names: 鈴木宅; None where it is nobody's (県営住宅) or a town's (三宅)."""
    first, _, last = text.rpartition(" ")
    home = text if first and _is_full_name(text[:-1]) else last
    return home if _knows_a_surname(home[:-1]) and says_home(folded(home)) else None


def lives_there(text: str) -> bool:
    """Whether a venue or address ends in a household: 鈴木方, 1-2-3 鈴木花子方, 佐藤家; but not the town 野方."""
    found = _HOUSEHOLD.search(wording.one_line(text))
    return found is not None and len(found[1]) > 1 and _is_name_before_house(found[1], found[0])


def _alone(text: str, places: str) -> list[str]:
    """Full names between marks and spaces, and a surname by itself after an office: 地区社協 山田."""
    found = []
    for piece in _PIECES.split(text):
        words = piece.split()
        pairs = [f"{one} {other}" for one, other in pairwise(words)]
        found += [one for one in (*pairs, *words) if is_person(one, places)]
        found += [other for one, other in pairwise(words) if _OFFICE.search(one) and is_surname(other, places)]
    return found


def is_surname(text: str, places: str = "") -> bool:
    """Whether the whole text is a surname alone: enough only where nothing else than a person is likely."""
    plain = wording.one_line(text)
    alone = len(plain) > 1 and _kinds(plain) == (_FAMILY,) and plain[-1] not in _OF_A_SHOP
    return alone and not _is_place(plain, places)


def _is_place(name: str, places: str) -> bool:
    """Whether the surname in a name is rather where the group is."""
    family = next((word.surface() for word in _words(_family_of(name))), "")
    return bool(family) and bool(re.search(rf"{re.escape(family)}(?!さん|様|宅|邸|方|氏)", places.translate(_SAME)))


def _family_of(name: str) -> str:
    return name.split()[0] if " " in name else name


@lru_cache(maxsize=4096)
def _is_full_name(text: str) -> bool:
    """Whether a text reads as a surname and a given name, with or without a space between them."""
    parts = text.split()
    if len(parts) == 2 and re.fullmatch(_SURNAME, parts[0]) and re.fullmatch(_GIVEN, parts[1]):
        first, second = _kinds(parts[0]), _kinds(parts[1])
        whole = _kinds("".join(parts))
        return first == (_FAMILY,) or (second == (_GIVEN_NAME,) and len(first) == 1) or whole == (_FAMILY, _GIVEN_NAME)
    if len(parts) != 1 or not re.fullmatch(rf"{_SURNAME}(?:{_GIVEN})?", text) or len(text) < 2:
        return False
    kinds = _kinds(text)
    if len(kinds) == 1:
        return kinds == (_PERSON,) and len(text) > 2
    return kinds[0] == _FAMILY and (kinds[1:] in ((_GIVEN_NAME,), (_PERSON,)) or _is_old_given_name(text))


def _is_old_given_name(text: str) -> bool:
    """Whether two kana follow the surname that are no word by themselves: 佐藤きよ, 山口トメ."""
    rest = text[len(_words(text)[0].surface()) :]
    return bool(re.fullmatch("[ぁ-ん]{2}|[ァ-ヶ]{2}", rest)) and _EVERYDAY.isdisjoint(_kinds(rest))


def _may_be_a_name(text: str, stretch: str) -> bool:
    """Whether what stands beside a role is no everyday word: 担当 鈴木, but not 講師 派遣; 会長 林, but not 元会長."""
    kinds = _kinds(text)
    if len(text) == 1:
        return text not in _NO_SURNAME and bool(re.search(rf"[\s:：]{text}", stretch))
    return bool({_FAMILY, _GIVEN_NAME, _PERSON, ""} & set(kinds)) or (len(kinds) > 1 and _is_full_name(text))


def _knows_a_surname(text: str) -> bool:
    """Whether the dictionary knows a surname in the text: 山田さん, but not 寿司屋さん or 多様."""
    return bool({_FAMILY, _GIVEN_NAME, _PERSON} & set(_kinds(text)))


def _is_name_before_house(name: str, whole: str) -> bool:
    return (_kinds(name) == (_FAMILY,) or _is_full_name(name)) and len(_words(whole.strip())) > 1


@lru_cache(maxsize=4096)
def _kinds(text: str) -> tuple[str, ...]:
    """What the dictionary says of each word: 姓, 名, 人名, 名詞 …; "" for a word that it does not know."""
    found = []
    for word in _words(text):
        part, _, kind, more = word.part_of_speech()[:4]
        known = (more if more in (_FAMILY, _GIVEN_NAME) else _PERSON) if kind == _PERSON else part
        found.append("" if word.is_oov() else known)
    return tuple(found)


def _words(text: str) -> Any:
    return _tokenizer().tokenize(text.replace(" ", "").translate(_SAME))


@cache
def _tokenizer() -> Any:
    # A third of a second to open: only where a text may hold a name.
    from sudachipy import Dictionary, SplitMode

    return Dictionary().tokenizer(SplitMode.C)
