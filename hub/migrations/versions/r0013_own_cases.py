"""Cases found by their applicant, mended as the same case, and their papers printed again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0013"
down_revision = "r0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """`whose` is filled at the next start: it needs the hub's key, which a migration does not have."""
    op.add_column("case_file", sa.Column("whose", sa.LargeBinary()))
    for name in ("root", "mends", "mended_by"):
        op.add_column("case_file", sa.Column(name, sa.Uuid()))
    op.execute("UPDATE case_file SET root = key")
    for name in ("whose", "root", "mends"):
        op.create_index(f"ix_case_file_{name}", "case_file", [name])
    op.create_table(
        "document_print",
        sa.Column("print_key", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("terminal_id", sa.String(length=12), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["code"], ["document.code"], name="fk_document_print_code"),
        sa.PrimaryKeyConstraint("print_key", name="pk_document_print"),
    )
    op.create_index("ix_document_print_code", "document_print", ["code"])
