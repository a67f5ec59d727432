"""What staff say that a heading means: kept for the municipality, and used before every guess."""

from collections.abc import Mapping

from sqlmodel import Session, select

from directory.errors import InputWrong
from directory.models import HeaderName

LEFT_OUT = ""
LABELS: dict[str, str] = {
    "name": "名称", "reading": "よみ", "alternate_names": "別の呼び名", "kind": "種類", "status": "状況",
    "status_reason": "状況の理由", "district": "地区", "prefecture": "都道府県", "municipality": "市区町村",
    "schedule_text": "開催日時", "days_text": "開催日", "weekdays": "曜日", "weeks": "第何週", "frequency": "頻度",
    "time_text": "時間", "start_time": "開始の時刻", "end_time": "終了の時刻", "schedule_note": "日時の補足",
    "start_date": "はじまる日", "end_date": "おわる日",
    "venue_text": "会場", "venue_reading": "会場のよみ", "address_text": "住所", "town": "町丁目",
    "address_rest": "番地以下", "building": "建物・階", "postal": "郵便番号", "latitude": "緯度",
    "longitude": "経度", "transportation": "行き方", "venue_note": "会場の使い分け",
    "target_text": "対象", "minimum_age": "何歳から", "maximum_age": "何歳まで", "fee_text": "参加費", "free": "無料か",
    "reservation_text": "予約・申込", "no_reservation": "予約不要か", "capacity": "定員", "activity_text": "内容",
    "access_text": "設備・バリアフリー", "wheelchair": "車いす", "accessible_toilet": "バリアフリートイレ",
    "parking": "駐車場", "pickup": "送迎", "stairs": "階段・段差", "stroller": "ベビーカー",
    "greeter": "迎えてくれる人", "visit_ok": "見学できるか", "leave_early_ok": "途中で帰ってよいか",
    "men_share": "男性の参加", "bring": "持ち物", "chairs": "椅子", "hearing": "聞こえへの配慮",
    "organization": "主催・運営", "contact_org": "問い合わせ先", "phone": "電話", "phone_extension": "内線（社協だけ）",
    "fax": "FAX（社協だけ）",
    "email": "メール（社協だけ）", "website": "ウェブサイト", "contact_person": "代表者・担当者の氏名（社協だけ）",
    "contact_address": "代表者の住所・郵送先（社協だけ）", "contact_by": "希望の連絡方法（社協だけ）",
    "contact_hours": "電話のつながる時間（社協だけ）", "may_publish": "公開してよいか",
    "phone_public": "電話を公開してよいか", "notes": "備考（公開）", "office_notes": "覚え書き（社協だけ）",
    "assured_date": "確認した日", "assured_how": "確認のしかた", "as_of": "いつの情報か",
    "source_id": "登録番号", "number": "通し番号（使わない）",
}  # fmt: skip
"""The fields that staff may choose for a heading, in the order in which they are offered."""
SHOWN: Mapping[str, str] = LABELS | {"fiscal_year": "年度", "municipality_code": "自治体コード"}
"""What people call each value of a row."""


def remembered_headings(session: Session) -> dict[str, str]:
    """What staff once said of headings: heading → field, "" where it is left out."""
    return {row.heading: row.field for row in session.exec(select(HeaderName))}


def explain(session: Session, said: Mapping[str, str | None]) -> None:
    """Keep what staff say of headings; None forgets it. Raises InputWrong for a field that there is not."""
    unknown = [field for field in said.values() if field is not None and field not in (LEFT_OUT, *LABELS)]
    if unknown:
        raise InputWrong(f"「{unknown[0]}」という項目はありません。一覧から選び直してください。")
    for heading, field in said.items():
        known = session.get(HeaderName, heading)
        if known and field is None:
            session.delete(known)
        elif known and field is not None:
            known.field = field
        elif field is not None:
            session.add(HeaderName(heading=heading, field=field))
    session.flush()
