"""Why a decision was not taken, for whoever wanted it: in a sentence with the way on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from outcome import Failure

_WHY = {
    "no_such_case": ("本部门没有这个办件。", "There is no such case of this department."),
    "no_such_rating": ("没有这条差评。", "There is no such rating."),
    "reason_needed": (
        "要写明原因：没有原因，谁也不知道该怎么办。",
        "Say why: without a reason nobody knows what to do.",
    ),
    "words_needed": ("要写明查到什么、做了什么。", "Say what was found, or done."),
    "case_closed": (
        "这个办件已经了结，不能再改。申请人可以重新申请。",
        "This case has come to its end. Its applicant may apply anew.",
    ),
    "applicant_must_act": (
        "现在等申请人补正或补交，交来以后再决定。",
        "It waits for its applicant; decide when that is here.",
    ),
    "not_theirs": ("这一步不由审批人员来做。", "This step is not an officer's."),
    "not_a_step": ("办件现在的状态不能这样处理，请看当前状态。", "As the case stands this cannot be done."),
    "second_person": ("要由另一个人来确认。", "Somebody else must confirm it."),
    "proposed_already": (
        "已经有一个意见在等确认，先确认或撤下它。",
        "Confirm or drop what is proposed first.",
    ),
    "nothing_proposed": ("没有等待确认的意见，可能已被处理。", "Nothing waits for a second person."),
    "proposed": ("先由第二个人决定要不要排除。", "A second person decides first whether it is left out."),
    "not_now": ("现在还不到这一步。", "This is not the next step."),
    "closed": ("已经办结，不用延长。", "It is decided."),
    "clock_stands": ("现在没有计时，不用延长。", "Its clock stands anyway."),
    "nothing_promised": ("这个办件没有承诺日期。", "No day was promised."),
    "extended_before": (
        "只能延长一次，已经延长过了。",
        "It was extended before; once is all the law allows.",
    ),
    "too_long": ("最多延长10个工作日。", "At most ten working days."),
    "register_silent": (
        "部门的记录现在查不到，证明开不出来，请稍后再试。",
        "The records do not answer, and the paper cannot be made: try again later.",
    ),
    "nothing_on_record": (
        "部门的记录里没有可写进证明的内容，请核对后再决定。",
        "Nothing is on record that the paper could say.",
    ),
    "item_unreadable": ("这个事项的定义读不出来，请找工程师。", "The item does not read: call the engineer."),
}


def why(failure: Failure) -> tuple[str, str]:
    """Chinese and English."""
    return _WHY.get(failure.code, ("现在不能这样做。", "This cannot be done now."))
