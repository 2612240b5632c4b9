"""What every part of an item's file has in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Attribute

from wording import of_two

ID = r"^[a-z][a-z0-9_]*$"
"""A name inside an item: of a field, a material, a rule."""


class Part(BaseModel):
    """Frozen, and closed: an unknown key in an item's file is an error with a place, not ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Part):
    """A text a person sees, in Chinese and English. A third language has it in its `services.po`, by the Chinese."""

    zh: str = Attribute(min_length=1)
    en: str = Attribute(min_length=1)

    def to(self, language: str) -> str:
        return of_two(language, self.zh, self.en)
