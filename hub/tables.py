"""The hub's tables.

Columns named `sealed_…` hold cipher text of `vault.py`; no other column holds a resident.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcTime(TypeDecorator[datetime]):
    """Aware in, aware UTC out, on both engines: SQLite would drop the zone without a word."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a time without a zone never reaches the database"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


meta = Table(
    "meta", metadata, Column("name", String(40), primary_key=True), Column("value", Text, nullable=False)
)

terminal = Table(
    "terminal",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("outlet_zh", Text, nullable=False),
    Column("outlet_en", Text, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("enrolled_at", UtcTime, nullable=False),
    Column("last_seen", UtcTime),
    Column("clock_suspect", Boolean, nullable=False, default=False),
    Column("durable_sequence", Integer, nullable=False, default=0),
    Column("heartbeat", Text),
    Column("changes", Integer, nullable=False, server_default="0"),  # number of its last case_change
)

terminal_boot = Table(
    "terminal_boot",
    metadata,
    Column("terminal_id", String(12), ForeignKey("terminal.id"), primary_key=True),
    Column("boot", String(8), primary_key=True),
    Column("offset_ms", BigInteger, nullable=False),  # hub time less the machine's counter: contract/clock.py
)

terminal_trail = Table(
    "terminal_trail",
    metadata,
    Column("terminal_id", String(12), ForeignKey("terminal.id"), primary_key=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("kept_at", UtcTime, nullable=False),
    Column("lower", Boolean, nullable=False, default=False),  # the last heartbeat told of a shorter trail
    Column("trouble", String(16), nullable=False, default=""),
    Column("trouble_at", UtcTime),
)

enrolment_code = Table(
    "enrolment_code",
    metadata,
    Column("terminal_id", String(12), primary_key=True),
    Column("code", String(64), nullable=False),
    Column("outlet_zh", Text, nullable=False),
    Column("outlet_en", Text, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("failures", Integer, nullable=False, default=0),
    Column("used_by", LargeBinary),
)

case = Table(
    "case_file",
    metadata,
    Column("key", Uuid, primary_key=True),
    Column("terminal_id", String(12), ForeignKey("terminal.id"), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("case_number", String(60), nullable=False, unique=True),
    Column("tag", String(3), nullable=False, server_default=""),  # of the number: see hub/intake/take_in.py
    Column("item_id", String(80), nullable=False),
    Column("state", String(20), nullable=False),
    Column("office_number", String(60), nullable=False),
    Column("accepted_at", UtcTime, nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("accepted_offline", Boolean, nullable=False),
    Column("clock_suspect", Boolean, nullable=False),
    Column("clock", String(40), nullable=False, server_default=""),
    Column("reckoned_at", UtcTime),  # of acceptance, by the terminal's counter; NULL while it cannot be told
    Column("fingerprint", String(64), nullable=False),
    Column("digest", LargeBinary),  # SHA-256 of what was sent; NULL in rows older than the proof on receipts
    Column("sealed_holder", LargeBinary, nullable=False),
    Column("sealed_payload", LargeBinary, nullable=False),
    Column("sealed_answer", LargeBinary, nullable=False),
    Column("sealed_grounds", LargeBinary),  # what was looked at; NULL in rows older than deciding again
    # One case (办件) may be handed in several times: the first, and each time it is mended (hub/cases/mend.py).
    Column("whose", LargeBinary),  # hub/cases/progress_index.py; empty: nobody's; NULL: not reckoned yet
    Column("root", Uuid),  # key of the first that was handed in for the same 办件
    Column("mends", Uuid),  # key that it was meant to mend, whether it came to that or not
    Column("mended_by", Uuid),  # key of what took its place
    UniqueConstraint("terminal_id", "sequence", "tag"),
    Index(None, "received_at"),
    Index(None, "whose"),
    Index(None, "root"),
    Index(None, "mends"),
)

attachment = Table(
    "attachment",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("terminal_id", String(12), ForeignKey("terminal.id"), nullable=False),
    Column("case_key", Uuid, ForeignKey("case_file.key"), nullable=False),
    Column("size", Integer, nullable=False),
    Column("digest", LargeBinary, nullable=False),  # SHA-256 of the content, as the case names it
    Column("complete", Boolean, nullable=False),
    Index(None, "case_key"),
    Index(
        "ix_attachment_missing",
        "terminal_id",
        sqlite_where=text("complete IS 0"),
        postgresql_where=text("complete IS false"),
    ),
)

attachment_piece = Table(
    "attachment_piece",
    metadata,
    Column("attachment_id", Uuid, ForeignKey("attachment.id"), primary_key=True),
    Column("start", Integer, primary_key=True, autoincrement=False),
    Column("size", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

handover = Table(
    "handover",
    metadata,
    Column("case_key", Uuid, ForeignKey("case_file.key"), primary_key=True),
    Column("target", String(60), nullable=False),  # a window of handovers.yaml
    Column("reply_by", Date, nullable=False),  # as the resident was told
    Column("owner", String(60)),
    Column("taken_at", UtcTime),
    Index(None, "target"),
)

case_change = Table(
    "case_change",
    metadata,
    Column("terminal_id", String(12), ForeignKey("terminal.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("case_key", Uuid, ForeignKey("case_file.key"), nullable=False),
    Column("state", String(20), nullable=False),
    Column("sealed_reasons", LargeBinary, nullable=False),
    Column("decided_by", String(60), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("promised_on", Date),  # as told with it; NULL where no day is promised, or the clock stands
)

case_term = Table(
    "case_term",
    metadata,
    Column("case_key", Uuid, ForeignKey("case_file.key"), primary_key=True),
    Column("accepted_on", Date, nullable=False),
    Column("promised_workdays", Integer, nullable=False),
    Column("legal_workdays", Integer, nullable=False),
    Column("promised_on", Date),
    Column("legal_on", Date),
    Column("stopped_on", Date),
    Column("stopped_workdays", Integer, nullable=False, server_default="0"),
    Column("extended_workdays", Integer, nullable=False, server_default="0"),
    Column("closed_on", Date),
    Column("owed_until", Date),  # 容缺: the first last day of what was put off and is not here
    Column("reminded_on", Date),  # of that
    Index(None, "closed_on"),
    Index(None, "promised_on"),
    Index(None, "owed_until"),
)

case_proposal = Table(
    "case_proposal",
    metadata,
    Column("case_key", Uuid, ForeignKey("case_file.key"), primary_key=True),
    Column("state", String(20), nullable=False),
    Column("workdays", Integer, nullable=False, server_default="0"),  # of an extension; 0: it is none
    Column("sealed_reasons", LargeBinary, nullable=False),
    Column("proposed_by", String(60), nullable=False),
    Column("at", UtcTime, nullable=False),
)

officer_item = Table(
    "officer_item",
    metadata,
    Column("name", String(60), ForeignKey("console_user.name"), primary_key=True),
    Column("item_id", String(80), primary_key=True),
)

item_version = Table(
    "item_version",
    metadata,
    Column("item_id", Text, primary_key=True),
    Column("version", Text, primary_key=True),
    Column("published_at", UtcTime, nullable=False),
    Column(
        "offer", BigInteger, nullable=False
    ),  # counts the hub's starts: the highest of an item is the current
    Column("digest", LargeBinary, nullable=False),  # SHA-256 of the definition
    Column("definition", LargeBinary, nullable=False),  # the item as canonical JSON; never changed
)

void_sequence = Table(
    "void_sequence",
    metadata,
    Column("terminal_id", String(12), ForeignKey("terminal.id"), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("declared_by", String(60), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("sealed_reason", LargeBinary, nullable=False),
)

void_attachment = Table(
    "void_attachment",
    metadata,
    Column("attachment_id", Uuid, ForeignKey("attachment.id"), primary_key=True),
    Column("declared_by", String(60), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("sealed_reason", LargeBinary, nullable=False),
)

office_serial = Table(
    "office_serial",
    metadata,
    Column("item_code", String(40), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("last", Integer, nullable=False),
)

document = Table(
    "document",
    metadata,
    Column("code", String(40), primary_key=True),
    Column("case_key", Uuid, ForeignKey("case_file.key"), nullable=False),
    Column("token", String(64), nullable=False),
    Column("issued_at", UtcTime, nullable=False),
    Column("valid_until", Date, nullable=False),
    Column("sealed_summary", LargeBinary, nullable=False),
    Column("sealed_pdf", LargeBinary, nullable=False),
)

paper_revocation = Table(
    "paper_revocation",
    metadata,
    Column("code", String(40), ForeignKey("document.code"), primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("sealed_reason", LargeBinary, nullable=False),  # for staff; the public page says since when
    Column("revoked_by", String(60), nullable=False),
)

paper_key = Table(
    "paper_key",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # from 2: the first was always there
    Column("since", UtcTime, nullable=False),
)

document_print = Table(
    "document_print",
    metadata,
    Column("print_key", Uuid, primary_key=True),  # made once for each print that an applicant asked for
    Column("code", String(40), ForeignKey("document.code"), nullable=False),
    Column("terminal_id", String(12), nullable=False),
    Column("at", UtcTime, nullable=False),
    Index(None, "code"),
)

appointment = Table(
    "appointment",
    metadata,
    Column("number", String(12), primary_key=True),  # its row is never deleted: a number is given out once
    Column("key", Uuid, nullable=False, unique=True),
    Column("fingerprint", String(64), nullable=False),
    Column("item_id", String(80), nullable=False),
    Column("desk", String(80), nullable=False),
    Column("outlet", String(60), nullable=False),
    Column("starts_at", UtcTime, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("person", String(64), nullable=False),  # keyed fingerprint of an identity number
    Column("channel", String(16), nullable=False),
    Column("terminal_id", String(12), nullable=False),  # where it was booked; empty: on no terminal
    Column("booked_at", UtcTime, nullable=False),
    Column("changed_at", UtcTime),
    Column("used_at", UtcTime),
    Column("used_outlet", String(60), nullable=False, server_default=""),
    Column("shown_key", Uuid),  # of the showing that used it
    Column("sealed_who", LargeBinary),  # NULL once it was cancelled
    Index(None, "starts_at"),
    Index(None, "person"),
)

appointment_place = Table(
    "appointment_place",
    metadata,
    Column("desk", String(80), primary_key=True),
    Column("starts_at", UtcTime, primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),  # from 1 to as many as there is room for
    Column("number", String(12), nullable=False),
    Index(None, "number"),
)

appointment_open = Table(
    "appointment_open",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("item_id", String(80), primary_key=True),
    Column("number", String(12), nullable=False),
    Index(None, "number"),
)

rating = Table(
    "rating",
    metadata,
    Column("key", Uuid, primary_key=True),
    Column("terminal_id", String(12), ForeignKey("terminal.id"), nullable=False),
    Column("case_number", String(60)),
    Column("grade", String(24), nullable=False),
    Column("item_id", String(60), nullable=False, server_default=""),
    Column("tags", String(60), nullable=False, server_default=""),
    Column("rated_at", UtcTime, nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("fingerprint", String(64), nullable=False),
)

rating_push = Table(
    "rating_push",
    metadata,
    Column("rating_key", Uuid, ForeignKey("rating.key"), primary_key=True),
    Column("receiver", String(40), primary_key=True),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column(
        "tries", Integer, nullable=False, server_default="0"
    ),  # of them, those that were answered with "later"
    Column("next_at", UtcTime, nullable=False),
    Column("last_code", String(40), nullable=False, server_default=""),
    Column("last_at", UtcTime),
    Index(None, "receiver", "state", "next_at"),
)

bad_rating = Table(
    "bad_rating",
    metadata,
    Column("rating_key", Uuid, ForeignKey("rating.key"), primary_key=True),
    Column("stage", String(16), nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("call_back_by", Date, nullable=False),
    Column("mend_by", Date, nullable=False),
    Column("called_back_on", Date),
    Column("mended_on", Date),
    Column("mended_by", String(60), nullable=False, server_default=""),
    Column("closed_on", Date),
    Column("proposed_by", String(60), nullable=False, server_default=""),  # who asks that it is left out
    Column("excluded_on", Date),
    Index(None, "stage"),
)

bad_rating_note = Table(
    "bad_rating_note",
    metadata,
    Column("rating_key", Uuid, ForeignKey("bad_rating.rating_key"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("act", String(16), nullable=False),
    Column("sealed_words", LargeBinary, nullable=False),
    Column("written_by", String(60), nullable=False),
    Column("at", UtcTime, nullable=False),
)

help_call = Table(
    "help_call",
    metadata,
    Column("key", Uuid, primary_key=True),
    Column("terminal_id", String(12), ForeignKey("terminal.id"), nullable=False),
    Column("opened_at", UtcTime, nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("page", String(80), nullable=False),
    Column("item_id", String(80)),
    Column("slip_number", String(40), nullable=False),
    Column("called_offline", Boolean, nullable=False),
    Column("state", String(16), nullable=False),
    Column("helper", String(60)),
    Column("closed_at", UtcTime),
    Column("fingerprint", String(64), nullable=False),
    Index(None, "state"),
)

help_words = Table(
    "help_words",
    metadata,
    Column("call_key", Uuid, ForeignKey("help_call.key"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("say_key", Uuid, nullable=False, unique=True),
    Column("author", String(16), nullable=False),
    Column("sealed_text", LargeBinary, nullable=False),
    Column("at", UtcTime, nullable=False),
)

console_user = Table(
    "console_user",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("shown_as", String(60), nullable=False),  # what residents read; a login name is not for them
    Column("password", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("failures", Integer, nullable=False, default=0),
    Column("locked_until", UtcTime),
    Column("department", Text, nullable=False, server_default=""),  # of an officer; empty: every department
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", UtcTime, nullable=False),
    Column("actor", String(60), nullable=False),
    Column("action", String(40), nullable=False),
    Column("subject", String(80), nullable=False),
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("case_key", Uuid, ForeignKey("case_file.key"), nullable=False, unique=True),
    Column("way", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("locker", String(12), nullable=False),  # terminal with the box; empty: none
    Column("keep_days", Integer, nullable=False),
    Column("box", Integer, nullable=False),
    Column("put_in_at", UtcTime),
    Column("put_in", LargeBinary),  # salted hashes of codes: contract/pickup_code.py
    Column("put_in_until", UtcTime),
    Column("pick_up", LargeBinary),
    Column("sealed_pick_up", LargeBinary),  # the code itself, for the message to the resident
    Column("take_back", LargeBinary),
    Column("doubt", String(16), nullable=False),
    Column("tracking", String(60), nullable=False),
    Column("changed_at", UtcTime, nullable=False),
    Column("changed_by", String(60), nullable=False),
    Index(None, "locker", "state"),
    Index(None, "state", "changed_at"),
)

delivery_event = Table(
    "delivery_event",
    metadata,
    Column("key", Uuid, primary_key=True),
    Column("terminal_id", String(12), ForeignKey("terminal.id"), nullable=False),
    Column("delivery_id", Uuid),
    Column("event", String(16), nullable=False),
    Column("box", Integer, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Index(None, "delivery_id"),
)

pickup_mark = Table(
    "pickup_mark",
    metadata,
    Column(
        "mark", String(64), primary_key=True
    ),  # keyed hash of a code that was drawn once, and never is again
    Column("drawn_at", UtcTime, nullable=False),
)

card_report = Table(
    "card_report",
    metadata,
    Column("case_key", Uuid, ForeignKey("case_file.key"), primary_key=True),
    Column("written", Boolean, nullable=False),
    Column("touched", Boolean, nullable=False),
    Column("code", String(40), nullable=False),
    Column("received_at", UtcTime, nullable=False),
)
