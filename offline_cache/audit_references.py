"""What may stand beside an event in the audit trail: for each event one shape, and none that a person's data fits.

The trail is kept for years and read by many, so "no personal data" is not left to whoever writes a line. Counts have at
most ten digits (a phone has eleven, an identity number fifteen or eighteen), keys are random, case numbers carry check
digits, and everything else is a word of this program or a staff number of at most eight characters.
"""

from __future__ import annotations

import re

from contract.case_number import parse

_COUNT = r"[0-9]{1,10}"
_KEY = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_CASE = r"(?P<case>[A-Z0-9]{4,12}-[0-9A-Z-]{10,30})"
_WORD = r"[a-z](?:[a-z_]|[0-9](?![0-9]{3})){0,39}"
"""A code word; never a run of digits."""
_KIND = r"(?:case|rating|help|attachment)"
_STAFF = r"(?=[A-Za-z-]{0,7}[0-9])[A-Za-z0-9-]{1,8}"
"""With a digit in it: a name is no staff number."""
_FOLDER = r"(?:damaged-[0-9]{8}T[0-9]{6}Z(?:-[0-9]{1,3})?|nothing)"

SHAPES: dict[str, str] = {
    "store_opened": rf"(?:{_COUNT})?",
    "store_closed": "",
    "key_epoch_made": _COUNT,
    "key_epoch_erased": _COUNT,
    "case_accepted": _CASE,
    "note_accepted": rf"{_KIND}:{_KEY}",
    "case_answered": rf"(?:{_CASE}|{_KEY}):{_WORD}",
    "note_answered": rf"{_KIND}:{_KEY}",
    "payloads_erased": rf"{_COUNT}:{_COUNT}",
    "set_aside": rf"{_KEY}:{_WORD}",
    "put_back": _KEY,
    "hub_went_back": rf"{_COUNT}:{_COUNT}:{_COUNT}",
    "store_went_back": rf"{_COUNT}:{_COUNT}",
    "store_set_aside": _FOLDER,
    "record_salvaged": rf"(?:{_CASE}|{_KIND}:{_KEY})",
    "record_lost": rf"(?:{_CASE}|{_KEY}|{_COUNT}(?:\.\.{_COUNT})?)",
    "store_salvaged": rf"{_FOLDER}:{_COUNT}:{_COUNT}",
    "safe_mode_ended": _COUNT,
    "staff_entered": _STAFF,
    "staff_left": _STAFF,
    "staff_refused": _COUNT,
}
"""By event. One that is not here takes no reference at all."""

_COMPILED = {event: re.compile(shape) for event, shape in SHAPES.items()}
_NOTHING = re.compile("")


def fits(event: str, reference: str) -> bool:
    """Whether `reference` may be written beside `event`."""
    found = _COMPILED.get(event, _NOTHING).fullmatch(reference)
    if found is None:
        return False
    number = found.groupdict().get("case")
    return number is None or parse(number) is not None
