"""What an item of government business (事项) is. The items themselves are files in `services/`.

Guide and form are one source: a field or material that the guide does not list cannot be asked for.
"""

from __future__ import annotations

import re
from enum import StrEnum

from pydantic import BaseModel, ConfigDict
from pydantic import Field as Attribute

from contract.case import Answer
from contract.codes import IdentityMethod, MaterialTrust


class Part(BaseModel):
    """Frozen, and closed: an unknown key in an item's file is an error with a place, not ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Part):
    """A text a person sees, in every language the terminal speaks."""

    zh: str = Attribute(min_length=1)
    en: str = Attribute(min_length=1)

    def to(self, language: str) -> str:
        return self.en if language == "en" else self.zh


class Handling(StrEnum):
    """What happens at the terminal."""

    PRINT = "print"
    """Query and print on the spot."""
    APPLY = "apply"
    """Applied for, and decided, at the terminal."""
    COLLECT = "collect"
    """收件即受理: taken in here, decided by the back office."""
    GUIDE = "guide"
    """Guide, appointment and hand-over only."""


class Network(StrEnum):
    """What the item needs of the line."""

    REQUIRED = "required"
    """Without the hub there is nothing to do (queries)."""
    LATER = "later"
    """Can be accepted offline and sent later."""


class FieldKind(StrEnum):
    """How a field is asked for and checked."""

    TEXT = "text"
    PERSON_NAME = "person_name"
    PHONE = "phone"
    WHOLE_NUMBER = "whole_number"
    MONEY = "money"
    """Integer fen."""
    MONTH = "month"
    """YYYY-MM."""
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    """Several; a tuple of choice ids."""
    AREA = "area"
    """One of `choices`, shown as an area list (a village or a street)."""


class Choice(Part):
    id: str
    label: Text


class When(Part):
    """The field is asked only when another field has this value."""

    field: str
    equals: Answer


class Field(Part):
    """One thing that is asked. `purpose` is shown: no field without one (PIPL art. 6: least needed)."""

    id: str = Attribute(pattern=r"^[a-z][a-z0-9_]*$")
    label: Text
    question: Text
    """One question a page is built of; ends with a question mark or is an instruction."""
    hint: Text | None = None
    purpose: Text
    kind: FieldKind
    required: bool = True
    choices: tuple[Choice, ...] = ()
    minimum: int | None = None
    """Of a number or of money (fen); of a text: its least length; of several choices: how many at least."""
    maximum: int | None = None
    """Of a number or of money (fen); of a text: its greatest length; of several choices: how many at most."""
    han_only: bool = False
    """A text of Chinese characters only (a trade name)."""
    not_before: str | None = None
    """A month field must not be earlier than this other month field."""
    when: When | None = None
    default: Answer = None
    """Shown as chosen beforehand; never used for consent, ratings or promises."""
    example: Answer
    """What the walk-through and the demo fill in."""


class FormPage(Part):
    """One page of the form: one decision, or a few fields that belong together."""

    id: str
    title: Text
    fields: tuple[Field, ...] = Attribute(min_length=1)


class MaterialWay(StrEnum):
    """How a material comes to the case."""

    CARD = "card"
    """Read from the identity card."""
    GENERATED = "generated"
    """Made from the form and signed."""
    PROMISE = "promise"
    """告知承诺: the resident may promise instead of handing it in."""
    LATER = "later"
    """容缺: may be handed in later."""


class Material(Part):
    id: str = Attribute(pattern=r"^[a-z][a-z0-9_]*$")
    name: Text
    way: MaterialWay
    trust: MaterialTrust
    copies: int = Attribute(ge=0)
    original_to_bring: bool = False
    """待核验原件: named on the receipt."""
    promise: Text | None = None
    """The promise's words when `way` is promise; asked unticked."""
    promise_version: str | None = None
    deferrable_workdays: int | None = None
    when: When | None = None


class Window(Part):
    """Where the same item is done by people: no item is online only."""

    name: Text
    place: Text
    hours: Text
    phone: str


class Guide(Part):
    """办事指南: everything told before anything is asked (一次性告知)."""

    summary: Text
    conditions: tuple[Text, ...]
    legal_workdays: int = Attribute(ge=0)
    """0 means on the spot."""
    promised_workdays: int = Attribute(ge=0)
    fee: Text
    output: Text
    basis: Text
    """Legal basis, named not quoted."""
    window: Window


class ConsentText(Part):
    version: str
    purpose: Text
    """What the data is used for, by whom, and how long it is kept."""


class Certificate(Part):
    """The item ends with a document from the department."""

    title: Text


class Needs(Part):
    """What the item needs of a machine."""

    identity: tuple[IdentityMethod, ...]
    devices: tuple[str, ...]
    """Device classes (XFS4IoT names as in drivers/device.py)."""
    network: Network


class Names(Part):
    legal: Text
    plain: Text
    spoken: Text


def version_order(version: str) -> tuple[int, ...]:
    """Versions sort by the numbers in them: "9" before "10", "2026-11" before "2027-1"; one without any comes first."""
    return tuple(int(number) for number in re.findall(r"[0-9]{1,18}", version))


class Item(Part):
    """One item (事项)."""

    id: str = Attribute(pattern=r"^[a-z][a-z0-9-]*$")
    code: str
    """实施编码; length and form by the profile of the place (31 characters in the demo)."""
    version: str
    accepts_since: str | None = None
    """Oldest version whose cases, accepted while a terminal was offline, are decided as they are; None: every version."""
    names: Names
    aliases: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    life_event: Text
    department: Text
    level: str
    """行使层级 (GB/T 39046-2020 A.2): 1 national ... 4 county, 5 town, 6 village."""
    handling: Handling
    needs: Needs
    guide: Guide
    consent: ConsentText
    form: tuple[FormPage, ...]
    materials: tuple[Material, ...]
    preview: bool = False
    """The department's records are shown, masked, before the check page."""
    certificate: Certificate | None = None

    def fields(self) -> tuple[Field, ...]:
        return tuple(field for page in self.form for field in page.fields)

    def accepts(self, version: str) -> bool:
        """Whether a case of that version of this item is decided by the version it names."""
        return self.accepts_since is None or version_order(version) >= version_order(self.accepts_since)
