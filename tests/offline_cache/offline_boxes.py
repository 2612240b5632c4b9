"""Duties of a locker with codes that are what they stand for: their own verifiers, so that no test works out hashes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from contract.delivery import BoxDuties, BoxDuty

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
SALT = b"s" * 16


def code(kind: str, number: int) -> bytes:
    return f"{kind} {number}".encode().ljust(32, b".")


def duty(
    number: int, *, back: bool = False, box: int = 0, until: datetime = NOON + timedelta(days=1)
) -> BoxDuty:
    return BoxDuty(
        delivery=UUID(int=number),
        case_number=f"QH0001-20261122-{number:04d}",
        item_zh="居住证",
        item_en="Residence permit",
        put_in=code("put", number),
        put_in_until=until,
        pick_up=code("pick", number),
        keep_days=7,
        take_back=code("back", number) if back else b"",
        box=box,
    )


def duties(*told: BoxDuty) -> BoxDuties:
    return BoxDuties(salt=SALT, duties=told)
