"""What is said when a page changes under the ear: new words, a digit that was typed, a choice that was taken. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.aloud.stops import Kind, Said, Script, Stop

if TYPE_CHECKING:
    from screens.aloud.phrasing import Phrasing


def new_texts(before: Script, after: Script) -> list[Stop]:
    """Texts that were not there before, what is wrong first. Seconds that run are not told one by one."""
    known = {one.said for one in before.stops}
    fresh = [
        one for one in after.stops if one.is_text and one.kind is not Kind.TICKING and one.said not in known
    ]
    return sorted(fresh, key=lambda one: one.kind is not Kind.PROBLEM)


def now_usable(before: Script, after: Script) -> list[Stop]:
    """Buttons that could not be pressed until now."""
    off = {one.id for one in before.stops if not one.enabled}
    return [one for one in after.stops if one.kind is Kind.BUTTON and one.enabled and one.id in off]


def taken(before: Script, after: Script, name: str) -> bool | None:
    """Whether the stop of this id was chosen (or let go) between the two; None when neither."""
    was = next((one.chosen for one in before.stops if one.id == name), None)
    now = next((one.chosen for one in after.stops if one.id == name), None)
    return now if was is not None and now is not None and was is not now else None


def echo(before: Script, after: Script, phrasing: Phrasing) -> list[Said]:
    """What was typed or taken away, character by character; a star where others would hear it."""
    old, new = before.typing, after.typing
    if old is None or new is None or old.entry != new.entry:
        return []
    if new.secret:
        grown = new.count - old.count
        return [phrasing.word("aloud.star" if grown > 0 else "aloud.deleted")] if grown else []
    was, now = _bare(old.shown), _bare(new.shown)
    if was == now:
        # What is being composed is told by the words that are offered for it; single letters by themselves.
        letters = new.composing.removeprefix(old.composing) if new.composing.startswith(old.composing) else ""
        if len(letters) == 1:
            return [_heard(letters, phrasing, private=new.private)]
        fewer = len(new.composing) < len(old.composing)
        return [phrasing.word("aloud.deleted")] if fewer else []
    if now.startswith(was):
        return [_heard(now.removeprefix(was), phrasing, private=new.private)]
    if len(now) < len(was):
        return [phrasing.word("aloud.deleted" if now else "aloud.emptied")]
    return phrasing.entered(after)


def offered(before: Script, after: Script) -> bool:
    """Whether other words are offered than before."""
    return bool(words(after)) and [one.said for one in words(before)] != [one.said for one in words(after)]


def words(script: Script) -> list[Stop]:
    """The words that are offered for pinyin."""
    return [one for one in script.stops if one.id.startswith(("candidate:", "word:"))]


def _heard(text: str, phrasing: Phrasing, *, private: bool) -> Said:
    if private and not phrasing.private_ear:
        return phrasing.word("aloud.star")
    return Said(text, private)


def _bare(shown: str) -> str:
    """As typed, without what is put between for the eye."""
    return "".join(one for one in shown if one not in " 年月日元")
