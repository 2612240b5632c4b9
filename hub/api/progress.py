"""POST progress: an applicant's own cases, asked for by the terminal that identified them."""

from fastapi import APIRouter, Response

from contract import wire
from contract.progress import (
    CaseForm,
    CaseProgress,
    OwnCase,
    OwnDocument,
    OwnPaper,
    ProgressAnswer,
    ProgressQuery,
    ReceiptQuery,
)
from hub.api.gate import TheCaller
from hub.api.problems import SIGNED, documented
from hub.api.replies import refuse, reply
from hub.cases.progress import give_form, own_cases, withdraw
from hub.cases.progress_papers import give_paper
from hub.cases.progress_receipt import of_receipt
from hub.wiring import TheHub
from outcome import Failure

router = APIRouter(tags=["cases"])


@router.post(
    wire.PROGRESS,
    summary="The cases of one identified applicant, of every terminal",
    response_model=ProgressAnswer,
    responses={**documented(*SIGNED)},
)
def progress(hub: TheHub, _caller: TheCaller, message: ProgressQuery) -> Response:
    """None is an answer. Name, kind of document and number must all be those of the case."""
    return reply(own_cases(hub, message.applicant))


@router.post(
    wire.PROGRESS_OF_RECEIPT,
    summary="One case of which nobody was asked who they are, by the code on its receipt",
    response_model=ProgressAnswer,
    responses={**documented(404, 409, *SIGNED)},
)
def progress_of_receipt(hub: TheHub, _caller: TheCaller, message: ReceiptQuery) -> Response:
    """404: no such case, or no receipt of this hub; 409: its applicant must ask."""
    found = of_receipt(hub, message.proof)
    if isinstance(found, Failure):
        raise refuse(found)
    return reply(found.value)


@router.post(
    wire.CASE_FORM,
    summary="What an applicant handed in, to be mended",
    response_model=CaseForm,
    responses={**documented(404, 409, *SIGNED)},
)
def case_form(hub: TheHub, caller: TheCaller, message: OwnCase) -> Response:
    """409: the case has moved on, and there is nothing to mend any more."""
    found = give_form(hub, message, caller.terminal_id)
    if isinstance(found, Failure):
        raise refuse(found)
    return reply(found.value)


@router.post(
    wire.CASE_WITHDRAWAL,
    summary="An applicant withdraws a case that is not decided yet",
    response_model=CaseProgress,
    responses={**documented(404, 409, *SIGNED)},
)
def case_withdrawal(hub: TheHub, caller: TheCaller, message: OwnCase) -> Response:
    """Again it changes nothing. 409: it was decided meanwhile, or mended."""
    found = withdraw(hub, message, caller.terminal_id)
    if isinstance(found, Failure):
        raise refuse(found)
    return reply(found.value)


@router.post(
    wire.CASE_PAPER,
    summary="A paper of an approved case, to be printed now",
    response_model=OwnDocument,
    responses={**documented(404, *SIGNED)},
)
def case_paper(hub: TheHub, caller: TheCaller, message: OwnPaper) -> Response:
    """The same print key again is the same print; every other one gets a paper that is marked."""
    found = give_paper(hub, message, caller.terminal_id)
    if isinstance(found, Failure):
        raise refuse(found)
    return reply(found.value)
