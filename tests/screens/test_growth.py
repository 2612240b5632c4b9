"""Two thousand changes of page, as a terminal makes them in some days, leave no more memory than the first ones."""

from __future__ import annotations

import gc
import itertools
from dataclasses import replace
from pathlib import Path

import pytest

from screens.samples import Samples
from visit.held.comfort import USUAL, Comfort

WARM, CHANGES = 600, 2000
"""At first every page is shown in every way once: letters and pictures are drawn, and kept within their bounds."""
GROWS_MIB = 4.0
"""What an allocator may take more without anything being kept: the least that one kept picture for each page would take
is 8 MiB a page.
"""
KEPT_OBJECTS = 200
"""Far less than one for each change."""
WAYS = (USUAL, Comfort(elder=True), Comfort(contrast=True), Comfort(seated=True))


def own_mib() -> float:
    """Memory that is of no file."""
    gc.collect()
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Anonymous:")) / 1024


@pytest.mark.torture
@pytest.mark.timeout(900)
def test_two_thousand_changes_of_page_leave_nothing(terminal, record_property):
    """Also of pages that were never shown before: each has another number typed, and is wiped away at the end alone."""
    samples = Samples("zh"), Samples("en")
    pages = [replace(view, comfort=way) for way in WAYS for one in samples for view in one.all().values()]
    numbers = itertools.count(10**10)

    def change(count: int) -> None:
        for at in range(count):
            view = pages[at % len(pages)] if at % 3 else samples[at % 2].digits(str(next(numbers)))
            terminal.app.show(view)
            if at % 10 == 0:
                terminal.frames()
        terminal.app.wipe()
        terminal.app.show(samples[0].attract())
        terminal.frames()

    change(max(WARM, len(pages)))
    memory, objects = own_mib(), len(gc.get_objects())
    change(CHANGES)
    grown = own_mib() - memory, len(gc.get_objects()) - objects
    record_property("grown after 2,000 changes: MiB, objects", grown)
    assert grown[0] < GROWS_MIB
    assert grown[1] < KEPT_OBJECTS
