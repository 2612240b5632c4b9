"""Every (page, event) pair and what it does. A pair that is not named is ignored and noted, and the test prints it."""

from __future__ import annotations

from visit import events as e
from visit.handlers import (
    appointment,
    appointment_shown,
    browse,
    card_pin,
    cases,
    codes,
    comfort,
    conclude,
    confirm,
    eligible,
    fill,
    find,
    hand_over,
    identify,
    outlets,
    paper,
    pickup,
    presence,
    rate,
    scan,
    surroundings,
    takeaway,
    talk,
    upkeep,
    verify,
    write,
)
from visit.held.page import IDLE_PAGES, Over, Page
from visit.turn import Handler, ignore_late, ignore_stale

EVERYWHERE: dict[type[e.Event], Handler] = {
    e.Touched: presence.touched,
    e.TimePassed: presence.time_passed,
    e.DeviceChanged: surroundings.device_changed,
    e.LineChanged: surroundings.line_changed,
    e.RoomChanged: surroundings.room_changed,
    e.WritingMissing: surroundings.writing_missing,
    e.PresenceChanged: surroundings.presence_changed,
    e.OutletsHeard: outlets.heard,
    e.CardPresence: surroundings.card_presence,
    e.CallHelp: talk.call_help,
    e.HelpUpdated: talk.help_updated,
    e.HelpUnreachable: talk.help_unreachable,
    e.SetLanguage: browse.set_language,
    e.OpenLanguages: browse.open_languages,
    e.SetComfort: comfort.set_comfort,
    e.OpenComfort: comfort.open_comfort,
    e.Printed: paper.printed,
    e.PrintFailed: paper.print_failed,
    e.Wiped: conclude.wiped,
    e.PageTaken: scan.page_taken,
    e.OpenHandOver: hand_over.open_hand_over,
}
"""Decided the same on every page: the person to call is one of these."""

WHILE_VISITING: dict[type[e.Event], Handler] = {
    e.AskExit: presence.ask_exit,
    e.CaseAnswered: conclude.case_answered,
    e.DocumentRendered: conclude.document_rendered,
}

WRITING: dict[type[e.Event], Handler] = {
    e.KeyPressed: write.key_pressed,
    e.CandidatesFound: write.candidates_found,
    e.PickCandidate: write.pick_candidate,
    e.TurnWords: write.turn_words,
    e.SetWriting: write.set_writing,
    e.Drew: write.drew,
    e.InkRead: write.ink_read,
    e.WordsSuggested: write.words_suggested,
    e.WritingLost: write.writing_lost,
}
"""On every page where Chinese is put in."""

BY_PAGE: dict[Page, dict[type[e.Event], Handler]] = {
    Page.STARTING: {},
    Page.OUT_OF_SERVICE: {
        e.Begin: browse.begin,
        e.OpenDoor: upkeep.open_door,
        e.CodeScanned: upkeep.scanned,
    },
    Page.STAFF_DOOR: {
        e.CodeScanned: upkeep.scanned,
        e.PinKey: upkeep.pin_key,
        e.GoNext: upkeep.pin_typed,
        e.StaffAdmitted: upkeep.admitted,
        e.StaffRefused: upkeep.refused,
        e.GoBack: upkeep.back,
        e.AskExit: upkeep.leave,
    },
    Page.MAINTENANCE: {
        e.StoreTold: upkeep.store_told,
        e.DoAct: upkeep.do_act,
        e.ActDone: upkeep.act_done,
        e.TryAgain: upkeep.look_again,
        e.OpenClosure: upkeep.open_closure,
        e.SetClosure: upkeep.set_closure,
        e.AskExit: upkeep.leave,
    },
    Page.CLOSURE: {
        e.StoreTold: upkeep.store_told,
        e.ChooseClosure: upkeep.choose_closure,
        e.SetClosure: upkeep.set_closure,
        e.GoBack: upkeep.back,
        e.AskExit: upkeep.leave,
    },
    Page.ATTRACT: {e.Begin: browse.begin, e.CodeScanned: codes.scanned},
    Page.HOME: {
        e.ChooseItem: browse.choose_item,
        e.OpenTree: find.open_tree,
        e.OpenSearch: find.open_search,
        e.OpenCases: cases.open_cases,
        e.OpenCodes: codes.open_codes,
        e.CodeScanned: codes.scanned,
    },
    Page.TICKET_SHOWN: {
        e.AppointmentsTold: appointment.told,
        e.AppointmentsFailed: appointment.failed,
        e.OpenAppointment: appointment_shown.book_again,
        e.OpenOwnAppointments: appointment.open_own,
        e.TryAgain: appointment_shown.again,
        e.GoNext: appointment_shown.begin,
        e.GoBack: appointment_shown.back,
    },
    Page.APPOINT: {
        e.AppointmentsTold: appointment.told,
        e.AppointmentsFailed: appointment.failed,
        e.Pick: appointment.pick,
        e.TurnPage: appointment.turn_page,
        e.OpenOwnAppointments: appointment.open_own,
        e.TryAgain: appointment.again,
        e.GoBack: appointment.back,
    },
    Page.APPOINT_WHO: {
        e.CardRead: identify.card_read,
        e.CardTrouble: identify.card_trouble,
        e.TryAgain: identify.read_again,
        e.GoNext: appointment.identified,
        e.GoBack: appointment.who_back,
    },
    Page.APPOINT_PHONE: {
        e.KeyPressed: appointment.phone_key,
        e.GoNext: appointment.confirm,
        e.GoBack: appointment.phone_back,
    },
    Page.APPOINTMENTS: {
        e.AppointmentsTold: appointment.told,
        e.AppointmentsFailed: appointment.failed,
        e.Pick: appointment.pick_own,
        e.TurnPage: appointment.turn_page,
        e.TryAgain: appointment.own_again,
        e.GoBack: appointment.own_back,
    },
    Page.APPOINTMENT: {
        e.AppointmentsTold: appointment.told,
        e.AppointmentsFailed: appointment.failed,
        e.MoveAppointment: appointment.ask_move,
        e.CancelAppointment: appointment.ask_cancel,
        e.OpenOwnAppointments: appointment.open_own,
        e.TryAgain: appointment.ticket_again,
        e.GoOnWithout: appointment.ticket_without,
        e.GoNext: appointment.ticket_seen,
    },
    Page.CODE: {
        e.CodeScanned: codes.scanned,
        e.KeyPressed: codes.key_pressed,
        e.GoNext: codes.typed,
        e.OpenOwnAppointments: appointment.open_own,
        e.GoBack: find.back,
    },
    Page.BOX: {
        e.BoxOpened: pickup.opened,
        e.BoxRefused: pickup.refused,
        e.BoxShut: pickup.shut,
        e.BoxSettled: pickup.settled,
        e.NothingInside: pickup.nothing_inside,
        e.NotPutIn: pickup.not_put_in,
        e.TryAgain: pickup.try_again,
        e.GoNext: pickup.put_in,
        e.GoBack: pickup.back,
    },
    Page.VERIFY: {
        e.CodeScanned: codes.scanned,
        e.LookUnderCamera: verify.look,
        e.NoCodeSeen: verify.no_code_seen,
        e.PaperChecked: verify.checked,
        e.PaperStanding: verify.heard,
        e.TryAgain: verify.another,
        e.GoBack: verify.back,
    },
    Page.TREE: {
        e.OpenBranch: find.open_branch,
        e.OpenElsewhere: find.open_elsewhere,
        e.OpenCases: cases.open_cases,
        e.OpenVoice: hand_over.open_voice,
        e.OpenOutlets: outlets.open_outlets,
        e.OpenVerify: verify.open_verify,
        e.TurnPage: find.turn_page,
        e.GoBack: find.back,
    },
    Page.ELSEWHERE: {e.TurnPage: find.turn_page, e.GoBack: find.back},
    Page.BRANCH: {e.ChooseItem: browse.choose_item, e.TurnPage: find.turn_page, e.GoBack: find.back},
    Page.SEARCH: {
        **WRITING,
        e.OpenCases: cases.open_cases,
        e.ChooseItem: browse.choose_item,
        e.TurnPage: find.turn_page,
        e.GoBack: find.back,
    },
    Page.OUTLETS: {e.TurnPage: outlets.turn_page, e.GoBack: outlets.back},
    Page.VOICE: {e.ChooseItem: browse.choose_item, e.GoBack: find.back},
    Page.HAND_OVER: {
        e.ChooseWindow: hand_over.choose_window,
        e.TurnPage: hand_over.turn_page,
        e.GoBack: hand_over.leave,
    },
    Page.HAND_OVER_TOLD: {
        e.Toggled: hand_over.toggle,
        e.GoNext: hand_over.agreed,
        e.GoBack: browse.go_back,
    },
    Page.CASES_CARD: {
        e.CardRead: identify.card_read,
        e.CardTrouble: identify.card_trouble,
        e.TryAgain: cases.read_again,
        e.GoNext: cases.identified,
        e.GoBack: cases.home,
    },
    Page.CASES: {
        e.ProgressTold: cases.told,
        e.ProgressFailed: cases.failed,
        e.OpenCase: cases.open_case,
        e.TurnPage: cases.turn_page,
        e.TryAgain: cases.ask_again,
        e.GoBack: cases.home,
    },
    Page.CASE: {
        e.MendCase: cases.mend,
        e.CaseFormGiven: cases.form_given,
        e.AskWithdraw: cases.ask_withdraw,
        e.WithdrawCase: cases.withdraw,
        e.KeepCase: cases.keep_case,
        e.CaseWithdrawn: cases.withdrawn,
        e.PrintPaper: cases.print_paper,
        e.PaperGiven: cases.paper_given,
        e.ProgressFailed: cases.failed,
        e.GoBack: cases.close_case,
    },
    Page.CLOSED_ITEM: {
        e.GoBack: find.back,
        e.ChooseItem: browse.choose_item,
        e.OpenOutlets: outlets.open_outlets,
        e.OpenAppointment: appointment.open_appointment,
    },
    Page.GUIDE: {
        e.OpenAppointment: appointment.open_appointment,
        e.OpenChecklist: takeaway.open_checklist,
        e.ChooseItem: browse.choose_item,
        e.GoNext: browse.go_next,
        e.GoBack: find.back,
    },
    Page.CHECKLIST: {
        e.ToggleCase: takeaway.toggle_case,
        e.PrintChecklist: takeaway.print_checklist,
        e.GoBack: takeaway.back,
    },
    Page.CONSENT: {e.Agree: browse.agree, e.GoBack: browse.go_back},
    Page.IDENTIFY: {
        e.CardRead: identify.card_read,
        e.CardTrouble: identify.card_trouble,
        e.TryAgain: identify.read_again,
        e.GoNext: identify.identified,
        e.GoBack: browse.go_back,
    },
    Page.RECORDS: {
        e.QueryAnswered: eligible.records_answered,
        e.QueryFailed: eligible.records_failed,
        e.TryAgain: eligible.ask_again,
        e.GoNext: eligible.records_seen,
        e.GoBack: browse.go_back,
    },
    Page.NOT_ELIGIBLE: {e.GoBack: eligible.change, e.JumpTo: eligible.change_answer},
    Page.FORM: {
        e.Answered: fill.answered,
        e.Toggled: fill.toggled,
        e.FocusField: fill.focus_field,
        **WRITING,
        e.GoNext: fill.page_done,
        e.GoBack: browse.go_back,
    },
    Page.MATERIALS: {
        e.SetPromise: fill.set_promise,
        e.SetLater: fill.set_later,
        e.SetLicence: fill.set_licence,
        e.OpenScan: scan.open_scan,
        e.ToWindow: scan.to_window,
        e.OpenChecklist: takeaway.open_checklist,
        e.GoNext: fill.materials_done,
        e.GoBack: browse.go_back,
    },
    Page.SCAN: {
        e.TakePage: scan.take_page,
        e.RetakePage: scan.retake_page,
        e.ShowPage: scan.show_page,
        e.PageNotTaken: scan.page_not_taken,
        e.GoNext: scan.leave,
        e.GoBack: scan.leave,
    },
    Page.PREVIEW: {
        e.QueryAnswered: confirm.query_answered,
        e.QueryFailed: confirm.query_failed,
        e.TryAgain: confirm.query_again,
        e.GoNext: confirm.preview_seen,
        e.GoBack: browse.go_back,
    },
    Page.SOCIAL_CARD: {
        e.SocialCardRead: card_pin.card_read,
        e.SocialCardTrouble: card_pin.card_trouble,
        e.TryAgain: card_pin.read_again,
        e.GoNext: card_pin.card_seen,
        e.GoBack: browse.go_back,
    },
    Page.NEW_PIN: {e.PinKey: card_pin.pin_key, e.GoNext: card_pin.pin_typed, e.GoBack: card_pin.pin_back},
    Page.CHECK: {e.JumpTo: confirm.jump_to, e.GoNext: confirm.checked, e.GoBack: browse.go_back},
    Page.SIGN: {
        e.Drew: confirm.drew,
        e.ClearSignature: confirm.clear_signature,
        e.ConfirmByKey: confirm.confirm_by_key,
        e.GoNext: confirm.submit,
        e.GoBack: browse.go_back,
    },
    Page.SUBMITTING: {
        e.CaseAccepted: conclude.case_accepted,
        e.CaseNotAccepted: conclude.case_not_accepted,
        e.CaseSetAside: conclude.case_set_aside,
        e.TryAgain: conclude.accept_again,
        e.GoOnWithout: conclude.back_to_signing,
    },
    Page.CARD_WRITING: {
        e.CardStepDone: card_pin.step_done,
        e.CardStepFailed: card_pin.step_failed,
        e.TryAgain: card_pin.write_again,
        e.GoOnWithout: card_pin.without_writing,
    },
    Page.RESULT: {
        e.CaseSetAside: conclude.case_set_aside,
        e.AskCopy: paper.ask_copy,
        e.TryAgain: paper.print_again,
        e.GoOnWithout: paper.without_paper,
        e.GoNext: conclude.result_seen,
        e.LeaveHandOver: hand_over.leave,
    },
    Page.RATING: {e.Rate: rate.rate, e.SkipRating: rate.skip},
    Page.RATING_WHY: {e.ToggleTag: rate.toggle_tag, e.GoNext: rate.done, e.GoBack: rate.choose_again},
    Page.FAREWELL: {},
}

NO_EXIT = frozenset({Page.SUBMITTING, Page.CARD_WRITING, Page.FAREWELL})
"""A case on its way to the disk, or into a card, is not left alone; a farewell is already the way out."""

UNDER: dict[Over, dict[type[e.Event], Handler]] = {
    Over.NOTHING: {},
    Over.STILL_THERE: {e.KeepGoing: presence.keep_going, e.ConfirmExit: presence.confirm_exit},
    Over.ASK_EXIT: {e.KeepGoing: presence.keep_going, e.ConfirmExit: presence.confirm_exit},
    Over.COMFORT: {e.CloseComfort: comfort.close_comfort},
    Over.HELP: {e.CloseHelp: talk.close_help, e.EndHelp: talk.end_help, e.SayToHelper: talk.say},
    Over.LANGUAGES: {},
}
"""While something lies over the page, of all touches only these reach anything (and what is decided everywhere)."""


def decide(page: Page, over: Over, kind: type[e.Event]) -> Handler:
    """The handler of one kind of event on one page; there always is one."""
    if kind in EVERYWHERE:
        return EVERYWHERE[kind]
    touch = issubclass(kind, e.UserEvent)
    if touch and kind in UNDER[over]:
        return UNDER[over][kind]
    if touch and over is not Over.NOTHING:
        return ignore_late
    if kind in BY_PAGE[page]:
        return BY_PAGE[page][kind]
    if kind in WHILE_VISITING and page not in IDLE_PAGES and not (kind is e.AskExit and page in NO_EXIT):
        return WHILE_VISITING[kind]
    return ignore_late if touch else ignore_stale
