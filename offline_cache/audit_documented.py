"""The list of events as a page, made from the events themselves so that it cannot be out of date."""

from __future__ import annotations

import ast
import inspect

from offline_cache.audit import AuditEvent
from offline_cache.audit_references import PIECES, SHAPES

_HEAD = """\
# Events of the audit trail

Made by `kiosk audit events`; a test compares. Each row of the trail is number, time (UTC), event, reference, hash
algorithm and hash. Beside an event only its own shapes of reference can be written, and a line that does not fit is
refused (`offline_cache/audit_references.py`): none takes a name, an identity number, a phone number or an address.

| Event | When, and what its reference says | Reference |
| --- | --- | --- |
"""


def as_markdown() -> str:
    """The whole page."""
    events = [f"| `{event}` | {told} | {_shapes(event)} |\n" for event, told in documented().items()]
    pieces = [f"* `<{name}>`: {told}\n" for name, (_, told) in PIECES.items()]
    return "".join((_HEAD, *events, "\n", *pieces))


def documented() -> dict[str, str]:
    """Event to the text that stands below it in the source: members of an enum carry none at run time."""
    found: dict[str, str] = {}
    event = ""
    for node in ast.walk(ast.parse(inspect.getsource(AuditEvent))):
        match node:
            case ast.Assign(value=ast.Constant(value=str(name))):
                event = found.setdefault(name, "") or name
            case ast.Expr(value=ast.Constant(value=str(text))) if event:
                found[event] = " ".join(text.split())
            case _:
                pass
    return found


def _shapes(event: str) -> str:
    return " or ".join(f"`{shape}`" for shape in SHAPES.get(event, ()) if shape) or "none"
