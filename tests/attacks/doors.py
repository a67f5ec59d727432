"""The doors of the site, and the least role that may pass each.

A new route that changes something, or lies behind sign-in, belongs here: the attack run fails without it.
"""

from itertools import product

from werkzeug.routing import Map, Rule

from directory.accounts import Role
from directory.views.signing import RISING

EVERYONE = """
GET /   GET /resources   GET /resources/<id>   GET /resources/<id>/report   POST /resources/<id>/report
GET /areas   GET /areas/<id>   GET /areas/<id>.pdf   GET /near   POST /near   GET /desk   POST /desk
GET /paper   GET /paper/list.pdf   GET /paper/calendar   GET /paper/calendar.pdf
GET /paper/booklet.pdf   POST /paper/leaflet.pdf
GET /find   POST /find   GET /find/places   GET /map/bare.js   GET /assets/<package>/<path:name>
GET /desks   GET /tell   POST /tell
GET /about/components   GET /about/data   GET /about/accessibility   GET /map/pins
GET /about/matching   GET /healthz   GET /readyz
GET /confirm/<token>   POST /confirm/<token>   GET /confirm/thanks
GET /staff/sign-in   POST /staff/sign-in   POST /staff/sign-in/code   POST /staff/sign-out
GET /staff/invited/<token>   POST /staff/invited/<token>   POST /display
"""
LEAST: dict[Role, str] = {
    "reader": """
GET /staff   GET /staff/resources   GET /staff/resources/<listing_id>   GET /staff/today   GET /staff/me
GET /staff/kept/<token>   GET /staff/paper
POST /staff/me/password   POST /staff/me/second-factor   POST /staff/me/sign-out-everywhere
""",
    "worker": """
GET /match   POST /match   GET /match/desks   POST /match/answer   POST /match/gap
POST /match/visit   POST /match/visit.pdf
GET /gaps   GET /gaps.csv
POST /staff/resources/<listing_id>/propose
""",
    "staff": """
GET /staff/bulk   POST /staff/bulk
GET /staff/calls   GET /staff/cards   POST /staff/cards   GET /staff/past   POST /staff/past/export
GET /staff/export   POST /staff/export   POST /staff/export/list   POST /staff/export/form
GET /staff/card/<listing_id>/<int:version>   POST /staff/card/<listing_id>/<int:version>
GET /staff/deleted   POST /staff/deleted/<departure_id>/recover   POST /staff/merges/<departure_id>/undo
GET /staff/duplicates   POST /staff/duplicates
GET /staff/duplicates/<kept_id>/<other_id>   POST /staff/duplicates/<kept_id>/<other_id>
GET /staff/import   POST /staff/import   POST /staff/import/staged   GET /staff/import/<batch_id>/undo
POST /staff/import/<batch_id>/undo
GET /staff/import/preview/<token>   POST /staff/import/preview/<token>
POST /staff/import/preview/<token>/headings   POST /staff/import/broken/<attempt_id>
POST /staff/proposals/<proposal_id>   GET /staff/resources/new   POST /staff/resources/new
POST /staff/resources/<listing_id>   POST /staff/resources/<listing_id>/confirm-link
POST /staff/resources/<listing_id>/confirmed   GET /staff/resources/<listing_id>/history
POST /staff/resources/<listing_id>/history/<int:step_id>/return
POST /staff/resources/<listing_id>/history/<int:step_id>/undo
GET /staff/resources/<listing_id>/consent   POST /staff/resources/<listing_id>/consent
POST /staff/resources/<listing_id>/consent/withdraw
GET /staff/resources/<listing_id>/delete   POST /staff/resources/<listing_id>/delete
GET /staff/today/change   POST /staff/today/change   POST /staff/today/read   POST /staff/today/<change_id>/undo
GET /staff/venues/<venue_id>/history   POST /staff/venues/<venue_id>/history/<int:step_id>/return
POST /staff/venues/<venue_id>/history/<int:step_id>/undo
GET /staff/venues/<venue_id>   POST /staff/venues/<venue_id>
""",
    "admin": """
GET /staff/accounts   POST /staff/accounts   POST /staff/accounts/reviewed
POST /staff/accounts/<user_id>   POST /staff/accounts/<user_id>/invite   GET /staff/audit
""",
}
# They keep nothing and change nothing (app.ASKING), but how this browser is shown pages.
WITHOUT_TOKEN = {f"POST {path}" for path in ("/find", "/near", "/desk", "/match", "/match/visit", "/match/visit.pdf")}
WITHOUT_TOKEN |= {"POST /display", "POST /paper/leaflet.pdf"}
BEHIND = ("/staff", "/match", "/gaps", "/confirm")
_NOWHERE = {"version": "1", "step_id": "1", "package": "ours"}


def doors_of(text: str) -> list[str]:
    """ "GET /path", one a door."""
    words = text.split()
    return [f"{method} {path}" for method, path in zip(words[::2], words[1::2], strict=True)]


GUARDED = {door: role for role, text in LEAST.items() for door in doors_of(text)}
ALL = {*doors_of(EVERYONE), *GUARDED}
POSTED = sorted(door for door in ALL if door.startswith("POST") and door not in WITHOUT_TOKEN)
VISITS = [(door, role) for door, role in product(sorted(GUARDED), (None, *RISING))]


def doors_in(rules: Map) -> set[str]:
    return {
        f"{method} {rule.rule}" for rule in rules.iter_rules() for method in (rule.methods or ()) if _counts(method)
    }


def address(door: str, **names: str) -> str:
    """The path of a door, its names filled with ones that nothing has, or those given."""
    rule = Rule(door.partition(" ")[2], endpoint="x")
    bound = Map([rule]).bind("a")
    return bound.build("x", {name: names.get(name, _NOWHERE.get(name, "none")) for name in rule.arguments})


def _counts(method: str) -> bool:
    return method not in ("HEAD", "OPTIONS")
