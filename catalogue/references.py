"""Puts what an item's file only names (a department, a window, a list of choices) in the place of the name."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from catalogue.complaint import Complaint
from catalogue.delivery_names import put_delivery
from catalogue.identifiers import credit_code_fault
from catalogue.model import FieldKind
from catalogue.place import Place, at, list_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel

    from catalogue.region import Region

CLOSE = 0.75
"""How near a name must be to be meant: `gongan` is not `gongjijin`."""
LENGTH = 31
"""Characters of an 实施编码: 18 of the office's credit code, its level, 12 of the basic code."""
HANDOVERS = "handovers"
"""What a field names whose choices are the windows of `handovers.yaml`."""
LICENCES = "licences"
"""The list of the region that holds the kinds of electronic licences."""


def resolved(data: object, region: Region) -> tuple[object, tuple[Complaint, ...]]:
    """A copy of the data with every name followed, and the names that lead nowhere."""
    found: list[Complaint] = []
    departments = {name: _plain(one.name) for name, one in region.departments.items()}
    windows = {name: _plain(one) for name, one in region.windows.items()}
    lists = {name: [_plain(choice) for choice in one] for name, one in region.lists.items()}
    if region.handovers:
        lists[HANDOVERS] = [{"id": one.id, "label": _plain(one.name)} for one in region.handovers]
    data = _copy(data)
    found += _code(data, region)
    for place in (("department",), *(("joint", part, "department") for part in _range(data, ("joint",)))):
        _follow(data, place, departments, "department", found)
    _follow(data, ("guide", "window"), windows, "window", found)
    for field in _fields(data):
        if at(data, (*field, "kind")) == FieldKind.PARTS:
            _put(data, (*field, "choices"), _parts(data))
        else:
            _follow(data, (*field, "choices"), lists, "list", found)
    found += _tickets(data, region)
    found += _licences(data, region)
    found += put_delivery(data, region.delivery, region.lists)
    return data, tuple(found)


def _code(data: object, region: Region) -> Iterator[Complaint]:
    """实施编码 begins with the credit code of the office that does it."""
    code, office = at(data, ("code",)), region.departments.get(str(at(data, ("department",))))
    if not office or not isinstance(code, str) or len(code) != LENGTH or code.startswith(office.code):
        return
    if credit_code_fault(code[: len(office.code)]) is None:  # else told as such
        reason = f"it does not begin with the code of `{at(data, ('department',))}`"
        yield Complaint(("code",), reason, f"write `code: {office.code}{code[len(office.code) :]}`")


def _tickets(data: object, region: Region) -> Iterator[Complaint]:
    """The window that the cases of an item go to, by its id."""
    name = at(data, ("tickets_to",))
    if not isinstance(name, str):
        return
    known = {one.id: {"id": one.id, "name": _plain(one.name)} for one in region.handovers}
    if name in known:
        _put(data, ("tickets_to",), known[name])
        return
    yield Complaint(("tickets_to",), f"`{name}` is no window of handovers.yaml", _nearest(name, known))


def _licences(data: object, region: Region) -> Iterator[Complaint]:
    """A kind of licence has one name everywhere, or what is fetched under two would be two licences."""
    known = {one.id: {"label": _plain(one.label)} for one in region.lists.get(LICENCES, ())}
    for material in _range(data, ("materials",)):
        place = ("materials", material, "licence")
        name = at(data, place)
        if known and isinstance(name, str) and name not in known:
            yield Complaint(place, f"`{name}` is no licence of the region", _nearest(name, known))


def _nearest(name: str, known: Mapping[str, object]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=CLOSE)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"the region has: {', '.join(_called(one, what) for one, what in known.items()) or 'none'}"


def _called(name: str, what: object) -> str:
    """The short name with what it stands for, where that has a name."""
    called = at(what, ("name", "zh")) or at(what, ("zh",)) or at(what, ("label", "zh"))
    return f"{name} ({called})" if called else name


def _follow(
    data: object, place: Place, known: Mapping[str, object], what: str, found: list[Complaint]
) -> None:
    name = at(data, place)
    if not isinstance(name, str):
        return
    if name in known:
        _put(data, place, known[name])
        return
    found.append(Complaint(place, f"`{name}` is no {what} of the region", _nearest(name, known)))


def _parts(data: object) -> list[object]:
    """The choices of a joint item: its parts, as they are written."""
    parts = [at(data, ("joint", part)) for part in _range(data, ("joint",))]
    return [{"id": one.get("id"), "label": one.get("name")} for one in parts if isinstance(one, dict)]


def _fields(data: object) -> Iterator[Place]:
    for page in _range(data, ("form",)):
        for field in _range(data, ("form", page, "fields")):
            yield ("form", page, "fields", field)


def _range(data: object, place: Place) -> range:
    return range(len(list_at(data, place)))


def _put(data: object, place: Place, value: object) -> None:
    around = at(data, place[:-1])
    if isinstance(around, dict):
        around[place[-1]] = value


def _copy(data: object) -> object:
    if isinstance(data, dict):
        return {key: _copy(value) for key, value in data.items()}
    return [_copy(value) for value in data] if isinstance(data, list) else data


def _plain(part: BaseModel) -> object:
    return part.model_dump(mode="json")
