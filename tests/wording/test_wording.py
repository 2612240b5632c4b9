"""Every sentence: there in both languages, asked for by somebody, found by who looks it up, short enough."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po
from wording_source import ROOT, asked_for, codes, filled_in, patterns, whole_keys

from catalogue.availability import TROUBLES
from catalogue.devices import DEVICES
from catalogue.model import MaterialWay
from catalogue.pin_rules import PinFault
from contract.appointment import Seen
from contract.codes import NEEDS_REASONS, CaseState, Grade
from handbook.build import LABELS
from handbook.compare import Kind
from offline_cache.boxes import Purpose
from outcome import Action
from visit.held.appointing import Done
from visit.held.comfort import Wish
from visit.held.paper import Printing
from visit.held.pickup import BoxFault
from visit.held.scanning import Retake
from visit.held.trouble import STORE_SILENT
from visit.held.upkeep import Act, Back, Why
from visit.held.verifying import FAULTS, Standing
from visit.held.writing import TABS
from visit.judgement import DECIDED
from visit.pages.keys import STROKE_NAMES
from visit.pages.over import PHRASES
from wording import LANGUAGES, has, say, sentences

if TYPE_CHECKING:
    from collections.abc import Iterable

ZH, EN = sentences("zh"), sentences("en")
NAMESPACES = {key.partition(".")[0] for key in ZH}


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


# --- the files ----------------------------------------------------------------------------------


def test_both_languages_have_the_same_keys() -> None:
    assert set(ZH) ^ set(EN) == set()


def test_no_key_stands_twice_and_none_is_empty() -> None:
    for path in sorted((ROOT / "wording").glob("*/*.po")):
        keys = re.findall(r'^msgid "(.+)"$', path.read_text(encoding="utf-8"), re.MULTILINE)
        assert len(keys) == len(set(keys)), path.name
        with path.open(encoding="utf-8") as file:
            assert all(one.string for one in read_po(file) if one.id), path.name


@pytest.mark.parametrize("key", sorted(ZH))
def test_a_sentence_has_the_same_blanks_in_both_languages(key: str) -> None:
    assert blanks(ZH[key]) == blanks(EN[key])


def test_the_languages_are_the_folders() -> None:
    folders = {one.parent.name for one in (ROOT / "wording").glob("*/*.po")}
    assert folders >= set(LANGUAGES)


def test_chinese_is_chinese_and_english_is_english() -> None:
    han = re.compile(r"[\u4e00-\u9fff]")
    of_its_own = {"language.name", "language.locale", "language.voice", "language.choose"}
    for key in ZH:
        assert key == "language.choose" or not han.search(EN[key].replace("帮办", "")), (
            f"{key} is not English"
        )
        text = re.sub(r"\{\w+\}|[（），；·—、：。]", "", ZH[key])  # what only joins others is in no language
        assert han.search(text) or not text.strip() or key in of_its_own, f"{key} is not Chinese"


# --- the code -----------------------------------------------------------------------------------


def test_every_key_written_in_the_code_exists() -> None:
    assert asked_for() - set(ZH) == set()
    # Also where a key is chosen first and looked up later; elsewhere such texts may be names of other things.
    assert whole_keys(NAMESPACES, "visit") - set(ZH) == set()


def test_every_blank_is_filled_in_where_the_key_is_written() -> None:
    for key, given in filled_in().items():
        needed = blanks(ZH[key])
        assert needed <= given, f"{key} needs {needed}, some call gives only {given}"


def test_every_sentence_is_asked_for_by_somebody() -> None:
    """A sentence that nothing can look up is dead, and misleads whoever translates it."""
    put_together = [re.compile(re.escape(one).replace(r"\{\}", "[a-z0-9_]+")) for one in patterns(NAMESPACES)]
    written = whole_keys(NAMESPACES) | asked_for()
    dead = {key for key in ZH if key not in written and not any(one.fullmatch(key) for one in put_together)}
    assert dead == set()


# --- families: keys put together in the code ----------------------------------------------------

REFUSALS = ("wrong", "expired", "used", "other_terminal", "no_key", "no_pin", "locked")
"""Of the door for staff."""

CLOSED: dict[str, Iterable[str]] = {
    "action.{}": Action,
    "grade.{}": Grade,
    "materials.{}": MaterialWay,
    "printing.{}": Printing,
    "result.{}": CaseState,
    "pin_fault.{}": (*PinFault, "differs"),
    "result.{}_reasons": NEEDS_REASONS,
    "check.{}_yes": DECIDED,
    "check.{}_no": DECIDED,
    "help.phrase_{}": PHRASES,
    "scan.{}": Retake,
    "appointment.done_{}": Done,
    "appointment.slip_{}": {*Printing} - {Printing.NOT_ASKED},
    "ticket_shown.{}": {*Seen} - {Seen.HONOURED},
    "box.open_{}": Purpose,
    "box.do_{}": Purpose,
    "box.done_{}": Purpose,
    "box_fault.{}": BoxFault,
    "verify.{}": (*Standing, *FAULTS),
    "book.{}": LABELS,
    "cli.items_handbook_{}": Kind,
    "case_state.{}": CaseState,
    "cases.why_{}": ("mend", "so"),
    "language.{}": ("name", "locale", "voice"),
    "back.{}": Back,
    "back_at.{}": Back,
    "closed_for.{}": Why,
    "closure.{}": Why,
    "paper.{}": ("full", "low"),
    "staff.{}": REFUSALS,
    "upkeep.{}": Act,
    "upkeep.{}_doing": Act,
    "upkeep.{}_done": Act,
    "device.{}": DEVICES,
    "offer.{}": TROUBLES,
    "offer.{}_told": TROUBLES,
    "comfort.{}": Wish,
    "comfort.{}_note": Wish,
    "write.{}": TABS,
    "stroke.{}": STROKE_NAMES.values(),
}
"""Every member must have its sentence: the code looks it up without asking first."""


@pytest.mark.parametrize("pattern", CLOSED)
def test_a_closed_family_is_complete(pattern: str) -> None:
    missing = [key for one in CLOSED[pattern] if not has(key := pattern.format(str(one)))]
    assert not missing


def test_every_way_of_putting_keys_together_is_known_here() -> None:
    known = {*CLOSED, "check.{}_{}", *(f"{name}.{{}}" for name in OPEN)}
    assert patterns(NAMESPACES) - known == set()


OPEN = {
    "trouble": "trouble.device",
    "card": "card.again",
    "chip": "chip.again",
    "writing": "writing.trouble",
    "store": "store.trouble",
    "hub": "hub.trouble",
    "booking": "appointment.trouble",
    "own_case": "cases.trouble",
}
"""Families looked up by a failure's code; a code without a sentence of its own gets the general one."""

OF_THE_CARD = {
    "card_moved",
    "card_not_genuine",
    "card_unknown",
    "card_unreadable",
    "not_an_id_card",
    "place_card_again",
}
OF_THE_CHIP_CARD = {
    "card_blocked",
    "card_mute",
    "card_protected",
    "not_a_bank_card",
    "not_a_social_security_card",
    "pin_malformed",
    "pin_refused",
}
OF_EVERY_CHIP = ("drivers/apdu.py", "drivers/pcsc_link.py")
"""Where what befalls any card with a chip is told."""
NEVER_SHOWN = {
    "cancelled": "the page was left; nobody reads the outcome",
    "stopped": "the program ends",
    "no_such_item": "the driver goes on with what the card has",
    "no_card": "the driver goes on waiting",
}
GENERAL_TROUBLE = {
    "cooling_down",
    "feeding",
    "no_such_channel",
    "no_such_light",
    "paper_low",
    "reader_confused",
    "reader_in_use",
    "relay_stuck",
    "sam_not_authorised",
    "sam_not_permitted",
    "sam_self_test_failed",
    "unknown_status_word",
    "ups_refused",
    "vendor_cooling_off",
    "vendor_crashed",
    "vendor_error",
}
"""Of these a resident is told only that the device does not work, and who must act; staff see the code."""

GENERAL_STORE = {
    "algorithm_missing",
    "attachment_lost",
    "attachment_missing",
    "attachment_too_large",
    "bad_papers",
    "bad_recovery_key",
    "box_taken",
    "draft_invalid",
    "floor_unknown",
    "key_damaged",
    "key_erased",
    "key_reused",
    "key_sealed_away",
    "key_tool_failed",
    "key_tool_missing",
    "keys_read_only",
    "keys_there",
    "no_keys",
    "no_recovery",
    "no_store",
    "other_hub_key",
    "recovery_key_there",
    "rescue_there",
    "salvage_first",
    "store_busy",
    "store_closed",
    "store_damaged",
    "store_foreign",
    "store_in_use",
    "store_newer",
    "store_unsafe",
    "unknown_key",
    "unreadable",
    "whose_store",
    "wrong_key",
    "wrong_terminal",
}
"""The resident can do nothing about these but try again or ask for help: the general sentence says so."""

HUB_CODES = {"line_down", "timeout_unknown", "garbage", "not_enrolled", "hub_error", "refused"}


def test_no_sentence_is_kept_for_a_code_that_nothing_reports() -> None:
    reported = codes("drivers", "offline_cache", "kiosk", "speech", "hub/appointments", "hub/cases") | {
        STORE_SILENT.code,
        "expired",
        "card_expired",
        "not_here",
        "unknown",
    }
    written = whole_keys(NAMESPACES)
    dead = {
        key
        for key in ZH
        if key.partition(".")[0] in OPEN and key not in written and key.partition(".")[2] not in reported
    }
    assert dead == set()


@pytest.mark.parametrize("name", OPEN)
def test_an_open_family_has_its_general_sentence(name: str) -> None:
    assert has(OPEN[name])


def test_every_trouble_of_a_device_has_a_sentence_or_is_known_to_have_none() -> None:
    without = {code for code in codes("drivers") if not has(f"trouble.{code}")}
    assert without == (GENERAL_TROUBLE | OF_THE_CARD | OF_THE_CHIP_CARD | set(NEVER_SHOWN))


def test_every_trouble_with_a_card_has_its_sentence() -> None:
    assert {one for one in OF_THE_CARD | OF_THE_CHIP_CARD if not has(f"card.{one}")} == set()
    assert codes("drivers/id_card_reader") >= OF_THE_CARD
    assert codes("drivers/smart_card_reader", *OF_EVERY_CHIP) >= OF_THE_CHIP_CARD


def test_every_refusal_of_the_store_has_a_sentence_or_is_known_to_have_none() -> None:
    without = {code for code in codes("offline_cache") if not has(f"store.{code}")}
    assert without == GENERAL_STORE | HUB_CODES
    assert has(f"store.{STORE_SILENT.code}")


def test_every_trouble_with_the_hub_has_its_sentence() -> None:
    assert codes("offline_cache") >= HUB_CODES
    assert {one for one in HUB_CODES if not has(f"hub.{one}")} == set()


def test_an_unknown_key_is_a_bug_and_an_unknown_language_is_chinese() -> None:
    with pytest.raises(KeyError):
        say("zh", "no.such_sentence")
    assert say("fr", "button.help") == ZH["button.help"]


# --- lengths ------------------------------------------------------------------------------------

NARROW = {
    "button": 6,
    "key": 3,
    "steps": 5,
    "grade": 6,
    "unit": 2,
    "line": 12,
    "starting": 12,
    "attract": 24,
    "trouble": 12,
    "action": 12,
    "printing": 18,
    "card": 18,
}
"""The longest Chinese sentence of a prefix, in characters; a button or a row bears no more."""

SPOKEN = {"aloud"}
"""Prefixes of what is heard and not seen: no screen bounds it."""

BUTTONS = {
    "attract.begin",
    "ask_exit.leave",
    "ask_exit.stay",
    "check.change",
    "check.next",
    "closed.home",
    "consent.agree",
    "consent.decline",
    "form.back_to_check",
    "form.year_after",
    "form.year_before",
    "guide.next",
    "help.close",
    "help.end",
    "help.phrase_card",
    "help.phrase_come",
    "help.phrase_how",
    "help.phrase_read",
    "identify.no_card",
    "identify.other_card",
    "materials.bring_later",
    "materials.hand_in",
    "materials.i_promise",
    "materials.not_later",
    "preview.change",
    "preview.next",
    "rating.skip",
    "result.next",
    "result.print_again",
    "result.without_paper",
    "sign.clear",
    "sign.next",
    "still_there.keep_going",
    "still_there.leave",
    "submitting.back",
}
LONGEST_BUTTON = {"zh": 14, "en": 40}
LONGEST_SENTENCE = {"zh": 70, "en": 165}


@pytest.mark.parametrize("key", sorted(BUTTONS))
def test_what_stands_on_a_button_is_short(key: str) -> None:
    assert len(ZH[key]) <= LONGEST_BUTTON["zh"]
    assert len(EN[key]) <= LONGEST_BUTTON["en"]
    assert not ZH[key].endswith(("。", "！"))


@pytest.mark.parametrize("key", sorted(key for key in ZH if key.partition(".")[0] not in SPOKEN | {"cli"}))
def test_no_sentence_is_longer_than_the_screens_bear(key: str) -> None:
    assert len(ZH[key]) <= NARROW.get(key.partition(".")[0], LONGEST_SENTENCE["zh"])
    assert len(EN[key]) <= LONGEST_SENTENCE["en"]
