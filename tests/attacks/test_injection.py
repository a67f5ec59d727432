"""Words that would be commands elsewhere (SQL, the index's own language, paths, headers, bytes) are only words here."""

import socket
import time
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from directory.accounts import Role
from directory.views.signing import safe_next
from tests.attacks.conftest import Site
from tests.attacks.planted import LISTING_ID

COMMANDS = {
    "or true": "' OR '1'='1",
    "union": "x' UNION SELECT password_hash FROM account --",
    "stacked": "1; DROP TABLE service; --",
    "double quotes": '" OR 1=1 --',
    "like": "%_%",
    "like escape": "\\%' ESCAPE '\\",
    "all": "*",
    "every term": "*:*",
    "range": "[a TO zzzz]",
    "field": "note_office:鍵",
    "boolean": "NOT AND OR (((",
    "wildcards": "?" * 200 + "*" * 200,
    "regular expression": 'r"(a+)+$"',
    "fuzzy": "a~99999",
    "boost": "a^99999999999999",
    "unbalanced": '"(' * 300,
    "null byte": "サロン\0' OR 1",
    "surrogates": "\ud800",
    "direction": "\u202e\u2066サロン",
    "long": "あ" * 20_000,
    "combining": "か" + "\u3099" * 5000,
    "numbers": "1e309",
    "template": "{{config}}{% for x in ().__class__.__base__.__subclasses__() %}",
    "format": "%s%n{0.__class__}",
    "path": "../../../../etc/passwd",
    "address": "http://169.254.169.254/latest/meta-data/",
    "file": "file:///etc/passwd",
    "lines": "x\r\nSet-Cookie: a=b\r\n\r\n<html>",
}
ASKED = {
    "/resources": ("q", "type", "area", "target", "day", "town", "page"),
    "/staff/audit": ("actor", "kind", "since", "page"),
    "/staff/resources": ("q",),
    "/staff/past": ("day",),
}
SENT = {"/desk": "address", "/near": "place", "/find": "place", "/match": "place", "/staff/today/read": "text"}


def harmless(answer: TestResponse) -> None:
    said = answer.get_data(as_text=True)
    assert answer.status_code < 500, said[:500]
    assert "Set-Cookie: a=b" not in str(answer.headers)
    assert "$argon2" not in said
    assert "root:x:0" not in said
    assert "SECRET_KEY" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_questions_stay_questions(site: Site, words: str) -> None:
    client = site.client("admin")
    for path, names in ASKED.items():
        for name in names:
            harmless(client.get(path, query_string={name: words.encode("utf-8", "surrogatepass")}))


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize("path", SENT)
def test_what_is_sent_stays_words(site: Site, path: str, words: str) -> None:
    body = {SENT[path]: words.encode("utf-8", "surrogatepass")}
    harmless(site.client("admin").post(path, data=body))


@pytest.mark.parametrize("words", ["' OR '1'='1", "note_office:attack", "[a TO z]", "NOT zzz", "x%' --", "q:*"])
def test_no_command_finds_more_than_its_words(site: Site, words: str) -> None:
    everything = len(site.client().get("/resources").get_data())
    found = site.client().get("/resources", query_string={"q": words}).get_data(as_text=True)
    assert "70件" not in found
    assert len(found.encode()) < everything


LONGEST_S = 20  # each takes well under a second; before filters were bounded, one took minutes
PATHS = (
    "../../secret_key", "..%2f..%2fsecret_key", "%2e%2e/%2e%2e/secret_key", "....//secret_key", "/etc/passwd",
    "%2fetc%2fpasswd", "..%5c..%5csecret_key", "%00", "site.css%00.html", "..;/secret_key", "%c0%ae%c0%ae/secret_key",
)  # fmt: skip


@pytest.mark.parametrize("place", PATHS)
@pytest.mark.parametrize(
    "folder",
    ["/assets/ours/", "/assets/leaflet/", "/assets/", "/areas/", "/resources/", "/confirm/", "/staff/import/preview/"],
)
def test_no_path_leads_out_of_its_folder(site: Site, folder: str, place: str) -> None:
    answer = site.client("admin").get(folder + place)
    assert answer.status_code in (301, 302, 303, 308, 400, 404, 405)
    harmless(answer)
    secret = (site.folder / "secret_key").read_bytes()
    assert secret not in answer.get_data()


OUTSIDE = (
    "https://evil.example", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example",
    "http:evil.example", "javascript:alert(1)", "data:text/html,x", "/\t/evil.example", "/\n/evil.example",
    " //evil.example", "https:/evil.example", "/staff\r\nX: y", "//evil.example@a", "/\u2028/evil.example",
    "%2f%2fevil.example", "/\x00/evil.example", "/..//evil.example", "/.//evil.example", "ftp://x", "?x", "",
    "evil.example", "/%5cevil.example/..", "\t//evil.example", "/staff\\",
)  # fmt: skip


@pytest.mark.parametrize("target", OUTSIDE)
def test_nobody_is_sent_out_of_the_site(site: Site, target: str) -> None:
    for answer in (
        site.client("reader").get("/staff/sign-in", query_string={"next": target}),
        site.client(None).post("/staff/me/password", headers={"Referer": f"https://evil.example{target!a}"}),
        site.client(None).post("/display", headers={"Referer": f"https://a.jp/{target!a}".replace("'", "")}),
    ):
        assert answer.status_code in (302, 303)
        path = answer.location
        assert path.startswith("/")
        assert not path.startswith(("//", "/\\"))
        assert not {"\\", "\r", "\n", "\t"} & set(path)
    assert safe_next(target).startswith("/")
    assert not safe_next(target).startswith("//")


LARGE = {
    "query": lambda client: client.get("/resources?q=" + "a" * 200_000),
    "many parameters": lambda client: client.get("/resources?" + "&".join(f"type=t{n}" for n in range(5000))),
    "body": lambda client: client.post("/desk", data=b"a" * (12 * 1024 * 1024 + 1), content_type="text/plain"),
    "form": lambda client: client.post("/find", data={"place": "あ" * 400_000}),
    "many fields": lambda client: client.post("/find", data={f"f{n}": "x" for n in range(20_000)}),
    "parts": lambda client: client.post(
        "/staff/import", data={f"f{n}": (b"x", "f") for n in range(1500)}, content_type="multipart/form-data"
    ),
    "many places": lambda client: client.get("/resources?" + "&".join(f"area=a{n}&day=d{n}" for n in range(3000))),
    "a town": lambda client: client.get("/resources", query_string={"town": "あ" * 60_000}),
    "many wishes": lambda client: client.post("/match", json={"needs": [f"w{n}" for n in range(20_000)]}),
    "many hours": lambda client: client.post("/match", json={"availability": [{"days": ["MO"]}] * 8000}),
    "many people": lambda client: client.post("/match", json={"household": [{"needs": ["孤立"]}] * 8000}),
    "deep json": lambda client: client.post("/match", data="[" * 100_000, content_type="application/json"),
    "deep household": lambda client: client.post(
        "/match", data='{"household":[' * 500 + "{}" + "]}" * 500, content_type="application/json"
    ),
    "large numbers": lambda client: client.post(
        "/match", data='{"age": ' + "9" * 10_000 + "}", content_type="application/json"
    ),
    "no numbers": lambda client: client.post(
        "/match", data='{"place": {"lat": NaN, "lon": Infinity}}', content_type="application/json"
    ),
    "bad json": lambda client: client.post("/match", data=b'{"a":\xff}', content_type="application/json"),
    "cookie": lambda client: client.get("/", headers={"Cookie": "a=" + "b" * 100_000}),
    "page": lambda client: client.get("/resources?page=" + "9" * 5000),
    "negative page": lambda client: client.get("/resources?page=-1"),
    "version": lambda client: client.get(f"/staff/card/{LISTING_ID}/" + "9" * 400),
}


@pytest.mark.parametrize("ask", LARGE.values(), ids=LARGE)
def test_what_is_far_too_large_is_refused_or_cut(site: Site, ask: Callable[[FlaskClient], TestResponse]) -> None:
    start = time.monotonic()
    answer = ask(site.client("admin"))
    assert answer.status_code < 500, answer.get_data(as_text=True)[:300]
    assert len(answer.get_data()) < 600_000
    assert time.monotonic() - start < LONGEST_S


@pytest.mark.parametrize("raw", ["%ff", "%e3%81", "%ed%a0%80", "%00", "%f4%90%80%80", "%", "%zz", "+%2b%u0041"])
@pytest.mark.parametrize("path", ["/resources?q=", "/?day=", "/areas/", "/resources/", "/staff/audit?actor="])
def test_broken_bytes_are_answered_calmly(site: Site, path: str, raw: str) -> None:
    assert site.client("admin").get(path + raw).status_code < 500


def test_no_question_makes_the_server_ask_anybody_else(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("an address was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    client, address = site.client("admin"), "http://169.254.169.254/latest"
    for path, name in SENT.items():
        harmless(client.post(path, data={name: address}))
    harmless(client.get("/resources", query_string={"q": address}))
    harmless(client.post("/staff/resources/new", data={"name": "x", "website": address}))
    harmless(client.get("/staff/sign-in", query_string={"next": address}))


def test_every_answer_carries_its_headers(site: Site) -> None:
    doors: tuple[tuple[Role | None, str], ...] = (
        (None, "/"),
        (None, "/nowhere"),
        ("admin", "/staff/audit"),
        (None, "/staff"),
        (None, "/healthz"),
    )
    for role, path in doors:
        headers = site.client(role).get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "Server" not in headers
    assert site.client("admin").get("/staff/audit").headers["Cache-Control"] == "no-store"
