"""What may stand beside an event in the audit trail: for each event its shapes, and none that a person's data fits.

The trail is kept for years and read by many, so "no personal data" is not left to whoever writes a line. Counts have at
most ten digits (a phone has eleven, an identity number fifteen or eighteen), keys are random, case numbers carry check
digits, and everything else is a word of this program or a staff number of at most eight characters.
"""

from __future__ import annotations

import re

from contract.case_number import parse

PIECES: dict[str, tuple[str, str]] = {
    "count": (r"[0-9]{1,10}", "a count, or a number this program counts up: at most ten digits"),
    "key": (r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", "the random key of a record"),
    "case": (r"(?P<case>[A-Z0-9]{4,12}-[0-9A-Z-]{10,30})", "a case number whose check digits fit"),
    "word": (r"[a-z](?:[a-z_]|[0-9](?![0-9]{3})){0,39}", "a code word; never a run of digits"),
    "kind": (r"(?:case|rating|help|attachment)", "`case`, `rating`, `help` or `attachment`"),
    "staff": (
        r"(?=[A-Za-z-]{0,7}[0-9])[A-Za-z0-9-]{1,8}",
        "a staff number: at most eight characters, one of them a digit",
    ),
    "folder": (
        r"damaged-[0-9]{8}T[0-9]{6}Z(?:-[0-9]{1,3})?",
        "the folder of a damaged store, named by the time at which it was put aside",
    ),
}
"""Name to expression and words."""

SHAPES: dict[str, tuple[str, ...]] = {
    "store_opened": ("",),
    "store_closed": ("",),
    "key_epoch_made": ("<count>",),
    "key_epoch_erased": ("<count>",),
    "keys_rotated": ("<count>",),
    "signing_key_changed": ("",),
    "case_accepted": ("<case>",),
    "note_accepted": ("<kind>:<key>",),
    "case_answered": ("<case>:<word>", "<key>:<word>"),
    "case_changed": ("<case>:<word>", "<key>:<word>"),
    "note_answered": ("<kind>:<key>",),
    "payloads_erased": ("<count>:<count>",),
    "set_aside": ("<key>:<word>",),
    "put_back": ("<key>",),
    "hub_went_back": ("<count>:<count>:<count>",),
    "store_went_back": ("<count>:<count>",),
    "store_set_aside": ("<folder>", "nothing"),
    "record_salvaged": ("<case>", "<kind>:<key>"),
    "record_lost": ("<case>", "<key>", "<count>", "<count>..<count>"),
    "store_salvaged": ("<folder>:<count>:<count>",),
    "safe_mode_ended": ("<count>",),
    "staff_entered": ("<staff>",),
    "staff_left": ("<staff>",),
    "staff_refused": ("<count>",),
}
"""By event. One that is not here takes no reference at all."""


def _compiled(shape: str) -> re.Pattern[str]:
    parts = re.split(r"<(\w+)>", shape)
    return re.compile(
        "".join(PIECES[part][0] if at % 2 else re.escape(part) for at, part in enumerate(parts))
    )


_COMPILED = {event: tuple(map(_compiled, shapes)) for event, shapes in SHAPES.items()}


_WORD = _compiled("<word>")


def code_word(told: str) -> str:
    """A code that another program told, when it is one: its text may hold anything."""
    return told if _WORD.fullmatch(told) else "unknown_code"


def fits(event: str, reference: str) -> bool:
    """Whether `reference` may be written beside `event`."""
    if event not in _COMPILED:
        return not reference
    return any(_is(shape, reference) for shape in _COMPILED[event])


def _is(shape: re.Pattern[str], reference: str) -> bool:
    found = shape.fullmatch(reference)
    number = found.groupdict().get("case") if found is not None else None
    return found is not None and (number is None or parse(number) is not None)
