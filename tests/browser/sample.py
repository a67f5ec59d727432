"""The residents' pages with a small catalogue that holds every kind of listing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from flask import Flask

from directory.listing import Meeting, Series, Word
from directory.public_view import PublicListing, PublicVenue
from directory.views import about, areas, assets, desk, find, listings, maps, near, security, site, tell
from directory.vocabulary import Vocabulary
from geodata.geocoded import Geocoded
from tests.directory.views import standing

ROOT = Path(__file__).parents[2]
FULL = PublicListing(
    id="full",
    source_id="T1",
    name="みんなの茶の間",
    reading="みんなのちゃのま",
    types=("salon",),
    status="active",
    place="北会館",
    district="北",
    zone_ids=("north",),
    venues=(
        PublicVenue(
            place="北会館",
            reading="きたかいかん",
            address="見本市北1丁目1-1",
            town="北一丁目",
            zone_id="north",
            latitude=35.30,
            longitude=139.58,
            point_level=8,
            transportation="バス停「北」から歩いて3分",
            words=(Word(scheme="access", term="wheelchair"), Word(scheme="access", term="stairs", value=False)),
        ),
    ),
    meetings=(
        Meeting(
            text="第1水曜 10時から12時",
            certainty="parsed",
            series=(Series(rrule="FREQ=MONTHLY;BYDAY=1WE", start="10:00", end="12:00"),),
        ),
    ),
    words=(
        Word(scheme="type", term="salon"),
        Word(scheme="target", term="anyone"),
        Word(scheme="content", term="tea_chat"),
        Word(scheme="first_visit", term="visit_ok"),
    ),
    fee_yen_min=100,
    fee_yen_max=100,
    application_text="いりません",
    assured_date=date(2026, 4, 1),
    website="https://example.org/",
)
BARE = PublicListing(
    id="bare",
    source_id="T2",
    name="サロン・ド・北",
    reading="さろんどきた",
    types=("salon",),
    place="北七丁目・社協に連絡",
    district="北",
    venues=(PublicVenue(place="北七丁目・社協に連絡", coarse=True, latitude=35.31, longitude=139.59, point_level=3),),
    source_text="計画案",
    source_as_of="2023-01",
)
RESTING = PublicListing(
    id="resting", source_id="T3", name="子ども食堂みなみ", reading="こどもしょくどうみなみ", status="paused"
)
MANY = tuple(
    PublicListing(id=f"m{n}", source_id=None, name=f"見本の会{n}", reading=f"みほんのかい{n:02}") for n in range(30)
)


def sample_app(folder: Path) -> Flask:
    app = Flask("sample", template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.update(SECRET_KEY="test")
    app.jinja_env.globals["csrf_token"] = lambda: "token"
    security.secure(app, tiles=False)
    site.install(app, site.Site(title="つなぎ帖", subtitle="見本市", telephone="046-000-0000", telephone_of="社協"))
    kept = (FULL, BARE, RESTING, *MANY)
    drawn = standing.maps_with(tiles=False)
    parts = replace(standing.parts(folder, *kept, report=lambda id, text: None), maps=drawn)
    app.register_blueprint(assets.blueprint())
    app.register_blueprint(listings.blueprint(parts))
    app.register_blueprint(maps.blueprint(drawn, parts.finding))
    app.register_blueprint(areas.blueprint(replace(standing.area_parts(*kept), maps=drawn)))
    app.register_blueprint(about.blueprint(standing.about_parts(*kept)))
    app.register_blueprint(desk.blueprint(_desk_parts()))
    app.register_blueprint(find.blueprint(_find_parts(parts)))
    app.register_blueprint(near.blueprint(_near_parts(parts)))
    app.register_blueprint(tell.blueprint(tell.Parts(keep=lambda text, contact: None)))
    return app


def _desk_parts() -> desk.Parts:
    found = standing.ALocation(
        "ambiguous", "北3丁目は番で分かれます。", "番を確認してください", candidates=standing.AREAS
    )
    return desk.Parts(
        desk_of=lambda text: found, zones=standing.AREAS, emergency=(standing.ANumber(),), municipality="見本市"
    )


def _near_parts(parts: listings.Parts) -> near.Parts:
    here = Geocoded(input="北一丁目", status="matched", town="北一丁目", level=3, latitude=35.3, longitude=139.58)
    return near.Parts(
        geocode=lambda text: here,
        district_of=lambda town: None,
        finding=parts.finding,
        summaries=parts.summaries,
        municipality="見本市",
        today=parts.today,
    )


def _find_parts(parts: listings.Parts) -> find.Parts:
    suggestion = find.Suggestion(
        listing_id="full", reasons=("お茶とおしゃべりの会です。",), ask=("駐車場はありますか？",)
    )
    return find.Parts(
        find_places=lambda question: find.Suggestions(places=(suggestion,)),
        listings=lambda ids: tuple(parts.catalogue.listings(ids)),
        summaries=parts.summaries,
        vocabulary=Vocabulary.load(),
        whom_to_call=parts.whom_to_call,
        today=parts.today,
    )
