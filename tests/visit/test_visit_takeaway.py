"""要带的东西: what is taken along of a guide, without applying, without a line, and without a word about a person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from visit_world import PRINTER, World, broken, healthy, switched_on

from catalogue.answers import asked_materials
from catalogue.guide_code import guide_code
from catalogue.model import Item, Material, MaterialWay, Text
from contract.codes import MaterialTrust
from visit import effects as do
from visit import events as e
from visit.checklist_slip import of_the_visit
from visit.held.page import Page
from visit.held.paper import Printing
from visit.views import ChecklistBody, GuideBody, Mark

if TYPE_CHECKING:
    from catalogue.model import Item


def brought(name: str, only_if: str = "") -> Material:
    case = Text(zh=only_if, en=f"case {only_if}") if only_if else None
    return Material(
        id=name,
        name=Text(zh=f"材料{name}", en=f"Paper {name}"),
        way=MaterialWay.BRING,
        trust=MaterialTrust.B,
        copies=0,
        original_to_bring=True,
        only_if=case,
    )


def standing(items: tuple[Item, ...], *, line: bool = True) -> World:
    """On the list of an item that is only guided, with two papers that are wanted in one case."""
    world = switched_on(items).start(line=line)
    world.touch("begin").touch("person").touch("person-first")
    guide = next(one for one in world.state.machine.items if one.id == "guide-0")
    papers = (brought("card"), brought("proxy", "家人代办"), brought("letter", "家人代办"))
    told = guide.model_copy(update={"materials": papers})
    catalogue = world.state.machine.catalogue
    changed = replace(catalogue, items={**catalogue.items, told.id: told})
    world.state = replace(world.state, machine=replace(world.state.machine, catalogue=changed))
    return world.touch(told.id).touch("checklist")


def body(world: World) -> ChecklistBody:
    shown = world.view.body
    assert isinstance(shown, ChecklistBody)
    return shown


def slip(world: World) -> do.Slip:
    order = world.last(do.PrintSlip)
    assert isinstance(order, do.PrintSlip)
    return order.slip


@pytest.fixture
def world(items: tuple[Item, ...]) -> World:
    return standing(items)


def test_the_guide_carries_its_code_and_its_version(items: tuple[Item, ...]) -> None:
    world = switched_on(items).start().begin(items[1])
    shown = world.view.body
    assert isinstance(shown, GuideBody)
    assert shown.qr == guide_code(items[1], world.state.machine.catalogue.region, "zh")
    assert f"第{items[1].version}版" in shown.edition
    assert shown.qr_caption == "扫码带走这份指南"


def test_only_what_is_always_wanted_is_listed_until_a_case_is_ticked(world: World) -> None:
    assert [one.label for one in body(world).options] == ["家人代办"]
    assert body(world).sections[0].lines == ("材料card：原件",)
    world.touch("case:proxy")
    listed = body(world)
    assert [one.chosen for one in listed.options] == [True]
    assert listed.sections[0].heading == "请带好（3样）"
    assert listed.sections[0].lines[1:] == (
        "材料proxy：原件（家人代办时带）",
        "材料letter：原件（家人代办时带）",
    )
    assert "材料letter" in listed.qr
    world.touch("case:proxy")
    assert body(world).sections[0].lines == ("材料card：原件",)
    assert "材料letter" not in body(world).qr


@pytest.mark.parametrize("line", [True, False])
def test_the_list_is_printed_with_or_without_a_line(items: tuple[Item, ...], line: bool) -> None:
    world = standing(items, line=line).touch("case:proxy").touch("print")
    printed = slip(world)
    assert printed.kind == "guide"
    assert ("按您选的情况", ("家人代办",)) in printed.sections
    assert printed.sections[1] == (body(world).sections[0].heading, body(world).sections[0].lines)
    assert printed.qr == body(world).qr
    window = world.state.here.chosen.guide.window
    assert any(window.phone in line for _, lines in printed.sections for line in lines)
    assert (body(world).mark, body(world).print.enabled) == (Mark.DONE, False)


def test_one_list_is_printed_once_and_another_one_anew(world: World) -> None:
    world.touch("print")
    assert world.one(e.PrintChecklist()) == ()
    world.touch("case:proxy")
    assert body(world).print.enabled
    world.touch("print")
    jobs = [one.job_id for one in world.effects if isinstance(one, do.PrintSlip)]
    assert len(set(jobs)) == len(jobs) == 2


def test_a_printer_without_paper_leaves_the_code(world: World) -> None:
    world.send(e.DeviceChanged(broken(PRINTER, "paper_out")))
    shown = body(world)
    assert (shown.mark, shown.print.enabled) == (Mark.WARNING, False)
    assert "扫码" in shown.status
    assert shown.qr
    world.send(e.DeviceChanged(healthy(PRINTER)))
    assert body(world).print.enabled


def test_what_did_not_come_out_is_printed_again_under_a_new_job(world: World) -> None:
    world.silent.add(do.PrintSlip)
    first = world.touch("print").state.here.takeaway.job
    assert body(world).mark is Mark.WAITING
    world.send(e.PrintFailed(first, "paper_out", "site_keeper"))
    assert body(world).mark is Mark.WARNING
    world.silent.clear()
    world.touch("print")
    assert world.state.here.takeaway.job != first
    assert body(world).mark is Mark.DONE


def test_a_silent_printer_is_given_up_and_its_late_word_is_believed(world: World) -> None:
    world.silent.add(do.PrintSlip)
    job = world.touch("print").state.here.takeaway.job
    world.past_deadlines(lambda s: s.here.takeaway.slip.printing is not Printing.PRINTING)
    assert world.page is Page.CHECKLIST
    assert body(world).print.enabled
    world.send(e.Printed(job))
    assert body(world).mark is Mark.DONE


def test_a_slip_of_a_list_that_was_changed_says_nothing_of_the_new_one(world: World) -> None:
    world.silent.add(do.PrintSlip)
    job = world.touch("print").state.here.takeaway.job
    world.touch("case:proxy").send(e.Printed(job))
    assert body(world).mark is Mark.NONE


def test_back_leads_to_the_guide_and_what_was_ticked_is_forgotten(world: World) -> None:
    world.touch("case:proxy").touch("back")
    assert world.page is Page.GUIDE
    world.touch("checklist")
    assert [one.chosen for one in body(world).options] == [False]


def test_who_has_not_everything_with_them_takes_the_list_of_their_own_answers_along(
    items: tuple[Item, ...],
) -> None:
    world = switched_on(items).start().begin(items[2]).walk_to(Page.MATERIALS)
    visit = world.state.here
    asked = {one.id for one in asked_materials(visit.chosen, visit.answers)}
    world.touch("checklist").touch("print")
    listed = of_the_visit(world.state)
    assert {one.material for one in (*listed.bring, *listed.not_needed)} == asked
    assert slip(world).kind == "guide"
    assert world.touch("back").page is Page.MATERIALS
    assert world.state.here.answers == visit.answers


def test_nothing_of_a_person_is_on_the_list_even_after_they_identified(items: tuple[Item, ...]) -> None:
    world = switched_on(items).start().begin(items[1]).walk_to(Page.FORM)
    assert world.state.here.applicant is not None
    while world.page is not Page.GUIDE:
        world.send(e.GoBack())
    printed = slip(world.touch("checklist").touch("print"))
    said = repr(printed)
    assert world.state.here.applicant.name not in said
    assert world.state.here.applicant.id_number[-6:] not in said


def test_a_guide_leads_to_the_item_that_is_done_here(items: tuple[Item, ...]) -> None:
    world = switched_on(items).start().touch("begin").touch("person").touch("person-first")
    catalogue = world.state.machine.catalogue
    first = catalogue.items["guide-0"]
    guide = first.guide.model_copy(update={"see": items[1].id})
    changed = {**catalogue.items, first.id: first.model_copy(update={"guide": guide})}
    machine = replace(world.state.machine, catalogue=replace(catalogue, items=changed))
    world.state = replace(world.state, machine=machine)
    world.touch("guide-0").touch(f"see:{items[1].id}")
    assert (world.page, world.state.here.chosen.id) == (Page.GUIDE, items[1].id)
    assert world.touch("back").page is Page.BRANCH
