"""What became of a case after its first answer, and when it was accepted by a counter that nobody can set."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0004"
down_revision = "r0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("terminal", sa.Column("changes", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("case_file", sa.Column("clock", sa.String(length=40), nullable=False, server_default=""))
    op.add_column("case_file", sa.Column("reckoned_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "terminal_boot",
        sa.Column("terminal_id", sa.String(length=12), nullable=False),
        sa.Column("boot", sa.String(length=8), nullable=False),
        sa.Column("offset_ms", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["terminal_id"], ["terminal.id"], name=op.f("fk_terminal_boot_terminal_id")),
        sa.PrimaryKeyConstraint("terminal_id", "boot", name=op.f("pk_terminal_boot")),
    )
    op.create_table(
        "case_change",
        sa.Column("terminal_id", sa.String(length=12), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_key", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("sealed_reasons", sa.LargeBinary(), nullable=False),
        sa.Column("decided_by", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["terminal_id"], ["terminal.id"], name=op.f("fk_case_change_terminal_id")),
        sa.ForeignKeyConstraint(["case_key"], ["case_file.key"], name=op.f("fk_case_change_case_key")),
        sa.PrimaryKeyConstraint("terminal_id", "number", name=op.f("pk_case_change")),
    )
