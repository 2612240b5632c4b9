"""The helpers' page of results on their way: what lies where, and what is done with it. Codes are shown once."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import HTMLResponse

from contract.delivery import DeliveryState
from contract.pickup_code import grouped
from hub.console.login import REFUSED, TO_LOGIN, Responses
from hub.console.page import page
from hub.console.refusal import Refusal
from hub.console.session import HelperSession, checked_form
from hub.delivery import act, words
from hub.delivery.listing import to_hand_out
from hub.delivery.receiver import receiver_of
from hub.wiring import Hub, TheHub
from outcome import Failure, Ok, Outcome

router = APIRouter(
    prefix="/helpers/deliveries",
    tags=["console"],
    default_response_class=HTMLResponse,
    responses={**TO_LOGIN, **REFUSED},
)
NOT_SO: Responses = {409: {"description": "A page that says why this cannot be done now"}}

Said = tuple[str, str]
"""What is told after a deed, in Chinese and English."""
Deed = Callable[[Hub, str, str, str], Outcome[Said]]
"""(hub, case number, who does it, the courier's number) -> what is told."""


def _given(done: Outcome[act.StaffCode]) -> Outcome[Said]:
    if isinstance(done, Failure):
        return done
    code, where = grouped(done.value.code), done.value.terminal_id
    return Ok((f"{code}：在终端 {where} 输入", f"{code}: type it at terminal {where}"))


def _locker(hub: Hub, number: str, by: str, _tracking: str) -> Outcome[Said]:
    return _given(act.to_locker(hub, number, by))


def _back(hub: Hub, number: str, by: str, _tracking: str) -> Outcome[Said]:
    return _given(act.take_back(hub, number, by))


def _code(hub: Hub, number: str, by: str, _tracking: str) -> Outcome[Said]:
    done = act.pick_up_code(hub, number, by)
    if isinstance(done, Failure):
        return done
    code = grouped(done.value)
    return Ok((f"取件码 {code}", f"Pick-up code {code}"))


def _address(hub: Hub, number: str, by: str, _tracking: str) -> Outcome[Said]:
    done = receiver_of(hub, number, by)
    if isinstance(done, Failure):
        return done
    told = f"{done.value.area} {done.value.address} {done.value.phone}"
    return Ok((told, told))


def _to(state: DeliveryState) -> Deed:
    def deed(hub: Hub, number: str, by: str, tracking: str) -> Outcome[Said]:
        done = act.by_hand(hub, number, state, by, tracking=tracking)
        return done if isinstance(done, Failure) else Ok(words.STATES[state])

    return deed


DEEDS: dict[str, Deed] = {
    "locker": _locker,
    "back": _back,
    "code": _code,
    "address": _address,
    **{
        state.value: _to(state)
        for state in (
            DeliveryState.READY,
            DeliveryState.SENT,
            DeliveryState.COLLECTED,
            DeliveryState.RETURNED,
        )
    },
}


@router.get("", summary="Results on their way")
def deliveries(request: Request, hub: TheHub, session: HelperSession) -> Response:
    """Where somebody must act stands with a mark."""
    return page(
        request, "deliveries.html", session, lines=to_hand_out(hub), words=words, said=None, number=""
    )


@router.post(
    "/{number}/{deed}",
    summary="Do something with a result",
    dependencies=[Depends(checked_form)],
    responses={**NOT_SO},
)
def do(
    request: Request,
    hub: TheHub,
    session: HelperSession,
    number: str,
    deed: str,
    *,
    tracking: Annotated[str, Form(max_length=60)] = "",
) -> Response:
    """The answer is the page with what is to be told, so that no code stands in an address."""
    if deed not in DEEDS:
        raise Refusal(409, "没有这个操作。", "There is no such deed.")
    done = DEEDS[deed](hub, number, session.user.name, tracking.strip())
    if isinstance(done, Failure):
        raise Refusal(409, *_why(done))
    lines = to_hand_out(hub)
    return page(request, "deliveries.html", session, lines=lines, words=words, said=done.value, number=number)


def _why(failure: Failure) -> Said:
    if failure.code == "wrong_state":
        zh, en = words.STATES.get(failure.detail, (failure.detail, failure.detail))
        return f"现在是“{zh}”，不能这样做。", f"It is “{en}” now."
    if failure.code == "no_such_locker":
        return "没有这台带柜的终端。", "There is no such terminal with a locker."
    return "没有这个办件，或它没有要送达的结果。", "There is no such case, or nothing of it is handed out so."
