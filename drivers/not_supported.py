"""The driver of a device that this machine does not have: always there, always says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drivers.device import NOT_SUPPORTED_STATUS, Capabilities, DeviceClass, DeviceStatus, Media
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    import threading

    from drivers.barcode_reader import Barcode
    from drivers.camera import Picture, Subject
    from drivers.document_printer import Document, DocumentPrinted
    from drivers.id_card_reader.layout import IdCard
    from drivers.receipt_printer.job import PrintJob
    from drivers.receipt_printer.printer import Printed
    from drivers.smart_card_reader.bank_card import BankCard
    from drivers.smart_card_reader.pin import PinVerdict
    from drivers.smart_card_reader.social_security import SocialSecurityCard

NO = Failure("not_supported", Action.NOBODY, "this machine has no such device")


class NotSupported:
    """Stands for every device class: it has the commands of all of them and refuses each."""

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

    def read_raw_data(self, cancel: threading.Event, deadline_s: float = 0) -> Outcome[IdCard]:  # noqa: ARG002
        return NO

    def media(self) -> Outcome[Media]:
        return Ok(Media.NOT_SUPPORTED)

    def chip_power(self, cancel: threading.Event, deadline_s: float = 0) -> Outcome[bytes]:  # noqa: ARG002
        return NO

    def chip_io(self, apdu: bytes) -> Outcome[bytes]:  # noqa: ARG002
        return NO

    def read_social_security_card(
        self,
        cancel: threading.Event,  # noqa: ARG002
        deadline_s: float = 0,  # noqa: ARG002
    ) -> Outcome[SocialSecurityCard]:
        return NO

    def read_bank_card(self, cancel: threading.Event, deadline_s: float = 0) -> Outcome[BankCard]:  # noqa: ARG002
        return NO

    def verify_social_pin(
        self,
        pin: str,  # noqa: ARG002
        cancel: threading.Event,  # noqa: ARG002
        deadline_s: float = 0,  # noqa: ARG002
    ) -> Outcome[PinVerdict]:
        return NO

    def change_social_pin(
        self,
        old: str,  # noqa: ARG002
        new: str,  # noqa: ARG002
        cancel: threading.Event,  # noqa: ARG002
        deadline_s: float = 0,  # noqa: ARG002
    ) -> Outcome[PinVerdict]:
        return NO

    def print_raw(self, job: PrintJob) -> Outcome[Printed]:  # noqa: ARG002
        return NO

    def print_document(self, document: Document) -> Outcome[DocumentPrinted]:  # noqa: ARG002
        return NO

    def read(self, cancel: threading.Event, deadline_s: float = 0) -> Outcome[Barcode]:  # noqa: ARG002
        return NO

    def take_picture(self, subject: Subject) -> Outcome[Picture]:  # noqa: ARG002
        return NO
