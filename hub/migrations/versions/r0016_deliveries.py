"""Results on their way to residents, what happened at the boxes of lockers, and the codes that were ever drawn."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0016"
down_revision = "r0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_key", sa.Uuid(), nullable=False),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("locker", sa.String(length=12), nullable=False),
        sa.Column("keep_days", sa.Integer(), nullable=False),
        sa.Column("box", sa.Integer(), nullable=False),
        sa.Column("put_in_at", sa.DateTime(timezone=True)),
        sa.Column("put_in", sa.LargeBinary()),
        sa.Column("put_in_until", sa.DateTime(timezone=True)),
        sa.Column("pick_up", sa.LargeBinary()),
        sa.Column("sealed_pick_up", sa.LargeBinary()),
        sa.Column("take_back", sa.LargeBinary()),
        sa.Column("doubt", sa.String(length=16), nullable=False),
        sa.Column("tracking", sa.String(length=60), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["case_key"], ["case_file.key"], name=op.f("fk_delivery_case_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("case_key", name=op.f("uq_delivery_case_key")),
    )
    op.create_index(op.f("ix_delivery_locker_state"), "delivery", ["locker", "state"])
    op.create_index(op.f("ix_delivery_state_changed_at"), "delivery", ["state", "changed_at"])
    op.create_table(
        "delivery_event",
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("terminal_id", sa.String(length=12), nullable=False),
        sa.Column("delivery_id", sa.Uuid()),
        sa.Column("event", sa.String(length=16), nullable=False),
        sa.Column("box", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["terminal_id"], ["terminal.id"], name=op.f("fk_delivery_event_terminal_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_delivery_event")),
    )
    op.create_index(op.f("ix_delivery_event_delivery_id"), "delivery_event", ["delivery_id"])
    op.create_table(
        "pickup_mark",
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_pickup_mark")),
    )
