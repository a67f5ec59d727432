"""Everything that can be printed, as one who asks for it gets it."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader

from directory.errors import InputWrong, NotFound
from directory.listing import DayChange, Meeting, Series
from directory.paper.booklets import OTHER, head_of, months_later
from directory.public_view import PublicListing, PublicVenue
from directory.views import papers
from directory.vocabulary import Vocabulary
from tests.directory.views.standing import paper_parts
from tests.factories import a_public_listing
from tests.pages import page_of

ClientOf = Callable[..., FlaskClient]
Asked = Callable[..., FlaskClient]
SUNDAYS = Meeting(
    text="毎週日曜 10時", certainty="parsed", series=(Series(rrule="FREQ=WEEKLY;BYDAY=SU", start="10:00", end="11:30"),)
)
HALL = PublicVenue(place="北会館", latitude=35.305, longitude=139.51, point_level=8, zone_id="north")
HOME = PublicVenue(place="北1丁目・社協に連絡", coarse=True, latitude=35.306, longitude=139.512, point_level=3)
NORTH = a_public_listing(
    name="北のサロン", reading="きたのさろん", zone_ids=("north",), district="北", place="北会館", venues=(HALL,),
    meetings=(SUNDAYS,), telephone="046-000-0009", types=("salon",),
)  # fmt: skip
KEPT = (
    NORTH,
    a_public_listing(name="どこかのサロン", reading="どこかのさろん", district="北", types=("salon",)),
    a_public_listing(name="南のサロン", reading="みなみのさろん", zone_ids=("south",), district="南", types=("salon",)),
    a_public_listing(name="名もない会", reading="なもないかい", place=HOME.place, venues=(HOME,)),
)
BOOKLETS = ("/paper/booklet.pdf", "/paper/booklet.pdf?by=type")
PAPERS = ("/areas/north.pdf", "/paper/list.pdf", "/paper/calendar.pdf", *BOOKLETS)
NASTY = '#panic("x") *強い* $x$ @ref <ref> \\ [ ] { `raw` // = - + _下_ ~'
FORBIDDEN_AT_THE_START = "、。，．・：；）」』】〉》〕々ーぁぃぅぇぉっゃゅょァィゥェォッャュョ"


@pytest.fixture
def asked(client_of: ClientOf, tmp_path: Path) -> Asked:
    return lambda *kept: client_of(papers.blueprint(paper_parts(tmp_path, *kept)))


def pdf(client: FlaskClient, path: str) -> PdfReader:
    answer = client.get(path)
    assert answer.mimetype == "application/pdf"
    return PdfReader(BytesIO(answer.data))


def text_of(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def test_a_list_has_the_desk_each_telephone_the_dates_and_the_map(asked: Asked) -> None:
    text = text_of(pdf(asked(*KEPT), "/areas/north.pdf"))
    assert text.index("046-000-0001") < text.index("046-000-0009") < text.index("日曜")
    assert "2026年（令和8年）11月22日 発行" in text
    assert "2027年（令和9年）2月20日 まで" in text
    assert "どこかのサロン" in text
    assert "南のサロン" not in text
    assert "北部圏域の地図" in text
    assert "地図の1番" in text
    assert "■見本駅" in text


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ("place=district-南", ["南のサロン"], ["北のサロン", "名もない会"]),
        ("place=district-北&type=salon", ["北のサロン", "どこかのサロン"], ["南のサロン", "名もない会"]),
        ("place=area-north", ["北のサロン", "どこかのサロン"], ["南のサロン", "名もない会"]),
        ("type=salon", ["北のサロン", "南のサロン"], ["名もない会"]),
        ("", ["北のサロン", "南のサロン", "名もない会"], []),
    ],
)
def test_a_list_and_a_calendar_are_of_a_place_and_a_type(
    asked: Asked, query: str, there: list[str], not_there: list[str]
) -> None:
    client = asked(*KEPT)
    for path in ("/paper/list.pdf", "/paper/calendar.pdf"):
        text = text_of(pdf(client, f"{path}?{query}"))
        assert all(name in text for name in there)
        assert not any(name in text for name in not_there)


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("/areas/atlantis.pdf", NotFound),
        ("/paper/list.pdf?place=area-atlantis", NotFound),
        ("/paper/list.pdf?place=district-西", InputWrong),
        ("/paper/calendar?type=castle", InputWrong),
        ("/paper/calendar?month=2026-10", InputWrong),
        ("/paper/calendar.pdf?month=2027-02", InputWrong),
        ("/paper/calendar?month=%E4%BB%8A", InputWrong),
        ("/paper/booklet.pdf?by=colour", InputWrong),
    ],
)
def test_what_is_not_offered_is_refused_in_words(asked: Asked, path: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        asked(*KEPT).get(path)


def test_the_calendar_has_todays_changes_and_whom_to_ask(asked: Asked) -> None:
    off = DayChange(kind="cancelled", first_day=date(2026, 11, 29), last_day=date(2026, 11, 29))
    changed = a_public_listing(name="休む会", meetings=(SUNDAYS,), changes=(off,), district="北")
    client = asked(*KEPT, changed)
    text = text_of(pdf(client, "/paper/calendar.pdf?place=district-北"))
    assert "2026年（令和8年）11月" in text
    assert "北地区カレンダー" in text
    assert "2026年（令和8年）11月30日 まで" in text
    assert text.index("11月22日") < text.index("10:00〜11:30") < text.index("★お休み") < text.index("日にちは、電話で")
    assert "046-000-0009" in text
    page = page_of(client.get("/paper/calendar?place=district-北"))
    assert [e.text for e in page.all("h3")][:2] == ["11月22日（日）", "11月29日（日）"]
    assert "★お休み" in page.text("main")
    links = {e.get("href") for e in page.all("a")}
    assert "/paper/calendar?place=district-%E5%8C%97&month=2026-12" in links
    assert "/paper/calendar.pdf?place=district-%E5%8C%97&month=2026-11" in links


def test_next_months_calendar_begins_on_its_first_day(asked: Asked) -> None:
    page = page_of(asked(*KEPT).get("/paper/calendar?month=2026-12"))
    assert next(e.text for e in page.all("h3")) == "12月6日（日）"


def test_the_booklet_has_its_parts_in_order_on_an_even_number_of_pages(asked: Asked) -> None:
    reader = pdf(asked(*KEPT), "/paper/booklet.pdf?by=district")
    pages = [page.extract_text() for page in reader.pages]
    assert len(pages) % 2 == 0
    assert "居場所の冊子" in pages[0]
    assert "2027年（令和9年）5月31日" in pages[0]
    assert "119" in pages[1]
    assert "南部包括" in pages[1]
    parts = ["この冊子の使い方", "北地区（2件）", "南地区（1件）", "地区の分からない会（1件）", "北部圏域の地図"]
    starts = [max(n for n, page in enumerate(pages) if part in page) for part in (*parts, "さくいん（五十音）")]
    assert starts == sorted(starts)
    assert "困ったら、ここへ電話" in pages[-1]
    contents = pages[2].replace("·", "").replace(" ", "")
    assert f"さくいん（五十音）{starts[-1] + 1}" in contents
    index = pages[starts[-1]]
    assert index.index("か行") < index.index("北のサロン") < index.index("た行") < index.index("ま行")


def test_a_listing_of_two_chapters_stands_once_and_is_pointed_to(asked: Asked) -> None:
    types = tuple(term.id for term in Vocabulary.load().terms("type"))[:2]
    both = a_public_listing(name="両方の会", reading="りょうほうのかい", types=types, telephone="046-000-0033")
    text = text_of(pdf(asked(both), "/paper/booklet.pdf?by=type"))
    assert text.count("046-000-0033") == 1
    assert "ほかのページにのっている会" in text


@pytest.mark.parametrize("path", PAPERS)
def test_nothing_typed_into_a_listing_is_markup_on_paper(asked: Asked, path: str) -> None:
    venue = PublicVenue(place=f"会館{NASTY}", latitude=35.305, longitude=139.51, point_level=8, zone_id="north")
    listing = a_public_listing(
        name=NASTY, reading=NASTY, zone_ids=("north",), place='#read("/etc/passwd")', venues=(venue,), types=("salon",),
        meetings=(SUNDAYS,),
    )  # fmt: skip
    flat = "".join(text_of(pdf(asked(listing), path)).split())
    assert "".join(NASTY.split()) in flat
    assert '#read("/etc/passwd")' in flat


@pytest.mark.parametrize("path", PAPERS)
def test_paper_embeds_its_font_and_has_no_letters_smaller_than_12_points(asked: Asked, path: str) -> None:
    sizes: set[float] = set()
    for page in pdf(asked(*KEPT), path).pages:
        page.extract_text(visitor_text=lambda text, cm, tm, font, size: sizes.add(size) if text.strip() else None)
        fonts = [font.get_object() for font in page["/Resources"].get("/Font", {}).values()]
        inner = [one.get_object() for font in fonts for one in font["/DescendantFonts"]]
        assert all("/FontFile3" in one["/FontDescriptor"] for one in inner)
    assert sizes
    assert min(sizes) >= 12


@pytest.mark.parametrize("path", PAPERS)
def test_no_line_begins_with_what_japanese_never_begins_a_line_with(asked: Asked, path: str) -> None:
    texts = [f"{'あ' * n}、「い」。（う）ーえ・お」を、みんなで、ゆっくり、はじめましょう。" for n in range(14, 24)]
    listings = [
        a_public_listing(name=text, reading=text, zone_ids=("north",), eligibility_text=text, application_text=text,
                         types=("salon",), meetings=(SUNDAYS,))
        for text in texts
    ]  # fmt: skip
    lines = [line.strip() for line in text_of(pdf(asked(*listings), path)).splitlines()]
    assert any(line.startswith("あ") for line in lines)
    assert [line for line in lines if line and line[0] in FORBIDDEN_AT_THE_START and len(line) > 1] == []


def test_a_leaflet_has_a_page_in_large_letters_for_each_place(asked: Asked) -> None:
    client = asked(*KEPT)
    answer = client.post("/paper/leaflet.pdf", data={"place": [one.id for one in KEPT[:3]]})
    assert answer.headers["Cache-Control"] == "no-store"
    pages = [page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages]
    assert len(pages) == 3
    assert pages[0].index("北のサロン") < pages[0].index("046-000-0009") < pages[0].index("毎週日曜")
    assert "11月22日（日）" in pages[0]
    assert "2026年（令和8年）12月22日 まで" in pages[0]


@pytest.mark.parametrize("chosen", [[], ["nobody"], [one.id for one in KEPT]])
def test_a_leaflet_is_of_one_to_three_places(asked: Asked, chosen: list[str]) -> None:
    with pytest.raises(InputWrong):
        asked(*KEPT).post("/paper/leaflet.pdf", data={"place": chosen})


def test_an_unchanged_paper_is_not_sent_again(asked: Asked) -> None:
    client = asked(*KEPT)
    for path in PAPERS:
        first = client.get(path)
        assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("count", [0, 30])
def test_paper_holds_any_number_of_listings(asked: Asked, count: int) -> None:
    kept: list[PublicListing] = [a_public_listing(name=f"会その{n}。", zone_ids=("north",)) for n in range(count)]
    text = text_of(pdf(asked(*kept), "/areas/north.pdf"))
    assert all(f"会その{n}。" in text for n in range(count))


def test_what_can_be_printed_can_be_chosen(asked: Asked) -> None:
    page = page_of(asked(*KEPT).get("/paper"))
    values = {e.get("value") for e in page.all("option")}
    assert {"", "area-north", "district-北", "salon", "2026-11", "2026-12", "2027-01", "type"} <= values


@pytest.mark.parametrize(
    ("reading", "head"),
    [("ぱそこん", "は行"), ("ガーデン", "か行"), ("ゔぁいおりん", "あ行"), ("ぬまま", "な行"), ("っち", "た行"),
     ("１０けん", OTHER), ("cafe", OTHER), ("", OTHER), ("沼間", OTHER)],
)  # fmt: skip
def test_the_index_goes_by_rows_of_the_kana(reading: str, head: str) -> None:
    assert head_of(reading) == head


@pytest.mark.parametrize(
    ("day", "end"), [("2026-11-22", "2027-05-31"), ("2026-08-31", "2027-02-28"), ("2026-06-01", "2026-12-31")]
)
def test_a_booklet_is_reviewed_by_the_end_of_the_sixth_month(day: str, end: str) -> None:
    assert months_later(date.fromisoformat(day), 6).isoformat() == end
