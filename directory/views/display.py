"""How a visitor wants pages shown: size of letters, ふりがな, language. Kept in a cookie of their own browser alone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit, urlunsplit

from flask import Blueprint, Flask, Response, abort, redirect, request
from markupsafe import Markup, escape
from werkzeug.wrappers import Response as AnyResponse

from directory.furigana import Piece, pieces

COOKIE = "tsunagi_view"
KEPT_S = 365 * 24 * 60 * 60
LETTERS = {"": "標準", "large": "大", "larger": "特大"}
KANA = "kana"

InPlaces = Callable[[str], Iterable[Piece]]
"""The names in a text with their readings (`directory.furigana.Readings`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Display:
    """`letters` is one of LETTERS; `kana`: readings stand over names."""

    letters: str = ""
    kana: bool = False

    @classmethod
    def read(cls, text: str) -> "Display":
        """Out of the cookie; what is unknown in it is passed over."""
        words = text.split(".")
        return cls(letters=next((word for word in words if word and word in LETTERS), ""), kana=KANA in words)

    def __str__(self) -> str:
        return ".".join(filter(None, (self.letters, KANA if self.kana else "")))


def display() -> Display:
    """Of this request's visitor."""
    return Display.read(request.cookies.get(COOKIE, ""))


def install(app: Flask, in_places: InPlaces | None = None) -> None:
    """Open `/display`, and give templates `display()` and the filters `named` and `places`."""
    app.jinja_env.globals.update(display=display, LETTERS=LETTERS)
    app.jinja_env.filters["named"] = lambda text, reading=None: _over(((text, None),), pieces(text, reading))
    app.jinja_env.filters["places"] = lambda text: _over(((text, None),), in_places(text) if in_places else ())
    app.register_blueprint(_blueprint())

    @app.after_request
    def vary(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.vary.add("Cookie")
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
        response = redirect(_back(), 303)
        response.set_cookie(COOKIE, str(now), KEPT_S, secure=request.is_secure, httponly=True, samesite="Lax")
        return response

    return views


def _back() -> str:
    """The page of this site on which the switch was turned, else the front page."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    path = "/" + came_from.path.lstrip("/\\")
    return urlunsplit(("", "", path, came_from.query, "")) if came_from.netloc == request.host else "/"


def _over(plain: Iterable[Piece], read: Iterable[Piece]) -> Markup:
    """The pieces with their readings above them, where the visitor wants them."""
    shown = tuple(read) if display().kana else ()
    return Markup("").join(_ruby(*piece) for piece in shown or plain)


def _ruby(text: str, reading: str | None) -> Markup:
    if reading is None:
        return escape(text)
    return Markup("<ruby>{}<rp>（</rp><rt>{}</rt><rp>）</rp></ruby>").format(text, reading)
