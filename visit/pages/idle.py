"""Nobody's pages, and the first of a visit: starting, attract, out of service, home, an item that is closed here."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from catalogue.devices import DEVICES
from catalogue.opening import opening
from visit.events import Begin, ChooseItem, OpenCases, OpenCodes, OpenSearch, OpenTree
from visit.held.comfort import USUAL
from visit.held.device_health import UNREPORTED, DeviceHealth
from visit.held.page import Over
from visit.lists import often, trees
from visit.nearby import elsewhere_now, opening_text, tile_reason
from visit.offers import offer
from visit.pages.board import board, turn
from visit.pages.languages import to_begin_in
from visit.pages.trouble_pictures import picture_of
from visit.pickup import LOCKER
from visit.resting import phase
from visit.views import AttractBody, Button, HomeBody, Mark, OutOfServiceBody, Row, Tile, Tone
from wording import has, say
from wording.forms import sentences

if TYPE_CHECKING:
    from catalogue.availability import Availability
    from catalogue.model import Item
    from visit.state import State


def starting(state: State) -> OutOfServiceBody:
    language = state.language
    rows = tuple(_starting_row(state, name) for name in state.machine.watched)
    return OutOfServiceBody(say(language, "starting.title"), say(language, "starting.text"), rows)


def _starting_row(state: State, name: str) -> Row:
    language = state.language
    health = state.machine.devices.get(name)
    if health is None or health.state in UNREPORTED:
        return Row(device_name(name, language), say(language, "starting.waiting"), Mark.WAITING)
    if not health.usable:
        return _trouble_row(health, language)
    return Row(device_name(name, language), say(language, "starting.ready"), Mark.DONE)


def out_of_service(state: State) -> OutOfServiceBody:
    """Why in one sentence, where it can be done instead, whom to telephone; then what is wrong and who must act."""
    language, machine = state.language, state.machine
    title, why, picture = _why_out(state)
    rows = elsewhere_now(state)
    rows.append(Row(say(language, "out_of_service.phone"), machine.place.window_phone))
    if machine.closed is None and machine.room_code != SAFE_MODE:
        rows += _wrong(state)
    look = None
    if machine.closed is None:
        look = Button("begin", say(language, "out_of_service.look"), Begin(), Tone.PRIMARY)
    return OutOfServiceBody(title, why, tuple(rows), phase=phase(state), picture=picture, look=look)


SAFE_MODE = "safe_mode"


def _why_out(state: State) -> tuple[str, str, str]:
    """Title, the sentences under it, and the picture."""
    language, machine = state.language, state.machine
    title = say(language, "out_of_service.title")
    if machine.closed is not None:
        told = (
            say(language, f"closed_for.{machine.closed.why}"),
            say(language, f"back_at.{machine.closed.back}"),
        )
        return title, sentences(told, language), "upkeep"
    if machine.room_code == SAFE_MODE:
        return say(language, "safe_mode.title"), say(language, "safe_mode.text"), "store_trouble"
    if not machine.room:
        return title, say(language, "out_of_service.text"), "store_trouble"
    down = [name for name in machine.watched if name in machine.devices and not machine.devices[name].usable]
    return title, say(language, "out_of_service.text"), picture_of(down[0]) if down else "line_trouble"


def _wrong(state: State) -> list[Row]:
    """Each thing that is in the way, and who must act."""
    language, machine = state.language, state.machine
    rows = [
        _trouble_row(machine.devices[name], language)
        for name in machine.watched
        if name in machine.devices and not machine.devices[name].usable
    ]
    if not machine.line_up:
        rows.append(Row(say(language, "trouble.line"), say(language, "trouble.line_down"), Mark.TROUBLE))
    if not machine.room:
        why = device_trouble(machine.room_code or "disk_full", language)
        rows.append(Row(say(language, "trouble.disk"), why, Mark.TROUBLE))
    return rows


def device_name(name: str, language: str) -> str:
    known = DEVICES.get(name)
    if known is not None:
        return known.to(language)
    key = f"device.{name}"  # of this program's own parts that fail as devices do: the voice
    return say(language, key) if has(key) else name


def _trouble_row(health: DeviceHealth, language: str) -> Row:
    return Row(
        device_name(health.device_class, language),
        device_trouble(health.code or health.state, language),
        Mark.TROUBLE,
        note=say(language, f"action.{health.action}") if has(f"action.{health.action}") else "",
    )


def device_trouble(code: str, language: str) -> str:
    key = f"trouble.{code}"
    return say(language, key if has(key) else "trouble.device")


def attract(state: State) -> AttractBody:
    """The lists speak every language of the terminal in turn; what is to be done stands there in two."""
    language = _in_turn(state)
    shown = replace(state, language=language)
    others = [one for one in state.machine.languages if one != state.language]
    other = language if language in others else (others or [state.language])[0]
    present = state.machine.present and state.over is Over.NOTHING
    return AttractBody(
        title=say(language, "attract.title"),
        subtitle=say(language, "attract.welcome" if present else "attract.subtitle"),
        invitation=say(state.language, "attract.invitation"),
        board=board(shown),
        start=Button("begin", say(state.language, "attract.begin"), Begin(), Tone.PRIMARY),
        also=say(other, "attract.invitation") if other != state.language else "",
        hours=_hours(shown),
        languages=to_begin_in(state),
        phase=phase(state),
    )


def _in_turn(state: State) -> str:
    """Nobody has chosen a language or a way to be served: then nobody is being read to."""
    languages = state.machine.languages
    settled = state.help is not None or state.comfort != USUAL or state.over is not Over.NOTHING
    chosen = state.language != languages[0] or settled
    return state.language if chosen else languages[turn(state) % len(languages)]


def _hours(state: State) -> str:
    """Whether one can come to this outlet now, and until when; of a self-service area also whether the counter is open."""
    own, language = state.machine.around.own, state.language
    if own is None or state.wall is None:
        return ""
    staffed = opening_text(state, opening(own.hours, state.wall))
    if not own.day_and_night:
        return say(language, "attract.hours", when=staffed)
    return say(language, "attract.hours_day_and_night", window=staffed)


def home(state: State) -> HomeBody:
    """The trees first: who knows no word for it finds it by what happened. Eight things, no more."""
    language = state.language
    tiles = tuple(item_tile(state, item) for item in often(state.machine))
    return HomeBody(
        question=say(language, "home.question"),
        search=Button("search", say(language, "home.search"), OpenSearch()),
        trees=tuple(
            Tile(one.id, one.name.to(language), one.summary.to(language), Mark.NONE, "", OpenTree(one.id))
            for one in trees(state.machine)
        ),
        often=say(language, "home.often") if tiles else "",
        tiles=tiles,
        begun=say(language, "home.begun"),
        errands=_errands(state),
    )


def _errands(state: State) -> tuple[Button, ...]:
    """取件 only where there is a locker."""
    locker, language = state.machine.devices.get(LOCKER), state.language
    cases = Button("cases", say(language, "home.cases"), OpenCases(), note=say(language, "home.cases_note"))
    code = Button("code", say(language, "home.code"), OpenCodes(), note=say(language, "home.code_note"))
    if locker is None:
        return (cases, code)
    note = say(language, "home.pick_up_note" if locker.usable else "home.pick_up_down")
    return (cases, Button("pick_up", say(language, "home.pick_up"), OpenCodes(), note=note), code)


def _reason(state: State, item: Item, now: Availability) -> str:
    """What is different; of a closed item in two words, and where the nearest place is that can do it."""
    if now.brief is None:
        return ""
    if now.open:
        return now.reasons[0].to(state.language)
    return tile_reason(state, item, now.brief.to(state.language))


def item_tile(state: State, item: Item) -> Tile:
    """Open, open in another way, or closed with the reason; closed ones are touched to learn where it can be done."""
    language = state.language
    now = offer(state.machine, item, state.wall)
    mark = Mark.NONE if now.open and not now.degraded else Mark.WARNING if now.open else Mark.TROUBLE
    return Tile(
        id=item.id,
        title=item.names.plain.to(language),
        subtitle=item.guide.summary.to(language),
        mark=mark,
        reason=_reason(state, item, now),
        event=ChooseItem(item.id),
    )
