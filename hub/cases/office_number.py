"""办件编号: item code (31 characters) + yyyyMMdd + serial of the day (4 digits), 43 characters in all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from contract.civil_time import CIVIL
from hub.database import insert_new
from hub.tables import office_serial

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


def next_office_number(connection: Connection, item_code: str, now: datetime) -> str:
    """Take the next number.

    After 9,999 cases of one item in one day it grows to five digits (an..50 allows it).
    """
    day = now.astimezone(CIVIL).date()
    here = (office_serial.c.item_code == item_code) & (office_serial.c.day == day)
    insert_new(connection, office_serial, {"item_code": item_code, "day": day, "last": 0})
    connection.execute(update(office_serial).where(here).values(last=office_serial.c.last + 1))
    serial = connection.execute(select(office_serial.c.last).where(here)).scalar_one()
    return f"{item_code}{day:%Y%m%d}{serial:04d}"
