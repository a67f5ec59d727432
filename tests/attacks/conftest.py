"""One site to attack: the sample municipality with accounts of every role, opened once for all attacks of a process."""

import os
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import Engine

import app
from directory import accounts, store
from directory.accounts import ROLES, Role
from directory.assembly import Directory
from directory.database import open_database, reading, writing
from directory.settings import Settings
from tests.attacks.planted import HALL, LISTING

PASSWORD = "さくら並木の坂道を下る"


@dataclass(frozen=True)
class Site:
    """`client(role)` is a browser that is signed in so (None: a visitor) and sends the right CSRF token by itself."""

    app: Flask
    engine: Engine
    folder: Path

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


@pytest.fixture(scope="session")
def site(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("attacked") / "instance"
    shutil.copytree(demo_folder, folder, ignore=shutil.ignore_patterns("gazetteer.sqlite"))
    os.link(demo_folder / "gazetteer.sqlite", folder / "gazetteer.sqlite")
    settings = Settings.from_environment({"TSUNAGI_INSTANCE": str(folder)})
    settings = replace(settings, rate_limits=False, accounts=True)
    engine = open_database(settings.database_url or "")
    with writing(engine) as session:
        for role in ROLES:
            accounts.add_account(session, role, PASSWORD, role=role, actor="test")
        store.save_venue(session, HALL, actor="test", action="create")
        store.save_listing(session, LISTING, actor="test", action="create")
    Directory(settings).catch_up()
    yield Site(app.create_app(settings), engine, folder)
    engine.dispose()
