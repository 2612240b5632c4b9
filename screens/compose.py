"""From a view to a picture: pure, apart from measuring letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.aloud.frame import draw_focus
from screens.chrome import draw_bottom, draw_frame, help_rect
from screens.overlay import draw_overlay
from screens.pages import PAGES, WITHOUT_HEADING
from screens.palette import DIMMED
from screens.parts.button import draw_help
from screens.shapes import Rect
from screens.sheet import Sheet
from visit.views import FormBody, ListBody, PublishedBody, View

if TYPE_CHECKING:
    from screens.shapes import Picture
    from screens.theme import Theme
    from visit.views.body import Body


def compose(
    view: View,
    theme: Theme,
    *,
    pressed: str = "",
    scrolled: dict[str, float] | None = None,
    focus: str = "",
    last: LastPage | None = None,
) -> Picture:
    """The whole screen; `pressed` is the id under the finger, `scrolled` how far each part was scrolled, `focus` the id of
    what the keypad is on, `last` what was composed before.
    """
    sheet = Sheet(theme, pressed=pressed, scrolled=scrolled, whole=bool(focus))
    area = draw_frame(sheet, view.chrome, heading=not isinstance(view.body, WITHOUT_HEADING))
    (last or LastPage()).draw(view.body, sheet, area)
    draw_bottom(sheet, view.chrome)
    if view.dimmed:
        # Below the help key: who looks for help in the dark finds it.
        sheet.fill(Rect(0, 0, theme.panel.width_px, theme.panel.height_px), DIMMED)
    if view.overlay is not None:
        draw_overlay(sheet, view.overlay)
    draw_help(sheet, help_rect(theme), view.chrome.help)
    draw_focus(sheet, focus)
    return sheet.finish()


class LastPage:
    """What stands inside the frame, as it was laid out last: on a page at rest the clock alone is new every minute."""

    def __init__(self) -> None:
        self._given: tuple[object, ...] = ()
        self._laid_out: Sheet | None = None

    def draw(self, body: Body, sheet: Sheet, area: Rect) -> None:
        given = (body, area, sheet.theme, sheet.pressed, dict(sheet.scrolled), sheet.whole)
        if self._laid_out is None or given != self._given:
            self._given, self._laid_out = given, sheet.another()
            PAGES[type(body)](body, self._laid_out, area)
        sheet.take(self._laid_out)

    def forget(self) -> None:
        self._given, self._laid_out = (), None


def place_of(view: View) -> tuple[object, ...]:
    """The same for two views that show the same page with other contents; a new place starts unscrolled."""
    questions = tuple(one.id for one in view.body.questions) if isinstance(view.body, FormBody) else ()
    over = view.overlay.id if view.overlay is not None and hasattr(view.overlay, "id") else type(view.overlay)
    listed: tuple[object, ...] = ()
    if isinstance(view.body, ListBody):
        listed = tuple(one.id for one in view.body.tiles)
    elif isinstance(view.body, PublishedBody):
        listed = view.body.board.rows
    return view.page, type(view.body), questions, listed, over
