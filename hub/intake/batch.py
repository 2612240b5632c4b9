"""Many cases of one request, each in its own transaction: what happens to one says nothing of the next."""

from __future__ import annotations

import json
import logging
import time
from typing import TYPE_CHECKING

from pydantic import JsonValue, ValidationError
from sqlalchemy.exc import DataError, OperationalError

from contract.batch import CaseTaken, Taken
from contract.case import CaseSubmission
from hub.intake.take_in import take_in
from outcome import Failure

if TYPE_CHECKING:
    from hub.wiring import Hub

log = logging.getLogger(__name__)

LOOK_FOR_S = 8.0
"""After this long no further case is begun: the terminal must hear of those that are done before its wait ends."""
ANSWER_BYTES = 8 * 1024 * 1024
"""After this much of an answer no further case is begun: certificates come over village lines."""


def take_in_batch(
    hub: Hub, terminal_id: str, cases: tuple[dict[str, JsonValue], ...], *, clock_suspect: bool
) -> bytes:
    """A `BatchAnswer` as JSON bytes; each answer in it has the bytes that the case alone would have got.

    Raises `OperationalError` when the store cannot be used and no case was answered.
    """
    parts: list[bytes] = []
    begun = time.monotonic()
    for sent in cases:
        if time.monotonic() - begun > LOOK_FOR_S or sum(map(len, parts)) > ANSWER_BYTES:
            break
        try:
            parts.append(_one(hub, terminal_id, sent, clock_suspect=clock_suspect))
        except OperationalError as error:
            if not parts:
                raise
            log.warning("store unavailable in a batch: %s", type(error.orig).__name__)
            break
        except Exception as bug:  # noqa: BLE001 -- the cases behind it belong to other residents
            log.critical("bug while taking in a case of a batch: %s", type(bug).__name__)
            parts.append(_part(Taken.NOT_LOOKED_AT, "hub_stumbled"))
    parts += [_part(Taken.NOT_LOOKED_AT)] * (len(cases) - len(parts))
    return b'{"cases":[' + b",".join(parts) + b"]}"


def _one(hub: Hub, terminal_id: str, sent: dict[str, JsonValue], *, clock_suspect: bool) -> bytes:
    try:
        submission = CaseSubmission.model_validate_json(json.dumps(sent))
    except ValidationError:
        return _part(Taken.REFUSED, "bad_message")
    if submission.terminal_id != terminal_id:
        return _part(Taken.REFUSED, "other_terminal")
    try:
        answer = take_in(hub, submission, clock_suspect=clock_suspect)
    except (DataError, OverflowError):
        return _part(Taken.REFUSED, "bad_message")
    if isinstance(answer, Failure):
        return _part(Taken.REFUSED, answer.code)
    return b'{"result":"answered","answer":' + answer.value + b"}"


def _part(result: Taken, code: str = "") -> bytes:
    return CaseTaken(result=result, code=code).model_dump_json().encode()
