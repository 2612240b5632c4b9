"""By which version of its item a case is decided, when a terminal was offline while the item changed.

The resident was told "accepted" under the version that the case names. So that version decides, for as long as the
current one accepts it; after that the resident gets everything to mend at once, and nothing where the case happens to
be right by the current version too.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from catalogue.answers import relevant
from contract.case import Reason
from contract.codes import CaseState
from hub.departments.decision import Decision, decide
from hub.departments.grounds import Grounds
from hub.departments.mending import everything_to_mend
from outcome import Failure

if TYPE_CHECKING:
    from datetime import date, datetime

    from catalogue.model import Item
    from contract.case import CaseSubmission
    from hub.item_versions import Versions
    from hub.wiring import Hub

log = logging.getLogger(__name__)

CHANGED = Reason(
    field=None,
    text_zh="您提交以后，这个事项的要求有变化。要改的都在下面，改这一次就好：",
    text_en="The requirements changed after you applied. This is everything there is to mend:",
)
TO_A_PERSON = Reason(
    field=None,
    text_zh="您的申请已收下，由工作人员审核，您不用重新提交。",
    text_en="Your application is in, and a person looks at it; you need not apply again.",
)


def grounds_of(
    hub: Hub, submission: CaseSubmission, versions: Versions, day: date, now: datetime
) -> tuple[Item | None, Grounds]:
    """The version that decides, and what it looks at; None: a person decides. Asks the department's register."""
    named, current = versions.named, versions.current
    nothing = Grounds(day=day, realm=hub.settings.realm, version=None)
    if versions.unreadable:
        return None, nothing
    if named is None:
        # The terminal is ahead: the hub was put back from a backup, or its items were not installed yet. Refusing
        # would take back what the resident was told, a list to mend would be made of rules that may be the old ones,
        # and sending it back to the terminal would keep it from the people who can decide it. So it is taken in: by
        # the current version where nothing tells it from a case of that one, else a person decides.
        hub.items.miss(submission.item_id, submission.item_version, current)
        if current is None:
            return None, nothing
        grounds = _looked_up(hub, current, submission, nothing, now)
        return (current, grounds) if _could_be_of(current, submission, grounds) else (None, nothing)
    changed = current is not None and not current.accepts(named.version)
    item = current if current is not None and changed else named
    return item, _looked_up(hub, item, submission, nothing.model_copy(update={"changed": changed}), now)


def judge(item: Item | None, submission: CaseSubmission, grounds: Grounds) -> Decision:
    """Pure: the same grounds give the same decision. `item` is the version that the grounds name."""
    if item is None:
        return Decision(CaseState.IN_REVIEW, (TO_A_PERSON,))
    decision = decide(item, submission, grounds)
    if grounds.changed and decision.state is CaseState.TO_MEND:
        return replace(decision, reasons=(CHANGED, *decision.reasons))
    return decision


def _looked_up(hub: Hub, item: Item, submission: CaseSubmission, grounds: Grounds, now: datetime) -> Grounds:
    """Nobody is looked up for an item that needs nothing of a register."""
    grounds = grounds.model_copy(update={"version": item.version})
    wanted = bool(item.facts) or item.preview or item.certificate is not None
    if submission.applicant is None or not wanted:
        return grounds
    found = hub.register.look_up(item, submission.applicant, relevant(item, submission.answers), now)
    if isinstance(found, Failure):
        log.warning("register_silent: %s; must act: %s", item.id, found.action)
        return grounds.model_copy(update={"silent": True})
    return grounds.model_copy(update={"record": found.value})


def _could_be_of(item: Item, submission: CaseSubmission, grounds: Grounds) -> bool:
    """Whether the case is whole by this version and holds nothing that it does not know."""
    fields = {field.id for field in item.fields()}
    materials = {material.id for material in item.materials}
    return (
        submission.answers.keys() <= fields
        and {one.material_id for one in submission.materials} <= materials
        and not everything_to_mend(item, submission, grounds)
    )
