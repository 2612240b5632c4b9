"""Guides: the case in which something is brought, the pointer to what is done here, their check, code and list."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from product_items import product_items

from catalogue.check_materials import material_complaints
from catalogue.checklist import NOTHING_TO_BRING, cases, checklist
from catalogue.done_here import done_here
from catalogue.guide_check import checked_on, guide_edition, unchecked
from catalogue.guide_code import LONGEST_CODE, MORE, guide_code
from catalogue.links import link_complaints
from catalogue.loader import Catalogue
from catalogue.model import Material, MaterialWay, Text, When
from catalogue.notice import one_time_notice
from catalogue.region import NOWHERE
from contract.codes import MaterialTrust
from hub.cases.publish_items import canonical

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def shelf() -> Catalogue:
    return product_items()


def test_no_item_is_online_only(shelf):
    """Each of them names a window with place, hours and phone, in both languages, in its guide and in its code."""
    for item in shelf.items.values():
        for language in ("zh", "en"):
            window = one_time_notice(item, None, language).window
            assert window.phone
            assert all(one.to(language).strip() for one in (window.name, window.place, window.hours)), item.id


def test_every_guide_goes_into_a_code_that_a_phone_reads_off_a_screen(shelf):
    for item in shelf.items.values():
        for language in ("zh", "en"):
            code = guide_code(item, shelf.region, language)
            assert len(code.encode()) <= LONGEST_CODE, item.id
            assert item.names.plain.to(language) in code
            assert item.version in code.splitlines()[0]
            materials = one_time_notice(item, None, language).materials
            whole = all(one.name in code for one in materials)
            assert whole or code.endswith(MORE), "a part that passes for all"


def test_with_an_address_the_code_leads_to_the_page_of_this_version(shelf, collecting):
    published = shelf.region.published.model_copy(update={"address": "https://zwfw.qinghe.example/guides/"})
    region = shelf.region.model_copy(update={"published": published})
    page = f"https://zwfw.qinghe.example/guides/{collecting.id}.html?v={collecting.version}"
    assert guide_code(collecting, region, "zh") == page
    assert f"/guides/en/{collecting.id}.html" in guide_code(collecting, region, "en")
    odd = collecting.model_copy(update={"version": "2 b&c"})
    assert guide_code(odd, region, "zh").endswith("?v=2%20b%26c")


# --- materials ------------------------------------------------------------------------------------


def brought(**more: object) -> Material:
    return Material(id="card", name=Text(zh="身份证", en="Card"), way=MaterialWay.BRING, trust="B", **more)


def with_materials(item, *materials):
    return item.model_copy(update={"materials": materials, "form": ()})


@pytest.mark.parametrize(
    ("more", "zh", "en"),
    [
        ({"copies": 0, "original_to_bring": True}, "身份证：原件", "Card: the original"),
        (
            {"copies": 1, "original_to_bring": True},
            "身份证：原件和复印件1份",
            "Card: the original and 1 copy",
        ),
        ({"copies": 2}, "身份证：2份", "Card: 2 copies"),
        ({"copies": 0}, "身份证：带到窗口", "Card: Bring it to the window"),
        (
            {"copies": 0, "original_to_bring": True, "only_if": Text(zh="家人代办", en="a relative comes")},
            "身份证：原件（家人代办时带）",
            "Card: the original (only if a relative comes)",
        ),
    ],
)
def test_what_is_brought_says_how_many_and_when(collecting, more, zh, en):
    item = with_materials(collecting, brought(**more))
    assert [one.told("zh") for one in one_time_notice(item, None, "zh").materials] == [zh]
    assert [one.told("en") for one in one_time_notice(item, None, "en").materials] == [en]


def test_the_list_of_one_resident_follows_from_the_cases_that_are_theirs(collecting):
    proxy = Text(zh="家人代办", en="a relative comes")
    item = with_materials(
        collecting,
        brought(copies=0, original_to_bring=True),
        brought(copies=0, only_if=proxy).model_copy(update={"id": "proxy"}),
        brought(copies=1, only_if=proxy).model_copy(update={"id": "letter"}),
        brought(copies=0, only_if=Text(zh="换证", en="it is a renewal")).model_copy(update={"id": "former"}),
    )
    assert [(one.id, one.text) for one in cases(item, "zh")] == [("proxy", "家人代办"), ("former", "换证")]
    assert [one.text for one in cases(item, "en")] == ["A relative comes", "It is a renewal"]
    listed = {
        ticked: [one.material for one in checklist(item, ticked, "zh").bring]
        for ticked in ((), ("proxy",), ("former",), ("nobody",))
    }
    assert listed == {
        (): ["card"],
        ("proxy",): ["card", "proxy", "letter"],
        ("former",): ["card", "former"],
        ("nobody",): ["card"],
    }


def test_every_material_of_every_item_is_on_the_list_with_all_cases_ticked(shelf):
    for item in shelf.items.values():
        for language in ("zh", "en"):
            found = cases(item, language)
            whole = checklist(item, {one.id for one in found}, language)
            listed = {one.material for one in (*whole.bring, *whole.not_needed)}
            assert listed == {one.id for one in item.materials}
            fetched = {one.id for one in item.materials if one.way in NOTHING_TO_BRING}
            assert {one.material for one in whole.not_needed} == fetched
            assert len({one.text for one in found}) == len(found)
        assert [one.id for one in cases(item, "zh")] == [one.id for one in cases(item, "en")], item.id


# --- the pointer ----------------------------------------------------------------------------------


def test_a_guide_leads_to_the_joint_item_that_it_is_a_part_of(shelf):
    birth = shelf.items["chusheng-dengji"]
    assert [one.id for one in done_here(birth, shelf)] == ["chusheng-yijianshi"]
    bare = Catalogue({birth.id: birth})
    assert done_here(birth, bare) == (), "what this terminal does not carry is not offered"


def test_an_item_that_is_done_by_itself_leads_nowhere_unless_it_says_so(shelf):
    record = shelf.items["shebao-canbao-zhengming"]
    assert done_here(record, shelf) == ()
    guide = record.guide.model_copy(update={"see": "tuixiu-yijianshi"})
    told = record.model_copy(update={"guide": guide})
    assert [one.id for one in done_here(told, shelf)] == ["tuixiu-yijianshi"]


def test_every_pointer_of_the_shelf_is_played_to_its_end_there(shelf):
    named = [one for one in shelf.items.values() if one.guide.see is not None]
    assert named
    assert all(shelf.items[one.guide.see].complete for one in named)


@pytest.mark.parametrize(
    ("see", "reason", "mend"),
    [
        ("getihu", "there is no item `getihu`", "did you mean `getihu-sheli`?"),
        ("xin", "`xin` is the item itself", "delete `see`"),
        ("guided", "`guided` is only guided at the terminal too", "name an item that is done there"),
    ],
)
def test_a_pointer_that_leads_nowhere_is_told(see, reason, mend):
    data = {"id": "xin", "guide": {"see": see}}
    (found,) = link_complaints(data, {"xin", "getihu-sheli", "guided"}, {"guided", "xin"})
    assert (found.place, found.reason) == (("guide", "see"), reason)
    assert mend in found.mend


# --- the check ------------------------------------------------------------------------------------


def test_a_guide_was_checked_with_all_others_or_on_a_day_of_its_own(shelf, collecting):
    region = NOWHERE.model_copy(update={"checked": TODAY})
    assert checked_on(collecting, NOWHERE) is None
    assert checked_on(collecting, region) == TODAY
    guide = collecting.guide.model_copy(update={"checked": date(2026, 1, 2), "since": date(2025, 12, 1)})
    own = collecting.model_copy(update={"guide": guide})
    assert checked_on(own, region) == date(2026, 1, 2)
    told = guide_edition(own, region, "zh")
    assert told == f"第{own.version}版，2025年12月1日起用，最近核对 2026年1月2日"


def test_who_was_not_checked_for_a_quarter_is_listed_the_oldest_first(collecting):
    def checked(name: str, days: int | None):
        day = None if days is None else TODAY - timedelta(days=days)
        guide = collecting.guide.model_copy(update={"checked": day})
        return collecting.model_copy(update={"id": name, "guide": guide})

    items = [checked("fresh", 92), checked("late", 93), checked("never", None), checked("later", 200)]
    found = unchecked(Catalogue({one.id: one for one in items}), TODAY)
    assert [one.id for one, _ in found] == ["never", "later", "late"]


def test_a_check_makes_no_new_version(collecting):
    guide = collecting.guide.model_copy(update={"checked": TODAY})
    checked = collecting.model_copy(update={"guide": guide})
    assert canonical(checked) == canonical(collecting)
    other = collecting.model_copy(update={"guide": guide.model_copy(update={"fee": guide.output})})
    assert canonical(other) != canonical(collecting)


@pytest.mark.parametrize(
    ("material", "reason"),
    [
        (
            brought(copies=1, only_if=Text(zh="换证", en="a renewal")).model_copy(
                update={"way": MaterialWay.SCAN, "trust": MaterialTrust.C, "original_to_bring": True}
            ),
            "`only_if` is for what is brought; a material by scan says it with `when`",
        ),
        (
            brought(copies=1, only_if=Text(zh="换证", en="a renewal")).model_copy(
                update={"when": When(field="kind", equals="new")}
            ),
            "`when` says already in which case",
        ),
    ],
)
def test_the_case_in_words_is_only_for_what_nobody_asks(material, reason):
    assert [one.reason for one in material_complaints(("materials", 0), material)] == [reason]
