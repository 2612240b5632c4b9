"""Ratings on their way to other systems, and bad ones that are looked into."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0017"
down_revision = "r0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rating_push",
        sa.Column("rating_key", sa.Uuid(), nullable=False),
        sa.Column("receiver", sa.String(40), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_code", sa.String(40), server_default="", nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["rating_key"], ["rating.key"], name="fk_rating_push_rating_key"),
        sa.PrimaryKeyConstraint("rating_key", "receiver", name="pk_rating_push"),
    )
    op.create_index(
        "ix_rating_push_receiver_state_next_at", "rating_push", ["receiver", "state", "next_at"]
    )
    op.create_table(
        "bad_rating",
        sa.Column("rating_key", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("call_back_by", sa.Date(), nullable=False),
        sa.Column("mend_by", sa.Date(), nullable=False),
        sa.Column("called_back_on", sa.Date()),
        sa.Column("mended_on", sa.Date()),
        sa.Column("mended_by", sa.String(60), server_default="", nullable=False),
        sa.Column("closed_on", sa.Date()),
        sa.Column("proposed_by", sa.String(60), server_default="", nullable=False),
        sa.Column("excluded_on", sa.Date()),
        sa.ForeignKeyConstraint(["rating_key"], ["rating.key"], name="fk_bad_rating_rating_key"),
        sa.PrimaryKeyConstraint("rating_key", name="pk_bad_rating"),
    )
    op.create_index("ix_bad_rating_stage", "bad_rating", ["stage"])
    op.create_table(
        "bad_rating_note",
        sa.Column("rating_key", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act", sa.String(16), nullable=False),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=False),
        sa.Column("written_by", sa.String(60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["rating_key"], ["bad_rating.rating_key"], name="fk_bad_rating_note_rating_key"
        ),
        sa.PrimaryKeyConstraint("rating_key", "number", name="pk_bad_rating_note"),
    )
