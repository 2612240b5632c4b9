"""What a walker makes of a view that it knows nothing else of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visit.views import Button, FormBody, Tone, buttons_of

if TYPE_CHECKING:
    from catalogue.model import Item
    from catalogue.region import Region
    from visit.views import View

_NOT_READ = frozenset({"id", "tone", "mark", "picture", "event"})


def place_of(view: View) -> tuple[str, tuple[str, ...]]:
    """The page, and of a form its questions, of a list its tiles: where one is, however the page may change meanwhile."""
    body = view.body
    parts = body.questions if isinstance(body, FormBody) else getattr(body, "tiles", ())
    return view.page, tuple(one.id for one in parts)


def words_of(thing: object) -> str:
    """Everything that can be read."""
    return "\n".join(_words(thing))


def _words(thing: object) -> list[str]:
    if isinstance(thing, str):
        return [thing] if thing else []
    if isinstance(thing, tuple):
        return [word for one in thing for word in _words(one)]
    if hasattr(thing, "__dataclass_fields__"):
        shown = [name for name in thing.__dataclass_fields__ if name not in _NOT_READ]
        return [word for name in shown for word in _words(getattr(thing, name))]
    return []


def home_way(view: View, item: Item, region: Region) -> str | None:
    """What on this page leads to the item by its tree: its tree, its branch, or the item itself; None where nothing does.

    What is most used may stand on the home page as well; the tree is where everything is found.
    """
    ways = [(tree.id, branch.id) for tree, branch in region.branches() if item.id in branch.items]
    wanted = [*(tree for tree, _ in ways), *(branch for _, branch in ways), item.id]
    parts = [one for one in buttons_of(view.body) if getattr(one, "enabled", True)]
    for name in wanted:
        for part in parts:
            event = part.event
            said = [getattr(event, key) for key in getattr(event, "__dataclass_fields__", ())]
            if part.id == name or name in said:
                return part.id
    return None


def main_button(view: View) -> str | None:
    """The one main verb of the page, if it can be touched."""
    parts = [one for one in buttons_of(view.body) if isinstance(one, Button) and one.enabled]
    return next((one.id for one in parts if one.tone is Tone.PRIMARY), None)
