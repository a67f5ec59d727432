"""Every page of the site, each once with real arguments: what links lead to, and what only a deed brings about."""

import io
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from directory.database import reading
from directory.store import listings, version_of
from tests.site import Site

NO_PAGE = {
    "/healthz": "for operators' programs",
    "/readyz": "for operators' programs",
    "/gaps.csv": "a file",
    "/staff/kept/<token>": "the form of a listing once more, with what was typed: opened once, by whoever typed it",
    "/map/bare.js": "a script",
    "/map/pins": "data for the map",
    "/assets/<package>/<path:name>": "what pages are made of",
}
_BEGIN = ("/", "/staff", "/match", "/tell", "/paper", "/confirm/thanks", "/about/components")
_HREF = re.compile(r'href="(/[^"#]*)')
LIST = "名称,開催日時,場所\n見本の会,毎週月曜 10時から12時,沼間会館\nもう一つの会,第1火曜 13時,池子会館\n"


def pages(site: Site) -> dict[str, str]:
    """Rule → address, for every rule that answers GET with a page. What nothing leads to is missing."""
    admin = site.client("admin")
    found = dict(_made(site, admin))
    queue = [*_BEGIN, *found.values()]
    seen: set[str] = set()
    while queue:
        path = queue.pop(0)
        if path in seen:
            continue
        seen.add(path)
        rule = rule_of(site, path)
        if rule is None or rule in NO_PAGE or rule.endswith(".pdf") or (rule in found and found[rule] != path):
            continue
        answer = admin.get(path)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        found.setdefault(rule, path)
        queue += [href.replace("&amp;", "&") for href in _HREF.findall(answer.text)]
    return found


def rules(site: Site) -> set[str]:
    """Every rule that answers GET with a page."""
    asked = {rule.rule for rule in site.app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    return {rule for rule in asked if not rule.endswith(".pdf")} - NO_PAGE.keys()


def rule_of(site: Site, path: str) -> str | None:
    try:
        rule, _ = site.app.url_map.bind("localhost").match(unquote(urlsplit(path).path), "GET", return_rule=True)
    except (HTTPException, RequestRedirect):
        return None
    return str(rule.rule)


def _made(site: Site, admin: FlaskClient) -> Iterator[tuple[str, str]]:
    """What stands at an address that only a deed hands out."""
    with reading(site.engine) as session:
        one, other = list(listings(session))[:2]
        version = version_of(session, one.id)
    here = f"/staff/resources/{one.id}"
    admin.post(f"{here}/confirmed", data={"how": "telephone"})
    yield "/confirm/<token>", _address(admin.post(f"{here}/confirm-link").text, "/confirm/")
    sent = {"name": "new@example.jp", "role": "reader", "area": ""}
    yield "/staff/invited/<token>", _address(admin.post("/staff/accounts", data=sent).text, "/staff/invited/")
    admin.post(_uploaded(admin))
    yield "/staff/import/preview/<token>", _uploaded(admin)
    yield "/find/places", f"/find/places?id={one.id}&id={other.id}"
    yield "/staff/sign-in", "/staff/sign-in"
    yield "/staff/card/<listing_id>/<int:version>", f"/staff/card/{one.id}/{version}"
    yield "/staff/duplicates/<kept_id>/<other_id>", f"/staff/duplicates/{one.id}/{other.id}"
    yield "/staff/today/change", f"/staff/today/change?listing={one.id}"


def _uploaded(admin: FlaskClient) -> str:
    """The address of the preview."""
    file = {"file": (io.BytesIO(LIST.encode()), "一覧.csv")}
    return admin.post("/staff/import", data=file).headers["Location"]


def _address(page: str, beginning: str) -> str:
    found = re.search(re.escape(beginning) + r"[\w.-]+", page)
    assert found, f"no address {beginning}… in the answer"
    return found[0]
