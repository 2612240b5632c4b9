"""Views as a visit makes them, with realistic texts: for the gallery, for tests and for the speed of the screens.

People and places are fictional.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.samples.appointment import Booking
from screens.samples.card import CardPin
from screens.samples.cases import OwnCases
from screens.samples.comfort import Comfortable
from screens.samples.decide import Deciding
from screens.samples.find import Finding
from screens.samples.hand_over import HandingOver
from screens.samples.idle import Idling
from screens.samples.locker import Locker
from screens.samples.over import Over
from screens.samples.takeaway import TakingAlong
from screens.samples.tell import Telling
from screens.samples.upkeep import Upkeeping
from screens.samples.verify import Verifying
from screens.samples.write import Writing

if TYPE_CHECKING:
    from visit import views as v


class Samples(
    Comfortable,
    Locker,
    HandingOver,
    Booking,
    OwnCases,
    CardPin,
    Finding,
    Idling,
    Telling,
    TakingAlong,
    Deciding,
    Verifying,
    Writing,
    Upkeeping,
    Over,
):
    """All sample views of one language, `zh` or `en`."""

    def all(self) -> dict[str, v.View]:
        """Every kind of body and overlay, by name."""
        return {
            "attract": self.attract(),
            "attract_moved": self.attract_moved(),
            "attract_dimmed": self.attract_dimmed(),
            "out_of_service": self.out_of_service(),
            "closed_by_staff": self.closed_by_staff(),
            "safe_mode": self.safe_mode(),
            "staff_door": self.staff_door(),
            "maintenance": self.maintenance(),
            "closure": self.closure(),
            "home": self.home(),
            "elsewhere": self.elsewhere(),
            "tree": self.tree(),
            "branch": self.branch(),
            "search": self.search(),
            "search_found": self.search("shebao", found=4),
            "code": self.code(),
            "appoint": self.appoint(),
            "appoint_time": self.appoint_time(),
            "appoint_offline": self.appoint_offline(),
            "appointment": self.appointment(),
            "ticket_shown": self.ticket_shown(),
            "delivery": self.delivery(),
            "box_open": self.box_open(),
            "box_urged": self.box_open(urged=True),
            "box_stuck": self.box_stuck(),
            "box_asking": self.box_asking(),
            "verify": self.verify(),
            "verify_found": self.verified(),
            "cases": self.cases(),
            "cases_no_line": self.cases_no_line(),
            "case": self.case(),
            "case_done": self.case_done(),
            "guide": self.guide(),
            "checklist": self.checklist(),
            "closed": self.closed(),
            "outlets": self.outlets(),
            "not_working": self.not_working(self.card_trouble()),
            "not_working_barred": self.not_working(self.barred()),
            "hand_over": self.hand_over(),
            "hand_over_told": self.hand_over_told(),
            "ticket": self.ticket(),
            "voice": self.voice(),
            "consent": self.consent(),
            "identify": self.identify(),
            "identified": self.identified(),
            "card_trouble": self.card_trouble(),
            "social_card": self.social_card(),
            "new_pin": self.new_pin(),
            "new_pin_easy": self.new_pin(0, self.say("pin_fault.running")),
            "choice": self.choice("", self.say("fault.choose", label=self.t("人员类别", "Kind"))),
            "several": self.several(),
            "months": self.months(),
            "digits": self.digits(),
            "pinyin": self.pinyin(),
            "by_hand": self.by_hand(),
            "by_strokes": self.by_strokes(),
            "by_code": self.by_code(),
            "in_numbers": self.in_numbers(),
            "in_letters": self.in_letters(),
            "cleared": self.cleared(),
            "barred": self.barred(),
            "records": self.records(),
            "parts": self.parts(),
            "date": self.date(),
            "bank_card": self.bank_card(),
            "id_number": self.id_number(),
            "credit_code": self.credit_code(),
            "email": self.email(),
            "materials": self.materials(),
            "scan": self.scan(),
            "scanned": self.scanned(),
            "preview": self.preview(),
            "check": self.check(),
            "sign": self.sign(),
            "sign_empty": self.sign(0),
            "sign_spoken": self.sign_spoken(),
            "sign_by_hand": self.sign_by_hand(),
            "progress": self.progress(),
            "result": self.result(),
            "result_rules": self.result_rules(),
            "result_parts": self.result_parts(),
            "result_document": self.result(document=True),
            "rating": self.rating(),
            "rating_why": self.rating_why(),
            "farewell": self.farewell(),
            "farewell_no_card": self.farewell(card=False),
            "help": self.help(),
            "comfort": self.comfort(),
            "read_along": self.read_along(),
            "still_there": self.still_there(),
            "ask_exit": self.ask_exit(),
            "paper_out": self.paper_out(),
        }
