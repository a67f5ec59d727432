"""Where a city hall's own sign-in (OpenID Connect) is, as an operator sets it. Who may come in by it: city_sign_in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "::1", "localhost")
REQUIRED = ("TSUNAGI_OIDC_ISSUER", "TSUNAGI_OIDC_CLIENT_ID", "TSUNAGI_OIDC_SECRET_FILE")


@dataclass(frozen=True, slots=True)
class Provider:
    """`issuer`: its address, under which /.well-known/openid-configuration lies. `claim`: what it calls the name that
    an account was invited under; an `email` counts only where the provider has verified it.
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    claim: str = "email"

    @property
    def metadata(self) -> str:
        return f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"


def provider_of(environment: Mapping[str, str], wrong: list[str]) -> Provider | None:
    """The provider that is set; None where none is. Sentences about what is wrong are added to `wrong`."""
    given = {name: (environment.get(name) or "").strip() for name in REQUIRED}
    if not any(given.values()):
        return None
    if missing := [name for name, value in given.items() if not value]:
        wrong.append(f"庁内のサインインには {'、'.join(missing)} も要ります")
        return None
    issuer, client_id, secret_file = given.values()
    address = urlsplit(issuer)
    if not address.hostname or address.query or address.fragment or not _is_safe(address.scheme, address.hostname):
        wrong.append(f"TSUNAGI_OIDC_ISSUER は https:// で始まる、発行者のアドレスにしてください: {issuer}")
    secret = _secret(Path(secret_file), wrong)
    return Provider(issuer, client_id, secret, (environment.get("TSUNAGI_OIDC_CLAIM") or "").strip() or "email")


def _is_safe(scheme: str, host: str) -> bool:
    return scheme == "https" or (scheme == "http" and host in LOOPBACK)


def _secret(path: Path, wrong: list[str]) -> str:
    try:
        secret = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "UTF-8 ではありません"
        wrong.append(f"TSUNAGI_OIDC_SECRET_FILE の {path} を読めません（{reason}）")
        return ""
    if not secret:
        wrong.append(f"TSUNAGI_OIDC_SECRET_FILE の {path} は空です")
    return secret
