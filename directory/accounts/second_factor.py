"""The second factor: a six-digit code from an app (TOTP, RFC 6238), for whoever turns it on.

The secret lies encrypted with a key derived from the instance's own; a code is good once, also within its 30 seconds.
"""

import base64
import time
from dataclasses import dataclass

import pyotp
import segno
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import select, update
from sqlmodel import Session

from directory.accounts import ACCOUNT, User, record

STEP_S = 30
SLACK_STEPS = 1  # a clock may be half a minute off


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """`key`: the instance's secret key; `issuer`: what the app shows beside the account's name."""

    key: bytes
    issuer: str

    def new_secret(self) -> str:
        return pyotp.random_base32()

    def picture(self, user: User, secret: str) -> str:
        """The QR code to be read by the app, as a data: address of an SVG."""
        address = pyotp.TOTP(secret).provisioning_uri(name=user.name, issuer_name=self.issuer)
        return segno.make(address, error="m").svg_data_uri(scale=5, border=4)

    def turn_on(self, session: Session, user: User, secret: str, code: str) -> bool:
        """Keep the secret if `code` shows that the app has it."""
        step = _step_of(secret, code, last=0)
        if step is None:
            return False
        sealed = self._cipher().encrypt(secret.encode()).decode()
        session.execute(update(ACCOUNT).where(ACCOUNT.c.id == user.id).values(totp_secret=sealed, totp_step=step))
        record(session, user.name, "account.second_factor_on", target=user.name)
        return True

    def turn_off(self, session: Session, user: User, *, actor: str) -> None:
        session.execute(update(ACCOUNT).where(ACCOUNT.c.id == user.id).values(totp_secret=None, totp_step=None))
        record(session, actor, "account.second_factor_off", target=user.name)

    def accepts(self, session: Session, user: User, code: str) -> bool:
        """Whether the code is right and was not used before. Needs a writing session."""
        row = session.execute(
            select(ACCOUNT.c.totp_secret, ACCOUNT.c.totp_step).where(ACCOUNT.c.id == user.id)
        ).one_or_none()
        secret = self._opened(row.totp_secret) if row is not None and row.totp_secret else None
        step = _step_of(secret, code, last=row.totp_step or 0) if row is not None and secret else None
        if step is None:
            record(session, "?", "sign_in.second_factor_refused", target=user.name)
            return False
        session.execute(update(ACCOUNT).where(ACCOUNT.c.id == user.id).values(totp_step=step))
        return True

    def _opened(self, sealed: str) -> str | None:
        """None where the instance's key is another one: the secret is lost, and an invitation mends it."""
        try:
            return self._cipher().decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None

    def _cipher(self) -> Fernet:
        derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"tsunagi second factor").derive(self.key)
        return Fernet(base64.urlsafe_b64encode(derived))


def _step_of(secret: str, code: str, *, last: int) -> int | None:
    """The 30-second step that a code is for, later than `last`; None where it is wrong or used."""
    digits = "".join(character for character in code if character.isdecimal())
    now = int(time.time()) // STEP_S
    totp = pyotp.TOTP(secret)
    for step in range(now - SLACK_STEPS, now + SLACK_STEPS + 1):
        if step > last and pyotp.utils.strings_equal(digits, totp.generate_otp(step)):
            return step
    return None
