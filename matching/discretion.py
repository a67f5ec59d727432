"""What must not be written about a person here: names, telephones, addresses for mail. The sheet is anonymous."""

import re
import unicodedata

_TELEPHONE = re.compile(r"(?<!\d)0\d{1,4}[-(（ ]?\d{1,4}[-)） ]?\d{3,4}(?!\d)|\+81[-\d ]{8,}")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_NAME = re.compile(
    r"[\u3400-\u9fff々ぁ-んァ-ヶー]{1,6}[ 　][\u3400-\u9fff々ぁ-んァ-ヶー]{1,6}(さん|様|氏|くん|ちゃん)?$"
    r"|[\u3400-\u9fff々]{2,6}(さん|様|氏|くん|ちゃん|殿)$"
)
_CALLED = (
    "お客",
    "皆",
    "患者",
    "民生委員",
    "推進員",
    "職員",
    "高齢者",
    "利用者",
    "近所",
    "奥",
    "お母",
    "お父",
    "世話人",
)


def looks_personal(text: str) -> str | None:
    """What a text looks like (a telephone number, a mail address, a person's name), in Japanese; None: none of them.

    >>> looks_personal("046-873-1111")
    '電話番号'
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if _TELEPHONE.search(plain):
        return "電話番号"
    if _MAIL.search(plain):
        return "メールアドレス"
    if _NAME.fullmatch(plain) and not plain.startswith(_CALLED):
        return "人の名前"
    return None
