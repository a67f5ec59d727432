"""Persons, their homes and their telephones never come in as something public; names of groups and halls stay."""

from pathlib import Path

import pytest

from directory.intake import Surroundings, personal
from directory.intake.reading import Understood, listing_from
from directory.listing import Venue
from directory.publishing.privacy import is_private, telling_names
from tests.directory.intake.sheets import VOCABULARY, csv_file, records

HEADINGS = ["名称", "地区", "開催日時", "会場", "住所", "主催", "連絡先", "問い合わせ先電話", "備考"]
ROW = dict(zip(HEADINGS, ["つくしの会", "沼間", "第1月曜 10:00～12:00", "", "", "", "", "", ""], strict=True))


def understood(folder: Path, *, published: bool = False, **cells: str) -> Understood:
    row = ROW | cells
    (record,) = records(csv_file(folder, [list(row), list(row.values())]))
    return listing_from(record.values, record.cells, Surroundings(VOCABULARY, "14208", "一覧", published=published))


def told(read: Understood) -> set[str]:
    return {one.code for one in read.notes}


HOMES = [
    "鈴木邸", "鈴木花子邸", "鈴木邸（離れ）", "三宅邸", "鈴木宅", "三宅宅", "国安宅", "逗子7丁目鈴木宅", "鈴木宅2階",
    "鈴木宅ガレージ", "鈴木宅の庭", "鈴木宅前", "宅（鈴木）", "宅(鈴木花子)", "（自宅）", "代表者自宅", "会長宅",
    "会長宅（2階）", "会員宅持ち回り", "会員宅を巡回", "世話人宅・集会所", "鈴木さん方", "鈴木様方", "鈴木さんち",
    "代表の家", "会長さんのおうち", "個人住宅", "個人の家", "民家",
]  # fmt: skip
HALLS = [
    "旧華頂宮邸", "旧鈴木邸", "旧岩崎邸庭園", "登録有形文化財鈴木邸", "市長公邸", "知事公邸", "旧邸宅",
    "葉山住宅集会所", "県営住宅", "社宅集会室", "在宅介護支援センター", "宅老所ひまわり", "三宅公民館", "三宅",
    "安宅コミュニティセンター", "ひだまりの家", "老人憩いの家", "日本民家園", "古民家ひだまり", "みなさん方",
    "住宅展示場", "団地集会所", "北方公民館", "鈴木家住宅", "中山晋平邸記念館",
]  # fmt: skip


@pytest.mark.parametrize("said", HOMES)
def test_a_venue_whose_words_say_a_home_is_private(said: str) -> None:
    assert is_private(Venue(id="x", name=said))
    assert is_private(Venue(id="x", address_text=f"逗子市桜山1-2-3 {said}"))


@pytest.mark.parametrize("said", HALLS)
def test_halls_museums_and_towns_with_a_like_word_stay_open(said: str) -> None:
    assert not is_private(Venue(id="x", name=said))


@pytest.mark.parametrize(
    ("venue", "address"),
    [
        *[(said, "") for said in ("鈴木方", "鈴木花子方", "佐藤家", "佐藤家の離れ", "会長宅")],
        ("", "逗子市桜山1-2-3 鈴木方"), ("", "逗子市桜山1-2-3（自宅）"), ("", "逗子市桜山1-2-3 鈴木邸"),
    ],
)  # fmt: skip
def test_a_household_in_a_list_is_a_private_home(tmp_path: Path, venue: str, address: str) -> None:
    read = understood(tmp_path, 会場=venue, 住所=address)
    assert "private_home" in told(read)
    assert [one.privacy for one in read.venues] == ["private_home"]


@pytest.mark.parametrize("address", ["中野区野方", "枚方市", "福岡市南区三宅", "北方", "土方", "田中老人憩の家"])
def test_a_town_that_ends_like_a_household_is_open(tmp_path: Path, address: str) -> None:
    (venue,) = understood(tmp_path, 住所=address).venues
    assert venue.privacy == "open"


@pytest.mark.parametrize("name", ["鈴木邸", "宅（鈴木）", "鈴木宅駐車場", "鈴木さん方"])
def test_whose_home_it_is_is_taken_out_of_texts(name: str) -> None:
    assert {"鈴木宅", "鈴木さん"} <= telling_names(Venue(id="x", name=name))


def test_a_role_is_nobodys_name() -> None:
    assert "会長さん" not in telling_names(Venue(id="x", name="会長宅"), elsewhere=True)


PERSONS = [
    "山田太郎", "山田 太郎", "山田　太郎", "鈴木花子（会長）", "会長 鈴木", "担当 鈴木花子", "担当：鈴木",
    "代表　佐藤 きよ", "山口トメ", "髙橋恵", "鈴木さん", "鈴木花子様", "鈴木会長", "山田太郎・鈴木花子",
    "民生委員 林", "区長 石川", "講師 山田太郎先生",
]  # fmt: skip
GROUPS = [
    "逗子市社協", "ひまわり会", "桜山町内会", "すみれ", "逗子ひまわり", "鈴木医院", "山田農園", "松本清掃",
    "井上歯科", "田中屋", "大和撫子", "山崎ベーカリー", "中山さわやか", "有志", "民生委員", "講師派遣", "沼間すみれ",
    "沼間 さくら", "桜山長寿会", "囲碁 将棋", "町内会長", "老人会会長",
]  # fmt: skip


@pytest.mark.parametrize("column", ["主催", "連絡先"])
@pytest.mark.parametrize("said", PERSONS)
def test_a_person_is_neither_organization_nor_contact(tmp_path: Path, column: str, said: str) -> None:
    read = understood(tmp_path, **{column: said, "問い合わせ先電話": "046-873-0001"})
    assert "personal_name" in told(read)
    assert read.listing.organization is None
    assert said.replace("　", " ").replace("（", "(").replace("）", ")").replace("：", ":") in (
        read.listing.note_office or ""
    )
    (phone,) = read.listing.phones
    assert (phone.audience, phone.contact_text) == ("office", None)
    assert "home_phone" in told(read)


@pytest.mark.parametrize("column", ["主催", "連絡先"])
@pytest.mark.parametrize("said", GROUPS)
def test_a_group_that_reads_like_a_name_stays(tmp_path: Path, column: str, said: str) -> None:
    read = understood(tmp_path, **{column: said, "問い合わせ先電話": "046-873-0001"})
    assert read.listing.organization == said
    assert [phone.audience for phone in read.listing.phones] == ["public"]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("ひまわり会 代表 鈴木花子", "ひまわり会"),
        ("ひまわり会（鈴木花子）", "ひまわり会"),
        ("ひまわり会 山田　太郎", "ひまわり会"),
        ("逗子市社協 担当 山田", "逗子市社協"),
        ("沼間地区社協 事務局 田中", "沼間地区社協"),
        ("鈴木花子 871-0001", None),
        ("担当：福祉課 佐藤", "担当:福祉課"),
    ],
)
def test_the_group_beside_a_person_is_kept(tmp_path: Path, said: str, kept: str) -> None:
    read = understood(tmp_path, 連絡先=said)
    assert read.listing.organization == kept
    assert "personal_name" in told(read)


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("社協（046-873-0001）", "社協"), ("（社協）046-873-0001", "社協"),
        ("ひまわり会℡871-0001（夜間）", "ひまわり会 (夜間)"),
        ("(046-873-0001) 社協", "社協"), ("046-873-0001", None), ("〒249-0005 逗子市桜山5", "〒249-0005 逗子市桜山5"),
    ],
)  # fmt: skip
def test_what_stands_beside_a_telephone_keeps_its_brackets(said: str, rest: str | None) -> None:
    assert personal.apart(said)[1] == rest


def test_singers_and_writers_of_a_programme_stay(tmp_path: Path) -> None:
    row = {"名称": "歌の会", "会場": "東会館", "内容": "懐メロ（石川さゆり・美空ひばり）、金子みすゞの詩"}
    (record,) = records(csv_file(tmp_path, [list(row), list(row.values())]))
    read = listing_from(record.values, record.cells, Surroundings(VOCABULARY, "14208", "一覧"))
    assert (read.listing.description, told(read)) == ("懐メロ(石川さゆり・美空ひばり)、金子みすゞの詩", set())


@pytest.mark.parametrize(
    ("cells", "audience"),
    [
        ({"問い合わせ先電話": "046-873-0001（鈴木）"}, "office"),
        ({"連絡先": "鈴木花子 046-873-0001"}, "office"),
        ({"連絡先": "鈴木 046-873-0001"}, "office"),
        ({"問い合わせ先電話": "鈴木花子 871-0001"}, "office"),
        ({"問い合わせ先電話": "ひまわり会 ℡871-0001"}, "public"),
        ({"連絡先": "ひまわり会 代表 鈴木花子", "問い合わせ先電話": "046-873-0001"}, "office"),
        ({"問い合わせ先電話": "逗子市社協 担当 山田 046-873-8011"}, "public"),
        ({"連絡先": "ひまわり会", "問い合わせ先電話": "046-873-0001"}, "public"),
        ({"連絡先": "逗子市社協 山田", "問い合わせ先電話": "046-873-8011"}, "public"),
    ],
)
@pytest.mark.parametrize("published", [False, True])
def test_a_landline_beside_a_person_is_a_home_telephone(
    tmp_path: Path, cells: dict[str, str], audience: str, *, published: bool
) -> None:
    read = understood(tmp_path, published=published, **cells)
    assert [phone.audience for phone in read.listing.phones] == [audience]
    assert ("home_phone" in told(read)) == (audience == "office")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("沼間2丁目 鈴木宅", "沼間2丁目"), ("会場は田中宅です", "会場は です"), ("鈴木花子宅", None),
        ("鈴木 花子宅", None), ("佐藤きよ宅（2階）", "2階"), ("集合は佐藤邸前", "集合は 前"),
        *[(text, text) for text in ("旧脇村邸を見学", "県営住宅の集会室", "在宅医療の話", "葉山住宅の皆さん", "三宅")],
    ],
)  # fmt: skip
def test_a_memo_does_not_say_in_whose_house(tmp_path: Path, said: str, kept: str | None) -> None:
    read = understood(tmp_path, 備考=said)
    assert read.listing.note_public == kept
    assert ("備考: " in (read.listing.note_office or "")) == (kept != said)


@pytest.mark.parametrize(
    "said", ["沼間地区社協 山田", "桜山自治会　佐藤", "ボランティアセンター 高橋", "NPO法人すみれ 田中"]
)
def test_a_surname_alone_after_an_office_is_a_persons_name(tmp_path: Path, said: str) -> None:
    assert "personal_name" in told(understood(tmp_path, 連絡先=said))


@pytest.mark.parametrize(
    "said",
    ["社協 地域福祉課", "地域包括支援センター 中部", "公民館 会議室", "沼間会館 沼間", "社協 担当", "自治会 会長"],
)
def test_what_else_follows_an_office_is_none(tmp_path: Path, said: str) -> None:
    assert "personal_name" not in told(understood(tmp_path, 連絡先=said))
