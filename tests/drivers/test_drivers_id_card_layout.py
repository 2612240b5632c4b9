"""The four layouts of a card's text, from bytes that were made apart from the reader's code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from drivers_benches import RESIDENTS
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.id_card_reader.ethnic import ethnic_name
from drivers.id_card_reader.layout import DocumentKind, IdCard, Sex, parse
from drivers.simulators.card_faces import card_text, load_residents
from outcome import Action, Failure, Ok

VECTORS = Path(__file__).parent / "vectors"


def read(name: str) -> IdCard:
    whole = (VECTORS / name).read_bytes()
    outcome = parse(whole[14:270], whole[270:1294])
    assert isinstance(outcome, Ok)
    return outcome.value


def test_resident_card_valid_for_life() -> None:
    card = read("read_cn.bin")
    assert card.document is DocumentKind.RESIDENT_ID
    assert (card.name, card.sex, card.ethnic) == ("张三", Sex.MALE, "汉")
    assert (card.birth, card.id_number) == (date(1949, 12, 31), "11010519491231002X")
    assert (card.valid_from, card.valid_to, card.long_term) == (date(2020, 1, 1), None, True)
    assert card.address.startswith("北京市")
    assert len(card.photo) == 1024


def test_residence_permit() -> None:
    card = read("read_hkmotw_J.bin")
    assert card.document is DocumentKind.HK_MO_TW_PERMIT
    assert (card.permit_number, card.issue_count, card.ethnic) == ("H00000001", "01", "")
    assert (card.valid_to, card.long_term) == (date(2025, 1, 1), False)


def test_foreigner_2017() -> None:
    card = read("read_foreigner2017_I.bin")
    assert card.document is DocumentKind.FOREIGNER_2017
    assert (card.name, card.name_en, card.name_zh) == ("ZHENGJIAN, YANGBEN",) * 2 + ("证件样本",)
    assert (card.nationality, card.id_number, card.birth) == ("CAN", "CAN110081080310", date(1981, 8, 3))


def test_foreigner_2023() -> None:
    card = read("read_foreigner2023_Y.bin")
    assert card.document is DocumentKind.FOREIGNER_2023
    assert (card.nationality, card.id_number, card.sex) == ("CAN", "911124198108030024", Sex.FEMALE)
    assert card.valid_to == date(2033, 11, 30)


@pytest.mark.parametrize("name", list(load_residents(RESIDENTS)))
def test_every_demo_card_says_what_the_file_says(name: str) -> None:
    person = load_residents(RESIDENTS)[name]
    outcome = parse(card_text(person), b"")
    assert isinstance(outcome, Ok)
    card = outcome.value
    assert card.document == person["document"]
    assert card.name == person["name"]
    assert card.id_number == person["id_number"]
    assert card.birth.strftime("%Y%m%d") == person["birth"]
    assert card.address == person.get("address", "")
    assert card.long_term == (person["valid_to"] == "长期")


def test_a_long_latin_name_is_joined_over_its_two_fields() -> None:
    person = dict(load_residents(RESIDENTS)["jones"])
    # The 35th character is a space: it must not be lost where the fields meet.
    person["name"] = "ABCDEFGHIJ KLMNOPQRSTUVWXYZ ABCDEF " + "ABCDEFGHIJK"
    outcome = parse(card_text(person), b"")
    assert isinstance(outcome, Ok)
    assert outcome.value.name == person["name"]


def test_a_name_cut_inside_a_surrogate_pair_stays_a_valid_string() -> None:
    text = bytearray(card_text(load_residents(RESIDENTS)["wang"]))
    text[28:30] = "𠮷".encode("utf-16-le")[:2]
    outcome = parse(bytes(text), b"")
    assert isinstance(outcome, Ok)
    assert outcome.value.name.endswith("\ufffd")
    assert outcome.value.name.encode("utf-8")


@pytest.mark.parametrize("digits", ["20230229", "00000000", "2023011a", "        "])
def test_a_date_that_is_none_makes_no_false_date(digits: str) -> None:
    text = bytearray(card_text(load_residents(RESIDENTS)["wang"]))
    text[204:220] = digits.encode("utf-16-le")
    outcome = parse(bytes(text), b"")
    assert isinstance(outcome, Ok)
    assert (outcome.value.valid_to, outcome.value.long_term) == (None, False)


@pytest.mark.parametrize("who", ["wang", "chan", "smith", "jones"])
@pytest.mark.parametrize(
    ("field", "written", "seen"),
    [
        ("birth", "        ", "birth"),
        ("birth", "195503  ", "birth"),
        ("id_number", "", "no number"),
        ("id_number", "9901 0219550301002", "no number"),
        ("id_number", "990102\ufffd95503010025", "no number"),
        ("name", "", "no name"),
    ],
)
def test_a_card_without_what_a_case_needs_is_unreadable(
    who: str, field: str, written: str, seen: str
) -> None:
    person = dict(load_residents(RESIDENTS)[who]) | {field: written}
    if field == "name":
        person["name_zh"] = ""
    outcome = parse(card_text(person), b"")
    assert isinstance(outcome, Failure)
    assert (outcome.code, outcome.action) == ("card_unreadable", Action.RESIDENT)
    assert seen in outcome.detail
    assert not written.strip() or written not in outcome.detail


def test_a_foreigner_whose_card_has_no_latin_name_goes_by_the_chinese_one() -> None:
    person = dict(load_residents(RESIDENTS)["jones"]) | {"name": "", "name_zh": "证件样本"}
    outcome = parse(card_text(person), b"")
    assert isinstance(outcome, Ok)
    assert outcome.value.name == "证件样本"


def test_unknown_ethnic_code_is_shown() -> None:
    assert [ethnic_name(code) for code in ("01", "46", "56", "97", "77", "")] == [
        "汉", "德昂", "基诺", "其他", "其他(77)", "",
    ]  # fmt: skip


@settings(max_examples=200)
@given(st.binary(min_size=250, max_size=260))
def test_any_text_gives_a_card_or_a_failure(text: bytes) -> None:
    outcome = parse(text, b"")
    if isinstance(outcome, Failure):
        assert outcome.code == "card_unreadable"
    else:
        assert len(text) == 256


@settings(max_examples=100)
@given(st.text(alphabet="王秀英刘䶮𠮷ABC ·", max_size=14), st.text(max_size=10))
def test_no_field_leaks_through_repr(name: str, address: str) -> None:
    person = dict(load_residents(RESIDENTS)["wang"]) | {"name": "王" + name, "address": address}
    outcome = parse(card_text(person), b"photo")
    assert repr(outcome) == str(outcome) == "Ok(value=IdCard(resident_id))"
