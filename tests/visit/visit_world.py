"""A small world round the visit: it answers effects as devices, store and hub would, and moves the clock.

Nothing of `visit/` is replaced. What the world does not answer (`silent`) stays open until its deadline.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from visit_appointments import OUTLETS, HubDesk, appointment_rules
from visit_card import CARD, DIGITS, PIN, SCRIPT
from visit_cases import CaseDesk
from visit_hand_over import windows
from visit_outlets import map_of_outlets

from catalogue.joint_plan import part_dates
from catalogue.model import Field, FieldKind, Handling, Item, MaterialWay, Needs, Text
from catalogue.published import Elsewhere, Published, Zone
from catalogue.realm import Realm
from catalogue.region import Branch, Region, Tree
from catalogue.rulebook import Situation, instant
from catalogue.sample import sample
from catalogue.shelf import Catalogue
from contract.attachment import AttachmentNote
from contract.case import Answer, Applicant, CaseAnswer, Document, PartAnswer, Reason, RuleResult
from contract.codes import CaseState, HelpAuthor, HelpState, IdDocument, IdentityMethod
from contract.help import HelpWords
from contract.query import QueryAnswer, Row
from visit import effects as do
from visit import events as e
from visit.handlers.presence import next_deadline
from visit.held.device_health import DeviceHealth
from visit.held.machine import Machine, Place
from visit.held.page import Page
from visit.held.page_picture import PagePicture
from visit.state import State
from visit.step import step
from visit.typed import CLEAR, DELETE, KEYS, LAYOUTS, PINYIN_LAYOUTS, TYPED_KINDS, to_text
from visit.view import view
from visit.views import Button, Option, Tile, View, buttons_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CHINA = timezone(timedelta(hours=8))
FIRST_MOMENT = datetime(2026, 11, 23, 9, 30, tzinfo=CHINA)
BOOT_S = 50_000.0
"""Monotonic clocks do not begin at nought: a machine is up long before the program is."""

RESIDENT = Applicant(
    name="王小满",
    id_document=IdDocument.RESIDENT_ID,
    id_number="990101199003070015",
    identified_by=IdentityMethod.ID_CARD,
)
SOMEBODY_ELSE = Applicant(
    name="李谷雨",
    id_document=IdDocument.RESIDENT_ID,
    id_number="990101198504120023",
    identified_by=IdentityMethod.ID_CARD,
)
PHONE = "10000000001"
SECRETS = (
    RESIDENT.name,
    RESIDENT.id_number,
    SOMEBODY_ELSE.name,
    SOMEBODY_ELSE.id_number,
    PHONE,
    "杏花春",
    CARD.card_number,
    *DIGITS,
)
"""What belongs to residents and must be nowhere once they have gone."""

PICTURE = PagePicture(1, 1, b"\xff\xff\xff\xff")
"""A document's page."""
INK = tuple((0.1 + 0.02 * n, 0.4) for n in range(30))
GUIDES, BRANCHES = 9, 9
CAMERA = "camera"
READER, PRINTER, A4 = "id_card_reader", "receipt_printer", "document_printer"


def healthy(name: str) -> DeviceHealth:
    return DeviceHealth(name, usable=True, state="online")


def broken(name: str, code: str, action: str = "site_keeper") -> DeviceHealth:
    return DeviceHealth(name, usable=False, state="hardware_error", code=code, action=action)


def shelf(items: tuple[Item, ...]) -> Catalogue:
    """The items on trees, and so many guides and branches that lists have two pages. The first two are most used."""
    guides = tuple(_guide(items[0], number) for number in range(GUIDES))
    more = tuple(_guide(items[0], GUIDES + number) for number in range(BRANCHES))
    called = Text(zh="事", en="Events")
    trees = tuple(
        Tree(
            id=name,
            name=called,
            summary=called,
            checks_papers=name == "always",
            branches=tuple(
                Branch(id=f"{name}-{key}", name=called, items=tuple(one.id for one in some))
                for key, some in branches.items()
            ),
        )
        for name, branches in {
            "person": {"first": (items[0], *guides), "second": items[1:2]},
            "business": {f"stage-{number}": (one,) for number, one in enumerate(more)},
            "always": {"rest": items[2:], "empty": ()},
        }.items()
    )
    region = Region(
        name=called,
        departments={},
        windows={},
        trees=trees,
        favourites={"hall": tuple(one.id for one in items[:2])},
        published=_published(items, guides),
        outlets=map_of_outlets(),
        appointments=appointment_rules(OUTLETS),
        handovers=windows() if any(one.hand_over for one in items) else (),
    )
    return Catalogue({one.id: one for one in (*items, *guides, *more)}, region)


def _published(items: tuple[Item, ...], guides: tuple[Item, ...]) -> Published:
    """Two floors, the first in two zones; and more that is done elsewhere than fits one page."""

    def zone(floor: str, name: str, of: tuple[Item, ...]) -> Zone:
        called = Text(zh=f"{floor}楼{name}区", en=f"Floor {floor}, zone {name}")
        return Zone(floor=floor, zone=name, name=called, items=tuple(one.id for one in of))

    elsewhere = tuple(
        Elsewhere(
            id=f"thing_{number}",
            name=Text(zh=f"第{number}件别处的事", en=f"Thing {number}"),
            keywords=("护照",) if number == 0 else (),
            reason=Text(zh="场地不够", en="There is no room for it"),
            place=Text(zh="别的大厅", en="Another hall"),
            phone="10000099021",
        )
        for number in range(7)
    )
    zones = (zone("1", "A", items[:1]), zone("1", "B", guides), zone("2", "A", items[1:] or items))
    name = Text(zh="政务服务中心", en="Service centre")
    day = date(2026, 11, 20)
    return Published(version="2026-11", date=day, name=name, zones=zones, elsewhere=elsewhere, tree="always")


def _guide(like: Item, number: int) -> Item:
    names = like.names.model_copy(update={"plain": Text(zh=f"第{number}项指南", en=f"Guide {number}")})
    nothing: dict[str, object] = {"form": (), "materials": (), "consent": None, "needs": Needs(), "facts": ()}
    told = {"id": f"guide-{number}", "code": f"guide {number}", "names": names, "handling": Handling.GUIDE}
    return like.model_copy(update={**nothing, **told, "preview": False, "certificate": None, "keywords": ()})


def machine(items: Iterable[Item], **changes: object) -> Machine:
    facts: dict[str, object] = {
        "place": Place(
            "QH01", Text(zh="清河县政务大厅", en="Qinghe County Service Hall"), "10000099000", "0.1.0"
        ),
        "catalogue": shelf(tuple(items)),
        "watched": (READER, PRINTER, A4),
        "realm": Realm.DEMO,
        "simulated": True,
    }
    return Machine(**(facts | changes))  # type: ignore[arg-type]


def switched_on(items: Iterable[Item]) -> World:
    """The first instant: nothing has reported yet."""
    return World(State(machine(items), at=BOOT_S, entered_at=BOOT_S, touched_at=BOOT_S))


def document() -> Document:
    return Document(
        document_id="doc-1",
        title_zh="社会保险参保证明",
        title_en="Social insurance record",
        pdf=b"%PDF-1.7 demo",
        verify_url="http://hub.test/verify/doc-1",
    )


@dataclass
class World:
    """The state, the clock, and everything that was ordered and done so far."""

    state: State
    at: float = BOOT_S
    wall: datetime = FIRST_MOMENT
    card: Applicant | None = RESIDENT
    """What lies on the reader; None: nothing is read."""
    chip: Applicant | None = RESIDENT
    """Whose social security card is in its reader; None: no card."""
    vocabulary: str = ""
    """What the pinyin in the making stands for."""
    case_state: CaseState = CaseState.DONE
    silent: set[type[do.Effect]] = field(default_factory=set)
    instead: dict[type[do.Effect], Callable[[do.Effect], Iterable[e.Event]]] = field(default_factory=dict)
    effects: list[do.Effect] = field(default_factory=list)
    events: list[e.Event] = field(default_factory=list)
    numbers: dict[UUID, str] = field(default_factory=dict)
    """The store: one number a key, as often as the key may come."""
    words: list[HelpWords] = field(default_factory=list)
    on_record: dict[str, Answer] = field(default_factory=dict)
    """What departments say instead of the examples of the item's facts."""
    own: CaseDesk = field(default_factory=CaseDesk)
    """Of the resident's own cases, at the hub."""
    desk: HubDesk = field(default_factory=HubDesk)
    """Of appointments, at the hub."""
    ids: int = 0

    # --- the clock and the mailbox ------------------------------------------------------------

    def fresh(self) -> UUID:
        self.ids += 1
        return UUID(int=0xBA26_0000_0000_0000_0000_0000_0000_0000 + self.ids)

    def stamp(self, event: e.Event) -> e.Stamped:
        return e.Stamped(event, self.at, self.wall, self.fresh())

    def one(self, event: e.Event) -> tuple[do.Effect, ...]:
        """One step, nothing answered."""
        self.state, effects = step(self.state, self.stamp(event))
        self.events.append(event)
        self.effects += effects
        return effects

    def send(self, *events: e.Event) -> World:
        """Take events in and answer what they order, until nothing is left to answer."""
        waiting = deque(events)
        while waiting:
            for effect in self.one(waiting.popleft()):
                waiting.extend(self.answers(effect))
        return self

    def wait(self, seconds: float) -> World:
        self.at += seconds
        self.wall += timedelta(seconds=seconds)
        return self.send(e.TimePassed())

    def to_deadline(self) -> float:
        """Go to the next deadline and let it pass; how long that took."""
        seconds = max(0.0, next_deadline(self.state) - self.at)
        self.wait(seconds)
        return seconds

    def past_deadlines(self, until: Callable[[State], bool], most: int = 80) -> World:
        for _ in range(most):
            if until(self.state):
                return self
            self.to_deadline()
        raise AssertionError(f"still on {self.state.page}/{self.state.over} after {most} deadlines")

    # --- looking ------------------------------------------------------------------------------

    @property
    def page(self) -> Page:
        return self.state.page

    @property
    def view(self) -> View:
        return view(self.state)

    def touchable(self) -> dict[str, Button | Option | Tile]:
        shown = self.view
        return {one.id: one for one in buttons_of(shown.overlay or shown)}

    def touch(self, name: str) -> World:
        """Touch a button that is there and enabled."""
        button = self.touchable()[name]
        assert getattr(button, "enabled", True), f"{name} cannot be touched"
        return self.send(button.event)

    def labels(self, beginning: str) -> list[str]:
        """What stands on the buttons whose id begins so, in their order."""
        return [
            getattr(one, "label", "") for name, one in self.touchable().items() if name.startswith(beginning)
        ]

    def ordered(self, kind: type[do.Effect]) -> list[do.Effect]:
        return [one for one in self.effects if isinstance(one, kind)]

    def last(self, kind: type[do.Effect]) -> do.Effect:
        return self.ordered(kind)[-1]

    # --- what devices, store and hub say ------------------------------------------------------

    def answers(self, effect: do.Effect) -> Iterable[e.Event]:
        kind = type(effect)
        if kind in self.silent:
            return ()
        if kind in self.instead:
            return self.instead[kind](effect)
        return self._usual(effect)

    def _usual(self, effect: do.Effect) -> Iterable[e.Event]:
        return (*self._machine_says(effect), *self._helpers_say(effect), *self._hub_says(effect))

    def _machine_says(self, effect: do.Effect) -> Iterable[e.Event]:
        match effect:
            case do.ReadIdCard() if self.card is not None:
                return (e.CardRead(self.card),)
            case do.AcceptCase(facts):
                number = self.numbers.setdefault(facts.key, f"QH01-{len(self.numbers) + 1:06d}")
                return (e.CaseAccepted(facts.key, number, self.wall, f"proof of {number}"),)
            case do.PrintSlip(job_id, _) | do.PrintDocument(job_id, _) | do.PrintCopy(job_id):
                return (e.Printed(job_id),)
            case do.TakePicture(order):
                return (e.PageTaken(order, self.page_note(), PICTURE, edges=True),)
            case do.RenderDocument(paper):
                return (e.DocumentRendered(paper.document_id, PICTURE),)
            case do.ReadSocialCard() if self.chip is not None:
                return (e.SocialCardRead(CARD, self.chip.id_number),)
            case do.RunCardScript(job_id, _) | do.ChangeCardPin(job_id) | do.TryCardPin(job_id):
                return (e.CardStepDone(job_id),)
            case do.Wipe():
                return (e.Wiped(),)
        return ()

    def _helpers_say(self, effect: do.Effect) -> Iterable[e.Event]:
        """Of writing: letters and strokes stand for the vocabulary, ink for one of its characters."""
        match effect:
            case do.LookUpPinyin(letters) | do.LookUpStrokes(letters):
                words = ((self.vocabulary, len(letters)),) if self.vocabulary else ()
                return (e.CandidatesFound(letters, words),)
            case do.ReadInk(drawn, strokes) if strokes and self.vocabulary:
                return (e.InkRead(drawn, tuple(self.vocabulary)),)
        return ()

    def page_note(self) -> AttachmentNote:
        """As the store gives one: every picture is another."""
        one = self.fresh()
        return AttachmentNote(id=one, size=1000, digest=sha256(one.bytes).digest())

    def _hub_says(self, effect: do.Effect) -> Iterable[e.Event]:
        line = self.state.machine.line_up
        match effect:
            case do.AskHub():
                return (e.QueryAnswered(self.found()) if line else e.QueryFailed("line_down", "nobody"),)
            case do.AskProgress() | do.FetchCaseForm() | do.SendWithdrawal() | do.FetchPaper():
                self.own.line = line
                return (self.own.answer(effect),)
            case do.AskAppointments() | do.ShowTicket():
                self.desk.line = line
                asks = isinstance(effect, do.AskAppointments)
                return (self.desk.answer(effect) if asks else self.desk.shown(effect),)
            case do.SyncNow() if line:
                key = self.state.visit.key if self.state.visit is not None else None
                return (e.CaseAnswered(self.answer_to(key)),) if key is not None else ()
            case do.OpenHelp(call):
                self.words.clear()
                if not line:
                    return (e.HelpUnreachable(call.key),)
                return (e.HelpUpdated(call.key, HelpState.WAITING, None, ()),)
            case do.SayToHub(call, _, text):
                return (self.heard(call, HelpAuthor.RESIDENT, text),)
        return ()

    def heard(self, call: UUID, author: HelpAuthor, text: str) -> e.HelpUpdated:
        self.words.append(HelpWords(number=len(self.words) + 1, author=author, text=text, at=self.wall))
        return e.HelpUpdated(call, HelpState.ANSWERED, "小林", tuple(self.words))

    def found(self) -> QueryAnswer:
        return QueryAnswer(
            found=True,
            rows=(Row(label_zh="养老保险", label_en="Pension", value="126"),),
            source_zh="清河县人社局",
            source_en="Qinghe HRSS Bureau",
            as_of=self.wall.astimezone(UTC),
            facts=self.facts(),
        )

    def facts(self) -> dict[str, Answer]:
        item = self.state.visit.item if self.state.visit is not None else None
        examples = {one.id: one.example for one in item.facts} if item is not None else {}
        return examples | self.on_record

    def answer_to(self, key: UUID, state: CaseState | None = None) -> CaseAnswer:
        state = state or self.case_state
        item = self.state.visit.item if self.state.visit is not None else None
        acts = item is not None and item.act is not None
        if acts and state is CaseState.DONE:
            state = CaseState.APPROVED
        papers = (document(),) if item is not None and item.certificate and state is CaseState.DONE else ()
        bad = state in {CaseState.REFUSED, CaseState.TO_MEND}
        reason = Reason(field=None, text_zh="缺少门牌号", text_en="The house number is missing")
        return CaseAnswer(
            key=key,
            case_number=self.numbers.get(key, "QH01-000001"),
            state=state,
            office_number="990101-2026-0001",
            reasons=(reason,) if bad else (),
            documents=papers,
            durable_sequence=1,
            card_pin=SCRIPT if acts and state is CaseState.APPROVED else None,
            rules=self.rules(),
            parts=self.parts(state),
        )

    def rules(self) -> tuple[RuleResult, ...]:
        """As the hub's rules do: by what is on record, which the terminal need not know."""
        visit = self.state.visit
        if visit is None or visit.item is None:
            return ()
        case = Situation(self.wall.date(), visit.answers, visit.applicant, self.facts())
        return tuple(
            RuleResult(
                rule=one.rule.id,
                held=one.held,
                text_zh=(one.rule.name if one.held else one.rule.says).zh,
                text_en=(one.rule.name if one.held else one.rule.says).en,
            )
            for one in instant(visit.item, case)
        )

    def parts(self, state: CaseState) -> tuple[PartAnswer, ...]:
        visit = self.state.visit
        if visit is None or visit.item is None:
            return ()
        dates = part_dates(visit.item, visit.answers, self.wall.date())
        return tuple(PartAnswer(part=name, state=state, promised_date=by) for name, by in dates.items())

    # --- a resident's hands -------------------------------------------------------------------

    def start(self, *, line: bool = True) -> World:
        """From switching on to the attract page."""
        self.send(e.TimePassed(), e.LineChanged(line))
        for name in (*self.state.machine.watched, CAMERA):
            self.send(e.DeviceChanged(healthy(name)))
        return self

    def begin(self, item: Item) -> World:
        return self.touch("begin").find(item)

    def find(self, item: Item) -> World:
        """From the home page, by its tile there or by the trees."""
        if item.id in self.touchable():
            return self.touch(item.id)
        region = self.state.machine.catalogue.region
        tree, branch = next(way for way in region.branches() if item.id in way[1].items)
        self.touch(tree.id).touch(branch.id)
        while item.id not in self.touchable():
            self.touch("page_after")
        return self.touch(item.id)

    def past_page(self) -> World:
        """Do what this page asks for and go on."""
        match self.page:
            case Page.CONSENT:
                return self.touch("agree")
            case Page.FORM:
                return self.fill().touch("next")
            case Page.MATERIALS:
                return self.decide_materials().touch("next")
            case Page.NEW_PIN:
                return self.type_pin(PIN).touch("next").type_pin(PIN).touch("next")
            case Page.SIGN:
                return self.send(e.Drew(INK)).touch("next")
            case Page.RATING:
                return self.touch("skip")
            case _:
                return self.touch("next")

    def walk_to(self, page: Page, *, form_at: int = 0) -> World:
        """On and on by the main buttons until `page` is shown."""
        for _ in range(40):
            if self.page is page and (page is not Page.FORM or self.state.here.form_at == form_at):
                return self
            self.past_page()
        raise AssertionError(f"never came to {page}, but is on {self.page}")

    def questions(self) -> tuple[Field, ...]:
        shown = {one.id for one in self.view.body.questions}  # type: ignore[union-attr]
        return tuple(one for one in self.state.here.chosen.fields() if one.id in shown)

    def fill(self) -> World:
        for one in self.questions():
            self.put_in(one)
        return self

    def put_in(self, asked: Field, value: object = None) -> World:
        """Answer one question the way a resident does, by default with its example."""
        value = sample(asked.kind, asked.example, self.wall.date()) if value is None else value
        match asked.kind:
            case FieldKind.CHOICES | FieldKind.PARTS:
                for choice in value:  # type: ignore[attr-defined]
                    if choice not in (self.state.here.answers.get(asked.id) or ()):
                        self.touch(f"{asked.id}:{choice}")
            case FieldKind.YES_NO:
                self.touch(f"{asked.id}:{'yes' if value else 'no'}")
            case kind if kind in TYPED_KINDS:
                self.touch(f"focus:{asked.id}").type(asked, to_text(asked, value))  # type: ignore[arg-type]
            case FieldKind.MONTH:
                self.send(e.Answered(asked.id, value))  # type: ignore[arg-type]
            case _:
                self.touch(f"{asked.id}:{value}")
        return self

    def type(self, asked: Field, text: str) -> World:
        """Key by key; what has no key goes by pinyin."""
        layout = LAYOUTS[asked.kind]
        keys = "".join(KEYS[layout]).replace(DELETE, "").replace(CLEAR, "")
        self.send(e.KeyPressed("clear"))
        while text:
            if text[0] in keys and (layout not in PINYIN_LAYOUTS or not text[0].isalpha()):
                self.touch(f"key:{text[0]}")
                text = text[1:]
                continue
            chinese = next((n for n, char in enumerate(text) if char in keys), len(text))
            self.vocabulary, text = text[:chinese], text[chinese:]
            self.touch("key:x").touch("candidate:0")
        return self

    def type_pin(self, pin: str) -> World:
        for digit in pin:
            self.touch(f"pin:{digit}")
        return self

    def decide_materials(self, *, agreed: bool = True) -> World:
        for one in self.state.here.chosen.materials:
            if one.way is MaterialWay.PROMISE:
                self.touch(f"{one.id}:{'promise' if agreed else 'hand_in'}")
            elif one.way is MaterialWay.LATER:
                self.touch(f"{one.id}:{'later' if agreed else 'not_needed'}")
            elif one.way is MaterialWay.LICENCE:
                self.touch(f"{one.id}:{'licence' if agreed else 'window'}")
            elif one.way is MaterialWay.SCAN and agreed:
                self.touch(f"{one.id}:scan").touch("take").touch("next")
            elif one.way is MaterialWay.SCAN:
                self.touch(f"{one.id}:window")
        return self
