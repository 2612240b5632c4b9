"""ID cards that a combo reader shows over PC/SC: what it says, and the driver at a real pcscd."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from drivers_benches import BOUND_S, RESIDENTS
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.device import DeviceState, Media
from drivers.id_card_reader import combo_card
from drivers.id_card_reader.layout import DocumentKind, IdCard
from drivers.id_card_reader.pcsc_combo import PcscCombo, PcscComboOptions
from drivers.pcsc_link import PcscLink
from drivers.simulators.card_faces import card_text, load_residents
from drivers.simulators.id_card_reader.stand import IdCardReaderStand
from drivers.simulators.smart_card_reader.bank_card import BankCard
from drivers.simulators.smart_card_reader.card_slot import CardSlot
from drivers.simulators.smart_card_reader.chip_card import ATR_T0, ATR_T1, MuteCard
from drivers.simulators.smart_card_reader.id_card import ATR_ID_CARD, IdChipCard
from drivers.simulators.smart_card_reader.pcsc_service import READER, SECOND_READER, PcscService
from drivers.simulators.smart_card_reader.social_card import SocialCard
from drivers.smart_card_reader.pcsc import Pcsc, PcscOptions
from outcome import Action, Failure, Ok, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PEOPLE = load_residents(RESIDENTS)
PHOTO = bytes(range(256)) * 4


def card_read(receive: Callable[[bytes], bytes]) -> Outcome[IdCard]:
    return combo_card.read(lambda apdu: Ok(receive(apdu)))


# --- what the reader says, without a reader --------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "kind"),
    [
        ("wang", DocumentKind.RESIDENT_ID),
        ("chan", DocumentKind.HK_MO_TW_PERMIT),
        ("smith", DocumentKind.FOREIGNER_2017),
        ("jones", DocumentKind.FOREIGNER_2023),
    ],
)
def test_text_and_photo_are_put_together(who: str, kind: DocumentKind) -> None:
    read = card_read(IdChipCard(PEOPLE[who], PHOTO).receive)
    assert isinstance(read, Ok)
    assert (read.value.document, read.value.id_number) == (kind, PEOPLE[who]["id_number"])
    assert read.value.photo == PHOTO


def test_whatever_the_headers_say() -> None:
    card = IdChipCard(PEOPLE["wang"], PHOTO)

    def with_another_header(apdu: bytes) -> bytes:
        said = card.receive(apdu)
        return b"\xff\xff\xff\xff" + said[4:] if apdu[2] < 2 else said

    assert card_read(with_another_header) == card_read(card.receive)


@pytest.mark.parametrize("broken", range(1, 6))
@pytest.mark.parametrize("said", [b"", b"\x6f\x41", b"\0" * 9 + b"\x90\x00", b"\0" * 257 + b"\x90\x00"])
def test_a_photo_that_comes_in_part_is_no_photo_and_the_text_is_read(broken: int, said: bytes) -> None:
    card = IdChipCard(PEOPLE["wang"], PHOTO)
    read = card_read(lambda apdu: said if apdu[2] == broken else card.receive(apdu))
    assert isinstance(read, Ok)
    assert (read.value.name, read.value.photo) == ("王秀英", b"")


@pytest.mark.parametrize("size", [0, 255, 256, 259, 261, 264])
def test_a_text_of_another_length_is_not_believed(size: int) -> None:
    text = (b"\0\0\0\0" + card_text(PEOPLE["wang"]) + b"    ")[:size]
    read = card_read(lambda _: text + b"\x90\x00")
    assert isinstance(read, Failure)
    assert (read.code, read.action) == ("card_unreadable", Action.RESIDENT)
    assert "王" not in read.detail


@settings(max_examples=150)
@given(st.lists(st.binary(max_size=300) | st.binary(min_size=260, max_size=260), min_size=1, max_size=6))
def test_no_answer_makes_it_raise(answers: list[bytes]) -> None:
    left = iter(answers * 20)
    assert isinstance(card_read(lambda _: next(left)), Ok | Failure)


def test_other_cards_are_told_by_their_answer_to_reset() -> None:
    assert combo_card.is_id_card(ATR_ID_CARD)
    assert not combo_card.is_id_card(MuteCard().atr)
    contactless = bytes.fromhex("3B88800150000000 00D10386808D")
    assert not any(combo_card.is_id_card(atr) for atr in (ATR_T0, ATR_T1, contactless, b""))


# --- the driver --------------------------------------------------------------------------------------


@pytest.fixture
def stand(short_dir: Path) -> Iterator[IdCardReaderStand]:
    stand = IdCardReaderStand(short_dir, RESIDENTS, combo=True)
    for wire in stand.wires:
        wire.plug()
    if stand.why_not:
        pytest.skip(stand.why_not)
    yield stand
    stand.close()
    for wire in stand.wires:
        wire.unplug()


@pytest.fixture
def make(stand: IdCardReaderStand) -> Iterator[Callable[..., PcscCombo]]:
    made: list[PcscCombo] = []

    def opened(**options: Any) -> PcscCombo:
        made.append(PcscCombo(PcscComboOptions(**{**stand.options()["pcsc_combo"], **options})))
        assert made[-1].open() == Ok(None)
        return made[-1]

    yield opened
    for device in made:
        device.close()


def read(device: PcscCombo, deadline_s: float = BOUND_S) -> Outcome[IdCard]:
    return device.read_raw_data(threading.Event(), deadline_s)


def told(outcome: Outcome[IdCard]) -> str:
    assert isinstance(outcome, Failure)
    return outcome.code


def test_a_card_is_waited_for_and_read_and_read_again(
    stand: IdCardReaderStand, make: Callable[..., PcscCombo]
) -> None:
    device = make()
    assert device.capabilities.facts["reader"] == READER
    assert device.poll().media is Media.NOT_PRESENT
    threading.Timer(0.05, stand.insert, ["rare"]).start()
    first = read(device)
    assert isinstance(first, Ok)
    assert first.value.name == "刘䶮𠮷"
    assert len(first.value.photo) == 1024
    assert (device.poll().state, device.poll().media) == (DeviceState.ONLINE, Media.PRESENT)
    assert read(device, 0.0) == first


def test_a_wait_ends_by_cancel_and_by_its_deadline(make: Callable[..., PcscCombo]) -> None:
    device, cancel = make(), threading.Event()
    threading.Timer(0.05, cancel.set).start()
    assert device.read_raw_data(cancel, BOUND_S) == Failure("cancelled", Action.NOBODY)
    assert told(read(device, 0.05)) == "timeout"


def test_something_else_lies_there(stand: IdCardReaderStand, make: Callable[..., PcscCombo]) -> None:
    device = make(attempts=2)
    stand.insert_wrong()
    assert told(read(device)) == "not_an_id_card"
    assert stand.slot.asked == 0, "it was asked nothing"
    device.close()
    asking = make(check_atr=False, attempts=2)
    assert told(read(asking)) == "card_unreadable"
    stand.slot.insert(MuteCard())
    assert told(read(asking)) in {
        "card_unknown",
        "card_moved",
    }  # vpcd shows a mute card as one that comes and goes
    stand.insert("li")
    assert isinstance(read(asking), Ok)


@pytest.mark.parametrize("failing", [1, 3])
def test_a_card_still_in_the_hand_fails_some_tries_and_is_read(
    stand: IdCardReaderStand, make: Callable[..., PcscCombo], failing: int
) -> None:
    device = make()
    words = iter(["41"] * failing)
    stand.faults.take_failure = lambda: next(words, "")  # type: ignore[method-assign]
    stand.insert("li")
    assert isinstance(read(device), Ok)


def test_a_card_pulled_away_is_told_and_read_when_it_lies_there_again(
    stand: IdCardReaderStand, make: Callable[..., PcscCombo]
) -> None:
    device = make(gone_s=0.05)
    stand.insert("li")
    stand.slot.pull_after(0)
    assert told(read(device)) == "card_moved"
    stand.insert("li")
    assert isinstance(read(device), Ok)
    stand.remove()
    assert device._link.wait_for_change(present=True, wait_s=3.0) == Ok(value=False)  # it looks every 0.4 s
    assert device.poll().media is Media.NOT_PRESENT


def test_a_card_pulled_away_in_its_photo_was_read(
    stand: IdCardReaderStand, make: Callable[..., PcscCombo]
) -> None:
    device = make()
    stand.insert("li")
    stand.slot.pull_after(2)
    outcome = read(device)
    assert isinstance(outcome, Ok)
    assert (outcome.value.name, outcome.value.photo) == ("李建国", b"")


def test_a_card_that_is_missed_for_a_moment_is_not_gone(
    stand: IdCardReaderStand, make: Callable[..., PcscCombo]
) -> None:
    device = make(gone_s=3.0)
    stand.insert("li")
    assert isinstance(read(device), Ok)
    stand.slot.bounce()  # away for half a second
    watched = device._link.wait_for_change(present=True, wait_s=3.0)
    assert watched == Ok(value=False), "the reader did miss it"
    assert device.poll().media is Media.PRESENT


def test_two_readers_of_one_service_serve_two_drivers_at_once(short_dir: Path) -> None:
    chip, id_card = CardSlot(), CardSlot()

    def moved(port: int) -> None:
        chip.reach(port)
        id_card.reach(port + 1 if port else 0)

    service = PcscService(short_dir / "pcsc", moved)
    service.plug()
    if service.why_not:
        pytest.skip(service.why_not)
    cards = Pcsc(PcscOptions(reader=READER, socket=service.address))
    combo = PcscCombo(PcscComboOptions(reader=SECOND_READER, socket=service.address))
    try:
        assert cards.open() == combo.open() == Ok(None)
        chip.insert(SocialCard(PEOPLE["wang"]))
        id_card.insert(IdChipCard(PEOPLE["li"]))
        never = threading.Event()
        with ThreadPoolExecutor(2) as both:
            social = both.submit(cards.read_social_security_card, never, BOUND_S)
            resident = both.submit(combo.read_raw_data, never, BOUND_S)
            names = [one.result().value.name for one in (social, resident)]  # type: ignore[union-attr]
        assert names == ["王秀英", "李建国"]
        chip.insert(BankCard(PEOPLE["wang"]))
        assert isinstance(cards.read_bank_card(never, BOUND_S), Ok)
        chip.remove()
        assert combo.poll().media is Media.PRESENT
    finally:
        cards.close()
        combo.close()
        chip.remove()
        id_card.remove()
        service.unplug()


@pytest.mark.parametrize(
    ("doing", "code", "action"),
    [
        ("connect", "port_denied", Action.ENGINEER),
        ("power", "port_denied", Action.ENGINEER),
        ("look", "disconnected", Action.SITE_KEEPER),
        ("command", "disconnected", Action.SITE_KEEPER),
    ],
)
def test_denied_is_believed_only_where_rights_are_asked_for(doing: str, code: str, action: Action) -> None:
    link = PcscLink("*", "", BOUND_S)
    outcome = link._bounded(lambda: (0x8010006A,), doing)
    assert isinstance(outcome, Failure)
    assert (outcome.code, outcome.action) == (code, action)
