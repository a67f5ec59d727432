"""A profile's venues.csv and listings.csv: UTF-8, one record a row, in words that staff read and write.

Cells that hold several things separate them by 「、」. A venue or an extent may carry a remark in brackets:
「V03（気候の良い時）」「グリーンヒル（住民のみ）」. An empty cell: nobody stated it.
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from directory.errors import InputWrong
from directory.listing import Basis, Extent, Listing, Meeting, Scheme, Telephone, Venue, VenueUse, Word

if TYPE_CHECKING:
    from directory.profile import Profile

PRIVACY = {"公開": "open", "個人宅": "private_home", "個室": "private_room", "同意待ち": "consent_pending"}
SETTING = {"屋内": "indoor", "屋外": "outdoor", "屋内・屋外": "both"}
# Heading → the scheme that its words belong to, and how they are known.
WORDS: dict[str, tuple[Scheme, Basis]] = {
    "種類": ("type", "stated"),
    "困りごと": ("need", "stated"),
    "対象": ("target", "stated"),
    "活動": ("content", "stated"),
    "活動（名前から）": ("content", "name"),
    "役割": ("role", "stated"),
    "アクセス": ("access", "stated"),
}
_VENUE_TEXTS = "番号 名前 名前（原文） よみ 別名 公開 屋内外 住所（原文） 町 メモ"
_LISTING_TEXTS = (
    "番号 名前 名前（原文） よみ 別名 地区 地区（原文） 会場 説明 団体 対象（原文） 申込（原文） 開催（原文） 範囲 "
    "電話 公開メモ 社協メモ"
)
HEADINGS = {"venues.csv": set(_VENUE_TEXTS.split()), "listings.csv": {*_LISTING_TEXTS.split(), *WORDS}}
RESIDENTS_ONLY = "住民のみ"
T = TypeVar("T", Listing, Venue)
_WITH_REMARK = re.compile(r"([^（）、]+)(?:（([^（）]+)）)?")


def read_lists(profile: "Profile") -> Iterator[Listing | Venue]:
    """All venues, then all listings. Raises InputWrong naming file, row and what is wrong."""
    numbers: set[str] = set()
    for place, row in _rows(profile.folder / "venues.csv"):
        numbers.add(row["番号"])
        yield _made(Venue, _venue(profile, row, place), place)
    for place, row in _rows(profile.folder / "listings.csv"):
        unknown = [number for number, _ in _several(row["会場"]) if number not in numbers]
        if unknown:
            raise InputWrong(f"{place}: 会場 {'、'.join(unknown)} が venues.csv にありません")
        yield _made(Listing, _listing(profile, row, place), place)


def _venue(profile: "Profile", row: dict[str, str], place: str) -> dict[str, Any]:
    return {
        "id": profile.venue_id(row["番号"]),
        "name": row["名前"] or None,
        "name_text": row["名前（原文）"] or None,
        "reading": row["よみ"] or None,
        "alternate_names": _names(row["別名"]),
        "privacy": _one_of(PRIVACY, row["公開"], "公開", place),
        "setting": _one_of(SETTING, row["屋内外"], "屋内外", place) if row["屋内外"] else None,
        "address_text": row["住所（原文）"] or None,
        "city_code": profile.municipality_code,
        "town": row["町"] or None,
        "note": row["メモ"] or None,
    }


def _listing(profile: "Profile", row: dict[str, str], place: str) -> dict[str, Any]:
    extents = _several(row["範囲"])
    return {
        **profile.listing_defaults,
        "id": profile.listing_id(row["番号"]),
        "source_id": row["番号"],
        "name": row["名前"],
        "name_text": row["名前（原文）"] or None,
        "reading": row["よみ"] or None,
        "alternate_names": _names(row["別名"]),
        "description": row["説明"] or None,
        "organization": row["団体"] or None,
        "district": row["地区"] or None,
        "district_text": row["地区（原文）"] or None,
        "eligibility_text": row["対象（原文）"] or None,
        "application_text": row["申込（原文）"] or None,
        "note_public": row["公開メモ"] or None,
        "note_office": row["社協メモ"] or None,
        "words": tuple(_words(profile, row, place)),
        "venues": tuple(VenueUse(location_id=profile.venue_id(n), label=label) for n, label in _several(row["会場"])),
        "meetings": (Meeting(text=row["開催（原文）"]),) if row["開催（原文）"] else (),
        "phones": tuple(Telephone(number=number, audience="public") for number in _names(row["電話"])),
        "extents": tuple(Extent(extent=e, residents_only=remark == RESIDENTS_ONLY) for e, remark in extents),
    }


def _made(kind: type[T], values: dict[str, Any], place: str) -> T:
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        wrong = "、".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise InputWrong(f"{place} に誤りがあります（{wrong}）") from error


def _one_of(choices: dict[str, str], text: str, heading: str, place: str) -> str:
    if text not in choices:
        raise InputWrong(f"{place}: {heading}「{text}」は {'・'.join(choices)} のどれかにしてください")
    return choices[text]


def _words(profile: "Profile", row: dict[str, str], place: str) -> Iterator[Word]:
    for heading, (scheme, basis) in WORDS.items():
        for text in _names(row[heading]):
            terms = profile.vocabulary.resolve(text, (scheme,))
            if not terms:
                raise InputWrong(f"{place}: {heading}「{text}」は、ことばの表にありません")
            if len(terms) > 1:
                either = "」か「".join(term.label for term in terms)
                raise InputWrong(f"{place}: {heading}「{text}」は、「{either}」のどれかを書いてください")
            yield Word(scheme=scheme, term=terms[0].id, basis=basis)


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row with the words that say where it stands."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = HEADINGS[path.name] - set(reader.fieldnames or ())
            if missing:
                raise InputWrong(f"{path} に見出し {'、'.join(sorted(missing))} がありません")
            for row in reader:
                yield f"{path.name} の {reader.line_num} 行目", {k: (v or "").strip() for k, v in row.items() if k}
    except FileNotFoundError as error:
        raise InputWrong(f"自治体の名簿 {path.name} がありません: {path.parent}") from error


def _names(cell: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in cell.split("、") if name.strip())


def _several(cell: str) -> list[tuple[str, str | None]]:
    """Split 「V01、V02（雨の日）」 into (V01, None), (V02, 雨の日)."""
    return [(found[1].strip(), found[2]) for found in _WITH_REMARK.finditer(cell) if found[1].strip()]
