"""What an applicant still has to hand in or to bring: papers that may come later, and originals to be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract.progress import Owed
from hub.cases.lifecycle import ENDS

if TYPE_CHECKING:
    from catalogue.model import Item
    from contract.case import CaseSubmission, Material
    from contract.codes import CaseState


def deferred(submission: CaseSubmission) -> tuple[Material, ...]:
    """容缺: put off and not here yet."""
    return tuple(one for one in submission.materials if one.deferred_until is not None and not one.pages)


def owed(item: Item | None, submission: CaseSubmission, state: CaseState) -> tuple[Owed, ...]:
    """Nothing where the case has come to an end without a result. `submission` with what stands from before."""
    if state in ENDS:
        return ()
    names = {one.id: one for one in item.materials} if item is not None else {}
    later = tuple(
        Owed(
            material_id=one.material_id,
            name_zh=names[one.material_id].name.zh if one.material_id in names else one.material_id,
            name_en=names[one.material_id].name.en if one.material_id in names else one.material_id,
            until=one.deferred_until,
            here=one.material_id in names and names[one.material_id].copies > 0,
        )
        for one in deferred(submission)
    )
    shown = tuple(
        Owed(material_id=one.material_id, name_zh=known.name.zh, name_en=known.name.en)
        for one in submission.materials
        if one.pages and (known := names.get(one.material_id)) is not None and known.original_to_bring
    )
    return (*later, *shown)
