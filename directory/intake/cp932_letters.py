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


def _has(letter: str) -> bool:
    try:
        letter.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
