"""Every parser that meets bytes from outside, in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import fuzz_boards
import fuzz_chip_cards
import fuzz_codes
import fuzz_documents
import fuzz_id_cards
import fuzz_lines
import fuzz_papers
import fuzz_pictures
import fuzz_receipts

if TYPE_CHECKING:
    from fuzz_target import Target

_ROOMS = (
    fuzz_id_cards,
    fuzz_chip_cards,
    fuzz_codes,
    fuzz_receipts,
    fuzz_papers,
    fuzz_documents,
    fuzz_pictures,
    fuzz_boards,
    fuzz_lines,
)

TARGETS: dict[str, Target] = {one.name: one for room in _ROOMS for one in room.TARGETS}
