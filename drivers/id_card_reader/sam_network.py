"""ID card reader behind a TCP socket: gates and serial servers carry the same frames there unchanged.

Source: one public driver of such a gate. To check on hardware: whether the server lets a second connection in while
the first one hangs (a terminal that lost its power left one behind).
"""

from __future__ import annotations

from dataclasses import dataclass

from drivers.driver_spec import DriverSpec, TcpPort, Where
from drivers.id_card_reader.lines import NetworkLine
from drivers.id_card_reader.sam import Sam, SamOptions


@dataclass(frozen=True, kw_only=True)
class SamNetworkOptions(SamOptions):
    """Options of `driver = "sam_network"`."""

    host: Where
    port: TcpPort
    """There is no usual one: it stands in the settings of the serial server."""


class SamNetwork(Sam):
    """`IdCardReader` that speaks SAM frames over TCP."""

    def __init__(self, options: SamNetworkOptions) -> None:
        line = NetworkLine(options.host, options.port)
        super().__init__("sam_network", options, line, where=line.where)


DRIVER = DriverSpec(
    SamNetworkOptions,
    SamNetwork,
    'driver = "sam_network", host = "192.0.2.7", port = 8000',
    wire={"host": "192.0.2.7", "port": 8000},
)
