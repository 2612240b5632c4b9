"""What must hold of a joint item (一件事): one field asks for its parts, and nobody waits in a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.complaint import Complaint
from catalogue.joint_plan import workdays_until
from catalogue.model import FieldKind, JointPart
from catalogue.parts_of import parts_of
from catalogue.place import Place, at, list_at

if TYPE_CHECKING:
    from collections.abc import Iterator


def joint_complaints(data: object) -> Iterator[Complaint]:
    """Everything that does not hold."""
    parts = list(parts_of(data, ("joint",), JointPart))
    asking = list(_asking(data))
    if list_at(data, ("joint",)) and len(asking) != 1:
        mend = "add one field with `kind: parts`, which has the parts as its choices"
        yield Complaint(("joint",), f"{len(asking)} fields ask which parts are wanted", mend)
    if not list_at(data, ("joint",)):
        for place in asking:
            yield Complaint((*place, "kind"), "there are no parts to choose from", "add `joint: [...]`")
    before: set[str] = set()
    for place, part in parts:
        if part.id in before:
            yield Complaint((*place, "id"), f"there is a part `{part.id}` already", "give it another id")
        for position, name in enumerate(part.after):
            if name not in before:
                reason = f"`{name}` is no part that stands before this one"
                mend = f"name one of: {', '.join(sorted(before)) or 'none'}"
                yield Complaint((*place, "after", position), reason, mend)
        before.add(part.id)
    promised = at(data, ("guide", "promised_workdays"))
    longest = max(workdays_until(part for _, part in parts).values(), default=0)
    if isinstance(promised, int) and longest > promised:
        reason = f"the parts take {longest} working days one after the other, and {promised} are promised"
        mend = f"write {longest}, or fewer days at the parts"
        yield Complaint(("guide", "promised_workdays"), reason, mend)


def _asking(data: object) -> Iterator[Place]:
    for page in range(len(list_at(data, ("form",)))):
        for field in range(len(list_at(data, ("form", page, "fields")))):
            place = ("form", page, "fields", field)
            if at(data, (*place, "kind")) == FieldKind.PARTS:
                yield place
