"""One layout a kind of body, found by the body's type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screens.pages.attract import attract
from screens.pages.card_pin import new_pin
from screens.pages.case import case
from screens.pages.facts import check, preview, progress
from screens.pages.find import listing, published, search
from screens.pages.form import form
from screens.pages.home import home
from screens.pages.identify import identify
from screens.pages.materials import materials
from screens.pages.notices import barred, closed, farewell, out_of_service
from screens.pages.rating import rating, rating_why
from screens.pages.reading import consent, guide
from screens.pages.result import result
from screens.pages.scan import scan
from screens.pages.sign import sign
from screens.pages.takeaway import checklist
from screens.pages.upkeep import closure, maintenance
from visit import views

if TYPE_CHECKING:
    from collections.abc import Callable

    from screens.shapes import Rect
    from screens.sheet import Sheet

PAGES: dict[type[Any], Callable[[Any, Sheet, Rect], None]] = {
    views.AttractBody: attract,
    views.OutOfServiceBody: out_of_service,
    views.HomeBody: home,
    views.ListBody: listing,
    views.PublishedBody: published,
    views.SearchBody: search,
    views.GuideBody: guide,
    views.ChecklistBody: checklist,
    views.ClosedBody: closed,
    views.BarredBody: barred,
    views.ConsentBody: consent,
    views.IdentifyBody: identify,
    views.SocialCardBody: identify,
    views.PinBody: new_pin,
    views.FormBody: form,
    views.MaterialsBody: materials,
    views.ScanBody: scan,
    views.PreviewBody: preview,
    views.CaseBody: case,
    views.CheckBody: check,
    views.SignBody: sign,
    views.ProgressBody: progress,
    views.ResultBody: result,
    views.RatingBody: rating,
    views.TagsBody: rating_why,
    views.FarewellBody: farewell,
    views.MaintenanceBody: maintenance,
    views.ClosureBody: closure,
}

WITHOUT_HEADING = (
    views.AttractBody,
    views.HomeBody,
    views.ListBody,
    views.PublishedBody,
    views.SearchBody,
    views.FarewellBody,
    views.MaintenanceBody,
    views.ClosureBody,
)
"""Pages that say by themselves where one is."""
