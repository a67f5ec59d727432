"""What somebody typed and sent after their session had ended: kept two hours, for that account alone."""

import json
import re
import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from directory.errors import NotFound

KEPT_S = 2 * 3600
LONGEST, MOST = 200_000, 5
"""Letters of one form, and forms of one account; beyond that the oldest goes."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True, slots=True)
class KeptForm:
    """`path`: where it was sent to, of this site."""

    path: str
    fields: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class KeptForms:
    """One file a form, named by an unguessable token, in a folder that only this program reads."""

    folder: Path

    def keep(self, user_id: str, form: KeptForm) -> str | None:
        """Returns the token; None where the form is too long to be kept."""
        text = json.dumps([user_id, form.path, {name: list(values) for name, values in form.fields.items()}])
        if len(text) > LONGEST:
            return None
        self.forget_old()
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        own = sorted(self._of(user_id), key=lambda file: file.stat().st_mtime)
        for file in own[: max(len(own) - MOST + 1, 0)]:
            file.unlink(missing_ok=True)
        token = secrets.token_urlsafe(16)
        place = self.folder / token
        place.touch(mode=0o600)
        place.write_text(text)
        return token

    def open(self, token: str, user_id: str) -> KeptForm:
        """Raises NotFound where it is gone, or somebody else's."""
        owner, path, fields = _read(self.folder / token) if _TOKEN.fullmatch(token) else ("", "", {})
        if owner != user_id:
            raise NotFound("書きかけは、もう残っていません（2時間で消えます）。")
        return KeptForm(path, fields)

    def forget(self, token: str, user_id: str) -> None:
        if _TOKEN.fullmatch(token) and _read(self.folder / token)[0] == user_id:
            (self.folder / token).unlink(missing_ok=True)

    def forget_old(self) -> None:
        for file in self._files():
            if time.time() - file.stat().st_mtime > KEPT_S:
                file.unlink(missing_ok=True)

    def _files(self) -> Iterator[Path]:
        return self.folder.glob("*")

    def _of(self, user_id: str) -> Iterator[Path]:
        return (file for file in self._files() if _read(file)[0] == user_id)


def _read(file: Path) -> tuple[str, str, dict[str, list[str]]]:
    """Whose it is, where it was sent and what was typed; nobody's where there is none, or it has lain too long."""
    try:
        if time.time() - file.stat().st_mtime > KEPT_S:
            return "", "", {}
        owner, path, fields = json.loads(file.read_text())
    except (OSError, ValueError):
        return "", "", {}
    return owner, path, fields
