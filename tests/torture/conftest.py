"""Figures of the long proofs."""

from __future__ import annotations

import pytest
from torture_report import Figures


@pytest.fixture(scope="session")
def torture_figures() -> Figures:
    return Figures()
