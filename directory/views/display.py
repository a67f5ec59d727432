"""How a visitor wants pages shown: size of letters, ふりがな, language. Kept in a cookie of their own browser alone."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

from flask import Blueprint, Flask, Response, abort, g, redirect, request
from markupsafe import Markup, escape
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header
from werkzeug.wrappers import Response as AnyResponse

from directory.furigana import Piece, pieces
from directory.messages import LANGUAGES
from directory.speech import JAPANESE, Speech

COOKIE = "tsunagi_view"
KEPT_S = 365 * 24 * 60 * 60
LETTERS = {"": "標準", "large": "大", "larger": "特大"}
KANA = "kana"
JAPANESE_ONLY = ("/staff", "/match", "/confirm", "/about", "/paper")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々]")

InPlaces = Callable[[str], Iterable[Piece]]
"""The names in a text with their readings (`directory.furigana.Readings`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Display:
    """`letters` is one of LETTERS, `language` of LANGUAGES; `kana`: readings stand over names."""

    letters: str = ""
    kana: bool = False
    language: str = "ja"

    @classmethod
    def read(cls, text: str) -> "Display":
        """Out of the cookie; what is unknown in it is passed over."""
        words = text.split(".")
        return cls(
            letters=next((word for word in words if word and word in LETTERS), ""),
            kana=KANA in words,
            language=next((word for word in words if word in LANGUAGES), "ja"),
        )

    def __str__(self) -> str:
        return ".".join(filter(None, (self.letters, KANA if self.kana else "", self.language)))


def display() -> Display:
    """Of this request's visitor."""
    found: Display | None = g.get("display")
    if found is None:
        found = g.display = Display.read(request.cookies.get(COOKIE, ""))
    return found


def install(app: Flask, in_places: InPlaces | None = None) -> None:
    """Open `/display`, and give templates what they say things with.

    `t("…")` says a sentence of ours in the page's language. What stands in the catalogue stays Japanese, and is marked
    so on an English page: `|told` any text, `|places` one with names of places in it, `|named(reading)` a name.
    """
    app.jinja_env.globals.update(
        display=display,
        speech=speech,
        speaks=speaks,
        suggested=_english_is_suggested,
        t=say,
        LETTERS=LETTERS,
        LANGUAGES=LANGUAGES,
    )
    app.jinja_env.filters["told"] = told
    app.jinja_env.filters["named"] = lambda text, reading=None: _over(text, lambda: pieces(text, reading))
    app.jinja_env.filters["places"] = lambda text: _over(text, lambda: in_places(text) if in_places else ())
    app.register_blueprint(_blueprint())

    @app.after_request
    def vary(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.vary.update(("Cookie", "Accept-Language"))
        return response


def _blueprint() -> Blueprint:
    views = Blueprint("display", __name__)

    @views.post("/display")
    def change() -> AnyResponse:
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            abort(400)
        now = display()
        if (letters := request.form.get("letters")) in LETTERS:
            now = replace(now, letters=letters)
        if (kana := request.form.get("kana")) in ("on", "off"):
            now = replace(now, kana=kana == "on")
        if (language := request.form.get("language")) in LANGUAGES:
            now = replace(now, language=language)
        response = redirect(_back(), 303)
        response.set_cookie(COOKIE, str(now), KEPT_S, secure=request.is_secure, httponly=True, samesite="Lax")
        return response

    return views


def _back() -> str:
    """The page of this site on which the switch was turned, else the front page."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    path = "/" + came_from.path.lstrip("/\\")
    return urlunsplit(("", "", path, came_from.query, "")) if came_from.netloc == request.host else "/"


def speaks() -> bool:
    """Whether this page is said in every language: those for staff and the long explanations are in Japanese only."""
    return not request.path.startswith(JAPANESE_ONLY)


def speech() -> Speech:
    """What this page is said in."""
    found: Speech | None = g.get("speech")
    if found is None:
        found = g.speech = Speech(display().language) if speaks() else JAPANESE
    return found


def say(text: str, /, **values: object) -> Markup:
    """A sentence of ours as markup; `values` are escaped. Its Japanese stands, marked, where it has no other words."""
    spoken = speech()
    if not spoken.knows(text):
        return told(text.format(**values) if values else text)
    said = Markup(spoken.say(text))  # noqa: S704 ours: from a template or from directory/messages
    return said.format(**{name: told(value) for name, value in values.items()}) if values else said


def told(text: object) -> Markup:
    """Any text; on a page in another language, with every line that is in Japanese marked as such."""
    if speech().tag == "ja" or not isinstance(text, str) or isinstance(text, Markup):
        return escape(text)
    return Markup("\n").join(_marked(line) for line in text.split("\n"))


def _marked(line: str) -> Markup:
    return Markup('<span lang="ja">{}</span>').format(line) if _JAPANESE.search(line) else escape(line)


def _english_is_suggested() -> bool:
    return suggests_english(request.path, request.cookies, request.headers.get("Accept-Language", ""))


def suggests_english(path: str, cookies: Mapping[str, str], languages: str) -> bool:
    """To a browser that asks for another language than Japanese first, until its visitor has chosen."""
    if path.startswith(JAPANESE_ONLY) or COOKIE in cookies:
        return False
    return not _japanese_first(languages)


@lru_cache(256)
def _japanese_first(languages: str) -> bool:
    """What an Accept-Language header asks for; no word of it, or any language, is Japanese too."""
    wanted = parse_accept_header(languages, LanguageAccept).best
    return wanted in (None, "*") or str(wanted).lower().startswith("ja")


def shown_as(path: str, cookies: Mapping[str, str], languages: str) -> tuple[str, bool]:
    """All of a request that decides how its page is shown: two that agree in it see the same page."""
    return str(Display.read(cookies.get(COOKIE, ""))), suggests_english(path, cookies, languages)


def _over(text: str, read: Callable[[], Iterable[Piece]]) -> Markup:
    """The text with its readings above it, where the visitor wants them."""
    if not display().kana:
        return told(text)
    shown = Markup("").join(_ruby(*piece) for piece in read()) or escape(text)
    return Markup('<span lang="ja">{}</span>').format(shown) if speech().tag != "ja" else shown


def _ruby(text: str, reading: str | None) -> Markup:
    if reading is None:
        return escape(text)
    return Markup("<ruby>{}<rp>（</rp><rt>{}</rt><rp>）</rp></ruby>").format(text, reading)
