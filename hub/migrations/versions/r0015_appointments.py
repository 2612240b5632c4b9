"""Appointments: tickets, the places they hold, and which of them are open."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0015"
down_revision = "r0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "appointment",
        sa.Column("number", sa.String(12), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("item_id", sa.String(80), nullable=False),
        sa.Column("desk", sa.String(80), nullable=False),
        sa.Column("outlet", sa.String(60), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("terminal_id", sa.String(12), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True)),
        sa.Column("used_at", sa.DateTime(timezone=True)),
        sa.Column("used_outlet", sa.String(60), server_default="", nullable=False),
        sa.Column("shown_key", sa.Uuid()),
        sa.Column("sealed_who", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("number", name="pk_appointment"),
        sa.UniqueConstraint("key", name="uq_appointment_key"),
    )
    op.create_index("ix_appointment_starts_at", "appointment", ["starts_at"])
    op.create_index("ix_appointment_person", "appointment", ["person"])
    op.create_table(
        "appointment_place",
        sa.Column("desk", sa.String(80), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.String(12), nullable=False),
        sa.PrimaryKeyConstraint("desk", "starts_at", "place", name="pk_appointment_place"),
    )
    op.create_index("ix_appointment_place_number", "appointment_place", ["number"])
    op.create_table(
        "appointment_open",
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("item_id", sa.String(80), nullable=False),
        sa.Column("number", sa.String(12), nullable=False),
        sa.PrimaryKeyConstraint("person", "item_id", name="pk_appointment_open"),
    )
    op.create_index("ix_appointment_open_number", "appointment_open", ["number"])
