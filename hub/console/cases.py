"""The officers' pages: cases of a department, one of them opened, deciding it; and bad ratings."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from contract.case import Reason
from contract.civil_time import CIVIL
from contract.rating_tags import TAGS
from hub.cases import attachments
from hub.cases.card_reports import card_of
from hub.cases.desk import Verb, act, confirm, drop
from hub.cases.desk_view import Given, opened, page_of, waiting
from hub.cases.officers import officer_of
from hub.console.cases_words import why
from hub.console.login import REFUSED, TO_LOGIN, Responses
from hub.console.page import HEADERS, page
from hub.console.refusal import Refusal
from hub.console.session import OfficerSession, checked_form
from hub.ratings.bad import act_on, bad_ratings
from hub.ratings.loop import Act, possible
from hub.wiring import TheHub
from outcome import Failure, Outcome

router = APIRouter(
    prefix="/officers",
    tags=["console"],
    default_response_class=HTMLResponse,
    responses={**TO_LOGIN, **REFUSED},
)
NOT_THERE: Responses = {404: {"description": "A page that says there is no such case here"}}
NOT_NOW: Responses = {409: {"description": "A page that says why it cannot be so, and who must act"}}
BACK = 303
REASON = "reason_"
"""Fields of the form that say what is to be mended in one answer or material."""


async def _told(request: Request) -> dict[str, str]:
    """Every text of the form: which reasons there are depends on the item."""
    form = await request.form()
    return {name: value.strip() for name, value in form.items() if isinstance(value, str)}


@router.get("", summary="Cases that wait, by department and age")
def officers(
    request: Request,
    hub: TheHub,
    session: OfficerSession,
    department: Annotated[str, Query(max_length=80)] = "",
) -> Response:
    """Of the officer's own department, or of all where the office decides for all."""
    officer = officer_of(hub, session.user.name)
    lines = waiting(hub, officer)
    departments = sorted({one.department for one in lines if one.department})
    shown = [one for one in lines if department in {"", one.department}]
    late = sum(one.late(_today(hub)) for one in bad_ratings(hub))
    return page(
        request,
        "officers.html",
        session,
        officer=officer,
        lines=shown,
        departments=departments,
        chosen=department,
        late_ratings=late,
    )


@router.get(
    "/cases/{case_number}", summary="One case opened; each look is written down", responses={**NOT_THERE}
)
def case_page(request: Request, hub: TheHub, session: OfficerSession, case_number: str) -> Response:
    """All that was handed in: whoever decides must see it."""
    officer = officer_of(hub, session.user.name)
    found = opened(hub, officer, case_number)
    if found is None:
        raise _nothing()
    alone = found.item_id in officer.alone
    return page(
        request,
        "officer_case.html",
        session,
        case=found,
        alone=alone,
        me=officer.name,
        card=card_of(hub, case_number),
    )


@router.get(
    "/cases/{case_number}/pages/{identity}",
    summary="One scanned page; each look is written down",
    response_class=Response,
    responses={200: {"content": {"image/jpeg": {}}}, **NOT_THERE},
)
def scan(hub: TheHub, session: OfficerSession, case_number: str, identity: UUID) -> Response:
    """As it was taken."""
    if not page_of(hub, officer_of(hub, session.user.name), case_number, identity):
        raise _nothing()
    content = attachments.content(hub, identity)
    if content is None:
        raise _nothing()
    kind = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
    return Response(content, media_type=kind, headers=HEADERS)


@router.post(
    "/cases/{case_number}/decide",
    summary="Decide, or propose it to a second person",
    dependencies=[Depends(checked_form)],
    responses={**NOT_THERE, **NOT_NOW},
)
def decide_case(
    hub: TheHub,
    session: OfficerSession,
    case_number: str,
    *,
    verb: Annotated[Verb, Form()],
    told: Annotated[dict[str, str], Depends(_told)],
    workdays: Annotated[str, Form(max_length=3)] = "",
) -> Response:
    """补正 with one list of everything: each answer and material has a line of its own in the form."""
    officer = officer_of(hub, session.user.name)
    found = opened(hub, officer, case_number)
    if found is None:
        raise _nothing()
    given = {one.id: one for one in (*found.answers, *found.materials)}
    reasons = tuple(_reasons(told, given if verb is Verb.MEND else {}))
    days = int(workdays) if workdays.isascii() and workdays.isdigit() else 0
    done = act(hub, officer, case_number, verb, reasons, workdays=days)
    return _after(done, f"/officers/cases/{case_number}")


@router.post(
    "/cases/{case_number}/confirm",
    summary="The second person agrees",
    dependencies=[Depends(checked_form)],
    responses={**NOT_THERE, **NOT_NOW},
)
def confirm_case(hub: TheHub, session: OfficerSession, case_number: str) -> Response:
    """Not the one who proposed it."""
    done = confirm(hub, officer_of(hub, session.user.name), case_number)
    return _after(done, f"/officers/cases/{case_number}")


@router.post(
    "/cases/{case_number}/drop",
    summary="What was proposed is not to be",
    dependencies=[Depends(checked_form)],
    responses={**NOT_THERE, **NOT_NOW},
)
def drop_proposal(hub: TheHub, session: OfficerSession, case_number: str) -> Response:
    """Either person may say so."""
    done = drop(hub, officer_of(hub, session.user.name), case_number)
    return _after(done, f"/officers/cases/{case_number}")


@router.get("/ratings", summary="Bad ratings and by when something is due")
def ratings_page(request: Request, hub: TheHub, session: OfficerSession, all: bool = False) -> Response:  # noqa: A002
    """Nothing of who rated is kept."""
    lines = bad_ratings(hub, everything=all)
    me, today = session.user.name, _today(hub)
    return page(
        request,
        "officer_ratings.html",
        session,
        lines=lines,
        acts={line.key: possible(line.bad, me, today) for line in lines},
        tags={code: words for grade in TAGS.values() for code, words in grade.items()},
        today=today,
        everything=all,
    )


@router.post(
    "/ratings/{key}",
    summary="Write down a step about a bad rating",
    dependencies=[Depends(checked_form)],
    responses={**NOT_THERE, **NOT_NOW},
)
def act_on_rating(
    hub: TheHub,
    session: OfficerSession,
    key: UUID,
    act: Annotated[Act, Form()],
    words: Annotated[str, Form(max_length=1000)] = "",
) -> Response:
    """Left out only by a second person, and never deleted."""
    return _after(act_on(hub, key, act, words, session.user.name), "/officers/ratings")


def _reasons(told: dict[str, str], given: dict[str, Given]) -> list[Reason]:
    """Line by line in the order of the form, then what is about none of them."""
    found = [
        Reason(
            field=name,
            text_zh=f"“{one.label_zh}”：{told[REASON + name]}",
            text_en=f"{one.label_en}: {told[REASON + name]}",
        )
        for name, one in given.items()
        if told.get(REASON + name)
    ]
    if told.get("reason"):
        zh, en = told["reason"], told.get("reason_en") or told["reason"]
        found.append(Reason(field=None, text_zh=zh, text_en=en))
    return found


def _after(done: Outcome[object], where: str) -> Response:
    if isinstance(done, Failure):
        zh, en = why(done)
        raise Refusal(404 if done.code in {"no_such_case", "no_such_rating"} else 409, zh, en)
    return RedirectResponse(where, status_code=BACK)


def _today(hub: TheHub) -> date:
    return hub.clock().astimezone(CIVIL).date()


def _nothing() -> Refusal:
    return Refusal(404, "本部门没有这个办件。", "There is no such case of this department.")
