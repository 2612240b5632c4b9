"""What the C library's heap holds. Its free part grows in steps (a library that is loaded at the first scan, pieces between
what stays); what is in use is what a leak would raise.
"""

from __future__ import annotations

import ctypes
import sys

_FIELDS = "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost"


class _MallInfo2(ctypes.Structure):
    """`struct mallinfo2` of glibc 2.33 and later (mallinfo(3)), over all arenas."""

    _fields_ = [(name, ctypes.c_size_t) for name in _FIELDS.split()]


def in_use_mib() -> float:
    """Pieces that were given out, and Python's own blocks at some 70 bytes each (they lie in maps of their own)."""
    ask = ctypes.CDLL(None).mallinfo2
    ask.restype = _MallInfo2
    found = ask()
    return (found.uordblks + found.hblkhd + 70 * sys.getallocatedblocks()) / 2**20
