"""A small OpenID provider on loopback: signs what a test tells it to, and checks PKCE as a real one does."""

import json
import threading
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from joserfc.jws import JWSRegistry

from directory.accounts.openid import Provider

KEY, FOREIGN_KEY = (RSAKey.generate_key(2048, {"kid": "1"}) for _ in range(2))
CLIENT, SECRET = "tsunagi", "only the two know"


@dataclass
class FakeProvider:
    """`claims` over what a good answer says; `sign`: own | foreign | none | HS256. `asked`: the last request to it."""

    address: str
    claims: dict[str, Any] = field(default_factory=dict)
    sign: str = "own"
    asked: dict[str, str] = field(default_factory=dict)

    @property
    def provider(self) -> Provider:
        return Provider(self.address, CLIENT, SECRET)

    def allow(self, location: str) -> str:
        """What the provider does with a visitor sent to `location`: where it sends them back to."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        back = urlsplit(self.asked["redirect_uri"])
        return f"{back.path}?code=good&state={self.asked['state']}"

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        challenge = urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        given = b64decode(authorization.removeprefix("Basic ")).decode()
        if given != f"{CLIENT}:{SECRET}" or challenge != self.asked["code_challenge"] or form["code"] != "good":
            return None
        now = int(time.time())
        says = {"iss": self.address, "aud": CLIENT, "sub": "41", "iat": now, "exp": now + 60}
        says |= {"nonce": self.asked["nonce"], "email": "midori@city.example.jp", "email_verified": True}
        return {"access_token": "x", "token_type": "Bearer", "id_token": self._signed(says | self.claims)}

    def _signed(self, claims: dict[str, Any]) -> str:
        if self.sign in ("none", "HS256"):
            key = OctKey.import_key(json.dumps(KEY.as_dict(private=False)))
            return jwt.encode({"alg": self.sign}, claims, key, registry=JWSRegistry(algorithms=[self.sign]))
        return jwt.encode({"alg": "RS256", "kid": "1"}, claims, KEY if self.sign == "own" else FOREIGN_KEY)


@contextmanager
def fake_provider() -> Iterator[FakeProvider]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            at = known.address
            if self.path == "/jwks":
                self._say({"keys": [KEY.as_dict(private=False)]})
            else:
                self._say(
                    {"issuer": at, "authorization_endpoint": f"{at}/go", "token_endpoint": f"{at}/token"}
                    | {"jwks_uri": f"{at}/jwks", "id_token_signing_alg_values_supported": ["RS256", "none", "HS256"]}
                )

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            token = known.token({k: v[0] for k, v in form.items()}, self.headers.get("Authorization", ""))
            self._say(token or {"error": "invalid_grant"}, 200 if token else 400)

        def _say(self, said: dict[str, Any], status: int = 200) -> None:
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    known = FakeProvider(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield known
    finally:
        server.shutdown()
        server.server_close()
