"""A locker in the world of the visit: codes that open, and everything that can go wrong there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visit_world import World, healthy, switched_on

from contract import pickup_code
from contract.pickup_code import check_digit
from visit import effects as do
from visit import events as e

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from catalogue.model import Item

BODY = "4821705"
CODE = BODY + check_digit(BODY)
SCANNED = pickup_code.PREFIX + CODE
NUMBER = "QH0001-20261122-0001"
NAMES = ("居住证申领、签注", "Residence permit and its yearly endorsement")


def opens(purpose: str = "pick_up", box: int = 3) -> Callable[[do.Effect], Iterable[e.Event]]:
    def answer(order: do.Effect) -> Iterable[e.Event]:
        assert isinstance(order, do.OpenBox)
        return (e.BoxOpened(order.job, purpose, box, NUMBER, *NAMES),)

    return answer


def refuses(
    code: str, action: str = "resident", wait_s: int = 0, box: int = 0
) -> Callable[[do.Effect], Iterable[e.Event]]:
    def answer(order: do.Effect) -> Iterable[e.Event]:
        assert isinstance(order, do.OpenBox)
        return (e.BoxRefused(order.job, code, action, wait_s, box),)

    return answer


def settles(code: str = "") -> Callable[[do.Effect], Iterable[e.Event]]:
    def answer(order: do.Effect) -> Iterable[e.Event]:
        assert isinstance(order, do.SettleBox)
        return (e.BoxSettled(order.job, code),)

    return answer


def shut(world: World) -> World:
    """The door is pushed shut."""
    order = world.last(do.OpenBox)
    assert isinstance(order, do.OpenBox)
    return world.send(e.BoxShut(order.job))


def before_the_locker(items: tuple[Item, ...], *, line: bool = True) -> World:
    """On the home page of a terminal that has one."""
    world = switched_on(items).start(line=line).send(e.DeviceChanged(healthy("locker")))
    world.instead[do.OpenBox] = opens()
    world.instead[do.SettleBox] = settles()
    return world.touch("begin")


def typed(world: World, code: str = CODE) -> World:
    world.touch("pick_up")
    for digit in code:
        world.touch(f"key:{digit}")
    return world.touch("next")


def locker_stations(items: tuple[Item, ...]) -> Iterator[tuple[str, World]]:
    """Every stage of a box, for residents and for staff."""
    silent = before_the_locker(items)
    silent.silent.add(do.OpenBox)
    yield "box/trying", typed(silent)
    late = before_the_locker(items)
    late.silent.add(do.OpenBox)
    yield "box/timeout", typed(late).wait(20)
    yield "box/open", typed(before_the_locker(items))
    yield "box/urged", typed(before_the_locker(items)).wait(30)
    yield "box/empty", typed(before_the_locker(items)).touch("nothing_inside")
    yield "box/done", shut(typed(before_the_locker(items, line=False)))
    for fault in ("wrong_code", "code_locked", "box_in_doubt", "box_not_opened", "locker_down"):
        world = before_the_locker(items)
        world.instead[do.OpenBox] = refuses(fault, wait_s=300, box=3)
        yield f"box/{fault}", typed(world)
    for end in ("asking", "settling", "not_kept", "done_put_in"):
        world = before_the_locker(items)
        world.instead[do.OpenBox] = opens("put_in", 5)
        shut(typed(world))
        if end == "settling":
            world.silent.add(do.SettleBox)
        if end == "not_kept":
            world.instead[do.SettleBox] = settles("disk_full")
        yield f"box/{end}", world if end == "asking" else world.touch("inside")
    back = before_the_locker(items)
    back.instead[do.OpenBox] = opens("take_back", 3)
    yield "box/take_back", typed(back)


def box_examples(world: World) -> tuple[e.Event, ...]:
    """One of every kind, of the box that is opened here."""
    visit = world.state.visit
    job = visit.pickup.job if visit is not None and visit.pickup.job is not None else world.fresh()
    return (
        e.NothingInside(),
        e.NotPutIn(),
        e.BoxOpened(job, "put_in", 5, NUMBER, *NAMES),
        e.BoxRefused(job, "box_not_opened", "site_keeper", box=3),
        e.BoxShut(job),
        e.BoxSettled(job),
    )
