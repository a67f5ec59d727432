"""Remember listings that left the catalogue, and what staff said of pairs

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.rename_table("distinct_pair", "judged_pair")
    text = sqlmodel.sql.sqltypes.AutoString()
    with op.batch_alter_table("judged_pair") as table:
        table.add_column(sa.Column("verdict", text, nullable=False, server_default="distinct"))
        table.add_column(sa.Column("known", sa.JSON(none_as_null=True), nullable=True))
    with op.batch_alter_table("judged_pair") as table:
        table.alter_column("verdict", server_default=None)
    op.create_table(
        "departure",
        sa.Column("id", text, nullable=False),
        sa.Column("service_id", text, nullable=False),
        sa.Column("source_id", text, nullable=True),
        sa.Column("name", text, nullable=False),
        sa.Column("kept_id", text, nullable=True),
        sa.Column("was_visible", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("removal", sa.Integer(), nullable=False),
        sa.Column("change", sa.Integer(), nullable=True),
        sa.Column("taken", sa.JSON(), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", text, nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", text, nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_departure_service_id", "departure", ["service_id"])
    op.create_index("ix_departure_kept_id", "departure", ["kept_id"])


def downgrade() -> None:
    op.drop_table("departure")
    with op.batch_alter_table("judged_pair") as table:
        table.drop_column("known")
        table.drop_column("verdict")
    op.rename_table("judged_pair", "distinct_pair")
