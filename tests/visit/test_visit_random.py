"""Any order of touches and news, fitting or stale: the promises hold after every step, and rest is always reached."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from product_items import product_items
from visit_card import CHIP_READER, PIN, card_item
from visit_hand_over import ticket_item
from visit_invariants import Ledger, check_state, check_step
from visit_items import anonymous, everything, joint
from visit_stations import examples, own_desk, twin
from visit_world import INK, PRINTER, READER, RESIDENT, SOMEBODY_ELSE, World, broken, healthy, switched_on

from contract.codes import CaseState, HelpAuthor, HelpState
from visit import effects as do
from visit import events as e
from visit.handlers.presence import next_deadline
from visit.held.page import IDLE_PAGES, Over, Page
from visit.moves import way_of
from visit.scanning import pages_of_the_case
from visit.views import Button, MonthQuestion

LOADED = product_items()
SHELF = (LOADED.items["shebao-canbao-zhengming"], LOADED.items["getihu-sheli"])
ITEMS = (*SHELF, everything(), joint(), anonymous(), card_item(), ticket_item())
FIELDS = sorted({field.id for item in ITEMS for field in item.fields()})
OWN = own_desk(ITEMS)
"""What the hub has of the resident's own cases."""
KINDS = sorted(e.ALL_EVENTS, key=lambda kind: kind.__name__)
CODES = (
    "paper_out",
    "cover_open",
    "not_confirmed",
    "timeout",
    "wedged",
    "a_code_nobody_knows",
    "script_used",
)

values = some.one_of(
    some.booleans(),
    some.none(),
    some.integers(-5, 10**9),
    some.sampled_from(
        ["summary", "person", "family", "home", "liulin_xinghua", "2020-01", "2031-01", "2026-13", "", "x"]
    ),
    some.tuples(some.sampled_from(["pension", "food"])),
)
BRANCH_WAY = ("person", "person-first")
points = some.lists(some.tuples(some.floats(-2, 3), some.floats(-2, 3)), max_size=6).map(tuple)


class AnyOrder(RuleBasedStateMachine):
    """Steps of a terminal in the worst of worlds."""

    @initialize(
        line=some.booleans(),
        started=some.booleans(),
        deep=some.sampled_from(["", *Page]),
        which=some.integers(0, 5),
    )
    def switch_on(self, line: bool, started: bool, deep: str, which: int) -> None:
        self.ledger = Ledger()
        self.world = switched_on(ITEMS)
        self.world.own = replace(OWN)
        self.pending: list[do.Effect] = []
        self.old: list[e.Event] = []
        if started or deep:
            self.world.start(line=line).send(e.DeviceChanged(healthy(CHIP_READER)))
        if deep in {Page.FORM, Page.CHECK, Page.SIGN, Page.RESULT, Page.MATERIALS, Page.PREVIEW}:
            item = ITEMS[which] if line or which in {1, 2, 3, 4} else ITEMS[1]
            if deep == Page.MATERIALS and which != 2:
                item = ITEMS[1]
            there = Page(deep) in way_of(item)
            self.world.begin(item).walk_to(Page(deep) if there else Page.CHECK)
            self.ledger.pages |= {page.note.id for page in pages_of_the_case(self.world.state.here)}
        elif deep in {Page.SOCIAL_CARD, Page.NEW_PIN} and line:
            self.world.begin(ITEMS[5]).walk_to(Page(deep))
        elif deep in {Page.CASES, Page.CASE} and line:
            self.world.touch("begin").touch("cases").touch("next")
            if deep == Page.CASE:
                self.world.touch(f"case:{OWN.cases[which % 3].case_number}")
        elif deep in {Page.TREE, Page.BRANCH, Page.SEARCH}:
            for name in (
                "begin",
                *{Page.TREE: ("person",), Page.SEARCH: ("search",)}.get(Page(deep), BRANCH_WAY),
            ):
                self.world.touch(name)
        for order in self.world.effects:
            if isinstance(order, do.PrintSlip):
                self.ledger.jobs.add(order.job_id)
                self.ledger.confirmed.add(order.job_id.rpartition("/")[0])
            if isinstance(order, do.AcceptCase):
                self.ledger.accepted.add(order.facts.key)
                self.ledger.given |= {note.id for note in order.facts.attachments}

    def take(self, event: e.Event) -> None:
        before = self.world.state
        effects = self.world.one(event)
        check_step(before, event, self.world.state, effects)
        self.ledger.take(before, event, self.world.state, effects)
        self.pending += effects
        self.old.append(event)

    # --- touches --------------------------------------------------------------------------------

    @rule(pick=some.integers(0, 10_000), times=some.integers(1, 3))
    def touch_what_is_shown(self, pick: int, times: int) -> None:
        for _ in range(times):
            live = [one for one in self.world.touchable().values() if getattr(one, "enabled", True)]
            if live:
                self.take(live[pick % len(live)].event)

    @rule()
    def do_as_the_page_wants(self) -> None:
        if self.world.page in IDLE_PAGES | {Page.FAREWELL} or self.world.state.over is not Over.NOTHING:
            return
        if self.world.page is Page.SIGN:
            self.take(e.Drew(INK))
        live = self.world.touchable()
        wanted = next((live[name] for name in ("next", "agree", "skip", ITEMS[2].id) if name in live), None)
        if isinstance(wanted, Button) and wanted.enabled:
            self.take(wanted.event)

    @rule()
    def fill_the_page(self) -> None:
        if self.world.page is Page.FORM and self.world.state.over is Over.NOTHING:
            for field in self.world.questions():
                if isinstance(field.example, (str, bool)) and field.choices:
                    self.take(e.Answered(field.id, field.example))

    @rule(field=some.sampled_from(FIELDS), value=values)
    def answer_anything(self, field: str, value: object) -> None:
        self.take(e.Answered(field, value))  # type: ignore[arg-type]

    @rule(
        key=some.sampled_from(
            ["1", "a", "x", ".", "·", "⌫", "⌧", "delete", "clear", "space", "", "杏", "ab"]
        ),
        times=some.integers(1, 30),
    )
    def press(self, key: str, times: int) -> None:
        for _ in range(times):
            self.take(e.KeyPressed(key))

    @rule(field=some.sampled_from([*FIELDS, "place_promise", "place_lease", "nothing"]))
    def point_at(self, field: str) -> None:
        for event in (e.FocusField(field), e.JumpTo(field), e.Toggled(field, "pension")):
            self.take(event)

    @rule(
        by=some.sampled_from([1, -1, 0, 7]),
        name=some.sampled_from(["person", "person-first", "always-empty", "", "x"]),
    )
    def look_for_something(self, by: int, name: str) -> None:
        for event in (
            e.TurnPage(by),
            e.OpenTree(name),
            e.OpenBranch(name),
            e.OpenElsewhere(),
            e.OpenOutlets(),
            e.ChooseItem(name),
        ):
            self.take(event)

    @rule(letters=some.sampled_from(["sb", "shebao", "zn", "qq", "guide"]), deleted=some.integers(0, 4))
    def type_into_the_search(self, letters: str, deleted: int) -> None:
        for key in (*letters, *["delete"] * deleted):
            self.take(e.KeyPressed(key))
        self.take(e.TurnPage(1))

    @rule(pin=some.sampled_from([PIN, "123456", "2704", "", "a", "delete"]), again=some.booleans())
    def choose_a_pin(self, pin: str, again: bool) -> None:
        for _ in range(1 + again):
            for key in (pin,) if pin == "delete" else pin:
                self.take(e.PinKey(key))
            self.take(e.GoNext())

    @rule(stroke=points)
    def draw(self, stroke: tuple[tuple[float, float], ...]) -> None:
        self.take(e.Drew(stroke))

    @rule(kind=some.sampled_from(KINDS))
    def anything_at_all(self, kind: type[e.Event]) -> None:
        made = examples(self.world)
        if kind is e.CardRead:
            self.take(e.CardRead(SOMEBODY_ELSE))
        elif kind in made and kind is not e.Printed:
            # A printer's confirmation is only true of a job that was ordered (see `answer`).
            self.take(made[kind])

    @rule(text=some.sampled_from(["王小满的号码是990101199003070015", "  ", "好" * 600]))
    def talk(self, text: str) -> None:
        self.take(e.SayToHelper(text))

    # --- news -----------------------------------------------------------------------------------

    @precondition(lambda self: self.pending)
    @rule(pick=some.integers(0, 10_000), again=some.booleans())
    def answer(self, pick: int, again: bool) -> None:
        """What was ordered once is answered: now or much later, once or twice, in any order."""
        order = self.pending[pick % len(self.pending)]
        if not again:
            self.pending.remove(order)
        for event in self.world.answers(order):
            self.take(event)

    @precondition(lambda self: self.pending)
    @rule(pick=some.integers(0, 10_000), code=some.sampled_from(CODES))
    def fail(self, pick: int, code: str) -> None:
        order = self.pending.pop(pick % len(self.pending))
        match order:
            case do.ReadIdCard():
                self.take(e.CardTrouble(code, "resident"))
            case do.ReadSocialCard():
                self.take(e.SocialCardTrouble(code, "resident"))
            case do.RunCardScript(job_id, _) | do.ChangeCardPin(job_id) | do.TryCardPin(job_id):
                self.take(e.CardStepFailed(job_id, code, "resident"))
            case do.AskHub():
                self.take(e.QueryFailed(code, "nobody"))
            case do.AcceptCase(facts) if facts.key not in self.world.numbers:
                self.take(e.CaseNotAccepted(facts.key, code, "engineer"))
            case do.TakePicture(order):
                self.take(e.PageNotTaken(order, code, "site_keeper"))
            case do.PrintSlip(job_id, _) | do.PrintDocument(job_id, _) | do.PrintCopy(job_id):
                self.take(e.PrintFailed(job_id, code, "site_keeper"))
            case do.OpenHelp(call):
                self.take(e.HelpUnreachable(call.key))

    @precondition(lambda self: self.old)
    @rule(pick=some.integers(0, 10_000))
    def stale_news(self, pick: int) -> None:
        event = self.old[pick % len(self.old)]
        if isinstance(event, e.OutsideEvent):
            self.take(event)

    @rule(up=some.booleans())
    def line(self, up: bool) -> None:
        self.take(e.LineChanged(up))

    @rule(ok=some.booleans())
    def disk(self, ok: bool) -> None:
        self.take(e.RoomChanged(ok))

    @rule(name=some.sampled_from([READER, PRINTER]), code=some.sampled_from(["", *CODES]))
    def device(self, name: str, code: str) -> None:
        self.take(e.DeviceChanged(broken(name, code) if code else healthy(name)))

    @rule(there=some.sampled_from([True, False, None]), who=some.sampled_from([RESIDENT, SOMEBODY_ELSE]))
    def card(self, there: bool | None, who: object) -> None:
        self.world.chip = RESIDENT if there else SOMEBODY_ELSE
        self.world.card = RESIDENT if who is RESIDENT else SOMEBODY_ELSE
        self.take(e.CardPresence(there))

    @precondition(lambda self: self.world.state.visit is not None and self.world.state.here.number)
    @rule(state=some.sampled_from(CaseState))
    def department(self, state: CaseState) -> None:
        key = self.world.state.here.key
        assert key is not None
        self.take(e.CaseAnswered(self.world.answer_to(key, state)))

    @precondition(lambda self: self.world.state.help is not None)
    @rule(state=some.sampled_from(HelpState))
    def helper(self, state: HelpState) -> None:
        call = self.world.state.help
        assert call is not None
        said = self.world.heard(call.key, HelpAuthor.HELPER, "您好")
        self.take(e.HelpUpdated(call.key, state, "小林", said.words))

    @rule(seconds=some.one_of(some.floats(0, 5), some.floats(5, 1000)))
    def time(self, seconds: float) -> None:
        """The wall clock may be set back by a hub that knows better; monotonic time cannot go back."""
        self.world.at += seconds
        self.world.wall += timedelta(seconds=seconds)
        self.take(e.TimePassed())

    @rule()
    def deadline(self) -> None:
        self.world.at = max(self.world.at, next_deadline(self.world.state))
        self.take(e.TimePassed())

    # --- the promises ---------------------------------------------------------------------------

    @invariant()
    def promises_hold(self) -> None:
        if hasattr(self, "world"):
            check_state(self.world.state)
            _months_are_real(self.world)

    @invariant()
    def help_is_one_touch_away(self) -> None:
        if hasattr(self, "world"):
            other = twin(self.world)
            other.one(e.CallHelp())
            assert other.state.over is Over.HELP
            assert other.state.help is not None
            assert other.view.overlay is not None

    def teardown(self) -> None:
        """Left alone, with nobody answering any more, the terminal comes to rest."""
        if not hasattr(self, "world"):
            return
        began = self.world.at
        for _ in range(150):
            if self.world.page in IDLE_PAGES - {Page.STARTING}:
                break
            self.deadline()
            check_state(self.world.state)
        assert self.world.page in IDLE_PAGES - {Page.STARTING}
        assert self.world.at - began < 20 * 60


def _months_are_real(world: World) -> None:
    if world.page is Page.FORM:
        for one in world.view.body.questions:  # type: ignore[union-attr]
            if isinstance(one, MonthQuestion):
                assert "2031" not in one.shown


AnyOrder.TestCase.settings = settings(
    max_examples=40,
    stateful_step_count=60,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestAnyOrder = AnyOrder.TestCase
