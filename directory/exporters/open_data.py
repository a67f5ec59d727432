"""自治体標準オープンデータセット: CSV (UTF-8, BOM) in the columns of 公共施設一覧, a row for each listing and venue.

Why this table: the standard has none for gatherings of every kind (こども食堂 alone have one). 公共施設一覧 holds what
a listing says (名称, 所在地, 団体名, 利用可能曜日, 時間, 特記事項, 説明, 設備), and readers of it exist. The 56 columns
and their order are those of デジタル庁's form (正式版); names that data in use writes in two ways
(利用可能日時/時間特記事項, brackets, 英字/英語) stand in the commoner one.
利用可能日時特記事項 always holds the printed text: a bare weekday would be read as every week.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from directory.calendar.occasions import notices
from directory.exporters.csv_utf8 import as_csv
from directory.exporters.exported import Exported
from directory.intake.safe_cells import safe
from directory.listing import Meeting
from directory.profile import Profile
from directory.public_view import PublicListing, PublicVenue
from directory.publishing.coarsening import TOWN_LEVEL
from directory.statuses import announced, status_words

_FACILITIES = (
    "車椅子可", "車椅子貸出", "ツエ貸出", "多目的トイレ", "スロープ、エレベータ、エスカレータ",
    "点字ブロック等の移動支援", "点字や読上による支援", "盲導犬・介助犬・聴導犬同伴", "字幕", "筆談対応",
    "優先駐車場", "オストメイト対応トイレ", "授乳室", "おむつ替えコーナー", "飲食可否", "ベビーカー貸出",
    "ベビーカー利用",
)  # fmt: skip
_OF_ACCESS = {"車椅子可": "wheelchair", "多目的トイレ": "accessible_toilet", "ベビーカー利用": "stroller"}
COLUMNS = (
    "全国地方公共団体コード", "ID", "地方公共団体名", "名称", "名称_カナ", "名称_英字", "名称_通称", "POIコード",
    "外部識別子", "外部識別子の値", "所在地_全国地方公共団体コード", "町字ID", "所在地_連結表記", "所在地_都道府県",
    "所在地_市区町村", "所在地_町字", "所在地_番地以下", "建物名等(方書)", "緯度", "経度", "高度の種別", "高度の値",
    "電話番号", "内線番号", "連絡先メールアドレス", "連絡先FormURL", "連絡先備考（その他、SNSなど）", "郵便番号",
    "法人番号", "団体名", "利用可能曜日", "開始時間", "終了時間", "利用可能日時特記事項", "説明", *_FACILITIES, "URL",
    "画像", "画像_ライセンス", "備考",
)  # fmt: skip
REQUIRED = ("ID", "名称", "所在地_連結表記")
_WEEKDAYS = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), "月火水木金土日", strict=True))
_ID = re.compile(r"[0-9A-Za-z_-]+")
_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_WEIGHTS = (6, 5, 4, 3, 2)


def export(listings: Sequence[PublicListing], profile: Profile, today: date) -> Exported:
    rows = list(records(listings, profile, today))
    cells = [[safe(row.get(column) or "") for column in COLUMNS] for row in rows]
    bare = sum(row["所在地_連結表記"] == f"{profile.prefecture}{profile.city}" for row in rows)
    note = f"住所の分からない {bare} 件は、所在地_連結表記（必須の項目）を {profile.city} までにしました。"
    return Exported(as_csv([COLUMNS, *cells]).encode("utf-8-sig"), (note,) if bare else ())


def records(listings: Sequence[PublicListing], profile: Profile, today: date) -> Iterator[Mapping[str, str | None]]:
    """A record for each venue of each listing; the ID of a second venue is that of the first with 「-2」."""
    for listing in listings:
        for number, venue in enumerate(listing.venues or (None,), 1):
            said = {**_common(listing, venue, profile, today), **_place(venue, profile), **_when(listing.meetings)}
            yield said | {"ID": f"{_id(listing)}-{number}" if number > 1 else _id(listing)}


def with_check_digit(code: str) -> str:
    """The 6 digits of 全国地方公共団体コード from its first 5 (総務省's rule).

    >>> with_check_digit("14208")
    '142085'
    """
    total = sum(int(digit) * weight for digit, weight in zip(code, _WEIGHTS, strict=True))
    return f"{code}{(11 - total % 11) % 10 if total >= 11 else 11 - total}"


def _id(listing: PublicListing) -> str:
    """半角英数字, as the standard wants it."""
    number = listing.source_id or ""
    return number if _ID.fullmatch(number) else listing.id


def _common(
    listing: PublicListing, venue: PublicVenue | None, profile: Profile, today: date
) -> Mapping[str, str | None]:
    state = [status_words(listing, today) or "", *announced(listing, today), *notices(listing)]
    facilities = _facilities(listing, venue)
    other = "、".join(
        f"{profile.vocabulary.label('access', term)}:{said}"
        for term, said in facilities.items()
        if term not in _OF_ACCESS.values()
    )
    remarks: dict[str, str | None] = {"状況": "。".join(filter(None, state))}
    remarks |= {"対象": listing.eligibility_text, "参加費": listing.fees_text, "予約": listing.application_text}
    remarks |= {"会場の使い分け": venue.label if venue else None, "設備": other}
    return {
        "全国地方公共団体コード": with_check_digit(profile.municipality_code),
        "地方公共団体名": f"{profile.prefecture}{profile.city}",
        "名称": listing.name,
        "名称_カナ": listing.reading.translate(_KATAKANA),
        "名称_通称": "、".join(listing.alternate_names),
        "電話番号": listing.telephone,
        "団体名": listing.organization,
        "説明": listing.description,
        "URL": listing.website,
        "備考": " ".join([*(f"{name}:{text}" for name, text in remarks.items() if text), listing.note or ""]).strip(),
    } | {column: facilities.get(term) for column, term in _OF_ACCESS.items()}


def _place(venue: PublicVenue | None, profile: Profile) -> Mapping[str, str | None]:
    """所在地_連結表記 is required: where no address is known it ends with the town or the municipality."""
    city = f"{profile.prefecture}{profile.city}"
    if venue is None:
        return {"所在地_連結表記": city, "所在地_都道府県": profile.prefecture, "所在地_市区町村": profile.city}
    address = venue.address or f"{profile.city}{venue.town or ''}"
    here = profile.city in address or venue.town is not None
    if here and address.startswith(profile.city):
        address = profile.prefecture + address
    placed = venue.point_level >= TOWN_LEVEL and venue.latitude is not None
    town = f"{city}{venue.town}"
    return {
        "所在地_全国地方公共団体コード": with_check_digit(profile.municipality_code) if here else None,
        "所在地_連結表記": address,
        "所在地_都道府県": profile.prefecture if here else None,
        "所在地_市区町村": profile.city if here else None,
        "所在地_町字": venue.town,
        "所在地_番地以下": address.removeprefix(town) if venue.town and address.startswith(town) else None,
        "建物名等(方書)": venue.place if venue.place not in (venue.address, address) else None,
        "緯度": str(venue.latitude) if placed else None,
        "経度": str(venue.longitude) if placed else None,
    }


def _when(meetings: Sequence[Meeting]) -> Mapping[str, str | None]:
    """Weekdays and hours where all meetings share the hours; the printed text always."""
    series = [one for meeting in meetings if meeting.certainty == "parsed" for one in meeting.series]
    hours = {(one.start, one.end) for one in series}
    start, end = hours.pop() if len(hours) == 1 else (None, None)
    return {
        "利用可能曜日": "".join(_weekdays(one.rrule for one in series)),
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


def _facilities(listing: PublicListing, venue: PublicVenue | None) -> dict[str, str]:
    """Access facts by their terms, 有 or 無; what nobody stated is not there."""
    words = {word.term: word.value for word in (venue.words if venue else ()) if word.scheme == "access"}
    words |= {word.term: word.value for word in listing.words if word.scheme == "access"}
    return {term: "有" if value else "無" for term, value in words.items()}
