"""The migrations make exactly the tables that the models describe."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import OperationalError

from directory import accounts, store
from directory.database import TABLES, open_database, reading, writing
from directory.errors import NotReady
from directory.migrations import FOLDER, migrate
from directory.models import Catalogue
from tests.conftest import set_up
from tests.factories import a_listing


def test_an_upgraded_empty_database_is_what_the_models_say(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Catalogue.metadata) == []


def test_every_model_has_its_table(engine: Engine) -> None:
    assert set(inspect(engine).get_table_names()) == {*TABLES, "alembic_version"}


def test_a_second_upgrade_has_nothing_to_do(engine: Engine) -> None:
    assert migrate(engine) is False


def test_a_broken_upgrade_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'c.sqlite'}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE service (id TEXT)"))
    with pytest.raises(OperationalError, match="service"):
        migrate(engine)
    assert inspect(engine).get_table_names() == ["service"]


def test_a_catalogue_of_an_older_program_is_said_to_need_migrating(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE account DROP COLUMN totp_step"))
    with pytest.raises(NotReady, match="tsunagi migrate"), reading(engine) as session:
        accounts.users(session)


def test_a_database_without_a_catalogue_is_said_to_need_setting_up(tmp_path: Path) -> None:
    with pytest.raises(NotReady, match="tsunagi init"), writing(open_database(f"sqlite:///{tmp_path / 'c.sqlite'}")):
        pass


def test_an_office_note_of_old_imports_becomes_ways_to_reach_the_group(tmp_path: Path) -> None:
    """To the letter there and back; lines that are no address stay in the note."""
    engine, config = set_up(f"sqlite:///{tmp_path / 'c.sqlite'}"), Config()
    config.set_main_option("script_location", str(FOLDER))
    note = "FAX: 046-000-0001\n鍵は会長\nメール: a@example.jp"
    with writing(engine) as session:
        store.save_listing(session, a_listing(note_office="鍵は会長", reach={"fax": "1"}), actor="a", action="create")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0011")
        assert connection.scalar(text("SELECT note_office FROM service")) == "鍵は会長\nFAX: 1"
        connection.execute(text("UPDATE service SET note_office = :note"), {"note": note})
        command.upgrade(config, "head")
    with reading(engine) as session:
        (found,) = store.listings(session)
    assert (found.note_office, found.reach.fax, found.reach.mail) == ("鍵は会長", "046-000-0001", "a@example.jp")
