"""Sequences of cases that are lost for good, as staff declared them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0007"
down_revision = "r0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "void_sequence",
        sa.Column("terminal_id", sa.String(length=12), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("declared_by", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_reason", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["terminal_id"], ["terminal.id"], name=op.f("fk_void_sequence_terminal_id")),
        sa.PrimaryKeyConstraint("terminal_id", "sequence", name=op.f("pk_void_sequence")),
    )
