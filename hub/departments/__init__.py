"""The departments behind the hub: which of them answers for an item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hub.departments.market_regulation import MarketRegulation
from hub.departments.residents import load_residents
from hub.departments.social_security import SocialSecurity

if TYPE_CHECKING:
    from pathlib import Path

    from catalogue.realm import Realm
    from hub.departments.department import Department

Departments = dict[str, "Department"]
"""Item id to the department that answers for it."""


def load_departments(residents: Path | None, realm: Realm) -> Departments:
    """The demo departments, with the fictional residents of a file."""
    people = load_residents(residents)
    departments: tuple[Department, ...] = (SocialSecurity(people, realm), MarketRegulation(realm))
    return {item_id: department for department in departments for item_id in department.items}
