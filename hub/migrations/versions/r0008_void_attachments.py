"""Attachments that will never come, as staff declared them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0008"
down_revision = "r0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "void_attachment",
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.Column("declared_by", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_reason", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_void_attachment_attachment_id")
        ),
        sa.PrimaryKeyConstraint("attachment_id", name=op.f("pk_void_attachment")),
    )
