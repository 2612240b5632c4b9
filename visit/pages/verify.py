"""查证明真假: what the paper must say, for a person to compare, and what nobody can know here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visit.events import LookUnderCamera, TryAgain
from visit.held.verifying import GENUINE, Standing, standing
from visit.pages.codes import BARCODE_READER
from visit.scanning import camera_usable
from visit.views import Button, Mark, PreviewBody, Row, Tone
from wording import say
from wording.forms import day, minute, sentences

if TYPE_CHECKING:
    from contract.paper_proof import PaperStatement
    from visit.state import State

_MARKS = {
    Standing.ASKING: Mark.NOW,
    Standing.NOT_ASKED: Mark.WARNING,
    Standing.HOLDS: Mark.DONE,
    Standing.EXPIRED: Mark.WARNING,
    Standing.REVOKED: Mark.TROUBLE,
    Standing.UNKNOWN_THERE: Mark.TROUBLE,
}


def verify(state: State) -> PreviewBody:
    verifying, language = state.here.verifying, state.language
    title = say(language, "verify.title")
    if verifying.statement is not None:
        return _found(state, title, verifying.statement)
    if verifying.order is not None:
        key = "verify.looking" if verifying.looking else "verify.checking"
        return PreviewBody(title, Mark.NOW, say(language, key), (), "", ())
    buttons = (_camera(state),) if camera_usable(state) else ()
    if verifying.verdict:
        mark = Mark.WARNING if verifying.verdict in {"no_code_seen", "paper_no_keys"} else Mark.TROUBLE
        return PreviewBody(title, mark, say(language, f"verify.{verifying.verdict}"), (), "", buttons)
    reads = BARCODE_READER in state.machine.usable()
    key = "verify.how" if reads else "verify.how_camera" if buttons else "verify.how_none"
    return PreviewBody(
        title, Mark.WAITING, say(language, key), (), say(language, "verify.nothing_kept"), buttons
    )


def _camera(state: State) -> Button:
    return Button("look", say(state.language, "verify.look"), LookUnderCamera(), Tone.PRIMARY)


def _found(state: State, title: str, statement: PaperStatement) -> PreviewBody:
    language, verifying = state.language, state.here.verifying
    assert verifying.verdict == GENUINE
    found = standing(verifying, state.wall.date() if state.wall is not None else None)
    issued = statement.issued_at.astimezone(state.wall.tzinfo if state.wall is not None else None)
    rows = [Row(say(language, "verify.paper"), statement.title)]
    rows += [Row(label, value) for label, value in statement.lines]
    rows += [
        Row(say(language, "verify.issuer"), statement.issuer),
        Row(say(language, "verify.issued"), minute(issued, language)),
        Row(say(language, "verify.until"), day(statement.valid_until, language)),
        Row(say(language, "verify.code"), statement.code),
        Row(say(language, "verify.revoked_row"), _revoked(state, found), _MARKS[found]),
    ]
    notes = [say(language, "verify.compare")]
    if statement.shortened:
        notes.append(say(language, "verify.shortened"))
    if statement.specimen:
        notes.append(say(language, "verify.specimen"))
    return PreviewBody(
        title=title,
        mark=_MARKS[found],
        status=say(language, f"verify.{found}"),
        rows=tuple(rows),
        source=sentences(notes, language),
        buttons=(Button("again", say(language, "verify.another"), TryAgain(), Tone.PRIMARY),),
    )


def _revoked(state: State, found: Standing) -> str:
    language, status = state.language, state.here.verifying.status
    if status is None:
        return say(
            language, "verify.revoked_asking" if found is Standing.ASKING else "verify.revoked_unknown"
        )
    if status.revoked_at is not None:
        since = status.revoked_at.astimezone(state.wall.tzinfo if state.wall is not None else None)
        return say(language, "verify.revoked_since", time=minute(since, language))
    return say(language, "verify.revoked_not" if status.known else "verify.revoked_unknown")
