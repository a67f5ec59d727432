"""What every answer carries: Content-Security-Policy with a nonce, and headers that keep other sites out."""

import secrets
from typing import Any

from flask import Flask, Request, Response, current_app, g, request
from flask.json.provider import DefaultJSONProvider
from flask.sessions import SecureCookieSessionInterface
from werkzeug.middleware.proxy_fix import ProxyFix

TILE_HOST = "https://cyberjapandata.gsi.go.jp"


def csp_nonce() -> str:
    """The nonce of this answer's scripts; made anew for each request."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return str(g.csp_nonce)


class _Sessions(SecureCookieSessionInterface):
    """Session cookies are Secure wherever the visitor came by HTTPS (also through a trusted proxy)."""

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure


def stand_behind(app: Flask, *, proxies: int, hosts: tuple[str, ...] = (), public_url: str | None = None) -> None:
    """Believe who asks and whether by HTTPS from so many proxies' X-Forwarded-For and -Proto, and from nobody else.

    The name comes from the Host that the proxy hands on: X-Forwarded-Host would be believed also from a visitor, where
    a proxy does not set it. A name that is not among `hosts` (where any are set) is refused with 400.
    """
    if proxies:
        # Flask's own way to put a middleware before an application; its types call it a method.
        inner = app.wsgi_app
        app.wsgi_app = ProxyFix(inner, x_for=proxies, x_proto=proxies, x_host=0, x_port=0, x_prefix=0)  # type: ignore[method-assign]
    app.config["TRUSTED_HOSTS"] = list(hosts) or None
    app.config["PUBLIC_URL"] = public_url


def address_outside() -> str:
    """Where people outside find this site, with the last slash: as it was set, else as this request came in."""
    return str(current_app.config.get("PUBLIC_URL") or request.host_url)


class _Json(DefaultJSONProvider):
    """What is nested too deeply to be read is no JSON that anybody here understands."""

    def loads(self, s: str | bytes, **options: Any) -> Any:
        try:
            return super().loads(s, **options)
        except RecursionError as error:
            raise ValueError("nested too deeply") from error


def secure(app: Flask, *, tiles: bool) -> None:
    """Give `app` the headers. `tiles`: whether the 国土地理院 map tiles may be fetched by the page."""
    app.session_interface = _Sessions()
    app.json = _Json(app)
    app.config.update(SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_NAME="tsunagi")
    app.jinja_env.globals["csp_nonce"] = csp_nonce
    images = f"'self' data: {TILE_HOST}" if tiles else "'self' data:"

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = (
            f"default-src 'none'; script-src 'self' 'nonce-{csp_nonce()}'; style-src 'self'; img-src {images};"
            " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
            " manifest-src 'self'"
        )
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "geolocation=(self), camera=(), microphone=()"
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        if _holds_something_personal(request, response):
            response.headers["Cache-Control"] = "no-store"
        return response


def _holds_something_personal(request: Request, response: Response) -> bool:
    """Answers to what somebody typed, and everything behind sign-in, lie in no cache."""
    return request.method == "POST" or request.path.startswith(("/staff", "/match", "/confirm"))
