"""What stands on the paper that a resident takes home, read from the bytes on the printer's wire, and from no place
further up. Text mode: in raster mode the same words are drawn.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kiosk_bench import LICENCE, RECORD, Rig, World, config_for_tests
from kiosk_paper import Listener, codes, papers
from kiosk_view_screen import ViewScreen
from product_items import KEPT

from catalogue.answers import asked_materials
from catalogue.model import FieldKind, MaterialWay, Text
from catalogue.realm import Realm
from contract.case import Applicant, CaseAnswer, Document
from contract.codes import CaseState, IdDocument, IdentityMethod
from contract.receipt_proof import read, verify
from drivers.device import DeviceClass
from drivers.receipt_printer.encode import Encoder
from kiosk.item_files import items_of
from kiosk.player import Player
from kiosk.slip_layout import print_job
from offline_cache.papers import read as hub_papers
from outcome import Ok
from visit.held.help_talk import HelpTalk
from visit.held.machine import Machine, Place
from visit.held.page import Page
from visit.held.paper import Paper
from visit.held.visit import Visit
from visit.slips import call_back, receipt
from visit.state import State

NAME, ID_NUMBER = "李建国", "99010119880712001X"
PHONES = ("10000000001", "10000000002")
"""The one that is typed in, and the one that the hub knows."""
DEMO = "演示样张 · 无效"


@pytest.fixture(scope="module")
def desk():
    """A terminal whose printer's wire has a listener, and that prints letters as letters."""
    data = Path(tempfile.mkdtemp(prefix="paper-"))
    loaded = config_for_tests()
    printer = {**loaded.devices[DeviceClass.RECEIPT_PRINTER], "mode": "text"}
    config = loaded.model_copy(update={"devices": {**loaded.devices, DeviceClass.RECEIPT_PRINTER: printer}})
    world = World.begin(data, config)
    places = world.around.endpoints["devices"]["receipt_printer"]
    listener = Listener(**places["escpos_network"])
    places["escpos_network"] = listener.place
    rig = Rig(config, data, world.around, world.proxy)
    rig.until("an idle terminal with its line up", lambda: rig.page == "attract" and line_up(rig))
    yield rig, listener
    rig.stop()
    listener.close()
    world.proxy.close()
    shutil.rmtree(data)


def line_up(rig):
    return rig.terminal.mailbox.state.machine.line_up


@contextmanager
def line_cut(rig):
    rig.proxy.order("/", "down")
    rig.until("the line to be seen down", lambda: not line_up(rig))
    try:
        yield
    finally:
        rig.proxy.heal()
        rig.until("the line to be seen up", lambda: line_up(rig))


def played(rig, item, data):
    """A whole visit; its case number and when it was accepted, as the resident's page said."""
    seen = []
    player = Player(ViewScreen(rig), rig.items.items[item], rig.dock, "li", data)
    player.after_receipt = lambda: seen.append(rig.terminal.mailbox.state.here)
    player.play()
    (visit,) = seen
    return visit


def of_nobody(text):
    squeezed = "".join(text.split())
    assert NAME not in squeezed
    assert ID_NUMBER not in squeezed
    assert not [one for one in PHONES if one in squeezed]
    assert "李*国" in squeezed
    assert "990***********001X" in squeezed


def of_this_case(rig, visit):
    """What anybody makes of the proof who has the hub's key and no line."""
    proof = read(visit.proof)
    assert isinstance(proof, Ok), proof
    verified = verify(proof.value, hub_papers(rig.data / "keys").hub_key)
    assert isinstance(verified, Ok), verified
    assert verified.value.outlet == rig.config.terminal.name.zh
    assert str(proof.value.statement.number) == visit.number
    assert proof.value.statement.item_id == visit.chosen.id


def day(moment):
    return f"{moment.year}年{moment.month}月{moment.day}日"


def has(text, *words):
    """Wherever lines were broken."""
    squeezed = "".join(text.split())
    missing = [word for word in words if "".join(word.split()) not in squeezed]
    assert not missing, text


def test_a_receipt_taken_with_the_line_up_says_all_there_is_to_say(desk, tmp_path):
    rig, listener = desk
    before = len(listener.papers())
    visit = played(rig, RECORD, tmp_path)
    (paper,) = listener.papers()[before:]
    accepted = visit.accepted_at
    has(
        paper,
        visit.number,
        visit.chosen.names.legal.zh,
        "社会保险综合窗口",
        f"{day(accepted)} {accepted:%H:%M}",
        "QH0001",
    )
    of_nobody(paper)
    assert paper.count(DEMO) == 2, "first and last"
    assert paper.strip().startswith(DEMO)
    assert paper.strip().endswith(DEMO)
    assert "断网时收件" not in paper
    assert "重打" not in paper
    (document,) = visit.answer.documents
    assert codes(listener.heard)[-2:] == [document.verify_url, visit.proof]
    of_this_case(rig, visit)


@pytest.mark.slow
def test_a_receipt_taken_with_the_line_down_says_so_and_what_is_still_to_do(desk, tmp_path):
    rig, listener = desk
    before, before_codes = len(listener.papers()), len(codes(listener.heard))
    with line_cut(rig):
        visit = played(rig, LICENCE, tmp_path)
    (paper,) = listener.papers()[before:]
    accepted = visit.accepted_at
    has(paper, visit.number, visit.chosen.names.legal.zh, f"{day(accepted)} {accepted:%H:%M}")
    promised = re.search(r"最晚办好\s*(\d+)年(\d+)月(\d+)日", paper)
    assert promised is not None
    assert date(*map(int, promised.groups())) > accepted.date()
    has(paper, "请带原件核对", "租房合同或房产证明", "断网时收件", "已加密存好，网络好了自动送出")
    later = re.search(r"租房合同或房产证明（(\d+)年(\d+)月(\d+)日前）", "".join(paper.split()))
    assert later is not None
    assert date(*map(int, later.groups())) > accepted.date()
    of_nobody(paper)
    assert paper.count(DEMO) == 2
    assert codes(listener.heard)[before_codes:] == [visit.proof], "no document yet, but the terminal's word"
    of_this_case(rig, visit)


def test_a_call_back_slip_names_the_call_and_nobody(desk):
    rig, listener = desk
    before = len(listener.papers())
    with line_cut(rig):
        rig.press("help")
        rig.sees("网络断了，呼叫已记下。请拿好回电凭条。")
        rig.press("end_help")
    (paper,) = listener.papers()[before:]
    has(paper, "QH0001", "100-0099-0000", DEMO, rig.config.terminal.name.zh)
    assert NAME not in paper
    rig.leave()


# --- any resident, any item, both papers ---------------------------------------------------------------

ITEMS = items_of(config_for_tests(), KEPT)
assert isinstance(ITEMS, Ok)
ACCEPTED = datetime(2026, 11, 22, 15, 4, tzinfo=UTC)
CASE = "QH0001-20261122-000001-K7M-54"
MACHINE = Machine(
    place=Place(
        "QH0001", Text(zh="城关镇便民服务中心", en="Chengguan Town Service Centre"), "100-0099-0000", "1"
    ),
    catalogue=ITEMS.value,
    watched=(),
    realm=Realm.DEMO,
    simulated=True,
)
SHOWN_AT_END = 4
"""Characters in a row that the mask leaves of a number; three more stand at its beginning."""

rare = st.characters(min_codepoint=0x9F0F, max_codepoint=0x9FA5)
"""Letters that are in no sentence of ours."""
names = st.one_of(
    st.text(rare, min_size=2, max_size=6),
    st.from_regex(r"[J-Z]{3,12}, [J-Z]{3,12}( [J-Z]{3,9})?", fullmatch=True),
)
id_numbers = st.one_of(
    st.from_regex(r"99[0-9]{4}19[0-9]{9}[0-9X]", fullmatch=True),
    st.from_regex(r"CAN9[0-9]{11}", fullmatch=True),
)
phones = st.from_regex(r"100000[1-8][0-9]{4}", fullmatch=True)
free_text = st.text(rare, min_size=4, max_size=12)


@st.composite
def taken_in(draw):
    """A visit whose case was taken in, and everything in it that is the resident's alone."""
    item = draw(st.sampled_from([one for one in MACHINE.items if one.complete and not one.needs.anonymous]))
    name, id_number, phone = draw(names), draw(id_numbers), draw(phones)
    private = [name, id_number, phone]
    answers = {one.id: one.example for one in item.fields()}
    for one in item.fields():
        if one.kind is FieldKind.PHONE:
            answers[one.id] = phone
        elif one.kind is FieldKind.TEXT:
            answers[one.id] = draw(free_text)
            private.append(answers[one.id])
    visit = Visit(
        item=item,
        applicant=Applicant(
            name=name,
            id_document=draw(st.sampled_from(IdDocument)),
            id_number=id_number,
            identified_by=IdentityMethod.ID_CARD,
        ),
        answers=answers,
        promises={one.id: draw(st.booleans()) for one in item.materials},
        key=uuid4(),
        accepted_offline=draw(st.booleans()),
        number=CASE,
        accepted_at=ACCEPTED,
        receipt=Paper(tries=draw(st.integers(1, 3))),
    )
    if not visit.accepted_offline and draw(st.booleans()):
        visit = replace(visit, answer=decided(visit.key))
    return State(
        MACHINE, page=Page.RESULT, visit=visit, language=draw(st.sampled_from(("zh", "en")))
    ), private


def decided(key):
    document = Document(
        document_id="ABCD-EFGH-JKMN-PQRS",
        title_zh="证明",
        title_en="Certificate",
        pdf=b"%PDF",
        verify_url="https://hub.example/verify/ABCD-EFGH-JKMN-PQRS?t=token",
    )
    return CaseAnswer(
        key=key,
        case_number=CASE,
        state=CaseState.DONE,
        office_number="9901",
        durable_sequence=1,
        documents=(document,),
    )


@settings(max_examples=120)
@given(taken_in(), st.sampled_from((384, 576)))
def test_no_paper_ever_carries_a_whole_name_number_or_phone(case, dots):
    state, private = case
    visit = state.here
    slip = receipt(state)
    data = Encoder(dots, "text").job(print_job("job", slip))
    (paper,) = papers(data)
    squeezed = "".join(paper.split())
    for secret in private:
        assert "".join(secret.split()) not in squeezed
        assert secret not in repr(slip), "nor is it in what is drawn"
        assert secret not in "".join(codes(data))
    number = visit.applicant.id_number
    masked = "\n".join(line for line in paper.splitlines() if "*" in line)
    assert f"*{number[-SHOWN_AT_END:]}" in masked, "enough to know one's own"
    assert not [
        at for at in range(len(number) - SHOWN_AT_END) if number[at : at + SHOWN_AT_END + 1] in masked
    ]
    assert CASE in squeezed
    assert paper.count(DEMO if state.language == "zh" else "DEMO · NOT VALID") == 2
    asked = asked_materials(visit.chosen, visit.answers)
    for one in asked:
        if one.original_to_bring:
            assert "".join(one.name.to(state.language).split()) in squeezed
    offline = "已加密存好" in squeezed or "Storedencrypted" in squeezed
    assert offline is (visit.accepted_offline and visit.answer is None)
    assert visit.chosen.id != LICENCE or any(one.way is MaterialWay.LATER for one in asked)


@settings(max_examples=30)
@given(taken_in())
def test_no_slip_of_a_call_carries_anything_of_the_resident(case):
    state, private = case
    talk = HelpTalk(uuid4(), "0042", datetime(2026, 11, 22, 7, 4, tzinfo=UTC))
    (paper,) = papers(Encoder(576, "text").job(print_job("job", call_back(state, talk))))
    assert not [one for one in private if "".join(one.split()) in "".join(paper.split())]
    assert CASE not in paper, "nor what the resident was doing"
