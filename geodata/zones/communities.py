"""学区 and 自治会連合 that a 担当地域 text names, found in the further layers that say which land they are."""

import re

from geodata.characters import key

_SCHOOL = "(?:学校|校)?(?:の?通学)?(?:学?区)?域?$"
_KINDS = (
    ("小", re.compile(f"小{_SCHOOL}")),
    ("中", re.compile(f"中{_SCHOOL}")),
    ("区", re.compile("(?:学区|校区)域?$")),
    (
        "連",
        re.compile("(?:地区)?(?:連合自治会|自治会連合会?|自治連合会?|自治連|連合町内会|町内会連合会?)(?:の?区域)?$"),
    ),
    ("地", re.compile("地区(?:の?区域)?$")),
)


def called(name: str) -> str | None:
    """One form for 桜山小学校区, 桜山小学校 and 桜山小; None where `name` (folded) is no such community."""
    for kind, pattern in _KINDS:
        found = pattern.search(name)
        if found is not None:
            return f"{name[: found.start()]}/{kind}" if found.start() else None
    return None


def bare(name: str) -> str:
    """The form of a name that says no kind (曽我), which may be that of a 地区."""
    return f"{name}/"


def names_of_area(area: str, layer: str) -> frozenset[str]:
    """What texts may call an area of a layer. 桜山学区 is 桜山小学校区: bare 学区 are those of 小学校. 桜山地区 and
    桜山 are the area of 桜山連合自治会; 酒匂・小八幡 goes by either name.
    """
    parts = [part for part in key(area).split("・") if part]
    kind = _kind(f"x{key(layer)}") or _kind(parts[-1] if parts else "")
    return frozenset(name for part in parts for name in _names(part, kind, layer))


def _kind(name: str) -> str:
    return (called(name) or "/").rsplit("/", 1)[1]


def _names(part: str, kind: str, layer: str) -> tuple[str, ...]:
    own, _, own_kind = (called(part) or "/").rpartition("/")
    is_primary = kind == "小" or (kind == "区" and "中" not in layer)
    together = ("小", "区") if is_primary else ("連", "地") if kind in ("連", "地") else (kind,)
    base = own if own_kind in together and own else part
    names = tuple(f"{base}/{each}" for each in together if each)
    return (*names, bare(base)) if kind in ("連", "地", "区") else names
