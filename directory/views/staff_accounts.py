"""`/staff/accounts` (administrators): who may sign in, invitations, roles, the yearly review; `/staff/me`: one's own.

`/staff/invited/TOKEN` is where somebody invited chooses a password.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from flask import Blueprint, flash, redirect, request, session, url_for
from sqlalchemy import Engine
from sqlmodel import Session
from werkzeug.wrappers import Response

from directory import accounts
from directory.accounts import ROLE_LABELS, Role, User, invitations
from directory.accounts.review import Standing, standings
from directory.accounts.second_factor import SecondFactor
from directory.database import reading, writing
from directory.errors import InputWrong, TooOften
from directory.rate_limits import caller_of
from directory.views import days, signing, staff_audit
from directory.views.pages import page_answer
from directory.views.signing import Door


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """`zones`: 圏域 names by id. `allows` counts tries across workers."""

    engine: Engine
    zones: dict[str, str]
    second_factor: SecondFactor
    allows: Callable[[str, str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsPage:
    """`link`: an invitation just made: shown once, for it cannot be looked up again."""

    standings: tuple[Standing, ...]
    roles: tuple[tuple[str, str], ...]
    zones: tuple[tuple[str, str], ...]
    labels: dict[Role, str]
    zone_names: dict[str, str]
    reviewed_at: datetime | None
    link: str | None = None
    link_for: str = ""
    link_until: datetime | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """`secret` and `picture` while the second factor is being turned on."""

    labels: dict[Role, str]
    secret: str | None = None
    picture: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitedPage:
    name: str
    shortest: int = accounts.SHORTEST_PASSWORD
    error: str | None = None


def blueprint(parts: Parts, door: Door) -> Blueprint:
    views = Blueprint("accounts", __name__, url_prefix="/staff")
    views.context_processor(lambda: {"person": door.person(), "may": signing.may})
    days.install(views)
    _add_administration(views, parts, door)
    _add_own(views, parts, door)
    _add_invited(views, parts)
    staff_audit.add(views, parts.engine, door)
    return views


def _add_administration(views: Blueprint, parts: Parts, door: Door) -> None:
    @views.get("/accounts")
    @door.require("admin")
    def everybody() -> Response:
        with reading(parts.engine) as db:
            return page_answer("staff/accounts.html", _accounts_page(parts, db))

    @views.post("/accounts")
    @door.require("admin")
    def invite() -> Response:
        form, actor = request.form, signing.name_of(door)
        try:
            with writing(parts.engine) as db:
                made = invitations.invite(
                    db,
                    form.get("name", ""),
                    role=cast(Role, form.get("role", "")),
                    display_name=form.get("display_name", "").strip() or None,
                    zone_id=_zone(parts),
                    actor=actor,
                )
        except InputWrong as wrong:
            with reading(parts.engine) as db:
                return page_answer("staff/accounts.html", replace(_accounts_page(parts, db), error=str(wrong)), 422)
        return _with_link(parts, *made)

    @views.post("/accounts/<user_id>/invite")
    @door.require("admin")
    def invite_again(user_id: str) -> Response:
        with writing(parts.engine) as db:
            made = invitations.invite_again(db, user_id, actor=signing.name_of(door))
        return _with_link(parts, *made)

    @views.post("/accounts/<user_id>")
    @door.require("admin")
    def change(user_id: str) -> Response:
        actor = signing.name_of(door)
        with writing(parts.engine) as db:
            match request.form.get("deed"):
                case "disable":
                    accounts.set_active(db, user_id, False, actor=actor)
                    flash("止めました。開いている画面も、すぐに使えなくなります。", "done")
                case "enable":
                    accounts.set_active(db, user_id, True, actor=actor)
                    flash("また使えるようにしました。", "done")
                case "role":
                    role = cast(Role, request.form.get("role", ""))
                    accounts.set_role(db, user_id, role, _zone(parts), actor=actor)
                    flash("役割を変えました。本人は、もう一度サインインします。", "done")
                case _:
                    raise InputWrong("することが選ばれていません。画面を開き直して、もう一度お試しください。")
        return redirect(url_for("accounts.everybody"), 303)

    @views.post("/accounts/reviewed")
    @door.require("admin")
    def reviewed() -> Response:
        with writing(parts.engine) as db:
            accounts.record(db, signing.name_of(door), "accounts.reviewed")
        flash("今日、利用者を見直したと記録しました。", "done")
        return redirect(url_for("accounts.everybody"), 303)


def _add_own(views: Blueprint, parts: Parts, door: Door) -> None:
    @views.get("/me")
    @door.require("reader")
    def me() -> Response:
        return page_answer("staff/me.html", OwnPage(labels=ROLE_LABELS))

    @views.post("/me/password")
    @door.require("reader")
    def change_password() -> Response:
        person = _signed_in(door)
        if not parts.allows("sign_in_name", person.name):
            raise TooOften(signing.TOO_OFTEN)
        with writing(parts.engine) as db:
            right = accounts.sign_in(db, person.name, request.form.get("old", "")) is not None
            if right:
                accounts.set_password(db, person.id, request.form.get("new", ""), actor=person.name)
        if not right:
            return page_answer("staff/me.html", OwnPage(labels=ROLE_LABELS, error="いまの合言葉が違います。"), 422)
        session.clear()
        flash("合言葉を変えました。新しい合言葉でサインインしてください。", "done")
        return redirect(url_for("signing.sign_in"), 303)

    @views.post("/me/sign-out-everywhere")
    @door.require("reader")
    def sign_out_everywhere() -> Response:
        person = _signed_in(door)
        with writing(parts.engine) as db:
            accounts.end_sessions(db, person.id, actor=person.name)
        session.clear()
        flash("すべての端末でサインアウトしました。", "done")
        return redirect(url_for("signing.sign_in"), 303)

    @views.post("/me/second-factor")
    @door.require("reader")
    def second_factor() -> Response:
        person = _signed_in(door)
        if request.form.get("deed") == "off":
            with writing(parts.engine) as db:
                if not parts.second_factor.accepts(db, person, request.form.get("code", "")):
                    return page_answer(
                        "staff/me.html", OwnPage(labels=ROLE_LABELS, error="確認の数字が違います。"), 422
                    )
                parts.second_factor.turn_off(db, person, actor=person.name)
            flash("確認の数字を使わないようにしました。", "done")
            return redirect(url_for("accounts.me"), 303)
        secret = request.form.get("secret") or parts.second_factor.new_secret()
        error = None
        if "code" in request.form:
            with writing(parts.engine) as db:
                if parts.second_factor.turn_on(db, person, secret, request.form["code"]):
                    flash("次のサインインから、アプリに出る数字も聞きます。", "done")
                    return redirect(url_for("accounts.me"), 303)
            error = "数字が違います。アプリに出ている 6 けたを、もう一度入れてください。"
        picture = parts.second_factor.picture(person, secret)
        page = OwnPage(labels=ROLE_LABELS, secret=secret, picture=picture, error=error)
        return page_answer("staff/me.html", page, 422 if error else 200)


def _add_invited(views: Blueprint, parts: Parts) -> None:
    @views.get("/invited/<token>")
    def invited(token: str) -> Response:
        with reading(parts.engine) as db:
            return page_answer("staff/invited.html", InvitedPage(name=invitations.invited(db, token).name))

    @views.post("/invited/<token>")
    def accept(token: str) -> Response:
        if not parts.allows("sign_in", caller_of(request.remote_addr)):
            raise TooOften(signing.TOO_OFTEN)
        password, again = request.form.get("password", ""), request.form.get("again", "")
        try:
            with writing(parts.engine) as db:
                user = invitations.invited(db, token)
                if password != again:
                    raise InputWrong("2 回入れた合言葉が、同じではありません。")
                invitations.accept(db, token, password)
        except InputWrong as wrong:
            return page_answer("staff/invited.html", InvitedPage(name=user.name, error=str(wrong)), 422)
        session.clear()
        flash("合言葉を決めました。サインインしてください。", "done")
        return redirect(url_for("signing.sign_in"), 303)


def _accounts_page(parts: Parts, db: Session) -> AccountsPage:
    found, reviewed_at = standings(db)
    return AccountsPage(
        standings=found,
        roles=tuple((role, label) for role, label in ROLE_LABELS.items()),
        zones=(("", "市全域"), *parts.zones.items()),
        labels=ROLE_LABELS,
        zone_names=parts.zones,
        reviewed_at=reviewed_at,
    )


def _with_link(parts: Parts, user: User, token: str, expires_at: datetime) -> Response:
    link = url_for("accounts.invited", token=token, _external=True)
    with reading(parts.engine) as db:
        page = replace(_accounts_page(parts, db), link=link, link_for=user.display_name, link_until=expires_at)
    return page_answer("staff/accounts.html", page)


def _zone(parts: Parts) -> str | None:
    zone = request.form.get("zone", "")
    if zone and zone not in parts.zones:
        raise InputWrong("その圏域はありません。画面を開き直して、選び直してください。")
    return zone or None


def _signed_in(door: Door) -> User:
    person = door.person()
    if person is None:
        raise RuntimeError("a page behind sign-in was reached without one")
    return person
