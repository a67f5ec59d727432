"""`/tell`: 「載っていない会を知らせる」. What is told goes to staff as a proposal; nothing is published by it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flask import Blueprint, Response, request

from directory.views.display import say
from directory.views.pages import page_answer

LONGEST, LONGEST_CONTACT = 300, 100
TRAP = "website"  # a field that no person sees: what fills it in is a program
ASKED = {
    "name": "会の名前",
    "place": "どこで",
    "when": "いつ",
    "how": "どうして知っているか",
}
NEEDED = ("name", "place")
CONTACT = "contact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """`keep` takes what was told and how to reach the teller (None: not said); None where nothing can be kept."""

    keep: Callable[[str, str | None], None] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TellPage:
    """`typed` and `errors` by the fields of ASKED and CONTACT."""

    can_send: bool
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    sent: bool = False

    @property
    def wrong(self) -> tuple[tuple[str, str], ...]:
        """Each mistake as (id of its field, what it is), with the field's name."""
        labels = ASKED | {CONTACT: "あなたへの連絡先（書かなくてもかまいません）"}
        return tuple((f"f-{name}", say(labels[name]) + ": " + text) for name, text in self.errors.items())


def blueprint(parts: Parts) -> Blueprint:
    views = Blueprint("tell", __name__)

    @views.route("/tell", methods=["GET", "POST"])
    def tell() -> Response:
        if request.method == "GET" or parts.keep is None:
            return page_answer("public/tell.html", TellPage(can_send=parts.keep is not None))
        typed = {name: request.form.get(name, "").strip() for name in (*ASKED, CONTACT)}
        if errors := _errors(typed):
            return page_answer("public/tell.html", TellPage(can_send=True, typed=typed, errors=errors), 422)
        if not request.form.get(TRAP):
            parts.keep(_as_lines(typed), typed[CONTACT] or None)
        return page_answer("public/tell.html", TellPage(can_send=True, sent=True))

    return views


def _errors(typed: Mapping[str, str]) -> Mapping[str, str]:
    wrong = {name: say("ここを書いてください。") for name in NEEDED if not typed[name]}
    longest = {name: LONGEST_CONTACT if name == CONTACT else LONGEST for name in typed}
    return wrong | {
        name: say("長すぎます（{n}字まで）。", n=longest[name])
        for name, text in typed.items()
        if len(text) > longest[name]
    }


def _as_lines(typed: Mapping[str, str]) -> str:
    """One line an answer, for staff: 「会の名前：…」 first."""
    return "\n".join(f"{label}：{' '.join(typed[name].split())}" for name, label in ASKED.items() if typed[name])
