"""What must hold of one material: each way has its own keys, and a trust that nothing else gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.complaint import Complaint
from catalogue.examples import EXAMPLES
from catalogue.model import Material, MaterialWay
from contract.codes import MaterialTrust

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalogue.place import Place


def material_complaints(place: Place, material: Material) -> Iterator[Complaint]:
    """Everything that does not hold."""
    needs: list[tuple[MaterialWay, str, object]] = [
        (MaterialWay.PROMISE, "promise", material.promise),
        (MaterialWay.PROMISE, "promise_version", material.promise_version),
        (MaterialWay.LATER, "deferrable_workdays", material.deferrable_workdays),
        (MaterialWay.LICENCE, "licence", material.licence),
    ]
    for way, key, value in needs:
        if material.way is way and value is None:
            mend = f"add `{key}: {EXAMPLES[key]}`"
            yield Complaint((*place, "way"), f"a material by {way} needs `{key}`", mend)
        if material.way is not way and value is not None:
            mend = f"delete it, or write `way: {way}`"
            yield Complaint((*place, key), f"a material by {material.way} has no `{key}`", mend)
    if material.only_if is not None and material.way is not MaterialWay.BRING:
        reason = f"`only_if` is for what is brought; a material by {material.way} says it with `when`"
        yield Complaint((*place, "only_if"), reason, f"write `when: {EXAMPLES['when']}`")
    if material.only_if is not None and material.when is not None:
        yield Complaint((*place, "only_if"), "`when` says already in which case", "delete `only_if`")
    if material.deferrable_workdays is not None and material.deferrable_workdays < 1:
        yield Complaint((*place, "deferrable_workdays"), "less than one day is not later", "write 1 or more")
    self_made = material.way in (MaterialWay.PROMISE, MaterialWay.GENERATED)
    if self_made and material.trust is not MaterialTrust.D:
        reason = f"what the resident makes or promises is of trust D, not {material.trust}"
        yield Complaint((*place, "trust"), reason, "write `trust: D`")
    if material.way is MaterialWay.SCAN and material.trust is not MaterialTrust.C:
        reason = f"a scan is of trust C until somebody has seen the original, not {material.trust}"
        yield Complaint((*place, "trust"), reason, "write `trust: C`")
    if material.way is MaterialWay.SCAN and material.copies < 1:
        yield Complaint((*place, "copies"), "a scan has at least one page", "write `copies: 1` or more")
    if material.trust is MaterialTrust.C and not material.original_to_bring:
        reason = "of a material of trust C the original must still be seen"
        yield Complaint((*place, "trust"), reason, "add `original_to_bring: true`")
