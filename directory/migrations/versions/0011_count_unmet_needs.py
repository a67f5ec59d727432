"""Count unmet needs: by month, 圏域 and word, and nothing else

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    text = sqlmodel.sql.sqltypes.AutoString()
    op.create_table(
        "gap",
        sa.Column("month", text, nullable=False),
        sa.Column("zone_id", text, nullable=False),
        sa.Column("scheme", text, nullable=False),
        sa.Column("term", text, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "zone_id", "scheme", "term"),
    )


def downgrade() -> None:
    op.drop_table("gap")
