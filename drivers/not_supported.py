"""The driver of a device class that this machine does not have: always there, always says so."""

from __future__ import annotations

from drivers.device import NOT_SUPPORTED_STATUS, Capabilities, DeviceClass, DeviceStatus
from outcome import Action, Failure, Ok, Outcome

NO = Failure("not_supported", Action.NOBODY, "this machine has no such device")


class NotSupported:
    """Life cycle of a device that is not there; command classes below add one method each."""

    def __init__(self, device_class: DeviceClass) -> None:
        self._capabilities = Capabilities(device_class, driver="not_supported", simulated=False)

    @property
    def capabilities(self) -> Capabilities:
        return self._capabilities

    def open(self) -> Outcome[None]:
        return Ok(None)

    def close(self) -> None:
        """Nothing is open."""

    def claim(self) -> Outcome[None]:
        return Ok(None)

    def release(self) -> None:
        """Nothing is kept."""

    def reset(self) -> Outcome[None]:
        return NO

    def poll(self) -> DeviceStatus:
        return NOT_SUPPORTED_STATUS
