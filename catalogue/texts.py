"""Every text of a loaded catalogue, for whoever translates it or looks it over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from catalogue.model import Text
from contract.rating_tags import TAGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalogue.shelf import Catalogue


def texts_of(catalogue: Catalogue) -> Iterator[tuple[str, Text]]:
    """Where it stands (`shebao-canbao-zhengming.guide.summary`), and the text. What trials say is for engineers."""
    for name, item in catalogue.items.items():
        yield from _inside(name, item)
    yield from _inside("_region", catalogue.region)
    for tags in TAGS.values():
        for code, (zh, en) in tags.items():
            yield f"_tags.{code}", Text(zh=zh, en=en)


def _inside(place: str, part: object) -> Iterator[tuple[str, Text]]:
    if isinstance(part, Text):
        yield place, part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _inside(f"{place}.{name}", getattr(part, name))
    elif isinstance(part, dict):
        for name, one in part.items():
            yield from _inside(f"{place}.{name}", one)
    elif isinstance(part, tuple | list):
        for at, one in enumerate(part):
            yield from _inside(f"{place}[{getattr(one, 'id', at)}]", one)
