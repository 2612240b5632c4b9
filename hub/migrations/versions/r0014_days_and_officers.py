"""By when each case is promised an answer, decisions that wait for a second person, and what officers may decide."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0014"
down_revision = "r0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Cases that are here already get their days with the first thing that happens to them: their items decide them."""
    op.add_column("case_change", sa.Column("promised_on", sa.Date()))
    op.create_table(
        "case_term",
        sa.Column("case_key", sa.Uuid(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=False),
        sa.Column("promised_workdays", sa.Integer(), nullable=False),
        sa.Column("legal_workdays", sa.Integer(), nullable=False),
        sa.Column("promised_on", sa.Date()),
        sa.Column("legal_on", sa.Date()),
        sa.Column("stopped_on", sa.Date()),
        sa.Column("stopped_workdays", sa.Integer(), server_default="0", nullable=False),
        sa.Column("extended_workdays", sa.Integer(), server_default="0", nullable=False),
        sa.Column("closed_on", sa.Date()),
        sa.Column("owed_until", sa.Date()),
        sa.Column("reminded_on", sa.Date()),
        sa.ForeignKeyConstraint(["case_key"], ["case_file.key"], name="fk_case_term_case_key"),
        sa.PrimaryKeyConstraint("case_key", name="pk_case_term"),
    )
    for name in ("closed_on", "promised_on", "owed_until"):
        op.create_index(f"ix_case_term_{name}", "case_term", [name])
    op.create_table(
        "case_proposal",
        sa.Column("case_key", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("workdays", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sealed_reasons", sa.LargeBinary(), nullable=False),
        sa.Column("proposed_by", sa.String(60), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_key"], ["case_file.key"], name="fk_case_proposal_case_key"),
        sa.PrimaryKeyConstraint("case_key", name="pk_case_proposal"),
    )
    op.add_column("console_user", sa.Column("department", sa.Text(), server_default="", nullable=False))
    op.create_table(
        "officer_item",
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("item_id", sa.String(80), nullable=False),
        sa.ForeignKeyConstraint(["name"], ["console_user.name"], name="fk_officer_item_name"),
        sa.PrimaryKeyConstraint("name", "item_id", name="pk_officer_item"),
    )
