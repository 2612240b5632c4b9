"""The words for trouble between terminal and hub. Its own texts are left out: they may quote a resident."""

from __future__ import annotations

import json
import re

from outcome import Action, Failure

_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")
_BUSY = frozenset({408, 425, 429})
NOT_THE_RECORD = frozenset({"line_down", "not_enrolled"})
"""Trouble that says nothing about the record that was being sent."""
LINE_DOWN_CODES = NOT_THE_RECORD | {"timeout_unknown"}
"""Trouble with which nothing that needs the hub can be offered to a resident."""


def line_down(place: str, what: str) -> Failure:
    return Failure("line_down", Action.NOBODY, f"{place}: {what}")


def unknown(place: str, what: str) -> Failure:
    return Failure("timeout_unknown", Action.NOBODY, f"{place}: {what}")


def garbage(place: str, what: str) -> Failure:
    return Failure("garbage", Action.ENGINEER, f"{place}: {what}")


def failure_of_status(place: str, status: int, content: bytes) -> Failure:
    """What an HTTP status outside 2xx means. `detail` ends with the hub's own code word, when it is one."""
    code = _hub_code(content)
    detail = f"{place}: {status} {code}".rstrip()
    if status == 401:
        return Failure("not_enrolled", Action.ENGINEER, detail)
    if status in _BUSY or status >= 500:
        return Failure("hub_error", Action.NOBODY, detail)
    if status >= 400 and code:
        return Failure("refused", Action.ENGINEER, detail)
    if status >= 400:
        # A gateway's page, not the hub's word: believed, it would set a whole backlog aside.
        return Failure("hub_error", Action.ENGINEER, f"{detail} from something that is not the hub")
    return garbage(place, f"status {status} is not of this contract")


def refusal_code(failure: Failure) -> str:
    """The hub's own code word of a refusal, for the list of what is aside."""
    last = failure.detail.rpartition(" ")[2]
    return last if _CODE.fullmatch(last) else failure.code


def _hub_code(content: bytes) -> str:
    try:
        code = json.loads(content)["code"]
    except (ValueError, KeyError, TypeError):
        return ""
    return code if isinstance(code, str) and _CODE.fullmatch(code) else ""
