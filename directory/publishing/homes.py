"""Whether the words of a venue say that it is somebody's home, and whose. Asks no dictionary: this is read often.

Texts are compared folded (`privacy.folded`): NFKC, hiragana, no spaces.
"""

import re

_ROLE = r"(?:会長|代表者?|代表世話人|世話人|世話役|主宰者?|会員|役員|講師|委員|めんばー|区長|班長|組長|参加者|当番)"
_PLAINLY = re.compile(
    r"個人の?(?:宅|家|お宅|自宅|邸)|自宅|(?:さん|様|氏|先生)の?(?:お?宅|お?うち|家|方|離れ)|"
    rf"[一-龥々]さんち(?![ぁ-ん])|{_ROLE}(?:さん|様|氏)?の(?:お?うち|家|離れ|住まい)|(?:^|(?<=[0-9号]))(?:一般の?)?民家(?=$|[(・、/])"
)
_OWNED = re.compile(r"個人の?(?:住宅|住まい)")
_NO_HOME = re.compile(r"[住社在帰]宅|邸宅|宅(?=[地配急老幼建])|(?:皆|みな|お?[母父子]|奥|先生|平)(?:さん|様)方")
_TOWN = re.compile(r"(?:(?<![一-龥々])|(?<=[市区町村郡字県府]))[三大安新]宅")
"""三宅, 大宅, 安宅 and 新宅 are names of places and families."""
_SOMEBODY = "某"
_GOES_ON = (
    r"(?=$|[^一-龥々ぁ-ん0-9a-z]|[をにでとへはもの]|など|等|ほか|他|または|又は|及び|[0-9一二三]階|離れ|庭|敷地|駐車|車庫|がれーじ|倉庫|"
    r"玄関|作業|一室|持ち?回り|巡回|周辺|付近|(?:前|横|隣|脇|裏|内)(?=$|[^一-龥々ぁ-ん]))"
)
_HOUSE = re.compile("宅" + _GOES_ON)
_MANSION = re.compile(r"(?<![公官宮本別])邸" + _GOES_ON)
OWNER = re.compile("[一-龥々]{1,5}[宅邸]" + _GOES_ON)
"""Somebody's house with whose it is, in a folded text: 鈴木宅. To be asked only where `says_home` holds."""
OWNER_BEFORE_A_WORD = re.compile("[一-龥々]{1,5}(?<![住社在帰公官邸])[宅邸](?=[ぁ-ん])")
"""The same where a word in kana goes on, in a folded text: 鈴木邸さろん. Alone it may be a café's name: to be asked
only of a listing that is held in a home."""
_OPEN_MANSION = re.compile("旧|文化財|記念|資料館|美術館|博物館|庭園|公園|迎賓|洋館|かふぇ|れすとらん|ほてる|料亭|旅館")
_BESIDE = r"(?:の?(?:前|横|隣|庭|離れ|駐車場|車庫|がれーじ|倉庫|敷地)|内|にて|で|など|等|ほか|他)?"
_WHOSE = (
    re.compile(rf"(.+?)(さん|様|氏|先生)?の?(?:お宅|おうち|宅|方|邸|(家)){_BESIDE}"),
    re.compile(r"(?:ご?自)?宅\(([^()]+?)(さん|様|氏|先生)?\)()"),
)


def says_home(text: str) -> bool:
    """Whether a folded name or address of a venue says that it is a home: 鈴木邸, 宅(鈴木), 会長宅; not 旧鈴木邸.

    >>> says_home("鈴木宅2階"), says_home("県営住宅集会所")
    (True, False)
    """
    plain = _NO_HOME.sub("", _OWNED.sub("個人宅", text))
    if _PLAINLY.search(plain):
        return True
    return bool(
        _HOUSE.search(_TOWN.sub(_SOMEBODY, plain)) or (_MANSION.search(plain) and not _OPEN_MANSION.search(plain))
    )


def whose(text: str) -> tuple[str, bool, bool] | None:
    """(name, titled, merely 「の家」) of a folded name that says whose home it is; None where it says nobody's.

    >>> whose("花子さん宅")
    ('花子', True, False)
    """
    found = next((match for pattern in _WHOSE if (match := pattern.fullmatch(text))), None)
    if found is None or re.fullmatch(_ROLE, found[1]):
        return None
    return found[1], bool(found[2]), bool(found[3])
