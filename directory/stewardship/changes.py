"""What differs between two states of a listing or venue, as screens say it; and merging two people's edits."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel

from directory.freshness import MEANS
from directory.listing import Channel, Listing, Reach, Scheme, Venue
from directory.vocabulary import Vocabulary

NOTHING = "（なし）"
LABELS = {
    "name": "名前",
    "name_text": "名前（元の表記）",
    "reading": "読み",
    "alternate_names": "別の呼び名",
    "description": "していること",
    "organization": "運営団体",
    "status": "状況",
    "status_since": "いつから",
    "status_reason": "状況の理由",
    "coming_statuses": "これからの状況",
    "visible": "公開",
    "municipality": "市区町村",
    "district": "地区",
    "minimum_age": "年齢（下限）",
    "maximum_age": "年齢（上限）",
    "eligibility_text": "対象",
    "fees_text": "費用",
    "fee_yen_min": "費用（円・最小）",
    "fee_yen_max": "費用（円・最大）",
    "application_text": "予約・申込",
    "capacity": "定員",
    "website": "ウェブサイト",
    "assured_date": "最後に確認した日",
    "assurer": "確認した人",
    "assured_how": "確認のしかた",
    "source_text": "出典",
    "source_as_of": "出典の時点",
    "publication_basis": "公開の根拠",
    "note_public": "公開のメモ",
    "note_supporter": "支援者だけのメモ",
    "note_office": "社協だけのメモ",
    "first_days": "はじめての日（ことば）",
    "reach": "連絡のしかた（社協だけ）",
    "venues": "会場",
    "meetings": "開催日",
    "phones": "電話",
    "extents": "活動の範囲",
    "privacy": "公開のしかた",
    "setting": "屋内・屋外",
    "address_text": "住所",
    "town": "町丁目",
    "latitude": "緯度",
    "longitude": "経度",
    "transportation": "行き方",
    "note": "メモ",
}
SCHEME_LABELS: dict[str, str] = {
    "type": "種類",
    "need": "応えるニーズ",
    "target": "対象（分類）",
    "content": "活動内容",
    "role": "できる役割",
    "access": "移動・設備",
    "first_visit": "はじめての日",
    "ability": "生かせる力",
    "language": "ことば",
}
STATUSES = {"active": "活動中", "paused": "休止中", "ended": "終了", "preparing": "準備中", "unknown": "不明"}
AUDIENCES = {"public": "公開", "supporter": "支援者だけ", "office": "社協だけ"}
CHANNELS: dict[Channel, str] = {
    "telephone": "電話",
    "fax": "FAX",
    "post": "郵便",
    "mail": "メール",
    "visit": "訪問",
}
REACH = {
    "hours": "電話のつながる時間",
    "fax": "FAX",
    "post": "郵送先",
    "mail": "メール",
    "visit": "会える所・とき",
}
"""What `Reach` holds besides the way that the group prefers."""
PRIVACIES = {
    "open": "会場名と住所を公開",
    "private_home": "個人宅（町丁目まで）",
    "private_room": "個人の部屋（町丁目まで）",
    "consent_pending": "同意を確認中（町丁目まで）",
}
SETTINGS = {"indoor": "屋内", "outdoor": "屋外", "both": "屋内と屋外"}
_VALUES: dict[str, Mapping[str, str]] = {
    "status": STATUSES,
    "privacy": PRIVACIES,
    "setting": SETTINGS,
    "assured_how": {str(how): word for how, word in MEANS.items()},
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference, as people read it."""

    label: str
    before: str
    after: str

    @property
    def was_nothing(self) -> bool:
        return self.before == NOTHING

    @property
    def is_nothing(self) -> bool:
        return self.after == NOTHING


@dataclass(frozen=True, slots=True)
class Wording:
    """How values read: the vocabulary's labels, and a venue's name by its id."""

    vocabulary: Vocabulary
    venue_name: Callable[[str], str]

    def differences(self, before: BaseModel | None, after: BaseModel | None) -> tuple[Difference, ...]:
        """Every difference, in the order of the fields; words by their group."""
        old, new = self.lines(before), self.lines(after)
        labels = dict.fromkeys((*old, *new))
        return tuple(
            Difference(label, old.get(label, NOTHING), new.get(label, NOTHING))
            for label in labels
            if old.get(label, NOTHING) != new.get(label, NOTHING)
        )

    def lines(self, value: BaseModel | None) -> dict[str, str]:
        """Label → text of everything stated."""
        if value is None:
            return {}
        said = {
            LABELS[name]: self._text(name, getattr(value, name)) for name in type(value).model_fields if name in LABELS
        }
        if isinstance(value, Listing | Venue):
            said |= {SCHEME_LABELS[scheme]: self._words(value, scheme) for scheme in get_args(Scheme)}
        return {label: text for label, text in said.items() if text}

    def _words(self, value: Listing | Venue, scheme: str) -> str:
        return "、".join(
            self.vocabulary.label(scheme, word.term) + ("" if word.value else "（無）")
            for word in value.words
            if word.scheme == scheme
        )

    def _text(self, name: str, value: Any) -> str:
        if value is None or value == ():
            return ""
        if name == "venues":
            return "、".join(
                self.venue_name(use.location_id) + (f"（{use.label}）" if use.label else "") for use in value
            )
        if name == "meetings":
            return "\n".join(meeting.text for meeting in value)
        if name == "coming_statuses":
            return "、".join(
                f"{one.since.isoformat()}から{STATUSES[one.status]}" + (f"（{one.reason}）" if one.reason else "")
                for one in value
            )
        if name == "phones":
            return "、".join(
                f"{phone.number} {phone.contact_text or ''}（{AUDIENCES[phone.audience]}）" for phone in value
            )
        if name == "extents":
            return "、".join(one.extent + ("（住民だけ）" if one.residents_only else "") for one in value)
        if name == "first_days":
            return "、".join(f"{self.vocabulary.label('first_visit', one.term)}：{one.text}" for one in value)
        if isinstance(value, Reach):
            return reach_words(value)
        if isinstance(value, bool):
            return "する" if value else "しない"
        if isinstance(value, tuple):
            return "、".join(value)
        return _VALUES.get(name, {}).get(str(value), str(value))


def reach_words(reach: Reach) -> str:
    """「FAXで・FAX 000-000-0003・平日10時から」"""
    said = reach.model_dump(exclude_none=True)
    words = [f"{label} {said[name]}" for name, label in REACH.items() if name in said]
    return "・".join([f"{CHANNELS[reach.prefers]}で", *words] if reach.prefers else words)


def named(venues: Iterable[Venue]) -> Callable[[str], str]:
    """A venue's name by id, for `Wording`."""
    names: Mapping[str, str] = {venue.id: venue.name or venue.address_text or "名のない会場" for venue in venues}
    return lambda venue_id: names.get(venue_id, "名簿にない会場")
