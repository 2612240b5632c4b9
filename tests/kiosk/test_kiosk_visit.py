"""Whole visits at a terminal without a window: what the resident reads when things go wrong, and that nothing is lost."""

from __future__ import annotations


def test_a_visit_from_the_first_touch_to_nobody(rig):
    before = rig.cases_at_hub()
    rig.walk("result")
    number = rig.view.body.number
    rig.sees("已打好，请取走", "部门已收到")
    rig.walk("attract")
    assert rig.terminal.cache.waiting() == 0
    assert rig.cases_at_hub() == before + 1
    assert rig.cases_at_hub(number) == 1
