"""Which drivers there are, and how a device is built from its table in `config.toml`.

    [devices.id_card_reader]
    driver = "sam_serial"
    port = "/dev/ttyUSB0"

A driver of somebody else is one module and one entry point in the group `bangban.drivers`, named
`<device class>.<driver>` and pointing to a `DriverSpec`.
"""

from __future__ import annotations

import json
from functools import partial
from importlib import import_module
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from drivers.driver_spec import DriverSpec
from drivers.not_supported import NotSupported
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from drivers.device import Device, DeviceClass

GROUP = "bangban.drivers"


OWN = {
    "barcode_reader.camera": "drivers.barcode_reader.camera_reader:DRIVER",
    "barcode_reader.hid": "drivers.barcode_reader.hid:DRIVER",
    "barcode_reader.serial": "drivers.barcode_reader.serial_scanner:DRIVER",
    "camera.files": "drivers.camera.files:DRIVER",
    "camera.mjpeg": "drivers.camera.mjpeg:DRIVER",
    "camera.v4l2": "drivers.camera.v4l2:DRIVER",
    "document_printer.ipp": "drivers.document_printer.ipp:DRIVER",
    "help_key.contact": "drivers.help_key.contact:DRIVER",
    "id_card_reader.pcsc_combo": "drivers.id_card_reader.pcsc_combo:DRIVER",
    "id_card_reader.sam_network": "drivers.id_card_reader.sam_network:DRIVER",
    "id_card_reader.sam_serial": "drivers.id_card_reader.sam_serial:DRIVER",
    "keypad.evdev": "drivers.keypad.evdev:DRIVER",
    "lights.relay_board": "drivers.lights.relay_board:DRIVER",
    "locker.board_8a": "drivers.locker.board_8a:DRIVER",
    "locker.cu48": "drivers.locker.cu48:DRIVER",
    "locker.kerong_cu16": "drivers.locker.kerong_cu16:DRIVER",
    "presence.contact": "drivers.presence.contact:DRIVER",
    "presence.ld2410": "drivers.presence.ld2410:DRIVER",
    "receipt_printer.escpos_network": "drivers.receipt_printer.escpos:NETWORK_DRIVER",
    "receipt_printer.escpos_serial": "drivers.receipt_printer.escpos:SERIAL_DRIVER",
    "receipt_printer.escpos_usb": "drivers.receipt_printer.escpos_usb:DRIVER",
    "relay.lcus": "drivers.relay.lcus:DRIVER",
    "smart_card_reader.pcsc": "drivers.smart_card_reader.pcsc:DRIVER",
    "speaker.player_program": "drivers.speaker.player_program:DRIVER",
    "ups.nut": "drivers.ups.nut:DRIVER",
}
"""The drivers that come along; their modules are imported only when a machine uses them."""

NOT_SUPPORTED = "not_supported"


def driver_names(device_class: DeviceClass) -> list[str]:
    """Values that `driver` may have for this class."""
    prefix = f"{device_class}."
    found = {*OWN, *(entry.name for entry in entry_points(group=GROUP))}
    return [NOT_SUPPORTED, *sorted(name.removeprefix(prefix) for name in found if name.startswith(prefix))]


def _is_known(device_class: DeviceClass, driver: str) -> bool:
    """Looking for drivers of others reads the lists of every package there is: not asked about those that come along."""
    return f"{device_class}.{driver}" in OWN or driver in driver_names(device_class)


def factory(device_class: DeviceClass, table: Mapping[str, Any]) -> Outcome[Callable[[], Device]]:
    """What a supervisor needs to make this device, again and again. Without a `driver` it is not supported
    here.

    `Failure("config", ENGINEER)` names the key, the reason and an example.
    """
    where = f"devices.{device_class}"
    name = table.get("driver", NOT_SUPPORTED)
    if name == NOT_SUPPORTED:
        return Ok(partial(NotSupported, device_class))
    if not _is_known(device_class, name):
        known = ", ".join(driver_names(device_class))
        return _wrong(
            f"{where}.driver", f"{name!r} is none of: {known}", f'driver = "{driver_names(device_class)[-1]}"'
        )
    spec = load(f"{device_class}.{name}")
    given = {key: value for key, value in table.items() if key != "driver"}
    unknown = sorted(given.keys() - spec.options.__dataclass_fields__.keys())
    if unknown:
        known = ", ".join(spec.options.__dataclass_fields__)
        return _wrong(f"{where}.{unknown[0]}", f"unknown option; there are: {known}", spec.example)
    try:
        # Through JSON, because strict mode takes no dictionary for a dataclass otherwise.
        options = _adapter(spec.options).validate_json(json.dumps(given, default=str), strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join([where, *(str(part) for part in first["loc"])])
        return _wrong(key, first["msg"], spec.example)
    return Ok(partial(spec.make, options))


_adapters: dict[type, TypeAdapter[Any]] = {}


def _adapter(options: type) -> TypeAdapter[Any]:
    """Takes some milliseconds to make, and each device's table is looked at twice when a terminal starts."""
    if options not in _adapters:
        _adapters[options] = TypeAdapter(options)
    return _adapters[options]


SIMULATED = "simulated"
"""Value of an option that says where the device is: a simulator's place stands for it."""


def simulated(
    device_class: DeviceClass, table: Mapping[str, Any], places: Mapping[str, Any]
) -> dict[str, Any]:
    """The table with the place of a simulator filled in, when it asks for one. `places`: options by driver; a driver
    that has none there gets the values of its own example, which is enough to check the table.
    """
    driver = str(table.get("driver"))
    if SIMULATED not in table.values() or not _is_known(device_class, driver):
        return dict(table)
    place = places.get(driver) or load(f"{device_class}.{driver}").wire
    return {**table, **place, "simulated": True}


def load(name: str) -> DriverSpec:
    """The driver `<device class>.<driver>`; it must be there."""
    if name in OWN:
        module, _, attribute = OWN[name].partition(":")
        spec = getattr(import_module(module), attribute)
    else:
        spec = next(entry for entry in entry_points(group=GROUP) if entry.name == name).load()
    if not isinstance(spec, DriverSpec):
        raise TypeError(f"{name} does not point to a DriverSpec")
    return spec


def _wrong(key: str, reason: str, example: str) -> Failure:
    return Failure("config", Action.ENGINEER, f"{key}: {reason}; for example: {example}")
