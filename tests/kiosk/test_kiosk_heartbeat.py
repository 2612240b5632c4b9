"""The heartbeat over a real socket: whom the clock is trusted for, what is told on, when it beats and how it ends."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from kiosk_full_disk_child import Full, mark_on
from kiosk_small_hub import WAIT_S, SmallHub

from contract.audit_head import is_signed
from contract.case import Applicant, CaseAnswer, CaseChange, Consent
from contract.clock import read
from contract.codes import CaseState, IdDocument, IdentityMethod
from contract.fleet import DeviceReport, HubPapers
from contract.receipt_proof import Certificate
from kiosk.heartbeat import CLOCK_TOLERANCE, TOGETHER_S, Heart
from offline_cache.audit import AuditEvent
from offline_cache.hub_link import HubLink, Timeouts
from offline_cache.keys import FileKeyHome
from offline_cache.records import CaseDraft
from offline_cache.store import OfflineCache
from outcome import Failure, Ok
from visit.events import CaseAnswered, RoomChanged

LONG_S = 3600.0
"""Nobody waits for this beat: whatever comes was woken."""
SHORT_S = 0.02
MARGIN = timedelta(seconds=30)
"""More than a slow machine needs between two looks at the clock."""


@pytest.fixture
def hub():
    small = SmallHub()
    yield small
    small.close()


class Bench:
    """A heart, what it was handed, and what it said."""

    def __init__(self, folder, hub, every_s, low_water=1 << 20):
        keys = FileKeyHome.open(folder / "keys")
        assert isinstance(keys, Ok)
        opened = OfflineCache.open(
            folder / "store", "QH0001", keys.value, now=lambda: datetime.now(UTC), low_water=low_water
        )
        assert isinstance(opened, Ok)
        self.cache = opened.value
        self.devices = ()
        self.events = []
        self.notes = 0
        self.changed = threading.Condition()
        self.heart = Heart(
            terminal_id="QH0001",
            version="0.1.0",
            every_s=every_s,
            link=HubLink(hub.url, "QH0001", keys.value, Timeouts(connect=2.0, read=WAIT_S)),
            cache=self.cache,
            page=lambda: "home",
            devices=lambda: self.devices,
            post=self._post,
            note_status=self._note,
        )

    def _post(self, event):
        with self.changed:
            self.events.append(event)
            self.changed.notify_all()

    def _note(self):
        with self.changed:
            self.notes += 1
            self.changed.notify_all()

    def until(self, condition):
        with self.changed:
            assert self.changed.wait_for(condition, WAIT_S)

    def whole_beats(self, hub, count):
        """Until so many more beats have come and the terminal has heard the answer to each."""
        with self.changed:
            wanted = self.notes + count + 1  # the one after them is noted when they are over
        self.until(lambda: self.notes > wanted)

    def close(self):
        self.heart.stop()
        self.cache.close()


@pytest.fixture
def bench(tmp_path, hub):
    made = []

    def make(every_s, **options):
        made.append(Bench(tmp_path, hub, every_s, **options))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_the_clock_is_trusted_while_it_agrees_with_the_hub_s_and_not_before_or_after(bench, hub):
    terminal = bench(SHORT_S)
    assert not terminal.heart.clock_trusted, "nobody has been asked yet"
    hub.letting.clear()
    terminal.heart.start()
    hub.hears(1)
    assert not terminal.heart.clock_trusted, "nobody has answered yet"
    hub.letting.set()
    for ahead, trusted in (
        (timedelta(), True),
        (CLOCK_TOLERANCE + MARGIN, False),
        (CLOCK_TOLERANCE - MARGIN, True),
        (-CLOCK_TOLERANCE - MARGIN, False),
        (-CLOCK_TOLERANCE + MARGIN, True),
        (timedelta(days=-400), False),
    ):
        hub.clock_ahead = ahead
        terminal.whole_beats(hub, 2)
        assert terminal.heart.clock_trusted is trusted, ahead


def test_a_hub_that_stumbles_says_nothing_of_the_clock_and_is_asked_again(bench, hub):
    hub.down = True
    terminal = bench(SHORT_S)
    terminal.heart.start()
    terminal.whole_beats(hub, 2)
    assert not terminal.heart.clock_trusted
    hub.down = False
    terminal.whole_beats(hub, 2)
    assert terminal.heart.clock_trusted
    hub.down = True
    terminal.whole_beats(hub, 2)
    assert terminal.heart.clock_trusted, "as at the last answer"


def test_what_is_safe_at_the_hub_is_told_to_the_store(bench, hub):
    terminal = bench(SHORT_S)
    cache = terminal.cache
    keys = [taken_in_and_answered(cache) for _ in range(2)]
    assert cache.waiting() == 0
    hub.durable = [1]  # the first is safe; then 0, again and again: a hub that was put back from a backup
    terminal.heart.start()
    terminal.until(lambda: cache.waiting() == 1)
    sent_again = cache.for_sync.next_to_send().result().value.record
    assert sent_again.key == keys[1], "what was safe is gone from here, what was not is sent again"
    assert terminal.cache.waiting() == 1


def taken_in_and_answered(cache):
    now = datetime.now(UTC)
    draft = CaseDraft(
        key=uuid4(),
        item_id="shebao-canbao-zhengming",
        item_version="1",
        accepted_at=now,
        clock_trusted=True,
        accepted_offline=False,
        promised_date=None,
        applicant=Applicant(
            name="云小清",
            id_document=IdDocument.RESIDENT_ID,
            id_number="990101199001011239",
            identified_by=IdentityMethod.ID_CARD,
        ),
        answers={},
        materials=(),
        consent=Consent(text_version="1", agreed_at=now),
        signature_png=b"\x89PNG",
    )
    accepted = cache.accept(draft).result().value
    answer = CaseAnswer(
        key=draft.key,
        case_number=accepted.case_number,
        state=CaseState.SUBMITTED,
        office_number="9901",
        durable_sequence=0,
    )
    assert cache.for_sync.mark_answered(draft.key, answer).result() == Ok(None)
    return draft.key


def broken(name):
    return DeviceReport(
        device_class=name,
        driver="x",
        state="offline",
        paper="unknown",
        cover="unknown",
        media="unknown",
        code="disconnected",
        action="site_keeper",
        detail="",
    )


def test_devices_that_fail_together_make_one_beat_and_one_alone_wakes_it(bench, hub):
    terminal = bench(LONG_S)
    terminal.heart.start()
    hub.hears(1)
    assert hub.beats[0].devices == ()
    terminal.devices = (broken("device_0"),)
    terminal.heart.beat_soon()
    assert not hub.wait_for(lambda: len(hub.beats) > 1, TOGETHER_S / 3), "it waits for the others"
    for count in range(2, 21):
        terminal.devices = tuple(broken(f"device_{number}") for number in range(count))
        terminal.heart.beat_soon()
    hub.hears(2)
    assert len(hub.beats[1].devices) == 20, "the beat that was woken tells of all"
    assert not hub.wait_for(lambda: len(hub.beats) > 2, 1.5 * TOGETHER_S), "one beat for all"
    terminal.devices = ()
    terminal.heart.beat_soon()
    hub.hears(3)
    assert hub.beats[2].devices == ()


def test_news_during_a_beat_make_another(bench, hub):
    hub.letting.clear()
    terminal = bench(LONG_S)
    terminal.heart.start()
    hub.hears(1)
    terminal.devices = (broken("receipt_printer"),)
    terminal.heart.beat_soon()
    hub.letting.set()
    hub.hears(2)
    assert hub.beats[1].devices == terminal.devices


def test_stop_ends_it_after_the_beat_that_is_under_way(bench, hub):
    terminal = bench(SHORT_S)
    hub.letting.clear()
    terminal.heart.start()
    hub.hears(1)
    stopping = threading.Thread(target=terminal.heart.stop)
    stopping.start()
    assert terminal.heart._stopping.wait(WAIT_S)
    hub.letting.set()
    stopping.join(WAIT_S)
    assert not stopping.is_alive()
    assert not terminal.heart._thread.is_alive()
    assert len(hub.beats) == 1
    terminal.heart.beat_soon()
    assert len(hub.beats) == 1, "nobody is there to be woken"


def test_one_that_never_began_can_be_stopped(bench):
    bench(SHORT_S).heart.stop()


def test_a_store_that_lost_its_reserve_to_a_full_disk_opens_again_by_itself(bench, hub, tmp_path):
    """Nothing waits to be sent, nobody restarts anything: the look at the disk alone takes the reserve back."""
    with mark_on(tmp_path) as low_water, Full(tmp_path, low_water).below_the_mark():
        terminal = bench(SHORT_S, low_water=low_water)
        assert terminal.cache.room().code == "disk_full"
        terminal.heart.start()
        terminal.until(lambda: terminal.events == [RoomChanged(ok=False, code="disk_full")])
        terminal.whole_beats(hub, 3)
        assert len(terminal.events) == 1, "told when it changes, not at each beat"
    terminal.until(lambda: terminal.events == [RoomChanged(ok=False, code="disk_full"), RoomChanged(ok=True)])
    assert terminal.cache.room() == Ok(None)


def test_each_beat_tells_the_signed_end_of_the_trail_and_shows_the_row_that_the_hub_named(bench, hub):
    terminal = bench(LONG_S)
    key = terminal.cache.keys.public_key()
    terminal.heart.start()
    hub.hears(1)
    terminal.cache.record(AuditEvent.STAFF_REFUSED, "1").result(WAIT_S)
    terminal.heart.beat_soon()
    hub.hears(2)
    first, second = (beat.audit for beat in hub.beats[:2])
    assert first.named is None, "nothing was named before"
    assert second.number == first.number + 1
    assert (second.named.number, second.named.hash) == (first.number, first.hash)
    for head in (first, second):
        assert is_signed(head.number, head.hash, head.signature, key)


def papers_of(hub_key, terminal):
    certificate = Certificate.issue("QH0001", terminal.cache.keys.public_key(), "城关镇", hub_key.sign)
    public = hub_key.public_key().public_bytes_raw()
    return HubPapers(
        hub_key=public, certificate=certificate.packed(), verify_url="https://hub.example/verify/receipt"
    )


def test_missing_papers_come_with_a_heartbeat_and_those_of_another_hub_are_refused(bench, hub):
    terminal = bench(SHORT_S)
    own, foreign = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    hub.papers = papers_of(own, terminal)
    terminal.heart.start()
    assert hub.wait_for(lambda: hub.beats[-1:] and hub.beats[-1].papers == hub.papers.mark())
    assert hub.beats[0].papers == ""
    hub.papers = papers_of(foreign, terminal)
    terminal.whole_beats(hub, 2)
    assert terminal.cache.papers.certificate.is_of(own.public_key().public_bytes_raw())


def test_a_damaged_store_closes_the_first_page_and_the_hub_hears_of_it(bench, hub, tmp_path):
    terminal = bench(SHORT_S)
    terminal.heart.start()
    terminal.whole_beats(hub, 2)
    assert not hub.beats[-1].safe_mode
    terminal.cache.for_staff.condemn().result()
    terminal.until(lambda: terminal.events == [RoomChanged(ok=False, code="safe_mode")])
    terminal.whole_beats(hub, 2)
    assert hub.beats[-1].safe_mode
    assert len(list((tmp_path / "store").glob("damaged-*"))) == 1
    assert isinstance(terminal.cache.for_staff.salvage(), Failure), (
        "nothing was ever accepted: the last number must be said"
    )
    assert isinstance(terminal.cache.for_staff.salvage(last_sequence=0), Ok)
    terminal.until(lambda: terminal.events[1:] == [RoomChanged(ok=True)])


def test_what_became_of_cases_later_is_kept_and_told_on_once_without_waiting_for_the_next_beat(bench, hub):
    hub.changes = tuple(
        CaseChange(number=n, key=uuid4(), case_number="", state=CaseState.DONE, office_number="")
        for n in (1, 2, 3)
    )
    terminal = bench(LONG_S)
    terminal.heart.start()

    def told():
        return [event.answer.key for event in terminal.events if isinstance(event, CaseAnswered)]

    terminal.until(lambda: len(told()) == 3)
    assert hub.wait_for(lambda: hub.beats[-1].changes_after == 3)
    assert told() == [one.key for one in hub.changes]
    assert terminal.cache.for_sync.changes_kept().result() == Ok(3)


def test_each_beat_teaches_the_hub_s_time(bench, hub):
    hub.clock_ahead = timedelta(days=400)
    terminal = bench(SHORT_S)
    assert terminal.cache.hub_time.now() is None
    terminal.heart.start()
    terminal.whole_beats(hub, 2)
    ahead = terminal.cache.hub_time.now() - datetime.now(UTC)
    assert abs(ahead - hub.clock_ahead) < MARGIN
    assert read(hub.beats[0].clock).offset_ms is None
    assert read(hub.beats[-1].clock).offset_ms is not None
