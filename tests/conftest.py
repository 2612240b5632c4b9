"""Settings of every room's tests, and the options that point the drivers' proofs at real hardware."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fault_table import fault_table
from hypothesis import HealthCheck, settings
from visit_fault_table import visit_fault_table

if TYPE_CHECKING:
    import pytest

# Other tests run beside on the same cores: how long one example takes, or how long examples take to make, says nothing.
settings.register_profile("bangban", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("bangban")


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("devices", "real hardware (see docs/add-a-device.md)")
    group.addoption(
        "--device", metavar="CLASS.DRIVER", help="the driver to try, e.g. ups.nut; with -m hardware"
    )
    group.addoption(
        "--option",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="an option of that driver, repeatable",
    )
    group.addoption(
        "--fault-table", metavar="FILE", help="print what each fault of the matrix led to, and write it"
    )
    group.addoption(
        "--by-hand", action="store_true", help="ask a person to pull plugs and lay down cards (needs -n 0)"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "hardware: asks the real device that --device names; skipped without it"
    )


def pytest_collection_finish() -> None:
    """Thousands of tests lie in memory and none of them is garbage. The terminal collects at every farewell: looking
    through all of them each time would take longer than what is tested.
    """
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Here, because with several workers only this process hears of all of them."""
    for reason in sorted({str(one.longrepr[2]) for one in terminalreporter.stats.get("skipped", ())}):
        if "NOT PROVED HERE" in reason:
            terminalreporter.write_line(reason, red=True)
    to: str | None = terminalreporter.config.getoption("--fault-table")
    found: dict[str, list[Any]] = {"fault": [], "fault of a visit": []}
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") == "call":
                for name, value in report.user_properties:
                    if name in found:
                        found[name].append(value)
    if to is None or not any(found.values()):
        return
    tables = [fault_table(found["fault"])] if found["fault"] else []
    if found["fault of a visit"]:
        tables.append(visit_fault_table(found["fault of a visit"]))
    table = "\n".join(tables)
    if to != "-":
        Path(to).write_text(table, encoding="utf-8")
    terminalreporter.write_line(table)
