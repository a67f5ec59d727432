"""The migrations make exactly the tables that the models describe."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import OperationalError

from directory import accounts
from directory.database import TABLES, open_database, reading, writing
from directory.errors import NotReady
from directory.migrations import migrate
from directory.models import Catalogue


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
