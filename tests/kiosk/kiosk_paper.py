"""What came out of the printer, as text: a listener on the wire, and the bytes read back into lines."""

from __future__ import annotations

import socket
import threading

from drivers.simulators.receipt_printer.escpos_tokens import Char, Op, Tokenizer
from drivers.simulators.receipt_printer.realtime import RealTimeFilter

INIT, CUT = "ESC @", "GS V"
STORE = b"1P0"
"""GS ( k, function 180: what the code shall say follows."""


class Listener:
    """Sits on the wire between terminal and printer, passes everything on, and keeps what the terminal says."""

    def __init__(self, host: str, port: int) -> None:
        self._printer = (host, port)
        self._heard = bytearray()
        self._lock = threading.Lock()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.place = {"host": "127.0.0.1", "port": self._server.getsockname()[1]}
        threading.Thread(target=self._serve, name="listener", daemon=True).start()

    def close(self) -> None:
        self._server.close()

    @property
    def heard(self) -> bytes:
        with self._lock:
            return bytes(self._heard)

    def papers(self) -> list[str]:
        """Each paper that was cut off, a line of text a line; what is drawn (large letters) is not among it."""
        return papers(self.heard)

    def _serve(self) -> None:
        while True:
            try:
                terminal, _ = self._server.accept()
            except OSError:
                return
            printer = socket.create_connection(self._printer)
            for source, sink, kept in ((terminal, printer, True), (printer, terminal, False)):
                threading.Thread(target=self._pass_on, args=(source, sink, kept), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket, kept: bool) -> None:
        try:
            while data := source.recv(65536):
                if kept:
                    with self._lock:
                        self._heard += data
                sink.sendall(data)
        except OSError:
            pass
        finally:
            source.close()
            sink.close()


def papers(data: bytes) -> list[str]:
    """Bytes for a printer, as the text on each paper."""
    queued, _ = RealTimeFilter().feed(data)
    found: list[str] = []
    text = ""
    for token in Tokenizer().feed(queued):
        if isinstance(token, Char):
            text += token.text
        elif token.name == "LF":
            text += "\n"
        elif token.name == CUT:
            if text.strip():
                found.append(text)
            text = ""
        elif token.name == INIT:
            text = ""
    return found


def codes(data: bytes) -> list[str]:
    """What the QR codes among the bytes say."""
    queued, _ = RealTimeFilter().feed(data)
    stored = [one.data for one in Tokenizer().feed(queued) if isinstance(one, Op) and one.name == "GS (k"]
    return [data.removeprefix(STORE).decode("utf-8") for data in stored if data.startswith(STORE)]
