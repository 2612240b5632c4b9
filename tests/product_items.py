"""The items of the product, read once for all tests: their hundred files take some seconds, and most tests want them."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path

from catalogue.shelf import Catalogue
from catalogue.shelf_cache import load_kept

SERVICES = Path(__file__).parents[1] / "services"
KEPT = Path(tempfile.gettempdir()) / f"bangban-items-of-tests-{os.getuid()}"
"""Stays for the next run. It is believed only for just these files and this program (`catalogue.shelf_cache`)."""


@cache
def product_items() -> Catalogue:
    loaded = load_kept(SERVICES, KEPT)
    assert isinstance(loaded, Catalogue), "\n".join(map(str, loaded))
    return loaded
