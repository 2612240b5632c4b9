"""By which version of its item a case is decided, when a terminal was offline while the item changed.

The resident was told "accepted" under the version that the case names. So that version decides, for as long as the
current one accepts it; after that the resident gets everything to mend at once, and nothing where the case happens to
be right by the current version too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract.case import Reason
from contract.codes import CaseState
from hub.departments.department import Decision
from hub.departments.mending import everything_to_mend, one_list

if TYPE_CHECKING:
    from datetime import datetime

    from catalogue.model import Item
    from catalogue.realm import Realm
    from contract.case import CaseSubmission
    from hub.cases.item_versions import Versions
    from hub.departments.department import Department
    from hub.wiring import Hub

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


def judge(
    hub: Hub, department: Department, submission: CaseSubmission, versions: Versions, now: datetime
) -> Decision:
    """The decision of the department by the right version, or one list of everything to mend."""
    named, current, realm = versions.named, versions.current, hub.settings.realm
    if versions.unreadable:
        return Decision(CaseState.IN_REVIEW, (TO_A_PERSON,))
    if named is None:
        # The terminal is ahead: the hub was put back from a backup, or its items were not installed yet. Refusing
        # would take back what the resident was told, a list to mend would be made of rules that may be the old ones,
        # and sending it back to the terminal would keep it from the people who can decide it. So it is taken in: by
        # the current version where nothing tells it from a case of that one, else a person decides.
        hub.items.miss(submission.item_id, submission.item_version, current)
        if current is None or not _could_be_of(current, submission, realm):
            return Decision(CaseState.IN_REVIEW, (TO_A_PERSON,))
        return department.decide(submission, current, now)
    if current is None or current.accepts(named.version):
        return department.decide(submission, named, now)
    decision = department.decide(submission, current, now)
    if decision.state is CaseState.REFUSED:
        return decision  # who may not apply need not mend anything
    found = decision.reasons if decision.state is CaseState.TO_MEND else ()
    to_mend = one_list(current, everything_to_mend(current, submission, realm), found)
    return Decision(CaseState.TO_MEND, (CHANGED, *to_mend)) if to_mend else decision


def _could_be_of(item: Item, submission: CaseSubmission, realm: Realm) -> bool:
    """Whether the case is whole by this version and holds nothing that it does not know."""
    fields = {field.id for field in item.fields()}
    materials = {material.id for material in item.materials}
    return (
        submission.answers.keys() <= fields
        and {one.material_id for one in submission.materials} <= materials
        and not everything_to_mend(item, submission, realm)
    )
