"""推奨データセット, the form before the standard: CSV (UTF-8, BOM) in the 24 columns of its 公共施設一覧.

The same records as `open_data`, under the older names.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from directory.exporters.csv_utf8 import as_csv
from directory.exporters.exported import Exported
from directory.exporters.open_data import records
from directory.intake.safe_cells import safe
from directory.profile import Profile
from directory.public_view import PublicListing

COLUMNS = (
    "都道府県コード又は市区町村コード", "NO", "都道府県名", "市区町村名", "名称", "名称_カナ", "名称_通称", "POIコード",
    "住所", "方書", "緯度", "経度", "電話番号", "内線番号", "法人番号", "団体名", "利用可能曜日", "開始時間",
    "終了時間", "利用可能日時特記事項", "説明", "バリアフリー情報", "URL", "備考",
)  # fmt: skip
_RENAMED = {
    "都道府県コード又は市区町村コード": "全国地方公共団体コード",
    "NO": "ID",
    "住所": "所在地_連結表記",
    "方書": "建物名等(方書)",
}
_FACILITIES = ("車椅子可", "多目的トイレ", "ベビーカー利用")


def export(listings: Sequence[PublicListing], profile: Profile, today: date) -> Exported:
    rows = [
        [safe(_said(record, column, profile) or "") for column in COLUMNS]
        for record in records(listings, profile, today)
    ]
    return Exported(as_csv([COLUMNS, *rows]).encode("utf-8-sig"))


def _said(record: Mapping[str, str | None], column: str, profile: Profile) -> str | None:
    match column:
        case "都道府県名":
            return profile.prefecture
        case "市区町村名":
            return profile.city
        case "バリアフリー情報":
            return ";".join(f"{one}:{said}" for one in _FACILITIES if (said := record.get(one)))
        case _:
            return record.get(_RENAMED.get(column, column))
