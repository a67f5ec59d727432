"""Letters that CP932 (Windows' Shift_JIS) has not: written as 〔U+20BB7〕, and read back from the list's own form."""

import re

TWINS = str.maketrans("〜−‖¢£¬—", "～－∥￠￡￢―")
"""What CP932 has only in another shape: the same mark, no letter is lost."""

_WRITTEN = re.compile(r"〔U\+([0-9A-F]{4,6})〕")


def written(text: str) -> tuple[str, list[str]]:
    """The text in CP932's letters, and those that it has not."""
    plain = text.translate(TWINS).replace("〔U+", "〔U+3014〕U+")
    missing = [letter for letter in dict.fromkeys(plain) if not _has(letter)]
    for letter in missing:
        plain = plain.replace(letter, f"〔U+{ord(letter):04X}〕")
    return plain, missing


def read(text: str) -> str:
    """The text as it was before `written`, twins aside."""
    return _WRITTEN.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), text)


def could_be(text: str, original: str) -> bool:
    """Whether the text may be the original after a program saved it in CP932: twins, and 「?」 for what that has not.

    >>> could_be("??野", "𠮷野"), could_be("10:00～", "10:00〜"), could_be("山野", "𠮷野")
    (True, True, False)
    """
    if text == original or text.translate(TWINS) == original.translate(TWINS):
        return True
    marks = "".join(letter if _has(letter) else "\0" for letter in original.translate(TWINS))
    pattern = r"\?{1,2}".join(map(re.escape, marks.split("\0")))
    return "\0" in marks and re.fullmatch(pattern, text.translate(TWINS)) is not None


def _has(letter: str) -> bool:
    """Whether every program reads the same letter back: private use and 0xA0 are each one's own matter."""
    try:
        letter.encode("cp932")
    except UnicodeEncodeError:
        return False
    return letter != "\xa0" and not "\ue000" <= letter <= "\uf8ff"
