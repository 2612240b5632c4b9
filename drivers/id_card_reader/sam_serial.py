"""ID card reader on a serial line or a USB serial adapter.

Not for readers in USB mode with the vendor's own endpoints; those need the vendor's library in a child
process.
"""

from __future__ import annotations

from dataclasses import dataclass

from drivers.driver_spec import Baud, DriverSpec, Where
from drivers.id_card_reader.lines import SerialLine
from drivers.id_card_reader.sam import Sam, SamOptions


@dataclass(frozen=True, kw_only=True)
class SamSerialOptions(SamOptions):
    """Options of `driver = "sam_serial"`."""

    port: Where
    """Device file or pyserial address, e.g. `/dev/ttyUSB0` or `rfc2217://192.0.2.7:2217`."""
    baud: Baud = 115200


class SamSerial(Sam):
    """`IdCardReader` that speaks SAM frames through pyserial."""

    def __init__(self, options: SamSerialOptions) -> None:
        line = SerialLine(options.port, options.baud)
        super().__init__("sam_serial", options, line, port=options.port, baud=str(options.baud))


DRIVER = DriverSpec(
    SamSerialOptions,
    SamSerial,
    'driver = "sam_serial", port = "/dev/ttyUSB0"',
    wire={"port": "/dev/ttyUSB0"},
)
