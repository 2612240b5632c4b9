"""Deciding a case by the rules of its item's file: who may not, what is to be mended, what can be approved at once.

Pure: what the register said and the day come in with the grounds, so that a case decided once can be decided again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalogue.answers import relevant
from catalogue.model import Handling
from catalogue.rulebook import Situation, barred, instant
from contract.case import Reason, RuleResult
from contract.codes import CaseState
from hub.departments.joint import PartDecision, parts_of
from hub.departments.mending import everything_to_mend, to_bring
from hub.departments.papers import paper_of
from hub.departments.papers.paper import Asked

if TYPE_CHECKING:
    from catalogue.model import Item
    from catalogue.rulebook import Verdict
    from contract.case import CaseSubmission
    from hub.departments.grounds import Grounds
    from hub.departments.papers.statement import Statement

NOT_TAKEN_HERE = Reason(
    field=None,
    text_zh="这个事项不在自助终端受理，请到窗口办理或呼叫帮办。",
    text_en="This item is not taken in at a terminal; please go to the window or call for help.",
)
REGISTER_SILENT = Reason(
    field=None,
    text_zh="您的申请已收下。部门的记录暂时查不到，由工作人员审核，您不用重新提交。",
    text_en="Your application is in. The department's records do not answer now, so a person looks at it; you need not"
    " apply again.",
)
CARD_OF_ANOTHER = Reason(
    field=None,
    text_zh="发卡的系统里，这张社保卡不是您的。请带身份证和社保卡，到社会保险综合窗口核对。",
    text_en="By the issuer's record this social security card is not yours. Please bring it and your identity card to"
    " the social insurance window.",
)
CARD_LATER = Reason(
    field=None,
    text_zh="申请已收下，密码现在还没有改。工作人员核对以后打电话告诉您，再带卡来办。",
    text_en="Your application is in; the PIN is not changed yet. A person looks at it and calls you; then come with the"
    " card again.",
)
NOT_BY_HAND = Reason(
    field=None,
    text_zh="您的申请已收下。这件事要本人亲手签名，您是按键确认的，由工作人员联系您补签，您不用重新提交。",
    text_en="Your application is in. This item wants a signature by hand, and you confirmed with a key: a person gets in"
    " touch with you about it; you need not apply again.",
)


@dataclass(frozen=True)
class Decision:
    """What became of a case."""

    state: CaseState
    reasons: tuple[Reason, ...] = ()
    statements: tuple[Statement, ...] = ()
    """Each becomes a certificate."""
    rules: tuple[RuleResult, ...] = ()
    """Every condition of 秒批, of a case that came so far."""
    parts: tuple[PartDecision, ...] = ()
    """Of a joint case that is under way."""


def decide(item: Item, submission: CaseSubmission, grounds: Grounds) -> Decision:
    """REFUSED who may not, TO_MEND with one list, DONE or APPROVED where every rule held, else IN_REVIEW."""
    if not item.complete:
        return Decision(CaseState.REFUSED, (NOT_TAKEN_HERE,))
    answers = relevant(item, submission.answers)
    applicant, day = submission.applicant, grounds.day
    situation = Situation(day, answers, applicant, grounds.facts, submission.accepted_offline)
    not_eligible = barred(item, situation)
    if not_eligible:
        return Decision(
            CaseState.REFUSED, tuple(_reason(rule.says.zh, rule.says.en) for rule in not_eligible)
        )
    to_mend = everything_to_mend(item, submission, grounds)
    if to_mend:
        return Decision(CaseState.TO_MEND, to_mend)
    if grounds.silent:
        parts = parts_of(item, answers, CaseState.IN_REVIEW, day)
        return Decision(CaseState.IN_REVIEW, (REGISTER_SILENT,), parts=parts)
    asked = Asked(item, applicant, answers, day, grounds.record, submission.key)
    if item.handling is Handling.PRINT and paper_of(item).rows(asked) is None:
        return Decision(CaseState.REFUSED, (nothing_on_record(item),))
    verdicts = instant(item, situation)
    rules = tuple(map(_result, verdicts))
    missing = to_bring(item, submission) if item.handling is not Handling.COLLECT else ()
    if submission.confirmed_by_key and not item.takes_key:
        # Taken in by a version that took a key; whoever decides may ask for the signature.
        missing = (*missing, NOT_BY_HAND)
    if missing or not _held(item, verdicts):
        parts = parts_of(item, answers, CaseState.IN_REVIEW, day)
        return Decision(CaseState.IN_REVIEW, missing, rules=rules, parts=parts)
    if grounds.card:
        reason = CARD_OF_ANOTHER if grounds.card == "card_of_another" else CARD_LATER
        return Decision(CaseState.IN_REVIEW, (reason,), rules=rules)
    statement = paper_of(item).statement(asked) if item.certificate is not None else None
    state = CaseState.DONE if statement is not None else CaseState.APPROVED
    return Decision(
        state,
        statements=(statement,) if statement is not None else (),
        rules=rules,
        parts=parts_of(item, answers, state, day),
    )


def nothing_on_record(item: Item) -> Reason:
    """Said by a register that knows nothing of what was asked, with the way on."""
    window = item.guide.window
    return _reason(
        f"{item.department.zh}没有查到符合的记录。请核对您选的内容，或到{window.place.zh}{window.name.zh}询问，"
        f"电话{window.phone}。",
        f"{item.department.en} has nothing on record for what you chose. Please check it, or ask at the"
        f" {window.name.en}, {window.place.en}, telephone {window.phone}.",
    )


def _held(item: Item, verdicts: tuple[Verdict, ...]) -> bool:
    """What is only printed needs no rule; what is approved needs at least one."""
    if item.handling is Handling.COLLECT:
        return False
    return all(one.held is True for one in verdicts) and bool(verdicts or item.handling is Handling.PRINT)


def _result(verdict: Verdict) -> RuleResult:
    rule, held = verdict.rule, verdict.held
    text = rule.name if held else rule.says
    return RuleResult(rule=rule.id, held=held, text_zh=text.zh, text_en=text.en)


def _reason(zh: str, en: str) -> Reason:
    return Reason(field=None, text_zh=zh, text_en=en)
