"""Imports under way: a note beside the catalogue, held locked by the process that imports.

An import that is broken off (a power cut, a kill) is rolled back by the database itself; its note stays, unlocked, and
tells the next start.
"""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from sqlmodel import Session, select

from directory.clock import TOKYO
from directory.identifiers import new_id
from directory.models import ImportBatch, utc_now


@dataclass(frozen=True, slots=True)
class Attempt:
    """One import that did not end. `at` is UTC."""

    id: str
    file_name: str
    actor: str
    at: datetime

    @property
    def in_words(self) -> str:
        began = self.at.astimezone(TOKYO)
        when = f"{began.year}年{began.month}月{began.day}日 {began:%H:%M}"
        return (
            f"「{self.file_name}」の取り込み（{when}、{self.actor}）は、途中で止まりました。"
            "名簿は取り込む前のままです。もう一度取り込んでください。"
        )


@dataclass(frozen=True, slots=True)
class Attempts:
    """One file an import, named by the batch that it would become."""

    folder: Path

    @contextmanager
    def under_way(self, file_name: str, actor: str) -> Iterator[str]:
        """Holds the note of an import while it runs; yields the id for its batch. An error takes the note away: whoever
        runs the import is told of it."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        batch_id = new_id()
        path = self.folder / f"{batch_id}.json"
        unready = path.with_suffix(".part")
        with unready.open("w", encoding="utf-8") as note:
            fcntl.flock(note, fcntl.LOCK_EX)
            json.dump({"file_name": file_name, "actor": actor, "at": utc_now().isoformat()}, note, ensure_ascii=False)
            note.flush()
            unready.rename(path)  # whole and locked from its first moment
            try:
                yield batch_id
            finally:
                path.unlink(missing_ok=True)

    def broken_off(self, session: Session) -> list[Attempt]:
        """Imports that ended without an end, oldest first. One whose batch is in the catalogue was done after all."""
        found = []
        for path in sorted(self.folder.glob("*.json")):
            attempt = _left_behind(path)
            if attempt and session.exec(select(ImportBatch.id).where(ImportBatch.id == attempt.id)).first():
                self.forget(attempt.id)
            elif attempt:
                found.append(attempt)
        return sorted(found, key=lambda attempt: attempt.at)

    def forget(self, attempt_id: str) -> None:
        """Somebody has seen it."""
        path = self.folder / f"{attempt_id}.json"
        if path.parent == self.folder and _left_behind(path):
            path.unlink(missing_ok=True)


def _left_behind(path: Path) -> Attempt | None:
    """The import of a note that no process holds any more; None while it runs, or where it has just ended."""
    try:
        with path.open(encoding="utf-8") as note:
            if not _is_free(note) or not path.exists():
                return None
            said = json.load(note)
        return Attempt(path.stem, said["file_name"], said["actor"], datetime.fromisoformat(said["at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_free(note: IO[str]) -> bool:
    try:
        fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
