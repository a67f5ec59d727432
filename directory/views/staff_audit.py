"""`/staff/audit` (administrators): who signed in, changed or took out what, and when."""

from dataclasses import dataclass, field
from datetime import date

from flask import Blueprint, request
from sqlalchemy import Engine
from werkzeug.wrappers import Response

from directory.accounts import ROLE_LABELS, Role
from directory.audit import DEEDS, KINDS, Asked, Deed, deeds
from directory.database import reading
from directory.views.pages import page_answer
from directory.views.signing import Door
from directory.views.staff_parts import ACTIONS

PAGE = 100
LAST_PAGE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """`newer` and `older`: page numbers from 1, None where there is none."""

    asked: Asked
    deeds: tuple[Deed, ...]
    kinds: tuple[tuple[str, str], ...]
    newer: int | None
    older: int | None
    error: str | None = None
    roles: dict[Role, str] = field(default_factory=lambda: ROLE_LABELS)

    def said(self, deed: Deed) -> str:
        return said(deed)


def said(deed: Deed) -> str:
    """A deed in words; the code itself where it has none."""
    if deed.kind == "change":
        return ACTIONS.get(deed.action, deed.action)
    return DEEDS.get(deed.action, ("", deed.action))[1]


def add(views: Blueprint, engine: Engine, door: Door) -> None:
    @views.get("/audit")
    @door.require("admin")
    def audit() -> Response:
        given = request.args
        since, until = _day("since"), _day("until")
        wrong = any(given.get(name) and not day for name, day in (("since", since), ("until", until)))
        kind = given.get("kind", "") if given.get("kind", "") in KINDS else ""
        asked = Asked(kind=kind, actor=given.get("actor", "").strip()[:100], since=since, until=until)
        number = min(max(given.get("page", 1, type=int), 1), LAST_PAGE)
        with reading(engine) as session:
            found = deeds(session, asked, first=(number - 1) * PAGE, most=PAGE + 1)
        page = AuditPage(
            asked=asked,
            deeds=found[:PAGE],
            kinds=(("", "すべて"), *KINDS.items()),
            newer=number - 1 if number > 1 else None,
            older=number + 1 if len(found) > PAGE and number < LAST_PAGE else None,
            error="日付は 2026-04-01 のように入れてください。" if wrong else None,
        )
        return page_answer("staff/audit.html", page, status=422 if wrong else 200)


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, "").strip())
    except ValueError:
        return None
