"""Every public door (pages, JSON, map, exports, answers of commands) is searched for what only staff may know."""

import ast
import html
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader

import app
from directory import store
from directory.assembly import Directory
from directory.database import open_database, writing
from directory.listing import Listing, Meeting, Telephone, VenueUse, Word
from directory.public_catalogue import PublicCatalogue
from directory.publishing.file import open_to_write
from directory.settings import Settings
from tests.conftest import Ran
from tests.directory.doors import pages
from tests.factories import a_listing, a_private_home

Run = Callable[..., Ran]
ROOT = Path(__file__).parents[2]
SECRETS = ("個人宅", "鳳凰寺", "ほうおうじ", "090-9876-5432", "35.298713", "139.579127", "犬がいます", "合鍵は隣家")
SALON = "灯台もとの茶話会"


def plant() -> Listing:
    """A salon in a private home whose every text tells, in the instance of the environment."""
    home = a_private_home(
        name="鳳凰寺花子さん宅",
        name_text="逗子7丁目個人宅",
        reading="ほうおうじはなこさんたく",
        alternate_names=("鳳凰寺邸",),
        address_text="逗子市逗子7丁目1番2号",
        town="逗子七丁目",
        latitude=35.298713,
        longitude=139.579127,
        point_level=8,
        note="犬がいます",
        transportation="鳳凰寺さんの角を右",
    )
    tells = "どなたでも。場所は鳳凰寺花子さん宅（個人宅、逗子7-1-2）です。"
    salon = a_listing(
        name=SALON,
        description=tells,
        eligibility_text=tells,
        fees_text=tells,
        application_text=tells,
        note_public=tells,
        note_office="合鍵は隣家",
        organization="鳳凰寺会",
        status="active",
        district="逗子",
        words=(Word(scheme="type", term="salon"), Word(scheme="need", term="isolation")),
        venues=(VenueUse(location_id=home.id, label="鳳凰寺さん宅の離れ"),),
        meetings=(Meeting(text="第1火曜 10時 鳳凰寺さん宅"),),
        phones=(Telephone(number="090-9876-5432", contact_text="鳳凰寺", audience="office"),),
    )
    mentions = a_listing(name="隣の会", description="毎週。鳳凰寺花子さん宅の隣です。", status="active")
    settings = Settings.from_environment()
    with writing(open_database(settings.database_url or "")) as session:
        store.save_venue(session, home, actor="花子", action="new")
        store.save_listings(session, [salon, mentions], actor="花子", action="new")
    Directory(settings).catch_up()
    return salon


def bypass(salon: Listing) -> None:
    """What a door that reads private columns would show: put into the public file behind the publisher's back."""
    path = Settings.from_environment().public_database
    shown = PublicCatalogue(path).listing(salon.id)
    assert shown is not None
    told = replace(shown, description="場所は鳳凰寺花子さん宅です。")
    with open_to_write(path) as file, file.locked():
        file.write([told])


def texts(client: FlaskClient) -> Iterator[tuple[str, str]]:
    """What stands on the pages, and on those found by searching for the salon and for the home."""
    searched = (f"/resources?q={SALON}", "/resources?q=鳳凰寺", "/map/pins?box=139.5,35.2,139.7,35.4&zoom=18")
    first = ("/", "/resources", *searched, "/areas", "/find", "/desk")
    for address, answer in pages(client, first):
        yield address, answer.get_data().decode("utf-8", "ignore")


def answers(run: Run, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """What the commands for everyone print and write."""
    for words in (("search", "茶話会", "--json"), ("search", "鳳凰寺", "--json"), ("search", "", "--json")):
        yield " ".join(words), run(*words).out
    for name in ("csv", "csv-cp932", "geojson", "ics", "ods", "xlsx"):
        file = tmp_path / f"out.{name}"
        assert run("export", name, "-o", str(file)).exit == 0, name
        encoding = "cp932" if name == "csv-cp932" else "utf-8"
        yield f"export {name}", _unpacked(file).decode(encoding, "ignore")
    person = tmp_path / "person.json"
    person.write_text('{"needs": ["isolation"], "interests": ["茶話会"], "place": "逗子市逗子7丁目"}', encoding="utf-8")
    yield "match", run("match", str(person), "--json").out
    yield "geocode", run("geocode", "-", stdin="鳳凰寺花子さん宅\n").out.replace("鳳凰寺花子さん宅", "")


def _unpacked(file: Path) -> bytes:
    import zipfile

    if not zipfile.is_zipfile(file):
        return file.read_bytes()
    with zipfile.ZipFile(file) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def told(doors: Iterator[tuple[str, str]]) -> dict[str, list[str]]:
    """The doors that tell a secret, and which. What somebody searched for stands in the search field."""
    found = {}
    for door, text in doors:
        plain = re.sub(r'value="[^"]*"|<title>.*?</title>', "", text) if "?q=" in door else text
        if secrets := [secret for secret in SECRETS if secret in plain]:
            found[door] = secrets
    return found


@pytest.fixture
def client(demo: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setenv("TSUNAGI_RATE_LIMITS", "off")
    plant()
    return app.create_app(replace(Settings.from_environment(), door="public", database_url=None)).test_client()


def test_no_page_tells_where_a_private_place_is(client: FlaskClient) -> None:
    seen = dict(texts(client))
    assert len(seen) > 80
    assert any(SALON in text for text in seen.values())
    assert told(iter(seen.items())) == {}


def papers(client: FlaskClient) -> Iterator[tuple[str, str]]:
    """The 推進員's answer, the papers for a first visit to the salon, and what anyone may print of it."""
    sent = {"need": "isolation", "interest_words": "茶話会", "place": "逗子市逗子7丁目"}
    answer = client.post("/match", data=sent).text
    yield "POST /match", answer
    sheet = html.unescape(re.findall(r'name="sheet" value="([^"]*)"', answer)[0])
    places = re.findall(r'name="place" form="visit" value="([^"]*)"', answer)
    yield "POST /match/visit", client.post("/match/visit", data={"sheet": sheet, "place": places[:3]}).text
    yield "calendar", client.get("/paper/calendar?place=district-逗子").text
    found = re.findall(f'/resources/([0-9a-f-]+)">{SALON}', client.get(f"/resources?q={SALON}").text)
    for name, answered in (
        ("list", client.get("/paper/list.pdf?place=district-逗子")),
        ("leaflet", client.post("/paper/leaflet.pdf", data={"place": found})),
    ):
        yield name, "".join(page.extract_text() for page in PdfReader(BytesIO(answered.data)).pages)


def test_no_paper_tells_where_a_private_place_is(client: FlaskClient) -> None:
    seen = dict(papers(client))
    assert all(SALON in text for text in seen.values())
    assert told(iter(seen.items())) == {}


def test_no_command_tells_where_a_private_place_is(demo: Path, run: Run, tmp_path: Path) -> None:
    plant()
    seen = dict(answers(run, tmp_path))
    assert SALON in seen["search 茶話会 --json"]
    assert SALON in seen["export csv"]
    assert SALON in seen["match"]
    assert told(iter(seen.items())) == {}


def test_these_tests_notice_when_the_public_view_is_bypassed(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TSUNAGI_RATE_LIMITS", "off")
    bypass(plant())
    client = app.create_app(replace(Settings.from_environment(), door="public", database_url=None)).test_client()
    assert told(texts(client))


PRIVATE = {"models", "store", "database", "loading", "history", "rows", "safekeeping"}
STAFF = {"confirm", "editing", "histories", "imports", "office", "signing", "staff", "venue_pages"}
DOORS = sorted(
    path
    for folder in ("directory/views", "directory/exporters", "directory/paper", "directory/search", "matching")
    for path in (ROOT / folder).rglob("*.py")
    if path.stem not in STAFF and not path.stem.startswith("staff_")
)


@pytest.mark.parametrize("path", DOORS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_public_door_reads_the_private_tables(path: Path) -> None:
    modules = {
        name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    private = {f"directory.{name}" for name in PRIVATE} | {"sqlalchemy", "sqlmodel"}
    assert not {name for name in modules if private & {name, name.split(".")[0], ".".join(name.split(".")[:2])}}
