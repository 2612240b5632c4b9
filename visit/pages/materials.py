"""The materials of the case: how each comes, and what the resident decides about it. Nothing is ticked beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalogue.answers import asked_materials
from catalogue.model import Material, MaterialWay
from visit.events import Event, GoNext, OpenChecklist, OpenScan, SetLater, SetLicence, SetPromise, ToWindow
from visit.judgement import deferred_until, materials_undecided
from visit.mending import stands
from visit.scanning import camera_usable, scanned
from visit.views import Button, Mark, MaterialCard, MaterialsBody, Option, Tone
from wording import say
from wording.forms import day

if TYPE_CHECKING:
    from visit.state import State


def materials(state: State) -> MaterialsBody:
    visit, language = state.here, state.language
    missing = {one.id for one in materials_undecided(state)} if visit.shown_problems else set()
    return MaterialsBody(
        title=say(language, "materials.title"),
        cards=tuple(
            _card(state, one, say(language, "materials.choose") if one.id in missing else "")
            for one in asked_materials(visit.chosen, visit.answers)
        ),
        next=Button(
            "next",
            say(language, "form.back_to_check" if visit.back_to_check else "button.next"),
            GoNext(),
            Tone.PRIMARY,
        ),
        checklist=Button("checklist", say(language, "materials.checklist"), OpenChecklist()),
    )


def _card(state: State, material: Material, problem: str) -> MaterialCard:
    visit, language = state.here, state.language
    options = _options(state, material)
    done = not options or visit.promises.get(material.id) is not None
    return MaterialCard(
        id=material.id,
        name=material.name.to(language),
        how=_how(state, material),
        mark=Mark.DONE if done else Mark.WAITING,
        promise=_words(state, material),
        options=options,
        problem=problem,
    )


def _how(state: State, material: Material) -> str:
    language = state.language
    assert state.wall is not None
    until = deferred_until(material, state.wall.date())
    if state.here.mending is not None:
        until = state.here.mending.put_off.get(material.id, until)
    if until is not None:
        return say(language, "materials.later", day=day(until, language))
    if material.way is MaterialWay.SCAN and not camera_usable(state):
        return say(language, "materials.no_camera")
    return say(language, f"materials.{material.way}")


def _words(state: State, material: Material) -> str:
    """What is promised, or what a licence is fetched for."""
    language = state.language
    if material.way is MaterialWay.LICENCE:
        return say(
            language,
            "materials.licence_purpose",
            name=material.name.to(language),
            item=state.here.chosen.names.plain.to(language),
        )
    return material.promise.to(language) if material.promise is not None else ""


def _options(state: State, material: Material) -> tuple[Option, ...]:
    """The way of the file first, then the window: there always is another way."""
    name, language = material.id, state.language
    match material.way:
        case MaterialWay.PROMISE:
            yes: tuple[str, str, Event] = ("promise", "materials.i_promise", SetPromise(name, agreed=True))
            no: tuple[str, str, Event] = ("hand_in", "materials.hand_in", SetPromise(name, agreed=False))
        case MaterialWay.LICENCE:
            if material.copies:
                return _licence_options(state, material)
            yes = ("licence", "materials.fetch", SetLicence(name, agreed=True))
            no = ("window", "materials.to_window", SetLicence(name, agreed=False))
        case MaterialWay.LATER if state.here.mending is not None and material.copies:
            return _later_options(state, material)
        case MaterialWay.LATER:
            yes = ("later", "materials.bring_later", SetLater(name, later=True))
            no = ("not_needed", "materials.not_later", SetLater(name, later=False))
        case MaterialWay.SCAN:
            return _scan_options(state, material)
        case _:
            return ()
    decided = state.here.promises.get(name)
    return tuple(
        Option(f"{name}:{way}", say(language, key), event, decided is given)
        for (way, key, event), given in ((yes, True), (no, False))
    )


def _later_options(state: State, material: Material) -> tuple[Option, ...]:
    """What was put off can be handed in now."""
    visit, name, language = state.here, material.id, state.language
    pages = len(scanned(visit, name))
    label = (
        say(language, "materials.pages_taken", count=pages) if pages else say(language, "materials.scan_now")
    )
    scan = Option(f"{name}:scan", label, OpenScan(name), bool(pages), enabled=camera_usable(state))
    if pages:
        return (scan, Option(f"{name}:window", say(language, "materials.no_scan"), ToWindow(name)))
    here = stands(visit, name) and visit.mending is not None and name not in visit.mending.put_off
    keep = say(language, "materials.as_before" if here else "materials.bring_later")
    decided = visit.promises.get(name)
    return (
        scan,
        Option(f"{name}:later", keep, SetLater(name, later=True), decided is True),
        Option(
            f"{name}:not_needed",
            say(language, "materials.not_later"),
            SetLater(name, later=False),
            decided is False,
        ),
    )


def _licence_options(state: State, material: Material) -> tuple[Option, ...]:
    """Fetched; or the paper itself, here under the camera or at a window."""
    fetched = state.here.promises.get(material.id) is True
    fetch = Option(
        f"{material.id}:licence",
        say(state.language, "materials.fetch"),
        SetLicence(material.id, agreed=True),
        fetched,
    )
    return (fetch, *_scan_options(state, material, "materials.scan_instead", "materials.to_window"))


def _scan_options(
    state: State,
    material: Material,
    take_key: str = "materials.take_pages",
    window_key: str = "materials.no_scan",
) -> tuple[Option, ...]:
    visit, language = state.here, state.language
    pages = scanned(visit, material.id)
    take = say(language, take_key)
    if pages:
        take = say(language, "materials.pages_taken", count=len(pages))
    before = stands(visit, material.id)
    if before:
        take = say(language, "materials.as_before")
    chosen, able = bool(pages) or before, camera_usable(state)
    scan = Option(f"{material.id}:scan", take, OpenScan(material.id), chosen, enabled=able)
    left = visit.promises.get(material.id) is False and not pages
    return (
        scan,
        Option(f"{material.id}:window", say(language, window_key), ToWindow(material.id), left),
    )
