"""What a rating is about, and the tags that were ticked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0010"
down_revision = "r0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("rating", sa.Column("item_id", sa.String(length=60), server_default="", nullable=False))
    op.add_column("rating", sa.Column("tags", sa.String(length=60), server_default="", nullable=False))
