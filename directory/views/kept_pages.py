"""Whole residents' pages kept in memory, as long as neither the public view nor the day has changed.

A page is told apart by all that it is made from: address, host, how its visitor wants it shown, the state of the public
catalogue. Only plain pages are kept: `public/layout.html` touches no session and holds no token; whoever has a session
is answered anew. What was withdrawn is gone with the state in which it stood. Stands before Flask, behind the proxies
that are believed.
"""

import re
import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.http import parse_cookie, parse_etags

from directory.errors import NotReady
from directory.public_catalogue import PublicCatalogue
from directory.rate_limits import caller_of
from directory.views.display import shown_as
from directory.views.limits import Allows, deed_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_BYTES = 48 * 1024 * 1024
LONGEST_ADDRESS = 300  # longer ones come once
KEPT = ("/resources", "/areas", "/desks", "/about/matching")
_NONCE = re.compile(r"'nonce-[\w-]+'")
_NOT_OF_304 = ("content-length", "content-type")


@dataclass(frozen=True, slots=True)
class Page:
    """`policy`: the Content-Security-Policy with a place for each answer's own nonce."""

    body: bytes
    etag: str
    headers: tuple[tuple[str, str], ...]
    policy: str


class KeptPages:
    """A WSGI application before another. Pages used last stay, up to so many bytes; safe for several threads."""

    def __init__(
        self,
        inner: "WSGIApplication",
        catalogue: PublicCatalogue,
        allows: Allows,
        session_cookie: str,
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self._inner, self._catalogue, self._allows = inner, catalogue, allows
        self._session_cookie = session_cookie
        self._most, self._held = most_bytes, 0
        self._pages: OrderedDict[Hashable, Page] = OrderedDict()
        self._turn = Lock()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        key = self._key(environ)
        if key is None:
            return self._inner(environ, start_response)
        page = self._get(key)
        if page is None:
            return self._made(key, environ, start_response)
        deed = deed_of("GET", environ.get("PATH_INFO", ""), bool(environ.get("QUERY_STRING")))
        if deed is not None and not self._allows(deed, caller_of(environ.get("REMOTE_ADDR"))):
            return self._inner(environ, start_response)
        return _again(page, environ, start_response)

    def _key(self, environ: "WSGIEnvironment") -> Hashable:
        """None where the page is not plain, or the visitor is known by more than how pages are to be shown."""
        path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
        if environ["REQUEST_METHOD"] != "GET" or not (path == "/" or path.startswith(KEPT)):
            return None
        if "q=" in query:
            # What somebody typed is remembered nowhere.
            return None
        cookies = parse_cookie(environ) if "HTTP_COOKIE" in environ else {}
        if self._session_cookie in cookies or len(path) + len(query) > LONGEST_ADDRESS:
            return None
        shown = shown_as(path, cookies, environ.get("HTTP_ACCEPT_LANGUAGE", ""))
        try:
            state = self._catalogue.state
        except NotReady:
            return None
        return (environ["wsgi.url_scheme"], environ.get("HTTP_HOST"), path, query, shown, state)

    def _made(self, key: Hashable, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        said: list[tuple[str, list[tuple[str, str]]]] = []

        def note(status: str, headers: list[tuple[str, str]], error: object = None) -> Callable[[bytes], object]:
            said.append((status, headers))
            return start_response(status, headers)

        answer = self._inner(environ, note)
        try:
            body = b"".join(answer)
        finally:
            if (close := getattr(answer, "close", None)) is not None:
                close()
        if said and (page := _page(*said[-1], body)) is not None:
            self._keep(key, page)
        return [body]

    def _get(self, key: Hashable) -> Page | None:
        with self._turn:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def _keep(self, key: Hashable, page: Page) -> None:
        with self._turn:
            before = self._pages.pop(key, None)
            self._pages[key] = page
            self._held += len(page.body) - (len(before.body) if before else 0)
            while self._held > self._most:
                self._held -= len(self._pages.popitem(last=False)[1].body)


def install(app: Flask, catalogue: PublicCatalogue, allows: Allows) -> None:
    """Call it before `directory.views.security.stand_behind`: who asks, and how, is for the proxies to say."""
    # Flask's own way to put a middleware before an application; its types call it a method.
    inner = app.wsgi_app
    app.wsgi_app = KeptPages(inner, catalogue, allows, app.config["SESSION_COOKIE_NAME"])  # type: ignore[method-assign]


def _page(status: str, headers: list[tuple[str, str]], body: bytes) -> Page | None:
    """None of what is no whole page, or sets a cookie."""
    named = {name.lower(): value for name, value in headers}
    etag = named.get("etag", "")
    is_page = status.startswith("200") and named.get("content-type", "").startswith("text/html")
    if not is_page or "set-cookie" in named or not etag.startswith('"'):
        return None
    others = tuple((name, value) for name, value in headers if name.lower() != "content-security-policy")
    policy = _NONCE.sub("'nonce-{}'", named.get("content-security-policy", ""))
    return Page(body, etag, others, policy)


def _again(page: Page, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    policy = ("Content-Security-Policy", page.policy.format(secrets.token_urlsafe(16)))
    wanted = environ.get("HTTP_IF_NONE_MATCH")
    if wanted and parse_etags(wanted).contains_raw(page.etag):
        headers = [one for one in page.headers if one[0].lower() not in _NOT_OF_304]
        start_response("304 NOT MODIFIED", [*headers, policy])
        return []
    start_response("200 OK", [*page.headers, policy])
    return [page.body]
