"""SW3, the third status word of a SAM answer: what it means, what the driver does, and who must act.

Source: two independent public protocol descriptions list these codes; GA 467 was not read.
"""

from __future__ import annotations

from enum import Enum, IntEnum

from outcome import Action, Failure


class Sw3(IntEnum):
    OK = 0x90
    CARD_FOUND = 0x9F
    BAD_CHECKSUM = 0x10
    BAD_LENGTH = 0x11
    BAD_COMMAND = 0x21
    NOT_PERMITTED = 0x23
    UNIDENTIFIED = 0x24
    CARD_REFUSES_SAM = 0x31
    SAM_REFUSES_CARD = 0x32
    INFORMATION_WRONG = 0x33
    WRONG_CARD_TYPE = 0x40
    READ_FAILED = 0x41
    NO_RANDOM = 0x47
    SELF_TEST_FAILED = 0x60
    NOT_AUTHORISED = 0x66
    NO_CARD = 0x80
    SELECT_FAILED = 0x81
    NO_SUCH_ITEM = 0x91


class Reaction(Enum):
    """What the driver does next with a card that it was reading."""

    RESEND = "send the same frame once more"
    FIND_AGAIN = "begin anew with finding the card"
    RESET_SAM = "reset the module, then begin anew"
    GIVE_UP = "tell the resident or staff"


REACTIONS = {
    Sw3.BAD_CHECKSUM: Reaction.RESEND,
    Sw3.BAD_LENGTH: Reaction.RESEND,
    Sw3.BAD_COMMAND: Reaction.FIND_AGAIN,
    Sw3.UNIDENTIFIED: Reaction.RESET_SAM,
    Sw3.READ_FAILED: Reaction.FIND_AGAIN,
    Sw3.NO_RANDOM: Reaction.FIND_AGAIN,
    Sw3.NO_CARD: Reaction.FIND_AGAIN,
    Sw3.SELECT_FAILED: Reaction.FIND_AGAIN,
}

_FAILURES: dict[int, tuple[str, Action]] = {
    Sw3.BAD_CHECKSUM: ("line_noise", Action.ENGINEER),
    Sw3.BAD_LENGTH: ("line_noise", Action.ENGINEER),
    Sw3.BAD_COMMAND: ("reader_confused", Action.NOBODY),
    Sw3.NOT_PERMITTED: ("sam_not_permitted", Action.ENGINEER),
    Sw3.UNIDENTIFIED: ("reader_confused", Action.NOBODY),
    Sw3.CARD_REFUSES_SAM: ("place_card_again", Action.RESIDENT),
    Sw3.SAM_REFUSES_CARD: ("card_not_genuine", Action.SITE_KEEPER),
    Sw3.INFORMATION_WRONG: ("card_not_genuine", Action.SITE_KEEPER),
    Sw3.WRONG_CARD_TYPE: ("not_an_id_card", Action.RESIDENT),
    Sw3.READ_FAILED: ("card_moved", Action.RESIDENT),
    Sw3.NO_RANDOM: ("card_moved", Action.RESIDENT),
    Sw3.SELF_TEST_FAILED: ("sam_self_test_failed", Action.ENGINEER),
    Sw3.NOT_AUTHORISED: ("sam_not_authorised", Action.ENGINEER),
    Sw3.NO_CARD: ("no_card", Action.RESIDENT),
    Sw3.SELECT_FAILED: ("card_unknown", Action.RESIDENT),
    Sw3.NO_SUCH_ITEM: ("no_such_item", Action.NOBODY),
}

DEVICE_FAULTS = frozenset({Sw3.SELF_TEST_FAILED, Sw3.NOT_AUTHORISED, Sw3.NOT_PERMITTED})
"""The module itself is out of order, whatever card lies there."""


def failure(sw3: int, doing: str) -> Failure:
    """The failure for a status word; `doing` says at which step (for staff)."""
    code, action = _FAILURES.get(sw3, ("unknown_status_word", Action.ENGINEER))
    return Failure(code, action, f"SW3={sw3:02X} at {doing}" if sw3 >= 0 else f"answer too short at {doing}")


def reaction(sw3: int) -> Reaction:
    try:
        return REACTIONS.get(Sw3(sw3), Reaction.GIVE_UP)
    except ValueError:
        return Reaction.GIVE_UP
