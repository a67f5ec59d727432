"""Ages, minutes, points and hours of the condition sheet: whatever people write, or a warning in Japanese."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Warn = Callable[[str], None]
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
OLDEST = 130
MOST_MINUTES = 180
_DAY_WORDS = (
    {day: (number,) for number, day in enumerate(DAYS)}
    | {kanji: (number,) for number, kanji in enumerate("月火水木金土日")}
    | {f"{kanji}曜": (number,) for number, kanji in enumerate("月火水木金土日")}
    | {f"{kanji}曜日": (number,) for number, kanji in enumerate("月火水木金土日")}
    | {"平日": (0, 1, 2, 3, 4), "土日": (5, 6), "週末": (5, 6), "休日": (5, 6), "毎日": tuple(range(7))}
    | {"いつでも": tuple(range(7))}
)
_BAND = re.compile(r"(\d{1,3})\s*(?:歳)?\s*(?:-|~|〜|から)\s*(\d{1,3})\s*歳?")
_OPEN_BAND = re.compile(r"(\d{1,3})\s*歳?\s*(?:\+|以上|~|〜|-)")
_DECADE = re.compile(r"(\d{1,2}0|0|10)\s*代(前半|後半)?")
_BUDGET = re.compile(
    r"(?:一回|1回|毎回|参加費|会費|費用|予算|お金)?[はが]?\s*(\d{1,3}(?:,\d{3})+|\d{1,6})円(?:程度|くらい|ぐらい)?(?:まで|以内|以下|未満|なら)?"
)
_TIME = re.compile(r"(\d{1,2})(?::|時)(\d{2})?分?")


@dataclass(frozen=True, slots=True)
class Window:
    """When a person is free: weekdays 0 (Monday) to 6, minutes of the day from `start` to `end`."""

    days: frozenset[int]
    start: int = 0
    end: int = 24 * 60


def read_ages(age: object, band: object, warn: Warn) -> tuple[int | None, int | None]:
    """An age or an age band → youngest and oldest in years, both inclusive."""
    if age is not None:
        years = _whole_number(age)
        if years is not None and 0 <= years <= OLDEST:
            if band is not None and not _agrees(years, *read_ages(None, band, warn)):
                warn("age（年齢）と age_band（年代）が合いません。年齢のほうを読みました")
            return years, years
        warn(f"age（年齢）は 0 から {OLDEST} の数で書いてください。読みませんでした")
    if band is None:
        return None, None
    text = unicodedata.normalize("NFKC", str(band)).strip()
    if found := _BAND.fullmatch(text):
        low, high = int(found[1]), int(found[2])
        if low <= high <= OLDEST:
            return low, high
    elif found := _DECADE.fullmatch(text):
        low = int(found[1]) + (5 if found[2] == "後半" else 0)
        return low, low + (4 if found[2] else 9)
    elif found := _OPEN_BAND.fullmatch(text):
        if int(found[1]) <= OLDEST:
            return int(found[1]), None
    elif text.removesuffix("歳").isdecimal() and int(text.removesuffix("歳")) <= OLDEST:
        return (years := int(text.removesuffix("歳"))), years
    warn("age_band（年代）は 75-79 や 90+ のように書いてください。読みませんでした")
    return None, None


def _agrees(years: int, youngest: int | None, oldest: int | None) -> bool:
    return (youngest is None or youngest <= years) and (oldest is None or years <= oldest)


def read_minutes(stated: object, warn: Warn) -> int | None:
    if stated is None:
        return None
    minutes = _whole_number(stated.removesuffix("分") if isinstance(stated, str) else stated)
    if minutes is not None and 0 <= minutes <= MOST_MINUTES:
        return minutes
    warn(f"mobility.minutes（片道の分）は 0 から {MOST_MINUTES} の数で書いてください。読みませんでした")
    return None


def split_budget(stated: object) -> tuple[int | None, object]:
    """The most that may be paid for one time, in yen (「1回300円まで」), and the other words of a list."""
    if not isinstance(stated, list):
        stated = [stated] if isinstance(stated, str) else stated
    if not isinstance(stated, list):
        return None, stated
    texts = [unicodedata.normalize("NFKC", one).strip() if isinstance(one, str) else "" for one in stated]
    found = [_BUDGET.fullmatch(text) for text in texts]
    amounts = [int(one[1].replace(",", "")) for one in found if one]
    return min(amounts, default=None), [one for one, budget in zip(stated, found, strict=True) if not budget]


def read_point(stated: Mapping[object, object], warn: Warn) -> tuple[float, float] | None:
    lat, lon = stated.get("lat"), stated.get("lon")
    if (
        isinstance(lat, int | float)
        and isinstance(lon, int | float)
        and not isinstance(lat, bool)
        and not isinstance(lon, bool)
        and math.isfinite(lat)
        and math.isfinite(lon)
        and 20 <= lat <= 46
        and 122 <= lon <= 154
    ):
        return float(lat), float(lon)
    warn('place（場所）の点は {"lat": 35.29, "lon": 139.58} のように、日本の中の度で書いてください。読みませんでした')
    return None


def read_windows(stated: object, warn: Warn) -> tuple[Window, ...]:
    """Availability. Days without hours are whole days; hours without days are every day."""
    if stated is None:
        return ()
    if isinstance(stated, str) and stated.strip() in _DAY_WORDS:
        stated = {"days": [stated.strip()]}
    if isinstance(stated, Mapping):
        stated = [stated]
    if not isinstance(stated, list):
        warn('availability（来られる日）は [{"days": ["MO"], "from": "09:00", "to": "12:00"}] のように書いてください')
        return ()
    windows = [window for entry in stated if (window := _window(entry, warn)) is not None]
    return tuple(dict.fromkeys(windows))


def _window(entry: object, warn: Warn) -> Window | None:
    if not isinstance(entry, Mapping):
        warn("availability（来られる日）に読めないものがあります")
        return None
    named = entry.get("days")
    texts = [named] if isinstance(named, str) else named
    days: set[int] = set()
    if isinstance(texts, list) and texts:
        for text in texts:
            numbers = _DAY_WORDS.get(str(text).strip().upper()[:8])
            if numbers is None:
                warn(f"「{str(text)[:20]}」は曜日として読めません（MO、月、平日 など）")
            else:
                days.update(numbers)
        if not days:
            return None
    else:
        days = set(range(7))
    start, end = _time(entry.get("from"), 0, warn), _time(entry.get("to"), 24 * 60, warn)
    if start >= end:
        warn("availability（来られる日）は from を to より前にしてください。時刻は読みませんでした")
        start, end = 0, 24 * 60
    return Window(frozenset(days), start, end)


def _time(stated: object, missing: int, warn: Warn) -> int:
    if stated is None or stated == "":
        return missing
    found = _TIME.fullmatch(unicodedata.normalize("NFKC", str(stated)).strip())
    if found and (minutes := int(found[1]) * 60 + int(found[2] or 0)) <= 24 * 60:
        return minutes
    warn(f"「{str(stated)[:20]}」は時刻として読めません（09:00 のように）")
    return missing


def _whole_number(stated: object) -> int | None:
    if isinstance(stated, bool):
        return None
    if isinstance(stated, int):
        return stated
    if isinstance(stated, float):
        return int(stated) if stated.is_integer() else None
    text = unicodedata.normalize("NFKC", stated).strip().removesuffix("歳") if isinstance(stated, str) else ""
    return int(text) if text.isdecimal() else None
