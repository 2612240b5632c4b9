"""Every trial of a file ends as the file says; a file whose trials go another way is refused with where they go."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from catalogue.complaint import Complaint
from catalogue.trial_end import GOOD, by_examples, end_of, situation_of, to_mend

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalogue.model import Item, Trial

DAYS = (date(2026, 1, 1), date(2028, 2, 29))
"""A first of a year and a leap day: what holds on both moves with the calendar as it should."""


def trial_complaints(item: Item) -> Iterator[Complaint]:
    """Of an item that has no other mistake."""
    if not item.complete:
        return
    for position, trial in enumerate(item.trials):
        for day in DAYS:
            ends, fails = end_of(item, trial, day)
            if ends is not trial.ends:
                because, mend = _because(item, trial, day, fails)
                reason = f"on {day} it ends {ends}, not {trial.ends}{because}"
                yield Complaint(("trials", position, "ends"), reason, f"write `ends: {ends}`, or {mend}")
                break
            if fails != frozenset(trial.fails):
                odd = ", ".join(sorted(fails ^ frozenset(trial.fails)))
                does = "does not fail" if set(trial.fails) - fails else "fails too"
                place = ("trials", position, "fails")
                yield Complaint(
                    place, f"on {day} `{odd}` {does}", f"write `fails: [{', '.join(sorted(fails))}]`"
                )
                break
    ends, fails = end_of(item, by_examples(item), DAYS[0])
    if ends not in GOOD:
        failing, _ = _because(item, by_examples(item), DAYS[0], fails)
        mend = "write examples that pass; who plays them is the applicant of the first trial that ends well"
        yield Complaint(("form",), f"the examples of the file end {ends}{failing}", mend)


def _because(item: Item, trial: Trial, day: date, fails: frozenset[str]) -> tuple[str, str]:
    """The rules that fail, or the answers that are no answers to their fields; and what there is to mend."""
    if fails:
        return f", as {', '.join(sorted(fails))} fails", "mend the trial"
    given = situation_of(item, trial, day).answers
    wrong = [
        f"{given.get(one.field, 'nothing')!r} is no answer to `{one.field}` ({one.text.en.rstrip('.')})"
        for one in to_mend(item, trial, day)
    ]
    return (f", as {'; '.join(wrong)}", "mend the answer") if wrong else ("", "mend the trial")
