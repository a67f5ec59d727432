"""Signing in and out, and who may pass: `Door` guards every page behind sign-in, also those of other blueprints."""

import functools
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec
from urllib.parse import urlsplit

from flask import Blueprint, flash, g, redirect, request, session, url_for
from sqlalchemy import Engine
from werkzeug.wrappers import Response

from directory import accounts
from directory.accounts import ROLE_LABELS, Role, User, sessions
from directory.accounts.openid import Provider
from directory.accounts.second_factor import SecondFactor
from directory.accounts.sessions import LONGEST_IDLE_S, LONGEST_SESSION_S
from directory.database import reading, writing
from directory.errors import NotFound
from directory.rate_limits import caller_of
from directory.stewardship.kept_forms import KeptForms
from directory.views import staff_kept
from directory.views.pages import page_answer

RISING: tuple[Role, ...] = ("reader", "worker", "staff", "admin")
LONGEST_HALFWAY_S = 5 * 60
TOO_OFTEN = "試した回数が多すぎます。10分ほど待ってから、もう一度お試しください。"
P = ParamSpec("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """`allows(deed, caller)` counts tries (`sign_in` by address, `sign_in_name` by account) across workers.

    `kept`: what was typed in forms whose session had ended. `openid`: a city hall's own sign-in,
    offered beside names and passwords.
    """

    engine: Engine
    allows: Callable[[str, str], bool]
    second_factor: SecondFactor
    kept: KeptForms
    openid: Provider | None = None


@dataclass(frozen=True, slots=True)
class SignInPage:
    next: str
    name: str = ""
    error: str | None = None
    openid: bool = False


@dataclass(frozen=True, slots=True)
class CodePage:
    next: str
    error: str | None = None


class Door:
    """Knows who stands at it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def person(self) -> User | None:
        """Who is signed in; None also after 12 hours, 2 idle hours, or when this session or all of the account's were
        ended.
        """
        if "person" not in g:
            g.person = self._person()
        person: User | None = g.person
        return person

    def require(
        self, role: Role, *, keeps: bool = False, stages: Callable[[str], bool] | None = None
    ) -> Callable[[Callable[P, Response]], Callable[P, Response]]:
        """Only for that role and higher ones: others are sent to sign in, or told what their role may not.

        `keeps`: what was typed is kept when the session has ended; never for a form that tells of a supported person.
        `stages`: keeps the file that was sent then, for the account of that id; whether it could.
        """

        def guard(view: Callable[P, Response]) -> Callable[P, Response]:
            @functools.wraps(view)
            def guarded(*args: P.args, **kwargs: P.kwargs) -> Response:
                person = self.person()
                if person is None:
                    return self._sent_to_sign_in(keeps, stages if "was" in g and may(g.was, role) else None)
                if not may(person, role):
                    return page_answer("staff/forbidden.html", ROLE_LABELS[role], status=403)
                if keeps and (token := request.form.get("kept")):
                    self._parts.kept.forget(token, person.id)
                return view(*args, **kwargs)

            return guarded

        return guard

    def _sent_to_sign_in(self, keeps: bool, stages: Callable[[str], bool] | None) -> Response:
        if request.method != "POST":
            return redirect(url_for("signing.sign_in", next=_here()), 303)
        if stages and stages(g.was.id):
            flash("時間がたったため、もう一度サインインしてください。選んだファイルは残っています。", "care")
            return redirect(url_for("signing.sign_in", next=request.path), 303)
        token = staff_kept.keep(self._parts.kept, g.was.id) if keeps and "was" in g else None
        if token is None:
            flash("時間がたったため、もう一度サインインしてください。", "care")
            return redirect(url_for("signing.sign_in", next=_here()), 303)
        flash("時間がたったため、もう一度サインインしてください。書いた内容は残っています。", "care")
        return redirect(url_for("signing.sign_in", next=url_for("signing.kept", token=token)), 303)

    def _person(self) -> User | None:
        user_id, now = session.get("user"), time.time()
        if not isinstance(user_id, str):
            return None
        person = self._recall(user_id, str(session.get("id")))
        since, seen = float(session.get("since", 0)), float(session.get("seen", 0))
        if (
            person is None
            or not person.active
            or person.session_epoch != session.get("epoch")
            or now - since > LONGEST_SESSION_S
            or now - seen > LONGEST_IDLE_S
        ):
            session.clear()
            if person is not None and person.active:
                g.was = person
            return None
        if now - seen > 60:
            session["seen"] = now
        return person

    def _recall(self, user_id: str, session_id: str) -> User | None:
        try:
            with reading(self._parts.engine) as db:
                return None if sessions.has_ended(db, session_id) else accounts.user_of(db, user_id)
        except NotFound:
            return None


def may(person: User, role: Role) -> bool:
    return person.role in RISING[RISING.index(role) :]


def safe_next(target: str | None) -> str:
    """A path of this site to go on to; anything that could lead elsewhere becomes /staff."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")) or "\\" in target:
        return "/staff"
    parts = urlsplit(target)
    harmless = not parts.scheme and not parts.netloc and target.isprintable()
    return target if harmless else "/staff"


def _here() -> str:
    """Where to come back to: the page itself, for a POST the page that holds its form."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    return safe_next(urlsplit(request.referrer or "").path or None)


def blueprint(parts: Parts, door: Door) -> Blueprint:
    views = Blueprint("signing", __name__, url_prefix="/staff")
    has_openid = parts.openid is not None
    if parts.openid:
        # Imported where it is set only: it brings an HTTP client along.
        from directory.views import staff_openid

        staff_openid.add(views, parts, parts.openid)

    @views.get("/kept/<token>")
    @door.require("reader")
    def kept(token: str) -> Response:
        person = door.person()
        return staff_kept.page_of(token, parts.kept.open(token, person.id if person else ""))

    @views.get("/sign-in")
    def sign_in() -> Response:
        target = safe_next(request.args.get("next"))
        if door.person():
            return redirect(target)
        return sign_in_page(SignInPage(target, openid=has_openid))

    @views.post("/sign-in")
    def signed_in() -> Response:
        target = safe_next(request.form.get("next"))
        name = request.form.get("name", "").strip()
        if not (parts.allows("sign_in", caller_of(request.remote_addr)) and parts.allows("sign_in_name", name)):
            with writing(parts.engine) as db:
                accounts.record(db, "?", "sign_in.limited")
            return sign_in_page(SignInPage(target, name, TOO_OFTEN, has_openid), 429)
        with writing(parts.engine) as db:
            person = accounts.sign_in(db, name, request.form.get("password", ""))
        if person is None:
            return sign_in_page(SignInPage(target, name, "名前か合言葉が違います。", has_openid), 422)
        return go_on(person, target)

    @views.post("/sign-in/code")
    def code() -> Response:
        target = safe_next(request.form.get("next"))
        user_id, since = session.get("halfway"), float(session.get("halfway_since", 0))
        if not isinstance(user_id, str) or time.time() - since > LONGEST_HALFWAY_S:
            session.clear()
            return redirect(url_for("signing.sign_in", next=target), 303)
        if not parts.allows("sign_in_name", user_id):
            return page_answer("staff/second_factor.html", CodePage(target, TOO_OFTEN), status=429)
        with writing(parts.engine) as db:
            person = accounts.user_of(db, user_id)
            right = person.active and parts.second_factor.accepts(db, person, request.form.get("code", ""))
            if right:
                accounts.record(db, person.name, "sign_in")
        if not right:
            page = CodePage(target, "数字が違うか、もう使われています。次に出る 6 けたを入れてください。")
            return page_answer("staff/second_factor.html", page, status=422)
        _let_in(person)
        return redirect(target, 303)

    @views.post("/sign-out")
    def sign_out() -> Response:
        if person := door.person():
            with writing(parts.engine) as db:
                sessions.end(db, str(session.get("id")))
                accounts.record(db, person.name, "sign_out")
        session.clear()
        return redirect(url_for("signing.sign_in"), 303)

    return views


def sign_in_page(page: SignInPage, status: int = 200) -> Response:
    return page_answer("staff/sign_in.html", page, status)


def go_on(person: User, target: str) -> Response:
    """In, or to the second factor where the account has one."""
    if person.has_second_factor:
        session.clear()
        session.update(halfway=person.id, halfway_since=time.time())
        return page_answer("staff/second_factor.html", CodePage(target))
    _let_in(person)
    return redirect(target, 303)


def _let_in(person: User) -> None:
    """A session of its own, whatever the visitor's browser held before."""
    session.clear()
    now = time.time()
    session.update(id=secrets.token_urlsafe(16), user=person.id, epoch=person.session_epoch, since=now, seen=now)


def name_of(door: Door) -> str:
    """Who does this, for the record; only behind `Door.require`."""
    person = door.person()
    if person is None:
        raise RuntimeError("a page behind sign-in was reached without one")
    return person.name
