"""Where a short text is broken into lines: at a pause where it can be, and never so that one word stands alone at its end.

The number of lines is given (as few as there can be): this only moves words from one line to the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

STOPS = frozenset("。！？.!?；;")
PAUSES = frozenset("，：、,:·")
OPENING = frozenset("（【《〈「『“‘([{<")
SHORT_LAST = 0.35
"""Share of the width below which a last line looks forgotten."""
STOP_IS_WORTH = 0.08
PAUSE_IS_WORTH = 0.05
"""Against the squares of what lines are shorter or longer than they should be, in shares of the width."""


def settled(
    pieces: Sequence[str], widths: Sequence[float], breaks: Sequence[int], width: float, *, even: bool
) -> list[int]:
    """Better places for the breaks: the indexes of the pieces that lines after the first begin with.

    `breaks` are the latest places there can be, `widths` those of the pieces, both in order; `width` is that of a line.
    Lines become about as long as each other when they are to be `even`, else as long as there is room.
    """
    firsts = _earliest(pieces, widths, len(breaks), width)
    wanted = min(1.0, _used(pieces, widths, 0, len(pieces)) / width / (len(breaks) + 1)) if even else 1.0
    # (cost of what stands above, where the breaks so far are), by the piece that the next line begins with
    found: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for early, late in zip(firsts, breaks, strict=True):
        after: dict[int, tuple[float, list[int]]] = {}
        for to in range(min(early, late), late + 1):
            if to >= len(pieces) or not pieces[to].strip():
                continue
            for since, (cost, places) in found.items():
                used = _used(pieces, widths, since, to)
                if since >= to or used > width:
                    continue
                whole = cost + (wanted - used / width) ** 2 - _worth(pieces, to)
                if to not in after or whole < after[to][0]:
                    after[to] = whole, [*places, to]
        found = after
    ends = []
    for since, (cost, places) in found.items():
        used = _used(pieces, widths, since, len(pieces))
        if used <= width:
            share = used / width
            short = (wanted - share) ** 2 if even else 4 * max(0.0, SHORT_LAST - share) ** 2
            ends.append((cost + short, places))
    return min(ends)[1] if ends else list(breaks)


def _worth(pieces: Sequence[str], to: int) -> float:
    """Of a line that ends before the piece `to`."""
    end = "".join(pieces[max(0, to - 2) : to]).rstrip()[-1:]
    if end in STOPS:
        return STOP_IS_WORTH
    return PAUSE_IS_WORTH if end in PAUSES or pieces[to][0] in OPENING else 0.0


def _used(pieces: Sequence[str], widths: Sequence[float], since: int, to: int) -> float:
    """Width of a line; blanks at its end do not count."""
    while to > since and not pieces[to - 1].strip():
        to -= 1
    return sum(widths[since:to])


def _earliest(pieces: Sequence[str], widths: Sequence[float], count: int, width: float) -> list[int]:
    """Where the breaks are when the lines are filled from the end."""
    out: list[int] = []
    at, used = len(pieces), 0.0
    while at and len(out) < count:
        wide = widths[at - 1]
        if used + wide > width:
            out.append(at)
            used = 0.0
            continue
        if used or pieces[at - 1].strip():
            used += wide
        at -= 1
    return [1] * (count - len(out)) + out[::-1]
