"""学区 and 自治会連合 that a 担当地域 text names, found in the further layers that say which land they are."""

import re

from geodata.characters import key

_SCHOOL = "(?:学校|校)?(?:の?通学)?(?:学?区)?域?$"
_KINDS = (
    ("小", re.compile(f"小{_SCHOOL}")),
    ("中", re.compile(f"中{_SCHOOL}")),
    ("区", re.compile("(?:学区|校区)域?$")),
    ("連", re.compile("(?:地区)?(?:連合自治会|自治会連合会?|自治連合会?|自治連|連合町内会|町内会連合会?)$")),
)


def called(name: str) -> str | None:
    """One form for 桜山小学校区, 桜山小学校 and 桜山小; None where `name` (folded) is no such community."""
    for kind, pattern in _KINDS:
        found = pattern.search(name)
        if found is not None:
            return f"{name[: found.start()]}/{kind}" if found.start() else None
    return None


def names_of_area(area: str, layer: str) -> frozenset[str]:
    """What texts may call an area of a layer. 桜山学区 is 桜山小学校区: bare 学区 are those of 小学校."""
    name = called(key(area)) or called(f"{key(area)}{key(layer)}")
    if name is None:
        return frozenset()
    base, kind = name.rsplit("/", 1)
    is_primary = kind == "小" or (kind == "区" and "中" not in layer)
    return frozenset({f"{base}/小", f"{base}/区"} if is_primary else {name})
