"""What is published is all that may be said, in step with the catalogue, and nothing of a private place."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine

from directory import store
from directory.database import reading, writing
from directory.listing import Listing, Meeting, Telephone, Venue, VenueUse, Word
from directory.public_catalogue import PublicCatalogue
from directory.public_view import PublicListing
from directory.publishing.publisher import Publisher
from directory.stewardship import merging
from tests.directory.places import TOWNS, FakeGeocoder, FakeZones, a_profile
from tests.factories import a_full_listing, a_listing, a_private_home, a_venue

BY = {"actor": "花子", "action": "edit"}


class Town:
    """A catalogue with its public view."""

    def __init__(self, engine: Engine, path: Path) -> None:
        self.engine, self.path, self.geocoder = engine, path, FakeGeocoder()
        self.catalogue = PublicCatalogue(path)

    def publisher(self, edition: str = "") -> Publisher:
        return Publisher(self.engine, self.path, a_profile(), FakeZones(), self.geocoder, edition=edition)

    def save(self, *items: Listing | Venue) -> None:
        with writing(self.engine) as session:
            for item in items:
                (store.save_venue if isinstance(item, Venue) else store.save_listing)(session, item, **BY)

    def publish(self, *items: Listing | Venue) -> PublicListing:
        """Save, publish, and give the last listing as the public sees it."""
        self.save(*items)
        self.publisher().catch_up()
        found = self.catalogue.listing(next(item.id for item in reversed(items) if isinstance(item, Listing)))
        assert found is not None
        return found

    def raw(self) -> str:
        """Everything that stands anywhere in the public file."""
        return self.path.read_bytes().decode("utf-8", "ignore")


@pytest.fixture
def town(engine: Engine, tmp_path: Path) -> Town:
    return Town(engine, tmp_path / "public.sqlite")


def at(venue: Venue, **values: object) -> Listing:
    return a_listing(venues=(VenueUse(location_id=venue.id),), **values)


def test_an_open_listing_is_shown_with_place_point_and_area(town: Town) -> None:
    hall = a_venue(name="東会館", reading="ひがしかいかん", address_text="逗子市沼間1丁目5")
    shown = town.publish(hall, a_full_listing(hall))
    assert (shown.place, shown.zone_ids, shown.types, shown.organization) == (
        "東会館",
        ("east",),
        ("salon",),
        "茶の間の会",
    )
    venue = shown.venues[0]
    assert (venue.address, venue.town, venue.coarse, venue.point_level) == (
        "逗子市沼間1丁目5",
        "沼間一丁目",
        False,
        8,
    )
    assert (venue.latitude, venue.longitude) == pytest.approx((35.30305, 139.60105))
    assert (shown.extents, shown.residents_of) == (("北",), ("北一丁目",))


def test_what_is_for_supporters_or_the_office_is_not_in_the_file(town: Town) -> None:
    shown = town.publish(a_full_listing())
    assert (shown.telephone, shown.note) == ("000-000-0001", "上履きをお持ちください。")
    for private in ("000-000-0002", "初めての方に向く", "鍵は会長", "みんなの茶の聞"):
        assert private not in town.raw()


def test_a_number_for_the_office_is_taken_out_of_texts_too(town: Town) -> None:
    phones = (Telephone(number="090-1234-5678", audience="office"),)
    shown = town.publish(
        a_listing(description="毎週開催。連絡は０９０−１２３４−５６７８まで。どなたでも。", phones=phones)
    )
    assert shown.description == "毎週開催。どなたでも。"


def test_a_missing_reading_is_computed_and_the_stated_one_kept(town: Town) -> None:
    assert town.publish(a_listing(name="憩いの場")).reading == "いこいのば"
    assert town.publish(a_listing(name="憩いの場", reading="イコイノバショ")).reading == "いこいのばしょ"


def test_a_venue_without_address_has_no_area_and_no_point(town: Town) -> None:
    hall = a_venue(name="逗子7丁目会館")
    shown = town.publish(hall, at(hall, district="逗子"))
    assert (shown.zone_ids, shown.venues[0].latitude, shown.venues[0].point_level) == ((), None, 0)


def test_a_venue_whose_town_alone_is_stated_stands_at_its_town(town: Town) -> None:
    hall = a_venue(town="沼間一丁目")
    shown = town.publish(hall, at(hall))
    assert (shown.zone_ids, shown.venues[0].point_level, shown.venues[0].address) == (("east",), 3, None)


def test_a_listing_without_venue_shows_its_district_and_no_point(town: Town) -> None:
    shown = town.publish(a_listing(district="逗子"))
    assert (shown.place, shown.venues, shown.zone_ids) == ("逗子地区", (), ())


@pytest.mark.parametrize("privacy", ["private_home", "private_room", "consent_pending"])
def test_a_private_place_shows_its_town_and_whom_to_call_and_nothing_else(town: Town, privacy: str) -> None:
    home = a_private_home(
        privacy=privacy,
        latitude=35.30123,
        longitude=139.58123,
        point_level=8,
        transportation="駅から右へ、青い屋根",
        note="犬がいる",
        reading="あおばやまそうはなこさんたく",
        alternate_names=("はなこの家",),
        words=(Word(scheme="access", term="stairs"),),
    )
    use = VenueUse(location_id=home.id, label="花子さん宅の離れ")
    shown = town.publish(home, a_listing(venues=(use,)))
    venue = shown.venues[0]
    assert (shown.place, venue.place, venue.coarse) == ("逗子7丁目・社協に連絡", "逗子7丁目・社協に連絡", True)
    assert (venue.latitude, venue.longitude, venue.point_level) == (*TOWNS["逗子七丁目"], 3)
    assert (venue.town, venue.zone_id, shown.zone_ids) == ("逗子七丁目", "middle", ("middle",))
    assert (venue.address, venue.reading, venue.alternate_names, venue.transportation, venue.label) == (
        None,
        None,
        (),
        None,
        None,
    )
    assert venue.words == home.words
    for private in ("青葉", "花子", "はなこ", "12番", "青い屋根", "犬がいる", "35.30123"):
        assert private not in town.raw()


def test_a_private_place_without_town_shows_district_or_city_and_no_point(town: Town) -> None:
    home = a_private_home(town=None, address_text=None)
    shown = town.publish(home, at(home, district="逗子"))
    assert (shown.place, shown.venues[0].latitude, shown.zone_ids) == ("逗子地区・社協に連絡", None, ())
    assert town.publish(at(home)).place == "逗子市・社協に連絡"


def test_the_town_of_a_private_place_is_found_in_its_address_or_printed_name(town: Town) -> None:
    by_address = a_private_home(town=None)
    by_name = a_private_home(town=None, address_text=None, name="逗子7丁目個人宅")
    assert town.publish(by_address, at(by_address)).place == "逗子7丁目・社協に連絡"
    assert town.publish(by_name, at(by_name)).place == "逗子7丁目・社協に連絡"


def test_a_town_field_that_holds_a_house_number_is_cut_to_its_town(town: Town) -> None:
    home = a_private_home(town="逗子7丁目12番34号", address_text=None)
    shown = town.publish(home, at(home))
    assert shown.place == "逗子7丁目・社協に連絡"
    assert shown.venues[0].point_level == 3
    assert (shown.venues[0].latitude, shown.venues[0].longitude) == TOWNS["逗子七丁目"]
    assert "12番" not in town.raw()


def test_two_private_homes_in_one_town_cannot_be_told_apart(town: Town) -> None:
    one = a_private_home()
    other = a_private_home(name="佐藤太郎様方", address_text="逗子市逗子7丁目1番1号", latitude=35.5, longitude=139.5)
    first = town.publish(one, at(one)).venues
    assert town.publish(other, at(other)).venues == first


@pytest.mark.parametrize(
    "name", ["個人宅", "逗子7丁目個人宅", "鈴木さん宅", "鈴木さんの家", "代表の自宅", "鈴木宅", "鈴木様方"]
)
def test_a_venue_that_calls_itself_a_home_is_private_whatever_its_mark_says(town: Town, name: str) -> None:
    home = a_venue(name=name, town="逗子七丁目", address_text="逗子市逗子7丁目12番34号")
    shown = town.publish(home, at(home))
    assert shown.venues[0].coarse
    assert "鈴木" not in town.raw()
    assert "個人宅" not in town.raw()


@pytest.mark.parametrize("said", ["鈴木宅", "2階は佐藤邸。", "会長宅。"])
def test_a_listing_in_a_home_does_not_say_by_its_memo_whose(town: Town, said: str) -> None:
    home = a_venue(name="個人宅", town="逗子七丁目")
    shown = town.publish(home, at(home, note_public=f"どうぞ。{said}"))
    assert shown.note == "どうぞ。"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("鈴木邸サロン", "サロン"), ("お茶のみ会（鈴木邸カフェ）", "お茶のみ会"), ("鈴木宅ひろば", "ひろば"),
        ("鈴木花子邸ｻﾛﾝ", "ｻﾛﾝ"), ("市営住宅サロン", "市営住宅サロン"), ("在宅カフェ", "在宅カフェ"),
    ],
)  # fmt: skip
def test_a_listing_in_a_home_does_not_say_by_its_name_whose(town: Town, name: str, shown: str) -> None:
    home = a_venue(name="個人宅", town="逗子七丁目")
    assert town.publish(home, at(home, name=name)).name == shown
    assert ("鈴木" in town.raw()) is ("鈴木" in shown)


def test_a_hall_called_like_a_house_stays_public(town: Town) -> None:
    hall = a_venue(name="鈴木邸カフェ", address_text="逗子市沼間1丁目5")
    assert town.publish(hall, at(hall, name="鈴木邸カフェの朝市")).name == "鈴木邸カフェの朝市"


@pytest.mark.parametrize(
    "name", ["市営住宅集会所", "在宅医療相談室", "桜山団地住宅", "夕方ひろば", "実家の茶の間", "片方会館"]
)
def test_names_that_only_look_like_homes_stay_public(town: Town, name: str) -> None:
    hall = a_venue(name=name, address_text="逗子市沼間1丁目5")
    assert town.publish(hall, at(hall)).place == name


TELLING = (
    "青葉山荘花子さん宅",
    "青葉山荘 花子さん宅",
    "アオバヤマソウハナコサンタク",
    "ｱｵﾊﾞﾔﾏｿｳﾊﾅｺｻﾝﾀｸ",
    "逗子市逗子７丁目１２番３４号",
    "逗子7-12-34",
    "12番34号",
    "個人宅",
    "個人　宅",
    "代表の自宅",
    "はなこの家",
)


@pytest.mark.parametrize("telling", TELLING)
def test_no_public_text_of_a_listing_tells_where_its_private_place_is(town: Town, telling: str) -> None:
    home = a_private_home(reading="あおばやまそうはなこさんたく", alternate_names=("はなこの家",))
    text = f"お茶の会です。場所は{telling}です。どうぞ。"
    shown = town.publish(
        home,
        at(
            home,
            name=f"お茶の会（{telling}）",
            name_text=telling,
            alternate_names=(telling, "茶会"),
            reading=f"おちゃのかい{telling}",
            description=text,
            organization=f"{telling}の会",
            status_reason=text,
            eligibility_text=text,
            fees_text=text,
            application_text=text,
            note_public=text,
            source_text=text,
            district=telling,
            website=f"https://example.jp/{telling}",
            meetings=(Meeting(text=f"第1火曜、{telling}で"),),
            phones=(Telephone(number="000-000-0000", contact_text=text, audience="public"),),
            extents=({"extent": telling}, {"extent": telling, "residents_only": True}),
        ),
    )
    assert telling not in town.raw()
    assert shown.name == "お茶の会"
    assert shown.reading == "おちゃのかい"
    assert shown.alternate_names == ("茶会",)
    assert shown.description == shown.note == shown.fees_text == "お茶の会です。どうぞ。"
    assert shown.meetings[0].text == "第1火曜"
    assert (shown.organization, shown.district, shown.website, shown.extents, shown.residents_of) == (
        None,
        None,
        None,
        (),
        (),
    )
    assert shown.place == "逗子7丁目・社協に連絡"


def test_a_listing_named_after_its_private_place_loses_that_name(town: Town) -> None:
    home = a_private_home(name="花のいえ佐藤")
    shown = town.publish(home, at(home, name="花のいえ佐藤", reading="はなのいえさとう"))
    assert shown.name == "（名前は社協に連絡）"
    assert "さとう" not in town.raw()
    assert "佐藤" not in town.raw()


def test_another_listing_that_mentions_a_private_place_does_not_tell_it_either(town: Town) -> None:
    other = a_listing(description="月1回。青葉山荘花子さん宅の隣です。")
    home = a_private_home()
    town.publish(home, at(home))
    assert town.publish(other).description == "月1回。"


def test_a_place_that_becomes_private_later_is_taken_out_of_what_was_published(town: Town) -> None:
    hall = a_venue(name="青葉山荘", address_text="逗子市逗子7丁目12")
    mentions = a_listing(description="月1回。青葉山荘の隣です。")
    town.publish(hall, at(hall), mentions)
    before = town.catalogue.version
    assert "青葉山荘" in town.raw()
    town.save(hall.model_copy(update={"privacy": "consent_pending"}))
    town.publisher().catch_up()
    assert "青葉山荘" not in town.raw()
    assert {listing.description for listing in town.catalogue.changed_since(before).listings} == {None, "月1回。"}


@pytest.mark.parametrize(
    "home",
    [
        {"town": "逗子7丁目12番", "address_text": None},
        {"address_text": "逗子市逗子7丁目12番3号"},
        {"address_text": "逗子市逗子7丁目12番34"},
        {"address_text": "12番34号"},
        {"name": "逗子7丁目", "address_text": None},
        {"name": "ひだまりの家"},
    ],
)
def test_what_others_say_openly_does_not_tell_of_a_home_nearby(town: Town, home: dict[str, str | None]) -> None:
    hall = a_venue(name="東会館", address_text="逗子市逗子7丁目12番34号")
    texts = {"description": "逗子7丁目12番345号の隣。", "application_text": "社協（桜山5丁目12番34号）へ。"}
    listing = at(hall, name="ひだまりサロン", extents=({"extent": "逗子7丁目"},), **texts)
    before = town.publish(hall, listing)
    private = a_private_home(**home)
    town.publish(private, at(private))
    assert town.catalogue.listing(listing.id) == before


def test_a_listing_that_need_not_change_for_a_new_home_keeps_its_number(town: Town) -> None:
    """A higher number would tell that the home's name stands in it."""
    hall = a_venue(name="青葉山荘", address_text="逗子市沼間1丁目5")
    other = at(hall)
    before = town.publish(hall, other)
    home = a_private_home(name="青葉山荘")
    town.publish(home, at(home))
    assert town.catalogue.listing(other.id) == before


def test_where_no_venue_is_private_the_word_alone_is_replaced(town: Town) -> None:
    shown = town.publish(a_listing(name="個人宅お助け隊", description="個人宅へ伺います。自宅まで送ります。"))
    assert (shown.name, shown.description) == ("ご家庭お助け隊", "ご家庭へ伺います。自宅まで送ります。")


def test_an_open_venue_beside_a_private_one_stays_visible(town: Town) -> None:
    hall, home = a_venue(name="東会館", address_text="逗子市沼間1丁目5"), a_private_home()
    listing = a_listing(venues=(VenueUse(location_id=hall.id, label="雨の日"), VenueUse(location_id=home.id)))
    shown = town.publish(hall, home, listing)
    assert shown.place == "東会館、逗子7丁目・社協に連絡"
    assert [venue.label for venue in shown.venues] == ["雨の日", None]


def test_a_second_publication_has_nothing_to_do(town: Town) -> None:
    town.publish(a_listing())
    written = town.path.read_bytes()
    assert town.publisher().catch_up() == 1
    assert town.path.read_bytes() == written


def test_only_what_changed_is_published_again(town: Town) -> None:
    hall = a_venue(name="東会館", address_text="逗子市沼間1丁目5")
    held, other = at(hall), a_listing()
    town.publish(hall, held, other)
    town.save(hall.model_copy(update={"name": "西会館"}))
    town.publisher().catch_up()
    changes = town.catalogue.changed_since(1)
    assert (changes.number, [x.id for x in changes.listings], changes.gone) == (2, [held.id], ())
    assert changes.listings[0].place == "西会館"


def test_hidden_and_removed_listings_become_tombstones_without_content(town: Town) -> None:
    hidden, removed = a_listing(name="ひみつの会"), a_listing(name="きえる会")
    town.publish(hidden, removed)
    town.save(hidden.model_copy(update={"visible": False}))
    with writing(town.engine) as session:
        store.remove_listing(session, removed.id, **BY)
    town.publisher().catch_up()
    assert town.catalogue.all() == ()
    assert set(town.catalogue.changed_since(1).gone) == {hidden.id, removed.id}
    assert town.catalogue.listing(hidden.id) is None
    assert "ひみつの会" not in town.raw()
    assert "きえる会" not in town.raw()


def test_a_listing_shown_again_is_back(town: Town) -> None:
    listing = a_listing()
    town.publish(listing)
    town.save(listing.model_copy(update={"visible": False}))
    town.publisher().catch_up()
    assert town.publish(listing).id == listing.id


def test_a_listing_that_was_never_public_leaves_not_even_a_tombstone(town: Town) -> None:
    town.publish(a_listing())
    hidden = a_listing(visible=False)
    town.save(hidden)
    town.publisher().catch_up()
    assert hidden.id not in town.raw()


def test_new_boundaries_publish_everything_anew_under_a_new_number(town: Town) -> None:
    town.publish(a_listing(), a_listing())
    before = town.catalogue.version
    assert town.publisher("new boundaries").catch_up() > before
    assert len(town.catalogue.changed_since(before).listings) == 2
    assert town.publisher("new boundaries").catch_up() == town.catalogue.version


def test_a_public_file_ahead_of_its_catalogue_is_made_anew(town: Town) -> None:
    """As after a restored backup: readers that know the higher number must learn what is true now."""
    gone, kept = a_listing(), a_listing()
    town.publish(kept, gone)
    with sqlite3.connect(town.path) as public:
        public.execute("UPDATE meta SET value = '50' WHERE key = 'change_number'")
    public.close()
    with writing(town.engine) as session:
        session.connection().exec_driver_sql(f"DELETE FROM service WHERE id = '{gone.id}'")  # not even a revision
    assert town.publisher().catch_up() == 51
    changes = town.catalogue.changed_since(50)
    assert ([x.id for x in changes.listings], changes.gone) == ([kept.id], (gone.id,))


def test_each_venue_is_looked_up_once_however_many_listings_meet_there(town: Town) -> None:
    hall = a_venue(address_text="逗子市沼間1丁目5")
    town.publish(hall, *(at(hall) for _ in range(30)))
    assert town.geocoder.asked.count("逗子市沼間1丁目5") == 1


def test_the_private_table_keeps_everything_that_the_public_view_lacks(town: Town) -> None:
    home = a_private_home()
    listing = at(home, description="場所は青葉山荘花子さん宅です。")
    town.publish(home, listing)
    with reading(town.engine) as session:
        assert store.listing_of(session, listing.id) == listing


def test_what_was_merged_leads_to_the_kept_listing_and_back_after_undoing(town: Town) -> None:
    kept, other = a_full_listing(), a_full_listing(number=2, name="ふたごの会")
    hidden = a_full_listing(number=3, name="隠した会", visible=False)
    town.publish(other, hidden, kept)
    with writing(town.engine) as session:
        departure = merging.merge(session, kept.id, other.id, {}, actor="花子")
        merging.merge(session, kept.id, hidden.id, {}, actor="花子")
    town.publisher().catch_up()
    catalogue = town.catalogue
    assert [one.id for one in catalogue.all()] == [kept.id]
    assert (catalogue.moved(other.id), catalogue.moved("T2")) == (kept.id, kept.id)
    assert (catalogue.moved(hidden.id), catalogue.moved("T3")) == (None, None)
    assert "隠した会" not in town.raw()
    assert hidden.id not in town.raw()
    town.save(kept.model_copy(update={"visible": False}))
    town.publisher().catch_up()
    assert catalogue.moved(other.id) is None
    town.save(kept)
    with writing(town.engine) as session:
        merging.undo(session, departure, actor="花子")
    town.publisher().catch_up()
    assert {one.id for one in catalogue.all()} == {kept.id, other.id}
    assert catalogue.moved(other.id) is None
