"""One question to a printer and its answer: IPP in HTTP POST, each on a connection of its own.

Kept-alive connections are not used: a printer closes an idle one when it likes, and a job that meets the closing
cannot be told from a job that was taken.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import requests
import urllib3

from drivers.document_printer.ipp_lost import Lost
from drivers.document_printer.ipp_message import MOST_BYTES, Message, Tag, Typed, build, parse
from outcome import Action, Failure

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from drivers.document_printer.ipp_words import Operation

_HEADERS = {
    "Content-Type": "application/ipp",
    "Accept": "application/ipp",
    "Accept-Encoding": "identity",  # an answer that unfolds in memory is of no use
    "Connection": "close",
}
_TROUBLE = (requests.RequestException, urllib3.exceptions.HTTPError, OSError, UnicodeError, ValueError)
"""ValueError and UnicodeError: of a host or path in the options that is none."""


class Link:
    """The printer's address, and how long it may take."""

    def __init__(
        self, host: str, port: int, path: str, *, verify: str | bool | None, answer_s: float, send_s: float
    ) -> None:
        """`verify`: None for plain HTTP, True for TLS with the system's authorities, or a file of certificates."""
        self.where = f"{'ipp' if verify is None else 'ipps'}://{host}:{port}{path}"
        self._url = f"{'http' if verify is None else 'https'}://{host}:{port}{path}"
        self._verify = verify
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
            with requests.Session() as session:
                session.trust_env = False  # a proxy of the environment is not on the way to a printer
                return self._post(session, body)
        except _TROUBLE as error:
            return self._lost(error, sent=body.sent)

    def _post(self, session: requests.Session, body: _Body) -> Message | Lost:
        timeout = (self._answer_s, self._answer_s)
        with session.post(
            self._url,
            data=body,
            headers=_HEADERS,
            timeout=timeout,
            verify=True if self._verify is None else self._verify,
            allow_redirects=False,
            stream=True,
        ) as response:
            if response.status_code != requests.codes.ok:
                refused = 400 <= response.status_code < 500
                return Lost(self._bad(f"HTTP {response.status_code}"), unheard=refused)
            data = _read(response.raw, self._answer_s)
        message = parse(data)
        if message is None or message.request_id != self._number:
            return Lost(self._bad(f"{len(data)} bytes that are no answer"), unheard=False)
        return message

    def _lost(self, error: Exception, *, sent: bool) -> Lost:
        where = f"{self.where}: {type(error).__name__}"
        if isinstance(error, requests.exceptions.SSLError):
            return Lost(Failure("not_trusted", Action.ENGINEER, where), unheard=not sent)
        if not sent:
            return Lost(Failure("no_device", Action.SITE_KEEPER, where), unheard=True)
        if isinstance(error, (requests.Timeout, TimeoutError, urllib3.exceptions.TimeoutError)):
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

    def __len__(self) -> int:
        return len(self._data)

    def __iter__(self) -> Iterator[bytes]:
        while piece := self.read(16384):
            yield piece

    def read(self, size: int = -1) -> bytes:
        if time.monotonic() > self._until:
            raise TimeoutError
        piece = self._data[self._at :] if size < 0 else self._data[self._at : self._at + size]
        self._at += len(piece)
        return piece


def _read(raw: Any, seconds: float) -> bytes:
    """The whole body, if it comes in time and is no longer than an answer may be. A body that is shorter than it
    promised to be ends in an exception of urllib3."""
    data, until = bytearray(), time.monotonic() + seconds
    while piece := raw.read1(16384, decode_content=False):
        data += piece
        if len(data) > MOST_BYTES:
            raise urllib3.exceptions.HTTPError
        if time.monotonic() > until:
            raise TimeoutError
    return bytes(data)
