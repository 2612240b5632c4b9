"""How long the long proofs are.

In the environment: TORTURE_SEED, and TORTURE_CASES (1,000,000 is the size that the report names, 20,000 a fiftieth).
"""

from __future__ import annotations

import os
from typing import Any

import pytest

SEED = int(os.environ.get("TORTURE_SEED", "20261122"))
SCALE = int(os.environ.get("TORTURE_CASES", "1000000")) / 1_000_000


def torture(size: int) -> Any:
    """A parameter of a test that only `make torture` runs, scaled."""
    return pytest.param(max(1, round(size * SCALE)), marks=(pytest.mark.torture, pytest.mark.timeout(0)))
