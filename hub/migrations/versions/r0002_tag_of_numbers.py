"""The tag of a case number: a restored terminal gives a sequence again, never a number."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0002"
down_revision = "r0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("case_file") as batch:
        batch.add_column(sa.Column("tag", sa.String(length=3), nullable=False, server_default=""))
        batch.drop_constraint("uq_case_file_terminal_id_sequence", type_="unique")
        batch.create_unique_constraint(
            "uq_case_file_terminal_id_sequence_tag", ["terminal_id", "sequence", "tag"]
        )
