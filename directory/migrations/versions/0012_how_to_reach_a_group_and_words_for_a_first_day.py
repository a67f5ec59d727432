"""How the office reaches a group, and what is said in words of a first day

FAX numbers, mail and postal addresses of imports stood as lines of the office's notes; they become fields.

Revision ID: 0012
Revises: 0011
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_LINES = {"FAX": "fax", "メール": "mail", "連絡先の住所": "post"}
_LINE = re.compile(r"(FAX|メール|連絡先の住所): (.+)")
_SERVICE = sa.table("service", sa.column("id"), sa.column("note_office"), sa.column("reach", sa.JSON))


def upgrade() -> None:
    op.add_column("service", sa.Column("first_days", sa.JSON(), nullable=True))
    op.add_column("service", sa.Column("reach", sa.JSON(), nullable=True))
    connection = op.get_bind()
    for row in connection.execute(sa.select(_SERVICE).where(_SERVICE.c.note_office.is_not(None))).all():
        found = [(line, _LINE.fullmatch(line)) for line in row.note_office.split("\n")]
        reach = {_LINES[said[1]]: said[2] for _, said in found if said}
        if reach:
            kept = "\n".join(line for line, said in found if not said) or None
            connection.execute(sa.update(_SERVICE).where(_SERVICE.c.id == row.id).values(note_office=kept, reach=reach))


def downgrade() -> None:
    labels = {name: label for label, name in _LINES.items()}
    connection = op.get_bind()
    for row in connection.execute(sa.select(_SERVICE)).all():
        lines = [f"{labels[name]}: {text}" for name, text in (row.reach or {}).items() if name in labels]
        if lines:
            note = "\n".join(filter(None, (row.note_office, *lines)))
            connection.execute(sa.update(_SERVICE).where(_SERVICE.c.id == row.id).values(note_office=note))
    op.drop_column("service", "reach")
    op.drop_column("service", "first_days")
