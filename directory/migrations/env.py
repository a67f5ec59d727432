"""Alembic's entry: the connection comes from `migrate`, or from TSUNAGI_DATABASE_URL for `alembic` on a terminal."""

from alembic import context
from sqlalchemy import Connection
from sqlmodel import SQLModel

from directory.database import open_database
from directory.settings import Settings


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        # SQLite cannot alter a table: Alembic copies it instead.
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    url = Settings.from_environment().database_url
    if url is None:
        raise SystemExit("TSUNAGI_DATABASE_URL がありません。")
    with open_database(url).begin() as own:
        run(own)
