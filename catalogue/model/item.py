"""What an item of government business (事项) is. The items themselves are files in `services/`.

Guide and form are one source: a field or material that the guide does not list cannot be asked for.
"""

from __future__ import annotations

import re
from enum import StrEnum

from pydantic import Field as Attribute

from catalogue.model.delivery import Delivery
from catalogue.model.field import Field, FormPage, When
from catalogue.model.guide import ConsentText, Guide, Names
from catalogue.model.joint import JointPart
from catalogue.model.material import Material, MaterialWay
from catalogue.model.paper import Certificate
from catalogue.model.part import Part, Text
from catalogue.model.rule import Fact, Rules
from catalogue.model.ticket import TicketsTo
from catalogue.model.trial import Trial
from contract.codes import IdentityMethod


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


class DeviceAct(StrEnum):
    """What a device does as the result of an approved case, while the resident still stands there."""

    CARD_PIN = "card_pin"
    """A new social PIN is written into the resident's own social security card."""


class Network(StrEnum):
    """What the item needs of the line."""

    REQUIRED = "required"
    """Without the hub there is nothing to do (queries)."""
    LATER = "later"
    """Can be accepted offline and sent later."""


class Needs(Part):
    """What the item needs of a machine."""

    identity: tuple[IdentityMethod, ...] = ()
    anonymous: bool = False
    """Nobody is asked who they are (an opinion, a complaint); `identity` is empty then."""
    devices: tuple[str, ...] = ()
    """Device classes (XFS4IoT names as in drivers/device.py)."""
    network: Network = Network.LATER


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
    department: Text
    """In a file also the name of one of the region's departments."""
    level: str
    """行使层级 (GB/T 39046-2020 A.2): 1 national ... 4 county, 5 town, 6 village."""
    handling: Handling
    needs: Needs = Needs()
    guide: Guide
    consent: ConsentText | None = None
    """None only where nothing is asked."""
    joint: tuple[JointPart, ...] = ()
    """Not empty: this is a 一件事, and a field of kind `parts` asks which of these are wanted."""
    form: tuple[FormPage, ...] = ()
    materials: tuple[Material, ...] = ()
    facts: tuple[Fact, ...] = ()
    rules: Rules = Rules()
    preview: bool = False
    """The department's records are shown, masked, before the check page."""
    certificate: Certificate | None = None
    act: DeviceAct | None = None
    tickets_to: TicketsTo | None = None
    """Its cases are tickets to this window of `handovers.yaml`: somebody there owns and answers each. In a file its id."""
    hand_over: bool = False
    """Its cases are tickets to a window of `handovers.yaml`: `target` says to which, `told` what was tried."""
    delivery: tuple[Delivery, ...] = ()
    """送达: how the result reaches the resident. In a file the ways alone (`[counter, locker]`); where there are several,
    the form asks for one at its end."""
    delivery_when: When | None = None
    """Something is handed over only in these cases."""
    confirm_by_key: bool | None = None
    """Whether the department takes the statement confirmed with the keypad, without a signature drawn by hand, from who
    cannot see where to sign. None: `takes_key` tells by the kind of the item."""
    trials: tuple[Trial, ...] = ()
    """Besides these the walk always plays the examples of the file."""

    @property
    def complete(self) -> bool:
        """Played from guide to result at the terminal; otherwise guide, appointment and hand-over."""
        return self.handling is not Handling.GUIDE

    @property
    def takes_key(self) -> bool:
        """Whether a key can stand for the signature. Where the file says nothing: yes, but not where the resident may
        promise in place of a paper (告知承诺), which whoever promises answers for by their own hand.
        """
        if self.confirm_by_key is not None:
            return self.confirm_by_key
        return all(one.way is not MaterialWay.PROMISE for one in self.materials)

    def fields(self) -> tuple[Field, ...]:
        return tuple(field for page in self.form for field in page.fields)

    def accepts(self, version: str) -> bool:
        """Whether a case of that version of this item is decided by the version it names."""
        return self.accepts_since is None or version_order(version) >= version_order(self.accepts_since)
