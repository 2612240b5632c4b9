"""The maintenance pages on the whole terminal: a code of its hub, a test print, out of service; and who comes by."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from hub.staff_command import staff_pass
from kiosk import closure_file
from visit.events import CodeScanned
from visit.held.upkeep import Back, Closure, Why

STAFF = "K-01"


@pytest.fixture
def let_in(rig):
    """Lays a fresh code of the hub before the reader."""

    def lay(terminal=rig.config.terminal.id):
        made = CliRunner().invoke(
            staff_pass, [STAFF, "--terminal", terminal, "--data", str(rig.around.data / "hub")]
        )
        assert made.exit_code == 0, made.output
        code = made.output.strip().splitlines()[-1]
        rig.terminal.post(CodeScanned(code))
        return code

    return lay


def test_staff_print_a_receipt_and_a_sheet(rig, let_in):
    before = rig.dock("state")
    let_in()
    rig.until("the maintenance page", lambda: rig.page == "maintenance")
    rig.sees("一切正常", "等待送出的办件")
    rig.press("test_receipt")
    rig.sees("凭条打好了")
    rig.press("test_sheet")
    rig.sees("A4打好了")
    after = rig.dock("state")
    assert len(after["receipt_printer"]["receipts"]) == len(before["receipt_printer"]["receipts"]) + 1
    assert len(after["document_printer"]["pages"]) == len(before["document_printer"]["pages"]) + 1
    rig.press("exit")
    rig.until("nobody's page", lambda: rig.page == "attract")


def test_a_device_that_is_down_is_named_and_what_to_do(rig, let_in):
    rig.dock("paper-out")
    let_in()
    rig.sees("纸用完了", "请现场管理员处理", "paper_out")
    rig.dock("refill")
    rig.sees("一切正常")
    rig.press("exit")


def test_a_code_is_taken_once_and_at_its_terminal(rig, let_in):
    code = let_in()
    rig.until("the maintenance page", lambda: rig.page == "maintenance")
    rig.press("exit")
    rig.until("nobody's page", lambda: rig.page == "attract")
    rig.terminal.post(CodeScanned(code))
    rig.sees("用过了")
    let_in("ZZ0001")
    rig.sees("不是给这台机器的")
    rig.press("exit")


def test_out_of_service_is_told_and_kept(rig, let_in):
    let_in()
    rig.until("the maintenance page", lambda: rig.page == "maintenance")
    rig.press("close")
    rig.press("why:repair")
    rig.press("back:tomorrow")
    rig.press("set")
    rig.sees("本机已停用")
    rig.press("exit")
    rig.sees("这台机器正在维修。明天恢复。")
    rig.until("the file", lambda: closure_file.read(rig.around.data) == Closure(Why.REPAIR, Back.TOMORROW))
    let_in()
    rig.until("the maintenance page", lambda: rig.page == "maintenance")
    rig.press("open")
    rig.press("exit")
    rig.until("nobody's page", lambda: rig.page == "attract")
    rig.until("no file", lambda: closure_file.read(rig.around.data) is None)


def test_who_comes_is_welcomed(rig):
    rig.dock("person-comes")
    rig.sees("您好，想办什么")
    rig.dock("person-leaves")  # which a sensor believes only later
