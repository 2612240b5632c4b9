"""How long what may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Delays:
    """Every time limit of a visit, in seconds."""

    attract_redraw_s: float = 12.0
    """The published lists are turned over."""
    attract_alone_s: float = 600.0
    """The same while a sensor says that nobody stands there to read them: half of the page is painted anew each time."""
    starting_s: float = 15.0
    """A device that has not reported by then is taken as down."""
    idle_s: float = 90.0
    """Without a touch for this long the terminal asks whether somebody is there."""
    reading_idle_s: float = 180.0
    """The same on pages that are read or compared with papers (guide, check, result)."""
    help_idle_s: float = 600.0
    """The same while a call for help is open."""
    still_there_s: float = 20.0
    """Time to answer 还在吗 (WCAG 2.2.1: at least 20 s)."""
    accept_s: float = 15.0
    """The disk must have taken the case by then."""
    answer_s: float = 25.0
    """How long a resident waits at most for the department's document."""
    print_s: float = 60.0
    """Longest time of a receipt, paper change excluded."""
    certificate_s: float = 180.0
    """Longest time of a document on A4: a cold printer warms up first."""
    query_s: float = 20.0
    scan_s: float = 20.0
    """Longest time of one page: a camera that rested, finding the paper, and the disk."""
    records_s: float = 8.0
    """How long a resident waits for what departments have on record, before anything is asked."""
    card_write_s: float = 40.0
    """How long the three steps of writing a new PIN into a card may take together."""
    box_s: float = 20.0
    """How long a code may be looked at and its lock driven: three drives with their rests."""
    box_open_s: float = 30.0
    """After that a door that still stands open is spoken of again."""
    rating_s: float = 45.0
    farewell_s: float = 8.0
    card_left_s: float = 60.0
    """How long the forgotten card alarm lasts before the keeper is noted."""
