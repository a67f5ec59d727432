"""Files that staff have uploaded and not yet taken over: kept for a day in a folder that only this program reads;
what was sent after a session had ended for two hours, and for that account alone.
"""

import hashlib
import re
import secrets
import shutil
import time
from dataclasses import dataclass
from pathlib import Path, PurePath

from directory.errors import InputWrong, NotFound

LARGEST_BYTES = 10 * 1024 * 1024
ENDINGS = (".xlsx", ".csv", ".tsv", ".txt", ".json")
KEPT_S = 24 * 3600
STAGED_S = 2 * 3600
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
_STAGED = "staged-"


@dataclass(frozen=True, slots=True)
class Uploads:
    """One folder an upload, named by an unguessable token, holding the file under its own name."""

    folder: Path

    def keep(self, file_name: str, data: bytes) -> str:
        """Store the file and return its token. Raises InputWrong: no file, another kind of file, or too large."""
        plain = "".join(letter for letter in file_name.replace("\\", "/") if letter.isprintable())
        name = PurePath(plain).name.strip().lstrip(".")
        if not name or not data:
            raise InputWrong("取り込むファイルを選んでください。")
        if not name.lower().endswith(ENDINGS):
            raise InputWrong("取り込めるのは Excel（.xlsx）、CSV、TSV、JSON のファイルです。")
        if len(data) > LARGEST_BYTES:
            raise InputWrong("ファイルが大きすぎます（10MB まで）。シートを分けて取り込んでください。")
        self.forget_old()
        token = secrets.token_urlsafe(16)
        place = self.folder / token
        place.mkdir(parents=True, mode=0o700)
        (place / _short(name)).write_bytes(data)
        return token

    def path(self, token: str) -> Path:
        """The kept file. Raises NotFound where there is none (any more)."""
        found = sorted((self.folder / token).glob("*")) if _TOKEN.fullmatch(token) else []
        if not found:
            raise NotFound("このファイルは残っていません。もう一度、取り込むファイルを選んでください。")
        return found[0]

    def stage(self, owner: str, file_name: str, data: bytes) -> None:
        """Keep a file for the account `owner` until it has signed in again; one it had staged before goes."""
        token = self.keep(file_name, data)
        self.unstage(owner)
        note = self._note(owner)
        note.touch(mode=0o600)
        note.write_text(token)

    def staged(self, owner: str) -> str | None:
        """The token of the file that the account has staged."""
        self.forget_old()
        note = self._note(owner)
        token = note.read_text() if note.is_file() else ""
        return token if _TOKEN.fullmatch(token) and (self.folder / token).is_dir() else None

    def unstage(self, owner: str, *, taken: bool = False) -> None:
        """Take away what the account has staged; where it is `taken` up, the file stays as one just uploaded."""
        note = self._note(owner)
        if note.is_file():
            token = note.read_text()
            note.unlink(missing_ok=True)
            if not taken:
                self.forget(token)

    def _note(self, owner: str) -> Path:
        return self.folder / (_STAGED + hashlib.sha256(owner.encode()).hexdigest()[:32])

    def forget(self, token: str) -> None:
        if _TOKEN.fullmatch(token):
            shutil.rmtree(self.folder / token, ignore_errors=True)

    def forget_old(self) -> None:
        """Take away what nobody took over within a day, and within two hours what waits for its account."""
        for place in list(self.folder.glob("*")) if self.folder.is_dir() else ():
            age = time.time() - place.stat().st_mtime if place.exists() else 0.0
            if place.name.startswith(_STAGED) and age > STAGED_S:
                self.forget(place.read_text())
                place.unlink(missing_ok=True)
            elif age > KEPT_S:
                self.forget(place.name)


def _short(name: str) -> str:
    """At most 200 bytes of a name, its ending kept: file systems hold 255."""
    ending = PurePath(name).suffix
    stem = name.removesuffix(ending).encode()[: 200 - len(ending)].decode(errors="ignore")
    return stem + ending
