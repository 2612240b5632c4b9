"""Who must act, by the code of a trouble: what any driver may say of it. A bug of a driver has no line."""

from __future__ import annotations

from typing import Final

from outcome import Action

ENGINEER, KEEPER = frozenset({Action.ENGINEER}), frozenset({Action.SITE_KEEPER})
RESIDENT, NOBODY = frozenset({Action.RESIDENT}), frozenset({Action.NOBODY})

WHO_MUST_ACT: Final[dict[str, frozenset[Action]]] = {
    "bad_answer": ENGINEER,
    "battery_low": KEEPER,
    "box_not_opened": KEEPER,
    "camera_refused": ENGINEER,
    "card_moved": RESIDENT,
    "card_mute": RESIDENT,
    "card_unknown": RESIDENT,
    "card_unreadable": RESIDENT,
    "cooling_down": NOBODY,
    "cover_open": KEEPER,
    "cutter_error": KEEPER,
    "disconnected": KEEPER | ENGINEER,  # a cable, or a service on this machine
    "hardware_error": ENGINEER,
    "job_aborted": KEEPER,
    "job_canceled": KEEPER,
    "line_noise": ENGINEER,
    "no_answer": KEEPER | ENGINEER,
    "no_device": KEEPER | ENGINEER,
    "no_frames": KEEPER,
    "no_sound": KEEPER,
    "no_such_item": NOBODY,  # after noise: an answer to the question before, once
    "not_an_id_card": RESIDENT,
    "not_confirmed": KEEPER,
    "not_open": NOBODY
    | KEEPER,  # it is just being opened; or a printer lost its line before it printed anything
    "off_line": KEEPER,
    "offline": NOBODY,  # the command waited for a device that went away; its status says who must act
    "on_battery": KEEPER,
    "paper_jam": KEEPER,
    "paper_out": KEEPER,
    "player_missing": ENGINEER,
    "reader_confused": NOBODY,
    "relay_stuck": ENGINEER,
    "sam_not_authorised": ENGINEER,
    "timeout": RESIDENT | NOBODY,  # no card came; nobody stepped before the machine
    "toner_out": KEEPER,
    "ups_refused": ENGINEER,
    "ups_silent": KEEPER,
    "wrong_page_count": KEEPER,
}
