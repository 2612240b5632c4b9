"""What every reader of ID cards can do, whatever wire it hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from drivers.device import Device, Media

if TYPE_CHECKING:
    import threading

    from drivers.id_card_reader.layout import IdCard
    from outcome import Outcome


class IdCardReader(Device, Protocol):
    """XFS4IoT CardReader, for contactless ID cards."""

    def read_raw_data(self, cancel: threading.Event, deadline_s: float = 120.0) -> Outcome[IdCard]:
        """Wait until a card lies on the reader and read it.

        Ends with the card, with `cancelled`, with `timeout` when after `deadline_s` none lies there, with a
        failure of this card that the resident should hear of (`card_moved`, `card_unknown`, `not_an_id_card`,
        `place_card_again`, `card_not_genuine`, `card_unreadable`), or with one of the device (`no_answer`,
        `disconnected`, `sam_...`). `card_moved` comes as soon as the card is gone, `card_unknown` when
        something stays where it lies and never lets itself be read: another kind of card, or a damaged one.
        Call it again after a failure of the card: it begins anew with waiting.
        """

    def media(self) -> Outcome[Media]:
        """Ask now whether a card lies there (XFS4IoT `media`), e.g. to tell a resident who leaves without
        it."""
