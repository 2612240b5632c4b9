"""Settings of every room's tests, and the options that point the drivers' proofs at real hardware."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import settings

if TYPE_CHECKING:
    import pytest

# Other tests run beside on the same cores: how long one example takes says nothing.
settings.register_profile("bangban")
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
        "--by-hand", action="store_true", help="ask a person to pull plugs and lay down cards (needs -n 0)"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "hardware: asks the real device that --device names; skipped without it"
    )
