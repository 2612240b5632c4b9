"""The whole way: a case taken in with a locker chosen, put in by staff, the line cut, picked up, and told to the hub."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner
from kiosk_bench import LICENCE, USED_IN_A_VISIT, Rig, World, config_for_tests

from catalogue.sample import examples
from contract.case import Applicant, CaseSubmission, Consent, Material
from contract.case_number import CaseNumber
from contract.codes import CaseState, IdDocument, IdentityMethod
from contract.pickup_code import PREFIX
from drivers.device import DeviceClass
from hub.cli import main
from kiosk.config import ROOT, load
from outcome import Ok
from visit.events import CodeScanned

LI = Applicant(
    name="李建国",
    id_document=IdDocument.RESIDENT_ID,
    id_number="99010119880712001X",
    identified_by=IdentityMethod.ID_CARD,
)


@pytest.fixture(scope="module")
def corner():
    data = Path(tempfile.mkdtemp(prefix="pickup-"))
    whole = load(ROOT / "config.toml")
    assert isinstance(whole, Ok)
    config = config_for_tests()
    names = (*USED_IN_A_VISIT, "locker")
    config = config.model_copy(
        update={"devices": {name: one for name, one in whole.value.devices.items() if name in names}}
    )
    world = World.begin(data, config)
    rig = Rig(world.config, world.data, world.around, world.proxy)
    rig.until("a locker", lambda: DeviceClass.LOCKER in rig.terminal.mailbox.state.machine.devices)
    yield rig
    rig.stop()
    world.proxy.close()
    shutil.rmtree(data)


def deliver(rig, *words):
    done = CliRunner().invoke(main, ["deliver", *words, "--data", str(rig.data / "hub")])
    assert done.exit_code == 0, done.output
    return done.stdout.strip()


def resident(rig, number):
    """Their code; empty while nothing lies in a box."""
    done = CliRunner().invoke(
        main, ["deliver", "code", number, "--by", "小林", "--data", str(rig.data / "hub")]
    )
    return done.stdout.strip() if done.exit_code == 0 else ""


def taken_in(rig, sequence):
    """A licence that goes into this terminal's locker, as another terminal's visit would hand it in."""
    item, now = rig.items.items[LICENCE], datetime.now(UTC)
    number = str(CaseNumber(rig.config.terminal.id, now.date(), sequence, ""))
    answers = examples(item, now.date(), {"delivery": "locker", "delivery_locker": "chengguan"})
    case = CaseSubmission(
        key=uuid4(),
        terminal_id=rig.config.terminal.id,
        sequence=sequence,
        case_number=number,
        item_id=item.id,
        item_version=item.version,
        accepted_at=now,
        clock_trusted=True,
        accepted_offline=False,
        promised_date=None,
        applicant=LI,
        answers=answers,
        materials=tuple(
            Material(
                material_id=one.id,
                trust=one.trust,
                promise_version=one.promise_version,
                deferred_until=now.date() if one.deferrable_workdays else None,
            )
            for one in item.materials
        ),
        consent=Consent(text_version=item.consent.version, agreed_at=now),
        signature_png=b"\x89PNG fake",
    )
    answered = rig.link.send_case(case)
    assert isinstance(answered, Ok), answered
    assert answered.value.state is not CaseState.TO_MEND, answered.value.reasons
    return number


def known_here(rig, count):
    rig.terminal.locker_news.soon()
    rig.until(
        "the terminal to know",
        lambda: rig.terminal.cache.for_locker.salt().result(10).value and _duties(rig) == count,
        seconds=30,
    )


def _duties(rig):
    inside = rig.terminal.cache.for_locker._inside
    return (
        inside.writer.submit(
            "counting", lambda db: Ok(db.execute("SELECT count(*) FROM box_duty").fetchone()[0])
        )
        .result(10)
        .value
    )


def types(rig, code):
    rig.walk("home")
    rig.go("pick_up", "code")
    for digit in code:
        rig.press(f"key:{digit}")
    rig.press("next")


def state(rig):
    return rig.dock("state")["locker"]["open"]


def test_into_a_box_and_out_of_it_with_the_line_cut(corner):
    number = taken_in(corner, 900)
    staff = deliver(corner, "locker", number, "--by", "小林")
    known_here(corner, 1)

    types(corner, staff)
    corner.sees("1号柜已打开，放进去后请关门", number)
    assert state(corner) == [1]
    corner.dock("locker-shut", "1")
    corner.press("inside")
    corner.sees("居民可以来取了")
    corner.leave()
    corner.until("the hub to hear", lambda: resident(corner, number))
    code = resident(corner, number)
    corner.proxy.order("/", "down")
    corner.terminal.post(CodeScanned(f"{PREFIX}{code}"))
    corner.sees("1号柜已打开，取出后请关门")
    assert "居民" not in corner.words()
    corner.dock("locker-shut", "1")
    corner.sees("取件完成")
    corner.press("done")
    corner.on("home")

    types(corner, code)
    corner.sees("已经用过了")
    assert state(corner) == []
    assert number in deliver(corner, "list")
    corner.leave()
    corner.terminal.locker_news.soon()
    corner.until("the hub to hear", lambda: number not in deliver(corner, "list"))
