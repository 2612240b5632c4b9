"""Attachments that have not come are found without reading those that have."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0009"
down_revision = "r0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_attachment_missing",
        "attachment",
        ["terminal_id"],
        sqlite_where=sa.text("complete IS 0"),
        postgresql_where=sa.text("complete IS false"),
    )
