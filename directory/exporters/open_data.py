"""自治体標準オープンデータセット: CSV (UTF-8, BOM) in the columns of 公共施設一覧, one row for each listing and venue.

Why this table: the standard has none for gatherings of every kind (こども食堂 alone have one). 公共施設一覧 holds what
a listing says (名称, 所在地, 団体名, 利用可能曜日, 時間, 特記事項, 説明, バリアフリー情報), and readers of it exist.
Its columns are the standard's common part, then the columns that the facility tables share, in their order.
利用可能日時特記事項 always holds the printed text: a bare weekday would be read as every week.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from directory.exporters.csv_utf8 import as_csv
from directory.exporters.exported import Exported
from directory.intake.safe_cells import safe
from directory.listing import Meeting
from directory.occasions import notices
from directory.profile import Profile
from directory.public_view import PublicListing, PublicVenue
from directory.publishing.coarsening import TOWN_LEVEL
from directory.statuses import announced, status_words

COLUMNS = (
    "全国地方公共団体コード", "ID", "地方公共団体名", "名称", "名称_カナ", "名称_英字",
    "所在地_全国地方公共団体コード", "町字ID", "所在地_連結表記", "所在地_都道府県", "所在地_市区町村", "所在地_町字",
    "所在地_番地以下", "建物名等(方書)", "緯度", "経度", "高度の種別", "高度の値", "電話番号", "内線番号",
    "連絡先メールアドレス", "連絡先FormURL", "連絡先備考（その他、SNSなど）", "郵便番号", "法人番号", "団体名",
    "利用可能曜日", "開始時間", "終了時間", "利用可能日時特記事項", "説明", "バリアフリー情報", "URL", "画像",
    "画像_ライセンス", "備考",
)  # fmt: skip
_WEEKDAYS = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), "月火水木金土日", strict=True))
_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_WEIGHTS = (6, 5, 4, 3, 2)


def export(listings: Sequence[PublicListing], profile: Profile, today: date) -> Exported:
    rows = (row for listing in listings for row in _rows(listing, profile, today))
    return Exported(as_csv([COLUMNS, *rows]).encode("utf-8-sig"))


def with_check_digit(code: str) -> str:
    """The 6 digits of 全国地方公共団体コード from its first 5 (総務省's rule).

    >>> with_check_digit("14208")
    '142085'
    """
    total = sum(int(digit) * weight for digit, weight in zip(code, _WEIGHTS, strict=True))
    return f"{code}{(11 - total % 11) % 10 if total >= 11 else 11 - total}"


def _rows(listing: PublicListing, profile: Profile, today: date) -> Iterator[list[str]]:
    for venue in listing.venues or (None,):
        said = {**_common(listing, profile, today), **_place(venue, profile), **_when(listing.meetings)}
        yield [safe(said.get(column) or "") for column in COLUMNS]


def _common(listing: PublicListing, profile: Profile, today: date) -> Mapping[str, str | None]:
    state = [status_words(listing, today) or "", *announced(listing, today), *notices(listing)]
    remarks: dict[str, str | None] = {"状況": "。".join(filter(None, state))}
    remarks |= {"対象": listing.eligibility_text, "参加費": listing.fees_text, "予約": listing.application_text}
    return {
        "全国地方公共団体コード": with_check_digit(profile.municipality_code),
        "ID": listing.source_id or listing.id,
        "地方公共団体名": f"{profile.prefecture}{profile.city}",
        "名称": listing.name,
        "名称_カナ": listing.reading.translate(_KATAKANA),
        "電話番号": listing.telephone,
        "団体名": listing.organization,
        "説明": listing.description,
        "バリアフリー情報": _access(listing, profile),
        "URL": listing.website,
        "備考": " ".join([*(f"{name}:{text}" for name, text in remarks.items() if text), listing.note or ""]).strip(),
    }


def _place(venue: PublicVenue | None, profile: Profile) -> Mapping[str, str | None]:
    if venue is None:
        return {}
    here = profile.city in (venue.address or "") or venue.town is not None
    placed = venue.point_level >= TOWN_LEVEL and venue.latitude is not None
    return {
        "所在地_全国地方公共団体コード": with_check_digit(profile.municipality_code) if here else None,
        "所在地_連結表記": venue.address,
        "所在地_都道府県": profile.prefecture if here else None,
        "所在地_市区町村": profile.city if here else None,
        "所在地_町字": venue.town,
        "建物名等(方書)": venue.place if venue.place != venue.address else None,
        "緯度": str(venue.latitude) if placed else None,
        "経度": str(venue.longitude) if placed else None,
    }


def _when(meetings: Sequence[Meeting]) -> Mapping[str, str | None]:
    """Weekdays and hours where all meetings share the hours; the printed text always."""
    series = [one for meeting in meetings if meeting.certainty == "parsed" for one in meeting.series]
    hours = {(one.start, one.end) for one in series}
    start, end = hours.pop() if len(hours) == 1 else (None, None)
    return {
        "利用可能曜日": ";".join(_weekdays(one.rrule for one in series)),
        "開始時間": start,
        "終了時間": end,
        "利用可能日時特記事項": "、".join(meeting.text for meeting in meetings),
    }


def _weekdays(rules: Iterable[str]) -> list[str]:
    said = {
        part[-2:]
        for rule in rules
        for field in rule.split(";")
        if field.startswith("BYDAY=")
        for part in field[6:].split(",")
    }
    return [letter for code, letter in _WEEKDAYS.items() if code in said]


def _access(listing: PublicListing, profile: Profile) -> str:
    words = {w.term: w.value for venue in listing.venues for w in venue.words if w.scheme == "access"}
    words |= {w.term: w.value for w in listing.words if w.scheme == "access"}
    return "、".join(
        f"{profile.vocabulary.label('access', term)}:{'有' if value else '無'}" for term, value in words.items()
    )
