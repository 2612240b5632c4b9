"""Tickets that windows answer: whose they are, and by when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0018"
down_revision = "r0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "handover",
        sa.Column("case_key", sa.Uuid(), nullable=False),
        sa.Column("target", sa.String(60), nullable=False),
        sa.Column("reply_by", sa.Date, nullable=False),
        sa.Column("owner", sa.String(60)),
        sa.Column("taken_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["case_key"], ["case_file.key"], name="fk_handover_case_key"),
        sa.PrimaryKeyConstraint("case_key", name="pk_handover"),
    )
    op.create_index("ix_handover_target", "handover", ["target"])
