"""What became of cards that approved cases let a terminal write."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0019"
down_revision = "r0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "card_report",
        sa.Column("case_key", sa.Uuid(), nullable=False),
        sa.Column("written", sa.Boolean(), nullable=False),
        sa.Column("touched", sa.Boolean(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_key"], ["case_file.key"], name="fk_card_report_case_key"),
        sa.PrimaryKeyConstraint("case_key", name="pk_card_report"),
    )
