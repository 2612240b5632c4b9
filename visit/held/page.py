"""Where the terminal is, and what lies over it."""

from __future__ import annotations

from enum import StrEnum


class Page(StrEnum):
    """Where the terminal is. Named sets of pages stand below; handlers never compare single pages at random."""

    STARTING = "starting"
    STAFF_DOOR = "staff_door"
    MAINTENANCE = "maintenance"
    CLOSURE = "closure"
    OUT_OF_SERVICE = "out_of_service"
    ATTRACT = "attract"
    HOME = "home"
    TREE = "tree"
    BRANCH = "branch"
    SEARCH = "search"
    ELSEWHERE = "elsewhere"
    OUTLETS = "outlets"
    CODE = "code"
    TICKET_SHOWN = "ticket_shown"
    APPOINT = "appoint"
    APPOINT_WHO = "appoint_who"
    APPOINT_PHONE = "appoint_phone"
    APPOINTMENTS = "appointments"
    APPOINTMENT = "appointment"
    VERIFY = "verify"
    BOX = "box"
    CASES_CARD = "cases_card"
    CASES = "cases"
    CASE = "case"
    CLOSED_ITEM = "closed_item"
    VOICE = "voice"
    HAND_OVER = "hand_over"
    HAND_OVER_TOLD = "hand_over_told"
    GUIDE = "guide"
    CHECKLIST = "checklist"
    CONSENT = "consent"
    IDENTIFY = "identify"
    RECORDS = "records"
    NOT_ELIGIBLE = "not_eligible"
    FORM = "form"
    MATERIALS = "materials"
    SCAN = "scan"
    PREVIEW = "preview"
    SOCIAL_CARD = "social_card"
    NEW_PIN = "new_pin"
    CHECK = "check"
    SIGN = "sign"
    SUBMITTING = "submitting"
    CARD_WRITING = "card_writing"
    RESULT = "result"
    RATING = "rating"
    RATING_WHY = "rating_why"
    FAREWELL = "farewell"


IDLE_PAGES = frozenset({Page.STARTING, Page.OUT_OF_SERVICE, Page.ATTRACT})
"""Nobody's visit: no personal data may exist here."""

BROWSING_PAGES = frozenset({Page.HOME, Page.VOICE, Page.BRANCH, Page.SEARCH})
"""Where an item is chosen."""

LISTENING_PAGES = frozenset(
    {Page.ATTRACT, Page.OUT_OF_SERVICE, Page.HOME, Page.CODE, Page.VERIFY, Page.STAFF_DOOR}
)
"""Where a code laid before the reader is taken: nobody need touch anything first."""

ITEM_PAGES = frozenset(
    {
        Page.GUIDE,
        Page.CHECKLIST,
        Page.CONSENT,
        Page.IDENTIFY,
        Page.RECORDS,
        Page.NOT_ELIGIBLE,
        Page.HAND_OVER,
        Page.HAND_OVER_TOLD,
        Page.FORM,
        Page.MATERIALS,
        Page.SCAN,
        Page.PREVIEW,
        Page.SOCIAL_CARD,
        Page.NEW_PIN,
        Page.CHECK,
        Page.SIGN,
        Page.SUBMITTING,
        Page.CARD_WRITING,
        Page.RESULT,
    }
)
"""Pages that need a chosen item."""

RATING_PAGES = frozenset({Page.RATING, Page.RATING_WHY})
"""Somebody who has gone away from here is gone: no question is asked."""

UNDECIDED_PAGES = frozenset(ITEM_PAGES - {Page.SUBMITTING, Page.CARD_WRITING, Page.RESULT})
"""Leaving here loses what was filled in, so it is asked first."""


class Over(StrEnum):
    """What lies over the page."""

    NOTHING = "nothing"
    STILL_THERE = "still_there"
    ASK_EXIT = "ask_exit"
    HELP = "help"
    COMFORT = "comfort"
    """The ways to be served."""
    LANGUAGES = "languages"
