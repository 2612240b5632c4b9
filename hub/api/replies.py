"""Answers as JSON bytes of contract messages, and failures as problems."""

from fastapi import Response

from contract.message import Message
from hub.api.problems import ApiError
from outcome import Failure

STATUS_OF = {
    "bad_code": 403,
    "no_such_call": 404,
    "no_such_attachment": 404,
    "wrong_offset": 409,
    "too_large": 409,
    "digest_differs": 409,
    "unknown_item": 404,
    "register_silent": 503,
    "key_reused": 409,
    "no_such_time": 409,
    "time_full": 409,
    "already_booked": 409,
    "no_such_ticket": 404,
    "ticket_over": 409,
    "sequence_reused": 409,
    "case_number_reused": 409,
    "call_closed": 409,
    "answered_by_other": 409,
    "no_such_case": 404,
    "not_genuine": 404,
    "no_such_paper": 404,
    "needs_identity": 409,
    "moved_on": 409,
}


def reply(message: Message) -> Response:
    """One message, as the contract spells it."""
    return reply_bytes(message.model_dump_json().encode())


def reply_bytes(body: bytes) -> Response:
    """JSON bytes that were made (or stored) before."""
    return Response(body, media_type="application/json")


def refuse(failure: Failure) -> ApiError:
    """The error that a failure is on the wire."""
    return ApiError(STATUS_OF[failure.code], failure.code, failure.detail)
