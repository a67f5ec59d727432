"""`/staff/sign-in/openid`: to a city hall's own sign-in and back, by Authlib (code flow with state, nonce and PKCE)."""

import logging
from collections.abc import Mapping

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Blueprint, request, session, url_for
from joserfc.errors import JoseError
from requests import RequestException
from werkzeug.wrappers import Response

from directory.accounts import city_sign_in, record
from directory.accounts.openid import Provider
from directory.database import writing
from directory.rate_limits import caller_of
from directory.views import signing

log = logging.getLogger(__name__)
PATIENCE_S = 10
# Signed with a key that the provider alone holds: neither unsigned nor by a shared secret.
SIGNED_BY = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
REFUSED = "庁内のサインインでは入れませんでした。招待されているか、管理者に確かめてください。"
BROKEN = "庁内のサインインから、正しい返事がありませんでした。もう一度お試しください。"
UNREACHABLE = "庁内のサインインにつながりません。しばらくしてから、もう一度お試しください。"


def add(views: Blueprint, parts: signing.Parts, provider: Provider) -> None:
    """Two pages of the sign-in blueprint `views`: going there and coming back."""
    oauth = OAuth()
    views.record_once(lambda state: oauth.init_app(state.app))
    city = oauth.register(
        "city",
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=provider.metadata,
        client_kwargs={
            "scope": "openid email profile",
            "code_challenge_method": "S256",
            "default_timeout": PATIENCE_S,
        },
    )

    @views.get("/sign-in/openid")
    def go() -> Response:
        session["next"] = signing.safe_next(request.args.get("next"))
        try:
            answer: Response = city.authorize_redirect(url_for("signing.back", _external=True))
        except (RequestException, ValueError, RuntimeError) as error:
            log.error("the provider cannot be reached", exc_info=error)
            return _again(UNREACHABLE, 503)
        return answer

    @views.get("/sign-in/openid/back")
    def back() -> Response:
        target = signing.safe_next(session.get("next"))
        if not parts.allows("sign_in", caller_of(request.remote_addr)):
            return _again(signing.TOO_OFTEN, 429)
        try:
            claims = _claims()
        except (AuthlibBaseError, JoseError) as error:
            # A bad answer may be somebody's try: what it said is not logged.
            log.warning("the provider's answer was refused (%s)", type(error).__name__)
            return _again(BROKEN, 422)
        except (RequestException, ValueError, RuntimeError, KeyError, TypeError) as error:
            log.error("the provider's answer cannot be checked", exc_info=error)
            return _again(UNREACHABLE, 503)
        with writing(parts.engine) as db:
            person = city_sign_in.enter(db, claims, provider.claim)
            if person and not person.has_second_factor:
                record(db, person.name, "sign_in", detail="庁内のサインイン")
        return signing.go_on(person, target) if person else _again(REFUSED, 403)

    def _claims() -> Mapping[str, object]:
        supported = city.load_server_metadata().get("id_token_signing_alg_values_supported") or ["RS256"]
        city.server_metadata["id_token_signing_alg_values_supported"] = sorted(SIGNED_BY & set(supported))
        issuer = {"iss": {"essential": True, "values": [provider.issuer]}}
        found = city.authorize_access_token(claims_options=issuer).get("userinfo")
        if not isinstance(found, Mapping):
            raise ValueError("no id_token in the answer")
        return found


def _again(error: str, status: int) -> Response:
    return signing.sign_in_page(signing.SignInPage("/staff", error=error, openid=True), status)
