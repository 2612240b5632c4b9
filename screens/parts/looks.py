"""The same in several sizes: the largest that needs no scrolling is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from screens.parts.block import Block
    from screens.sheet import Sheet

    Look = TypeVar("Look", bound=Block)


def first_fitting(sheet: Sheet, looks: Iterable[Look], width: float, height: float) -> Look | None:
    """The first that is no higher than `height` at `width` (pixels); None where none is."""
    return next((one for one in looks if one.height(sheet, width) <= height + 1), None)
