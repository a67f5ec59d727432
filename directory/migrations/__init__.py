"""The shape of the private tables through time (Alembic). `migrate(engine)` brings a database to the newest."""

import logging
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from directory.database import said_plainly

FOLDER = Path(__file__).parent


def migrate(engine: Engine) -> bool:
    """Bring the tables to the newest shape, in one transaction; False when they were already. Safe to run twice.

    Raises NotReady where the database cannot be reached.
    """
    config = _config()
    newest = ScriptDirectory.from_config(config).get_current_head()
    with said_plainly(), engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == newest:
            return False
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with said_plainly(), engine.execution_options(**{"tsunagi.writer": True}).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return True


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config
