"""The whole site with accounts of every role, and browsers that are signed in to it."""

import os
import secrets
import shutil
import time
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import Engine

import app
from directory import accounts, store
from directory.accounts import ROLES, Role
from directory.assembly import Directory
from directory.database import open_database, reading, writing
from directory.listing import Listing, Venue
from directory.settings import Settings

PASSWORD = "さくら並木の坂道を下る"


@dataclass(frozen=True)
class Site:
    """`client(role)` is a browser that is signed in so (None: a visitor) and sends the right CSRF token by itself."""

    app: Flask
    engine: Engine
    folder: Path

    @classmethod
    def open(cls, demo_folder: Path, folder: Path, *more: Venue | Listing) -> "Site":
        """The sample municipality copied to `folder`, with `more` in its catalogue; `engine` is to be disposed of."""
        shutil.copytree(demo_folder, folder, ignore=shutil.ignore_patterns("gazetteer.sqlite"))
        os.link(demo_folder / "gazetteer.sqlite", folder / "gazetteer.sqlite")
        settings = Settings.from_environment({"TSUNAGI_INSTANCE": str(folder)})
        settings = replace(settings, rate_limits=False, accounts=True, tiles=False)
        engine = open_database(settings.database_url or "")
        with writing(engine) as session:
            for role in ROLES:
                accounts.add_account(session, role, PASSWORD, role=role, actor="test")
            for one in more:
                save = store.save_venue if isinstance(one, Venue) else store.save_listing
                save(session, one, actor="test", action="create")  # type: ignore[arg-type]
        Directory(settings).catch_up()
        return cls(app.create_app(settings), engine, folder)

    def client(self, role: Role | None = None, *, csrf: bool = True) -> FlaskClient:
        client = self.app.test_client()
        raw, now = secrets.token_hex(20), time.time()
        with client.session_transaction() as session:
            session["csrf_token"] = raw
            if role:
                with reading(self.engine) as db:
                    person = accounts.recall(db, role)
                assert person is not None
                session.update(id=raw, user=person.id, epoch=person.session_epoch, since=now, seen=now)
        if csrf:
            signer = URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token")
            client.environ_base["HTTP_X_CSRFTOKEN"] = signer.dumps(raw)
        return client
