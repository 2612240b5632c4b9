"""What a visit asks the roof to do, one file a subject. An effect is an order, its result comes back as an event."""

from visit.effects.appointment import AskAppointments, ShowTicket
from visit.effects.base import Effect
from visit.effects.boxes import BoxEmpty, CancelBox, OpenBox, SettleBox
from visit.effects.cards import (
    ChangeCardPin,
    ListenForCodes,
    ReadCodeUnderCamera,
    ReadIdCard,
    ReadSocialCard,
    ReportCard,
    RunCardScript,
    StopListening,
    StopReading,
    TryCardPin,
)
from visit.effects.case import AcceptCase, AskHub, CaseFacts, DropPage, SendRating, TakePicture
from visit.effects.help import CloseHelpCall, OpenHelp, SayToHub
from visit.effects.machine import ClaimDevices, Greet, Note, ReleaseDevices, SyncNow, Wipe
from visit.effects.own_cases import AskProgress, FetchCaseForm, FetchPaper, SendWithdrawal
from visit.effects.papers import (
    CheckPaper,
    CopyWords,
    PrintCopy,
    PrintDocument,
    PrintSlip,
    RenderDocument,
    Slip,
    SlipLine,
)
from visit.effects.upkeep import CheckStaffPass, CheckStaffPin, DoUpkeep, KeepClosure, LookAtStore, NoteStaff
from visit.effects.writing import LookUpPinyin, LookUpStrokes, ReadInk, SuggestWords

__all__ = [
    "AcceptCase",
    "AskAppointments",
    "AskHub",
    "AskProgress",
    "BoxEmpty",
    "CancelBox",
    "CaseFacts",
    "ChangeCardPin",
    "CheckPaper",
    "CheckStaffPass",
    "CheckStaffPin",
    "ClaimDevices",
    "CloseHelpCall",
    "CopyWords",
    "DoUpkeep",
    "DropPage",
    "Effect",
    "FetchCaseForm",
    "FetchPaper",
    "Greet",
    "KeepClosure",
    "ListenForCodes",
    "LookAtStore",
    "LookUpPinyin",
    "LookUpStrokes",
    "Note",
    "NoteStaff",
    "OpenBox",
    "OpenHelp",
    "PrintCopy",
    "PrintDocument",
    "PrintSlip",
    "ReadCodeUnderCamera",
    "ReadIdCard",
    "ReadInk",
    "ReadSocialCard",
    "ReleaseDevices",
    "RenderDocument",
    "ReportCard",
    "RunCardScript",
    "SayToHub",
    "SendRating",
    "SendWithdrawal",
    "SettleBox",
    "ShowTicket",
    "Slip",
    "SlipLine",
    "StopListening",
    "StopReading",
    "SuggestWords",
    "SyncNow",
    "TakePicture",
    "TryCardPin",
    "Wipe",
]
