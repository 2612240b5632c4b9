"""Materials (材料): what comes with a case, how, and how far it can be trusted."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field as Attribute

from catalogue.model.field import When
from catalogue.model.part import ID, Part, Text
from contract.codes import MaterialTrust


class MaterialWay(StrEnum):
    """How a material comes to the case."""

    CARD = "card"
    """Read from the identity card."""
    LICENCE = "licence"
    """电子证照: fetched from the body that issued it, for this purpose only and with the resident's consent."""
    SCAN = "scan"
    """Laid under the document camera. A scan is no original: that is still to be seen (trust C)."""
    GENERATED = "generated"
    """Made from the form and signed."""
    PROMISE = "promise"
    """告知承诺: the resident may promise instead of handing it in."""
    LATER = "later"
    """容缺: may be handed in later."""
    BRING = "bring"
    """Brought to the window: of items that are only guided here."""


class Material(Part):
    id: str = Attribute(pattern=ID)
    name: Text
    way: MaterialWay
    trust: MaterialTrust
    copies: int = Attribute(ge=0)
    """Pages of copies at most: no more can be scanned or asked for than the guide lists."""
    original_to_bring: bool = False
    """待核验原件: named on the receipt."""
    promise: Text | None = None
    """The promise's words when `way` is promise; asked unticked."""
    promise_version: str | None = None
    deferrable_workdays: int | None = None
    licence: str | None = None
    """Kind of electronic licence (a list of the region) when `way` is licence."""
    when: When | None = None
    """In which answers it is wanted."""
    only_if: Text | None = None
    """The case in words, where nothing is asked: of a material that is brought. `家人代办`, not `家人代办时带`."""
