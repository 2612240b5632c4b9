"""Each trouble on the wire becomes the one word that says what to do about it."""

from __future__ import annotations

import socket
import uuid

import pytest
from offline_bench_of_cases import TERMINAL, draft
from offline_flaky_hub import FlakyHub

from contract import wire
from contract.case import CaseSubmission
from contract.fleet import Enrolment
from offline_cache import HubLink, Timeouts
from offline_cache.hub_link import AnswerLimits
from outcome import Failure, Ok

QUICK = Timeouts(connect=1.0, read=0.3, whole_answer=0.5, alive=0.3)


@pytest.fixture
def hub(keys):
    hub = FlakyHub()
    hub.public_key = keys.public_key()
    yield hub
    hub.close()


@pytest.fixture
def link(hub, keys):
    return HubLink(hub.url, TERMINAL, keys, QUICK)


def body() -> bytes:
    facts = dict(vars(draft()))
    facts |= {"terminal_id": TERMINAL, "sequence": 1, "case_number": f"{TERMINAL}-20261120-000001-X"}
    return CaseSubmission(**facts).model_dump_json().encode()


def test_signed_case_is_taken_in_and_a_forged_one_is_not(hub, link):
    assert isinstance(link.send_case(body()), Ok)
    hub.public_key = bytes(32)
    refused = link.send_case(body())
    assert (refused.code, refused.action.value) == ("not_enrolled", "engineer")
    assert refused.detail.endswith("401 bad_signature")


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("drop_before", "timeout_unknown"),
        ("drop_after", "timeout_unknown"),
        ("half_body", "timeout_unknown"),
        ("hang", "timeout_unknown"),
        ("error_500", "hub_error"),
        ("busy", "hub_error"),
        ("gateway_page", "hub_error"),
        ("garbage", "garbage"),
    ],
)
def test_fault_is_told_by_its_word_and_the_link_goes_on(hub, link, fault, code):
    hub.orders.append(fault)
    failed = link.send_case(body())
    assert isinstance(failed, Failure)
    assert failed.code == code
    assert isinstance(link.send_case(body()), Ok)


def test_nobody_listens(keys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        link = HubLink(f"http://127.0.0.1:{taken.getsockname()[1]}", TERMINAL, keys, QUICK)
        assert link.send_case(body()).code == "line_down"
        assert link.alive().code == "line_down"


def test_name_that_does_not_resolve(keys):
    assert HubLink("http://hub.invalid", TERMINAL, keys, QUICK).alive().code == "line_down"


def test_refusal_carries_the_hubs_code_and_not_its_prose(hub, link):
    sent = body()
    hub.poison.add(str(CaseSubmission.model_validate_json(sent).key))
    refused = link.send_case(sent)
    assert (refused.code, refused.detail) == ("refused", "POST /api/v1/cases: 422 item_unknown")


def test_answer_without_end_is_cut_off(hub, keys):
    link = HubLink(hub.url, TERMINAL, keys, QUICK, limits=AnswerLimits(case=50))
    assert link.send_case(body()).code == "garbage"


def test_bytes_go_out_as_they_are_and_the_query_is_signed(hub, link):
    odd = body() + b"\n "
    link.send_case(odd)
    assert hub.requests[-1][3] == odd
    key = uuid.uuid4()
    assert link.help_status(key, 3, 0).code == "garbage", "the hub let the signed request pass and said {}"
    assert hub.requests[-1][1] == f"{wire.HELP}/{key}?after=3&wait=0"


def test_enrolment_tells_the_public_key_and_is_not_signed(hub, link, keys):
    hub.public_key = None
    link.enrol("123456")
    method, path, headers, sent = hub.requests[-1]
    assert (method, path) == ("POST", wire.ENROL)
    assert wire.SIGNATURE_HEADER not in headers
    assert Enrolment.model_validate_json(sent).public_key == keys.public_key()


def test_signed_time_is_utc(hub, link):
    link.send_case(body())
    assert hub.requests[-1][2][wire.TIME_HEADER].endswith("Z")
