"""A small place with two outlets and a few desks, and a hub that counts by it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from hub_items import copy_items
from hub_terminal import LI

from contract.appointment import Booking
from contract.civil_time import CIVIL

if TYPE_CHECKING:
    from pathlib import Path

    from contract.case import Applicant

ITEM, SHOP = "shebao-canbao-zhengming", "getihu-sheli"
PHONE = "10000000001"
MONDAY = datetime(2026, 11, 23, tzinfo=CIVIL)
"""The day after the tests' now."""
CLOSED = date(2026, 11, 26)

OUTLETS = """
tree: always
outlets:
  - id: hall
    name: {zh: 大厅, en: Hall}
    kind: hall
    level: "4"
    place: {zh: 青石街1号, en: 1 Qingshi Street}
    at: {lat: 0, lon: 0}
    hours: {workday: ["9:00-12:00", "13:00-17:00"], saturday: ["9:00-10:00"]}
    phone: "10000099000"
    terminals: [QH0001]
    windows: [renshe]
  - id: town
    name: {zh: 镇上, en: Town}
    kind: town
    level: "5"
    place: {zh: 正街2号, en: 2 Zheng Street}
    at: {lat: 0.01, lon: 0}
    hours: {workday: ["9:00-12:00"]}
    phone: "10000099001"
    terminals: [QH0002]
"""
RULES = f"""
slot_minutes: 30
days_ahead: 7
notice_minutes: 60
early_minutes: 30
late_minutes: 30
closed: ["{CLOSED}"]
conditions: [{{zh: 提前1小时约。, en: Book an hour before.}}]
desks:
  - {{id: hall, outlet: hall, windows: [renshe, shichang], each_window: true, at_once: 2}}
  - {{id: town, outlet: town, windows: [renshe], at_once: 1}}
"""


def small_place(folder: Path) -> Path:
    copy_items(folder, f"renshe/{ITEM}", f"shichang/{SHOP}")
    (folder / "_region" / "outlets.yaml").write_text(OUTLETS, encoding="utf-8")
    (folder / "_region" / "appointments.yaml").write_text(RULES, encoding="utf-8")
    return folder


def person(number: int) -> Applicant:
    return LI.model_copy(update={"id_number": f"99010119880712{number:04d}"})


def at(hour: int, minute: int = 0, *, days: int = 0) -> datetime:
    return MONDAY + timedelta(days=days, hours=hour, minutes=minute)


def booking(
    starts_at: datetime,
    who: Applicant = LI,
    outlet: str = "hall",
    item: str = ITEM,
    key: UUID | None = None,
) -> Booking:
    return Booking(
        key=key or uuid4(), item_id=item, outlet=outlet, starts_at=starts_at, applicant=who, phone=PHONE
    )
