"""Whole residents' pages kept in memory, as long as neither the public view nor the day has changed.

A page is told apart by all that it is made from: address, host, how its visitor wants it shown (`display`), the state
of the public catalogue. Only plain pages are kept: `public/layout.html` touches no session, holds no token and no
nonce; whoever has a session is answered anew. What was withdrawn is gone with the state in which it stood.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock

from flask import Flask, Response, current_app, g, request

from directory.public_catalogue import PublicCatalogue
from directory.views.display import shown_as

MOST_BYTES = 48 * 1024 * 1024
LONGEST_ADDRESS = 300  # longer ones come once
KEPT = ("/resources", "/areas", "/desks", "/about")
_KEY = "kept_page"


@dataclass(frozen=True, slots=True)
class _Page:
    body: bytes
    etag: str


class KeptPages:
    """Those used last stay, up to so many bytes. Safe for several threads."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most, self._held = most_bytes, 0
        self._pages: OrderedDict[Hashable, _Page] = OrderedDict()
        self._turn = Lock()

    def get(self, key: Hashable) -> _Page | None:
        with self._turn:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def keep(self, key: Hashable, page: _Page) -> None:
        with self._turn:
            before = self._pages.pop(key, None)
            self._pages[key] = page
            self._held += len(page.body) - (len(before.body) if before else 0)
            while self._held > self._most:
                self._held -= len(self._pages.popitem(last=False)[1].body)


def install(app: Flask, catalogue: PublicCatalogue, pages: KeptPages | None = None) -> None:
    """Call it after what counts tries (`directory.views.limits`): a kept page is counted like any other."""
    kept = KeptPages() if pages is None else pages

    @app.before_request
    def again() -> Response | None:
        if not _is_plain():
            return None
        key = (request.full_path, request.host, shown_as(), catalogue.state)
        page = kept.get(key)
        if page is None:
            setattr(g, _KEY, key)
            return None
        response = current_app.response_class(page.body, mimetype="text/html")
        response.headers["Cache-Control"] = "no-cache"
        response.set_etag(page.etag)
        response.make_conditional(request)
        return response

    @app.after_request
    def keep(response: Response) -> Response:
        key: Hashable = g.pop(_KEY, None)
        etag, is_weak = response.get_etag()
        if (
            key is not None
            and response.status_code == 200
            and response.mimetype == "text/html"
            and etag
            and not is_weak
        ):
            kept.keep(key, _Page(response.get_data(), etag))
        return response


def _is_plain() -> bool:
    """A residents' page asked for by somebody of whom nothing is known but how pages are to be shown."""
    path = request.path
    return (
        request.method == "GET"
        and (path == "/" or path.startswith(KEPT))
        and len(request.full_path) <= LONGEST_ADDRESS
        and current_app.config["SESSION_COOKIE_NAME"] not in request.cookies
    )
