"""The item whose cases are tickets, and the windows that they go to: those of the demo's place."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from catalogue.loader import load_file
from catalogue.model import Item
from catalogue.region_file import load_region

if TYPE_CHECKING:
    from catalogue.handovers import Handover

SERVICES = Path(__file__).parents[2] / "services"


@cache
def ticket_item() -> Item:
    found = load_file(SERVICES / "zhengwu" / "zhuanjiao-chuangkou.yaml")
    assert isinstance(found, Item), "\n".join(map(str, found))
    return found


@cache
def windows() -> tuple[Handover, ...]:
    region, problems = load_region(SERVICES)
    assert not problems, "\n".join(map(str, problems))
    return region.handovers
