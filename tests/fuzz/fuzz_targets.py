"""Every parser that meets bytes from outside, in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import fuzz_boards
import fuzz_chip_cards
import fuzz_pictures
import fuzz_printers
import fuzz_readers

if TYPE_CHECKING:
    from fuzz_target import Target

TARGETS: dict[str, Target] = {
    one.name: one
    for room in (fuzz_readers, fuzz_chip_cards, fuzz_boards, fuzz_printers, fuzz_pictures)
    for one in room.TARGETS
}
