"""The bodies that a page can have."""

from __future__ import annotations

from visit.views.asking import FormBody, MaterialsBody, ScanBody
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
from visit.views.idle import AttractBody, FarewellBody, OutOfServiceBody
from visit.views.telling import BarredBody, ChecklistBody, ClosedBody, ConsentBody, GuideBody
from visit.views.upkeep import ClosureBody, MaintenanceBody

Body = (
    AttractBody
    | OutOfServiceBody
    | HomeBody
    | ListBody
    | PublishedBody
    | SearchBody
    | GuideBody
    | ChecklistBody
    | ClosedBody
    | BarredBody
    | ConsentBody
    | IdentifyBody
    | SocialCardBody
    | PinBody
    | FormBody
    | MaterialsBody
    | ScanBody
    | PreviewBody
    | CaseBody
    | CheckBody
    | SignBody
    | ProgressBody
    | ResultBody
    | RatingBody
    | TagsBody
    | FarewellBody
    | MaintenanceBody
    | ClosureBody
)
