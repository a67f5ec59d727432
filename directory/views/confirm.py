"""The door for a group's leader: one listing as published, to be confirmed, changed or closed without an account."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from flask import Blueprint, redirect, request, url_for
from sqlalchemy import Engine
from sqlmodel import Session
from werkzeug.wrappers import Response

from directory import accounts, schedules
from directory.errors import EditedMeanwhile, InputWrong, NotFound
from directory.public_view import PublicListing
from directory.rate_limits import caller_of
from directory.stewardship import proposals
from directory.stewardship.changes import LABELS
from directory.stewardship.confirm_links import CONFIRM_LINKS
from directory.store import listing_of, reading, version_of, writing
from directory.views import days
from directory.views.pages import Fact, page_answer

ASKED = {
    "meetings": "いつ（曜日・時間）",
    "venues": "どこで",
    "eligibility_text": "どなたが来られますか",
    "fees_text": "費用",
    "application_text": "予約・申込",
    "phones": "問い合わせの電話",
    "other": "そのほか",
}
ENDINGS = (("paused", "しばらくお休みします"), ("ended", "やめました"))
SAID_BY = "代表者（確認のページ）"
CHANGED = "開いているあいだに、載っている内容が変わりました。下の新しい内容を見てから、もう一度お答えください。"
DATES_READ_BACK = 3
LIMITED = "続けて開かれたため、しばらくお待ちください。10分ほどしてから、もう一度お試しください。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """`allows(deed, caller)` counts tries across workers; `published` as the public sees it; `telephone` to call."""

    engine: Engine
    published: Callable[[str], PublicListing | None]
    allows: Callable[[str, str], bool]
    today: Callable[[], date]
    telephone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPage:
    name: str
    facts: tuple[Fact, ...]
    confirmed_on: date | None
    telephone: str | None
    asked: dict[str, str]
    endings: tuple[tuple[str, str], ...]
    version: int
    typed: dict[str, str] = field(default_factory=dict)
    error: str | None = None


@dataclass(frozen=True, slots=True)
class ThanksPage:
    text: str
    telephone: str | None


@dataclass(frozen=True, slots=True)
class ReadBackPage:
    """`words`: the days as they were read, None where they could not be."""

    name: str
    words: str | None
    dates: tuple[date, ...]
    typed: dict[str, str]


def blueprint(parts: Parts) -> Blueprint:
    views = Blueprint("confirm", __name__, url_prefix="/confirm")
    days.install(views)

    @views.get("/thanks")
    def thanks() -> Response:
        return page_answer(
            "confirm/thanks.html", ThanksPage("受け取りました。ありがとうございました。", parts.telephone)
        )

    @views.get("/<token>")
    def ask(token: str) -> Response:
        if not parts.allows("confirm", caller_of(request.remote_addr)):
            return page_answer("confirm/limited.html", ThanksPage(LIMITED, parts.telephone), status=429)
        try:
            with reading(parts.engine) as db:
                page = _page(parts, db, CONFIRM_LINKS.target_of(db, token))
        except NotFound as gone:
            return _closed(parts, str(gone))
        return page_answer("confirm/ask.html", page)

    @views.post("/<token>")
    def answer(token: str) -> Response:
        if not parts.allows("confirm", caller_of(request.remote_addr)):
            return page_answer("confirm/limited.html", ThanksPage(LIMITED, parts.telephone), status=429)
        typed = {name: value.strip() for name, value in request.form.items() if name != "csrf_token"}
        read = typed.pop("read", "")
        if read != "yes" and typed.get("answer") == "changed" and typed.get("meetings"):
            return _read_back(parts, token, typed, again=read == "again")
        try:
            with writing(parts.engine) as db:
                service_id = CONFIRM_LINKS.use(db, token)
                if typed.pop("version", None) not in (None, str(version_of(db, service_id))):
                    raise EditedMeanwhile(CHANGED)
                _propose(db, service_id, typed, parts.today())
                accounts.record(db, SAID_BY, "confirm_answer", target=service_id)
        except NotFound as gone:
            return _closed(parts, str(gone))
        except (InputWrong, EditedMeanwhile) as wrong:
            # Rolled back: the link is still good.
            with reading(parts.engine) as db:
                page = _page(parts, db, CONFIRM_LINKS.target_of(db, token), typed, str(wrong))
            return page_answer("confirm/ask.html", page, status=409 if isinstance(wrong, EditedMeanwhile) else 422)
        return redirect(url_for("confirm.thanks"), 303)

    return views


def _read_back(parts: Parts, token: str, typed: dict[str, str], again: bool) -> Response:
    """The days as they were understood, before anything is sent; with `again` the form with what was typed."""
    try:
        with reading(parts.engine) as db:
            page = _page(parts, db, CONFIRM_LINKS.target_of(db, token), typed)
    except NotFound as gone:
        return _closed(parts, str(gone))
    if again:
        return page_answer("confirm/ask.html", page)
    meeting = schedules.read(typed["meetings"]).meeting()
    understood = meeting.certainty != "unparsed" and bool(meeting.series or meeting.dates)
    words = schedules.in_words(meeting) if understood else None
    dates = tuple(schedules.next_dates(meeting, parts.today(), DATES_READ_BACK))
    return page_answer("confirm/read_back.html", ReadBackPage(page.name, words or None, dates, typed))


def _closed(parts: Parts, text: str) -> Response:
    return page_answer("confirm/closed.html", ThanksPage(text, parts.telephone), status=404)


def _propose(db: Session, service_id: str, typed: dict[str, str], today: date) -> None:
    """Keep the answer as proposals; nothing is changed until staff accept. Raises InputWrong when there is none."""

    def say(value: str, name: str | None) -> None:
        proposals.propose(db, service_id, "leader", value, said_by=SAID_BY, field=name)

    answer = typed.get("answer")
    if answer == "same":
        say(today.isoformat(), "assured_date")
    elif answer == "changed":
        said = {name: typed[name] for name in ASKED if typed.get(name)}
        if not said:
            raise InputWrong("変わったところに、いまの内容を書いてください。")
        for name, value in said.items():
            say(value, None if name == "other" else name)
    elif answer == "closed" and typed.get("ending") in dict(ENDINGS):
        say(typed["ending"], "status")
        if reason := "、".join(filter(None, (typed.get("when"), typed.get("reason")))):
            say(reason, "status_reason")
    else:
        raise InputWrong("「このままでよい」「変わった」「お休み・やめました」のどれかを選んでください。")


def _page(
    parts: Parts, db: Session, service_id: str, typed: dict[str, str] | None = None, error: str | None = None
) -> ConfirmPage:
    listing = listing_of(db, service_id)
    public = parts.published(service_id)
    facts = _facts(public) if public else (Fact("公開", "いまは公開していません"),)
    return ConfirmPage(
        name=listing.name,
        facts=facts,
        confirmed_on=listing.assured_date,
        telephone=parts.telephone,
        asked=ASKED,
        endings=ENDINGS,
        version=version_of(db, listing.id),
        typed=typed or {},
        error=error,
    )


def _facts(public: PublicListing) -> tuple[Fact, ...]:
    facts = (
        Fact("いつ", "\n".join(meeting.text for meeting in public.meetings) or None),
        Fact("どこで", public.place or None),
        Fact("していること", public.description),
        Fact(LABELS["eligibility_text"], public.eligibility_text),
        Fact(LABELS["fees_text"], public.fees_text),
        Fact(LABELS["application_text"], public.application_text),
        Fact("問い合わせ", public.telephone or public.telephone_note),
    )
    return (*facts, Fact("ひとこと", public.note)) if public.note else facts
