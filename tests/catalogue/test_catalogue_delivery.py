"""送达: ways with their fees, asked at the end of the form with nothing chosen beforehand, and told before."""

from __future__ import annotations

import re
from datetime import date

import pytest
from catalogue_files import GOOD, PRINT, write
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue import sample
from catalogue.answers import Realm, applies, asked_pages, problems, relevant
from catalogue.delivery import ADDRESS, AREA, LOCKER, PHONE, WAY, chosen, own_phone
from catalogue.delivery_names import names_a_thing
from catalogue.loader import load_file
from catalogue.model import DeliveryWay, FieldKind
from catalogue.model.delivery import FREE_OF_ERRANDS
from catalogue.notice import one_time_notice

TODAY = date(2026, 11, 22)
LINE = re.search(r"^delivery: .*\n", GOOD, re.MULTILINE).group()


def with_ways(folder, written, *changes):
    """The sole trade's item with other ways; the folder has the demo's region."""
    text = GOOD.replace(LINE, written)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return load_file(write(folder, text))


def ways_of(item):
    return [one.way for one in item.delivery]


@pytest.fixture
def licence(tmp_path):
    item = with_ways(tmp_path, LINE)
    assert not isinstance(item, tuple), item
    return item


def pages(item, **answers):
    given = sample.examples(item, TODAY) | answers
    return [page.id for page in asked_pages(item, given) if page.id.startswith("delivery")]


def test_the_region_says_what_each_way_costs(licence):
    assert ways_of(licence) == ["counter", "locker", "courier", "electronic"]
    (field,) = [one for one in licence.fields() if one.id == WAY]
    assert field.default is None
    assert field.required
    for way, choice in zip(licence.delivery, field.choices, strict=True):
        assert choice.id == way.way
        assert way.fee.zh in choice.note.zh
        assert way.fee.en in choice.note.en


def test_each_way_asks_for_what_it_needs(licence):
    assert pages(licence, delivery="counter") == ["delivery"]
    assert pages(licence, delivery="electronic") == ["delivery"]
    assert pages(licence, delivery="locker") == ["delivery", "delivery_locker"]
    assert pages(licence, delivery="courier") == ["delivery", "delivery_area", "delivery_address"]


def test_a_phone_number_that_the_item_asks_for_is_not_asked_for_twice(tmp_path, licence):
    assert own_phone(licence).id == "phone"
    assert PHONE not in {one.id for one in licence.fields()}
    other = with_ways(
        tmp_path, LINE, ("        kind: phone\n", "        kind: phone\n        required: false\n")
    )
    assert PHONE in {one.id for one in other.fields()}


def test_the_guide_tells_every_way_and_its_fee_before_anything_is_asked(licence):
    for language in ("zh", "en"):
        told = one_time_notice(licence, None, language).delivery
        assert len(told) == 4
        for way, line in zip(licence.delivery, told, strict=True):
            assert way.fee.to(language) in line
            assert way.note.to(language) in line


@pytest.mark.parametrize("way", DeliveryWay)
def test_what_was_chosen_is_read_from_the_answers(licence, way):
    given = sample.examples(licence, TODAY) | {WAY: way.value}
    if way is DeliveryWay.LOCKER:
        given[LOCKER] = "liulin"
    assert problems(licence, given, today=TODAY, realm=Realm.DEMO) == ()
    picked = chosen(licence, given)
    assert picked.way is way
    assert picked.locker == ("liulin" if way is DeliveryWay.LOCKER else "")
    assert (picked.receiver is not None) == (way is DeliveryWay.COURIER)
    if picked.receiver is not None:
        assert picked.receiver.phone == given["phone"]
        assert picked.receiver.address == given[ADDRESS]
        assert "柳林" in picked.receiver.area or picked.receiver.area


def test_nothing_is_chosen_until_somebody_chooses(licence):
    given = sample.examples(licence, TODAY)
    del given[WAY]
    assert chosen(licence, given) is None
    assert [one.field for one in problems(licence, given, today=TODAY, realm=Realm.DEMO)] == [WAY]


def test_the_only_way_is_not_asked_for(tmp_path):
    item = with_ways(tmp_path, "delivery: [counter]\n")
    assert pages(item) == []
    assert chosen(item, {}).way is DeliveryWay.COUNTER


def test_what_a_file_writes_replaces_what_the_region_has(tmp_path):
    item = with_ways(
        tmp_path, "delivery: [counter, {way: courier, fee: {zh: 免费送, en: Brought free}, workdays: 9}]\n"
    )
    courier = item.delivery[1]
    assert (courier.fee.zh, courier.workdays) == ("免费送", 9)
    assert courier.name.zh == "快递送上门"


def test_only_in_some_cases(tmp_path):
    item = with_ways(tmp_path, f"{LINE}delivery_when: {{field: has_trade_name, equals: true}}\n")
    assert pages(item, has_trade_name=False) == []
    given = sample.examples(item, TODAY)
    assert chosen(item, given) is not None
    assert chosen(item, given | {"has_trade_name": False}) is None


@pytest.mark.parametrize(
    ("written", "where", "reason"),
    [
        ("", "guide.output", "does not say how it reaches"),
        ("delivery: [counter, lockr]\n", "delivery[1]", "no way of the region"),
        ("delivery: [locker, courier]\n", "delivery", "an address or a box"),
        ("delivery: [counter, locker, counter]\n", "delivery[2]", "there already"),
        (
            "delivery: [counter]\ndelivery_when: {field: has_trade_name, equals: true}\n",
            "delivery_when",
            "asked",
        ),
    ],
)
def test_what_does_not_hold_is_told_at_its_place(tmp_path, written, where, reason):
    found = with_ways(tmp_path, written)
    assert isinstance(found, tuple)
    assert [one.where for one in found] == [where]
    assert reason in found[0].reason


def test_nothing_to_hand_over_is_said(tmp_path):
    item = with_ways(tmp_path, "delivery: []\n")
    assert item.delivery == ()
    assert chosen(item, {}) is None


def test_what_is_printed_here_needs_none(tmp_path):
    item = load_file(write(tmp_path, PRINT, domain="renshe", name="shebao-canbao-zhengming.yaml"))
    assert item.delivery == ()


@pytest.mark.parametrize(
    ("output", "thing"),
    [
        ("居住证，或者签注后的居住证", True),
        ("《就业创业证》，电子证或纸质证", True),
        ("残疾人公交卡一张", True),
        ("准予注销登记通知书", True),
        ("养老金打到您的银行卡", False),
        ("报销的钱，打到社保卡或银行卡", False),
        ("认定结果；通过后，门诊费用按规定报销", False),
        ("新的发票额度", False),
    ],
)
def test_a_thing_is_known_by_its_words(output, thing):
    assert names_a_thing(output) is thing


def test_every_item_of_the_product_that_gives_a_thing_says_how(catalogue):
    handed = [one for one in catalogue.items.values() if one.delivery]
    assert len(handed) >= 30
    for item in handed:
        assert FREE_OF_ERRANDS & {one.way for one in item.delivery}, item.id
    asked = [one for one in handed if one.complete and len(one.delivery) > 1]
    assert len(asked) >= 8
    for item in asked:
        (field,) = [one for one in item.fields() if one.id == WAY]
        assert field.kind is FieldKind.CHOICE
        assert item.form[-1].fields[0].id in {WAY, LOCKER, ADDRESS}, f"{item.id}: asked at the end"


@given(st.data())
@settings(max_examples=60)
def test_no_field_of_another_way_reaches_a_case(catalogue, data):
    """Whatever was answered before the mind was changed."""
    item = catalogue.items["getihu-sheli"]
    way = data.draw(st.sampled_from([one.way.value for one in item.delivery]))
    given = sample.examples(item, TODAY) | {WAY: way, LOCKER: "chengguan"}
    kept = relevant(item, given)
    assert (LOCKER in kept) == (way == "locker"), way
    assert (AREA in kept) == (ADDRESS in kept) == (way == "courier")
    assert all(applies(one, kept) for one in item.fields() if one.id in kept)


def test_a_region_that_names_what_it_has_not_is_told(tmp_path):
    write(tmp_path, GOOD)
    path = tmp_path / "_region" / "delivery.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("areas: villages", "areas: towns"), encoding="utf-8"
    )
    found = load_file(tmp_path / "shichang" / "getihu-sheli.yaml")
    assert any("`towns` is no list of the region" in one.reason for one in found)
