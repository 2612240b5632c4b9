"""评价标签: the national tags of 好差评, by grade. A resident may tick some; none is ever ticked for them.

The codes are those that three published code bases agree on; what 510 and 511 say was in none of them, so they are not
here. The standard behind them was not read.
"""

from __future__ import annotations

from contract.codes import Grade

TAGS: dict[Grade, dict[str, tuple[str, str]]] = {
    Grade.VERY_SATISFIED: {
        "512": ("不用提交证明", "No proofs had to be handed in"),
        "513": ("可以全程网上办理", "It can be done wholly online"),
        "514": ("可以使用手机办理", "It can be done by phone"),
        "515": ("可以就近办理", "It can be done nearby"),
        "516": ("无需材料直接办理", "No papers were needed at all"),
        "517": ("服务热情效率高", "Friendly and quick"),
    },
    Grade.SATISFIED: {
        "406": ("填写一张表单就可完成申报", "One form was enough"),
        "407": ("在线提交材料窗口核验", "Papers were sent online and checked at the window"),
        "408": ("一张清单告知全部申报材料", "One list told all that was needed"),
        "409": ("用告知承诺减免申报材料", "A promise took the place of papers"),
        "410": ("可以在线预约办理", "An appointment can be made online"),
        "411": ("跑大厅一次办完", "Done in one visit"),
        "412": ("可以使用自助机办理", "It can be done at a self-service machine"),
        "413": ("服务态度较好", "Kind service"),
    },
    Grade.BASICALLY_SATISFIED: {
        "307": ("一次性告知需要补正的材料", "All that was missing was told at once"),
        "308": ("提供申报材料样本", "There were sample papers"),
        "309": ("在承诺的时间内办结", "Done within the promised time"),
        "310": ("办事指南指引准确", "The guide was right"),
        "311": ("按办事指南要求的材料即可办理", "The papers of the guide were enough"),
        "312": ("可以快递送达", "The result can come by post"),
        "313": ("跑动次数与承诺的一致", "As many visits as promised"),
        "314": ("服务态度一般", "Service was so-so"),
    },
    Grade.DISSATISFIED: {
        "207": ("没有提供材料样本", "There were no sample papers"),
        "208": ("没有提供材料清单", "There was no list of papers"),
        "209": ("未在承诺时间内办结", "Not done within the promised time"),
        "210": ("同样内容的证明材料被要求多次提交", "The same proof was asked for again"),
        "211": ("承诺网办但无法在线办理", "Online was promised and did not work"),
        "212": ("在线预约办理后到实体大厅重复取号排队", "Queued again in spite of an appointment"),
        "213": ("窗口人员业务不熟练", "Staff did not know the matter well"),
        "214": ("服务态度生硬", "Unfriendly service"),
    },
    Grade.VERY_DISSATISFIED: {
        "108": ("在办事指南之外增加新的审批条件", "Conditions were added to those of the guide"),
        "109": ("需提供办事指南之外的申报材料", "Papers were asked for that the guide does not list"),
        "110": ("无理由超过法定办理时间", "Longer than the law allows, without a reason"),
        "111": ("办事指南提供样本有错", "A sample of the guide is wrong"),
        "112": ("承诺在线收取申报材料实际无法收取", "Papers could not be sent online as promised"),
        "113": ("多头跑窗口和部门", "Sent from window to window"),
        "114": ("跑动次数与承诺的不一致", "More visits than promised"),
        "115": ("服务态度差效率低", "Unfriendly and slow"),
    },
}
"""By code: Chinese as it is in use, and plain English."""


def fitting(grade: Grade, codes: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `codes` that belong to the grade, each once and in the order of the table."""
    return tuple(code for code in TAGS[grade] if code in codes)
