"""Errors on the wire: one shape, a stable code, and never a word of what was sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Mapping

MEANINGS: dict[int, str] = {
    401: "The signature is missing or wrong, or this terminal is not enrolled",
    403: "The message speaks for another terminal, or the enrolment code does not hold",
    404: "The hub knows nothing of this name",
    409: "A key, a sequence or a case number was used before with other content",
    413: "The message is larger than the hub takes",
    422: "The message does not follow the contract",
    503: "The hub's store, or the register behind it, does not answer now; send the same message again later",
}


class Problem(BaseModel):
    """`code` is for programs, `detail` for staff; neither holds personal data."""

    code: str
    detail: str


class ApiError(Exception):
    """Ends a request with this status and code."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(code)
        self.status = status
        self.problem = Problem(code=code, detail=detail)


def documented(*statuses: int) -> Mapping[int | str, Any]:
    """The `responses` of a route that may end with these statuses."""
    return {status: {"model": Problem, "description": MEANINGS[status]} for status in statuses}


SIGNED = (401, 413, 422, 503)
"""Every signed route can end with these."""
