"""One rating to one receiver over HTTP, and what its answer means."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import requests

if TYPE_CHECKING:
    from uuid import UUID

    from hub.ratings.profiles import Told
    from hub.ratings.receivers import Receiver

TIMEOUTS = (5.0, 15.0)
"""Seconds to connect, and until the next bytes. Both finite: a receiver that hangs must not hold up another."""
MOST_BYTES, PIECE = 16 * 1024, 16
"""Of an answer that are read; what is longer says nothing that is wanted."""
WHOLE_ANSWER_S = 30.0
KEY_HEADER = "Idempotency-Key"


class Verdict(StrEnum):
    """What is to be done about it."""

    SENT = "sent"
    REFUSED = "refused"
    """This record will never be taken: sending it again changes nothing."""
    LATER = "later"
    """This record was not taken now; others may be."""
    NOT_REACHED = "not_reached"
    """Nobody answers, or it is not we who are let in: nothing is taken now, whatever it is."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    verdict: Verdict
    code: str
    """For staff: `http_503`, `timeout`."""
    wait_s: float = 0.0
    """As the receiver asked (Retry-After, in seconds); 0: it did not."""


_TAKEN = {409}
"""It has this key already."""
_NOT_US = {401, 402, 403, 404, 405, 407, 410, 421, 451}
_LATER = {408, 423, 425, 429}


def send(session: requests.Session, receiver: Receiver, key: UUID, told: Told) -> Answer:
    """Never raises for what a network or a receiver does. The same key always goes with the same record."""
    headers = {KEY_HEADER: str(key)}
    if receiver.token:
        headers["Authorization"] = f"Bearer {receiver.token}"
    record = receiver.profile.told(told)
    try:
        with session.post(
            receiver.url, json=record, headers=headers, timeout=TIMEOUTS, allow_redirects=False, stream=True
        ) as response:
            _read_out(response)
            return judged(response.status_code, response.headers.get("Retry-After", ""))
    except requests.Timeout:
        return Answer(Verdict.NOT_REACHED, "timeout")
    except (requests.RequestException, OSError, ValueError) as error:
        return Answer(Verdict.NOT_REACHED, _snake(type(error).__name__))
    except Exception as error:  # noqa: BLE001  urllib3 and http.client have errors of their own for broken answers
        return Answer(Verdict.NOT_REACHED, _snake(type(error).__name__))


def _read_out(response: requests.Response) -> None:
    """An answer that breaks off is no answer, and one that drips is not waited for."""
    begun, read = time.monotonic(), 0
    for piece in response.iter_content(PIECE):
        read += len(piece)
        if read > MOST_BYTES or time.monotonic() - begun > WHOLE_ANSWER_S:
            return


def judged(status: int, retry_after: str = "") -> Answer:
    """By the status of the answer."""
    code = f"http_{status}"
    if 200 <= status < 300 or status in _TAKEN:
        return Answer(Verdict.SENT, code)
    if status in _LATER or status >= 500:
        wait = float(retry_after) if retry_after.isascii() and retry_after.isdigit() else 0.0
        return Answer(Verdict.LATER, code, wait)
    if status in _NOT_US or status < 400:
        return Answer(Verdict.NOT_REACHED, code)
    return Answer(Verdict.REFUSED, code)


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).strip("_")[:40]
