"""Cases whose result is written into the resident's card: its issuer is asked before they are decided."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from catalogue.model import DeviceAct
from outcome import Failure

if TYPE_CHECKING:
    from datetime import datetime

    from catalogue.model import Item
    from contract.card_pin import CardScript
    from contract.case import CaseSubmission
    from hub.departments.grounds import Grounds
    from hub.wiring import Hub

log = logging.getLogger(__name__)

NOT_THERE = "card_not_there"
"""No card was in the reader when the case was made, or it came when its resident had gone."""


def ask_issuer(
    hub: Hub, item: Item | None, submission: CaseSubmission, grounds: Grounds, now: datetime
) -> tuple[CardScript | None, Grounds]:
    """What the issuer gives for the card; without that the grounds say why a person must look."""
    if item is None or item.act is not DeviceAct.CARD_PIN:
        return None, grounds
    if submission.card is None or submission.applicant is None or submission.accepted_offline:
        return None, grounds.model_copy(update={"card": NOT_THERE})
    given = hub.issuer.one_time_pin(submission.applicant, submission.card, now)
    if isinstance(given, Failure):
        log.warning("card_issuer: %s: %s; must act: %s", item.id, given.code, given.action)
        return None, grounds.model_copy(update={"card": given.code})
    return given.value, grounds
