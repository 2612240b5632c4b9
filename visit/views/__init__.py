"""What is shown: plain data, made by `view(state)`, rendered by `screens/`. Every button carries its event."""

from visit.views.asking import (
    ChoiceQuestion,
    EntryQuestion,
    FormBody,
    InkPad,
    Keys,
    MaterialCard,
    MaterialsBody,
    MonthQuestion,
    PartCard,
    PartsQuestion,
    Question,
    ScanBody,
)
from visit.views.body import Body
from visit.views.cards import IdentifyBody, PinBody, SocialCardBody
from visit.views.deciding import (
    CaseBody,
    CheckBody,
    PreviewBody,
    ProgressBody,
    RatingBody,
    ResultBody,
    SignBody,
    TagsBody,
)
from visit.views.finding import HomeBody, ListBody, PublishedBody, SearchBody
from visit.views.idle import AttractBody, Board, FarewellBody, OutOfServiceBody
from visit.views.over import Bubble, ComfortOverlay, HelpOverlay, Overlay, QuestionOverlay
from visit.views.parts import Button, Mark, Option, Pager, Row, Section, Tile, Tip, Tone
from visit.views.telling import BarredBody, ChecklistBody, ClosedBody, ConsentBody, GuideBody
from visit.views.touchable import buttons_of
from visit.views.upkeep import ClosureBody, MaintenanceBody
from visit.views.whole import Chrome, View

__all__ = [
    "AttractBody",
    "BarredBody",
    "Board",
    "Body",
    "Bubble",
    "Button",
    "CaseBody",
    "CheckBody",
    "ChecklistBody",
    "ChoiceQuestion",
    "Chrome",
    "ClosedBody",
    "ClosureBody",
    "ComfortOverlay",
    "ConsentBody",
    "EntryQuestion",
    "FarewellBody",
    "FormBody",
    "GuideBody",
    "HelpOverlay",
    "HomeBody",
    "IdentifyBody",
    "InkPad",
    "Keys",
    "ListBody",
    "MaintenanceBody",
    "Mark",
    "MaterialCard",
    "MaterialsBody",
    "MonthQuestion",
    "Option",
    "OutOfServiceBody",
    "Overlay",
    "Pager",
    "PartCard",
    "PartsQuestion",
    "PinBody",
    "PreviewBody",
    "ProgressBody",
    "PublishedBody",
    "Question",
    "QuestionOverlay",
    "RatingBody",
    "ResultBody",
    "Row",
    "ScanBody",
    "SearchBody",
    "Section",
    "SignBody",
    "SocialCardBody",
    "TagsBody",
    "Tile",
    "Tip",
    "Tone",
    "View",
    "buttons_of",
]
