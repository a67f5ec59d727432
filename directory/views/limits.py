"""Limits on what costs this machine much: large requests, and how often one may search, match or fetch files.

Plain pages are not counted.
"""

import logging
import sqlite3
from collections.abc import Callable

from flask import Flask, Response, request

from directory.errors import TooOften
from directory.rate_limits import caller_of, seconds_left

log = logging.getLogger(__name__)
TOO_OFTEN = "続けて操作されたため、いったん止めています。10分ほどしてから、お試しください。"
FILES = (".pdf", ".csv", ".xlsx", ".ods", ".zip", ".ics", ".geojson")
POSTED = {
    "/near": "place",
    "/desk": "place",
    "/find": "place",
    "/match": "match",
    "/match/answer": "match",
    "/match/gap": "match",
    "/match/visit": "match",
    "/staff/import": "upload",
    "/staff/cards": "export",
    "/staff/past/export": "export",
    "/staff/export": "export",
    "/staff/export/list": "export",
    "/staff/export/form": "export",
}
LARGEST_FORM = 512 * 1024
LARGEST_UPLOAD = 12 * 1024 * 1024
Allows = Callable[[str, str], bool]
"""Whether a caller may do a deed once more; counted across workers."""


def install(app: Flask, allows: Allows) -> None:
    """Answer 413 to what is too large, 429 to whoever does one of these too often, and tell when to try again."""

    @app.before_request
    def bound() -> None:
        request.max_content_length = LARGEST_UPLOAD if request.path == "/staff/import" else LARGEST_FORM

    @app.before_request
    def count() -> None:
        deed = deed_of(request.method, request.path, bool(request.query_string))
        try:
            allowed = deed is None or allows(deed, caller_of(request.remote_addr))
        except sqlite3.OperationalError as error:
            # A full disk must not keep residents from searching; signing in, which counts by itself, stays shut.
            log.error("tries cannot be counted", exc_info=error)
            return
        if not allowed:
            raise TooOften(TOO_OFTEN)

    @app.after_request
    def tell_when(response: Response) -> Response:
        if response.status_code == 429:
            response.headers["Retry-After"] = str(seconds_left())
        return response


def deed_of(method: str, path: str, has_query: bool) -> str | None:
    """What a request counts as; None where it costs no more than a page."""
    if path.startswith("/api/"):
        return "api"
    if path.endswith(FILES):
        return "export"
    if method == "POST":
        return POSTED.get(path)
    return "search" if has_query and path in ("/", "/resources", "/near", "/paper/calendar") else None
