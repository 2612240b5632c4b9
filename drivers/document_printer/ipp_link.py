"""One question to a printer and its answer: IPP in HTTP POST, each on a connection of its own.

By `http.client`: a printer is asked day and night how it is, and `requests` takes four times as long over it.

Kept-alive connections are not used: a printer closes an idle one when it likes, and a job that meets the closing
cannot be told from a job that was taken.
"""

from __future__ import annotations

import http.client
import ssl
import time
from contextlib import closing, suppress
from http import HTTPStatus
from typing import TYPE_CHECKING

from drivers.document_printer.ipp_lost import Lost
from drivers.document_printer.ipp_message import MOST_BYTES, Message, Tag, Typed, build, parse
from outcome import Action, Failure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from drivers.document_printer.ipp_words import Operation

_HEADERS = {
    "Content-Type": "application/ipp",
    "Accept": "application/ipp",
    "Accept-Encoding": "identity",  # an answer that unfolds in memory is of no use
    "Connection": "close",
}
_PIECE = 16384
_TROUBLE = (http.client.HTTPException, OSError, UnicodeError, ValueError)
"""ValueError and UnicodeError: of a host or path in the options that is none."""


class Link:
    """The printer's address, and how long it may take."""

    def __init__(
        self, host: str, port: int, path: str, *, verify: str | bool | None, answer_s: float, send_s: float
    ) -> None:
        """`verify`: None for plain HTTP, True for TLS with the system's authorities, or a file of certificates."""
        self.where = f"{'ipp' if verify is None else 'ipps'}://{host}:{port}{path}"
        self._host, self._port, self._path = host, port, path
        self._verify = verify
        self._trusted: ssl.SSLContext | None = None
        self._answer_s = answer_s
        self._send_s = send_s
        self._number = 0

    def ask(
        self,
        operation: Operation,
        attributes: Mapping[str, Typed],
        job: Mapping[str, Typed] | None = None,
        document: bytes | None = None,
    ) -> Message | Lost:
        """`attributes` follow charset, language and printer in the group of the operation."""
        self._number += 1
        head: dict[str, Typed] = {
            "attributes-charset": (Tag.CHARSET, ["utf-8"]),
            "attributes-natural-language": (Tag.LANGUAGE, ["en"]),
            "printer-uri": (Tag.URI, [self.where]),
            **attributes,
        }
        groups = [(Tag.OPERATION, head), *([(Tag.JOB, job)] if job else [])]
        body = _Body(build(operation, self._number, groups) + (document or b""), self._send_s)
        try:
            with closing(self._connection()) as connection:
                return self._post(connection, body)
        except _TROUBLE as error:
            return self._lost(error, sent=body.sent)

    def _connection(self) -> http.client.HTTPConnection:
        """Made, and not yet used: a proxy of the environment is not on the way to a printer."""
        if self._verify is None:
            return http.client.HTTPConnection(self._host, self._port, timeout=self._answer_s)
        if self._trusted is None:
            self._trusted = ssl.create_default_context(
                cafile=self._verify if isinstance(self._verify, str) else None
            )
        return http.client.HTTPSConnection(
            self._host, self._port, timeout=self._answer_s, context=self._trusted
        )

    def _post(self, connection: http.client.HTTPConnection, body: _Body) -> Message | Lost:
        connection.connect()
        # A printer that has refused already takes no more; what it said is there to be read.
        with suppress(BrokenPipeError, ConnectionResetError):
            connection.request("POST", self._path, body, {**_HEADERS, "Content-Length": str(body.size)})
        with connection.getresponse() as response:
            if response.status != HTTPStatus.OK:
                refused = 400 <= response.status < 500
                return Lost(self._bad(f"HTTP {response.status}"), unheard=refused)
            data = _read(response, self._answer_s)
        message = parse(data)
        if message is None or message.request_id != self._number:
            return Lost(self._bad(f"{len(data)} bytes that are no answer"), unheard=False)
        return message

    def _lost(self, error: Exception, *, sent: bool) -> Lost:
        where = f"{self.where}: {type(error).__name__}"
        if isinstance(error, ssl.SSLError) and not sent:
            return Lost(Failure("not_trusted", Action.ENGINEER, where), unheard=True)
        if not sent:
            return Lost(Failure("no_device", Action.SITE_KEEPER, where), unheard=True)
        if isinstance(error, TimeoutError):
            return Lost(Failure("no_answer", Action.SITE_KEEPER, where), unheard=False)
        return Lost(Failure("disconnected", Action.SITE_KEEPER, where), unheard=False)

    def _bad(self, seen: str) -> Failure:
        return Failure("bad_answer", Action.ENGINEER, f"{self.where}: {seen}")


class _Body:
    """A body that knows whether any of it was taken, and that is not sent for ever: the socket's own timeout begins
    anew with each piece. With a length, so that the printer need not understand chunks.
    """

    def __init__(self, data: bytes, seconds: float) -> None:
        self._data = data
        self._at = 0
        self._until = time.monotonic() + seconds

    @property
    def sent(self) -> bool:
        return self._at > 0

    @property
    def size(self) -> int:
        return len(self._data)

    def read(self, size: int = _PIECE) -> bytes:
        if time.monotonic() > self._until:
            raise TimeoutError
        piece = self._data[self._at : self._at + size]
        self._at += len(piece)
        return piece


def _read(response: http.client.HTTPResponse, seconds: float) -> bytes:
    """The whole body, if it comes in time, is as long as it promised to be and no longer than an answer may be."""
    data, until = bytearray(), time.monotonic() + seconds
    left = response.length
    while left != 0 and (piece := response.read1(_PIECE if left is None else min(_PIECE, left))):
        data += piece
        left = None if left is None else left - len(piece)
        if len(data) > MOST_BYTES:
            raise http.client.HTTPException
        if time.monotonic() > until:
            raise TimeoutError
    if left:
        raise http.client.IncompleteRead(bytes(data), left)
    return bytes(data)
