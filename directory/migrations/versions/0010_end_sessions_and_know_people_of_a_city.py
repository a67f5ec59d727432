"""Sessions that were signed out, and who a city's own sign-in (OpenID Connect) says that an account is

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ended_session",
        sa.Column("digest", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest"),
    )
    with op.batch_alter_table("account") as account:
        account.add_column(sa.Column("openid_subject", sqlmodel.sql.sqltypes.AutoString(), nullable=True))
        account.create_unique_constraint("uq_account_openid_subject", ["openid_subject"])


def downgrade() -> None:
    with op.batch_alter_table("account") as account:
        account.drop_constraint("uq_account_openid_subject", type_="unique")
        account.drop_column("openid_subject")
    op.drop_table("ended_session")
