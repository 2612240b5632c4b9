"""Giving numbers out: the tag of this opening's case numbers."""

from __future__ import annotations

import secrets

from contract.case_number import TAG_LENGTH, TAG_LETTERS


def draw_tag() -> str:
    """A tag for the case numbers of one opening of the store: one of 29,791."""
    return "".join(secrets.choice(TAG_LETTERS) for _ in range(TAG_LENGTH))
