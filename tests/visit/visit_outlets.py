"""A small map: the hall with two terminals, and seven outlets around it, more than one page of the list holds."""

from __future__ import annotations

from catalogue.model import Text
from catalogue.outlets import Hours, LeftOut, Outlet, OutletKind, Outlets, Spot
from contract.outlets import OutletsNow, TerminalNow

OFFICE = Hours(workday=("9:00-17:00",))
EVERYTHING = ("camera", "document_printer", "id_card_reader", "receipt_printer", "smart_card_reader")


def outlet(name: str, kind: str, north_m: float, *terminals: str, **more: object) -> Outlet:
    """An outlet so many metres to the north of the hall."""
    facts: dict[str, object] = {
        "id": name,
        "name": Text(zh=f"网点{name}", en=f"Outlet {name}"),
        "kind": OutletKind(kind),
        "level": "4",
        "place": Text(zh="北街1号", en="1 North Street"),
        "at": Spot(lat=north_m / 111_320, lon=0.0),
        "hours": OFFICE,
        "phone": "10000099102",
        "terminals": terminals,
    }
    return Outlet(**(facts | more))  # type: ignore[arg-type]


def map_of_outlets() -> Outlets:
    nothing = LeftOut(branches=("person-first",), reason=Text(zh="这里不办这一类", en="Not done here"))
    return Outlets(
        tree="always",
        outlets=(
            outlet("hall", "hall", 0, "QH01", "QH02", day_and_night=True),
            outlet("town", "town", 450, "QH04", day_and_night=True),
            outlet("bank", "bank", 300, "QH03", leaves_out=(nothing,)),
            outlet("village", "village", 5_000, level="6"),
            outlet(
                "mall", "mall", 2_000, "QH05", hours=Hours(workday=("10:00-21:00",), sunday=("10:00-21:00",))
            ),
            outlet("park", "park", 9_000, "QH06"),
            outlet("farm", "village", 20_000, "QH07", level="6"),
            outlet("clinic", "hospital", 3_000, "QH08", day_and_night=True),
        ),
    )


def report(name: str, *, online: bool = True, without: tuple[str, ...] = ()) -> TerminalNow:
    devices = tuple(one for one in EVERYTHING if one not in without)
    return TerminalNow(terminal_id=name, online=online, devices=devices)


def news(*reports: TerminalNow, whole: bool = True) -> OutletsNow:
    return OutletsNow(mark="run-1", whole=whole, terminals=reports)
