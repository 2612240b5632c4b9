"""Everything that a decision looked at besides the case itself. Kept sealed with it, so that it can be decided again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from catalogue.realm import Realm
from hub.departments.register import Record

if TYPE_CHECKING:
    from contract.case import Answer


class Grounds(BaseModel):
    """Of one decision."""

    model_config = ConfigDict(frozen=True)

    day: date
    """Of acceptance, by the best clock there is."""
    realm: Realm
    version: str | None
    """Of the item, by which it was decided; None: none was here that could, and a person decides."""
    changed: bool = False
    """By a later version than the resident applied under, as that one is accepted no longer."""
    record: Record | None = None
    silent: bool = False
    """The register was asked and did not answer."""
    card: str = ""
    """Why nothing can be written into the resident's card now; empty where it can, or is not asked for."""

    @property
    def facts(self) -> dict[str, Answer]:
        """What is on record, for the rules."""
        return self.record.facts if self.record is not None else {}
