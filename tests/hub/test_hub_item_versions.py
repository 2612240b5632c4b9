"""An item that changes while a terminal is offline: by which version a case is decided, and what the resident is told."""

from __future__ import annotations

import json
import logging
import shutil
import threading
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
import requests
import yaml
from fastapi.testclient import TestClient
from hub_terminal import AGREED, LI, NOON, SHOP, SHOP_PAPERS, Terminal, shop, submission, trade
from requests.adapters import BaseAdapter
from sqlalchemy import select, text, update

from catalogue.loader import load
from catalogue.model import Item
from contract import wire
from contract.case import CaseAnswer, CaseSubmission, Consent, Material
from contract.codes import CaseState, IdDocument, IdentityMethod, MaterialTrust
from hub.application import make_application
from hub.cases.judgement import CHANGED, TO_A_PERSON
from hub.cases.publish_items import canonical, publish
from hub.console.users import Role, set_user
from hub.departments.mending import CONSENT
from hub.intake.take_in import take_in
from hub.settings import PRODUCT_SERVICES
from hub.tables import item_version
from hub.wiring import open_hub
from offline_cache import CaseDraft, FileKeyHome, HubLink, OfflineCache, Sync
from offline_cache.key_secrets import Secrets
from outcome import Ok

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hub.settings import Settings
    from hub.wiring import Hub


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """With a folder of items that a test may change."""
    shutil.copytree(settings.services, tmp_path / "services")
    return replace(settings, services=tmp_path / "services")


class Office:
    """Who keeps the items: changes the shop's file, and restarts the hub with it."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.file = hub.settings.services / "shichang" / f"{SHOP}.yaml"

    def offers(self, version: str, since: str | None = None, **fields: dict[str, Any]) -> dict[str, Any]:
        """Version 1 with other keys of some fields; not published yet."""
        item = yaml.safe_load((PRODUCT_SERVICES / "shichang" / f"{SHOP}.yaml").read_text(encoding="utf-8"))
        item["version"] = version
        if since is not None:
            item["accepts_since"] = since
        for page in item["form"]:
            for field in page["fields"]:
                field.update(fields.get(field["id"], {}))
        return item

    def publishes(self, item: dict[str, Any]) -> None:
        self.file.write_text(
            json.dumps(item, ensure_ascii=False, default=str), encoding="utf-8"
        )  # JSON is YAML
        loaded = load(self.hub.settings.services)
        assert not isinstance(loaded, tuple), loaded
        publish(self.hub)


@pytest.fixture
def office(hub: Hub) -> Office:
    return Office(hub)


ALONE = {"maximum": 1, "example": 1}
"""Of `employees`: nobody but the owner."""


def answer_of(terminal: Terminal, message: CaseSubmission) -> CaseAnswer:
    got = terminal.post(wire.CASES, message)
    assert got.status_code == 200, got.text
    return CaseAnswer.model_validate_json(got.content)


def told(answer: CaseAnswer) -> list[str | None]:
    return [reason.field for reason in answer.reasons]


def test_old_version_that_is_still_accepted_decides_by_its_own_rules(
    terminal: Terminal, office: Office
) -> None:
    office.publishes(office.offers("2", employees=ALONE))
    old = answer_of(terminal, shop(1, "1"))
    new = answer_of(terminal, shop(2, "2"))
    assert (old.state, old.reasons) == (CaseState.IN_REVIEW, ())
    assert (new.state, told(new)) == (CaseState.TO_MEND, ["employees"])


def test_old_version_is_still_held_to_what_it_asked(terminal: Terminal, office: Office) -> None:
    office.publishes(office.offers("2", employees={"maximum": 900}))
    crowded = trade(employees=500)
    assert told(answer_of(terminal, shop(1, "1", answers=crowded))) == ["employees"]
    assert answer_of(terminal, shop(2, "2", answers=crowded)).state is CaseState.IN_REVIEW


def test_version_that_is_no_longer_accepted_gets_everything_to_mend_in_one_list(
    terminal: Terminal, office: Office
) -> None:
    """Answers as the form goes, the department's own finding among them, then materials, then the consent."""
    item = office.offers("2", since="2", employees=ALONE, phone={"required": False})
    asked = {"zh": "营业时间", "en": "Opening hours"}
    hours = {
        "id": "hours",
        "label": asked,
        "question": asked,
        "purpose": asked,
        "kind": "text",
        "example": "9点",
    }
    item["form"].insert(2, {"id": "hours", "title": asked, "fields": [hours]})
    item["materials"][2]["promise_version"] = "2026-12"
    item["materials"].append(
        {
            "id": "neighbours",
            "name": {"zh": "邻居同意书", "en": "Consent of the neighbours"},
            "way": "later",
            "trust": "C",
            "copies": 1,
            "original_to_bring": True,
            "deferrable_workdays": 5,
        }
    )
    item["consent"]["version"] = "2026-12"
    office.publishes(item)
    answer = answer_of(terminal, shop(answers=trade(trade_name="中央小吃")))
    assert answer.state is CaseState.TO_MEND
    assert told(answer) == [
        None,
        "trade_name",
        "hours",
        "employees",
        "place_promise",
        "neighbours",
        CONSENT,
    ]
    assert answer.reasons[0] == CHANGED
    lines = {reason.field: (reason.text_zh, reason.text_en) for reason in answer.reasons}
    assert lines["hours"] == ("请填“营业时间”。", "Fill in: Opening hours.")
    assert lines["employees"] == (
        "“从业人数”：请填1到1之间的整数。",
        "People at work: Enter a whole number from 1 to 1.",
    )
    assert lines["neighbours"][0] == "“邻居同意书”：请交上这份材料。"
    assert len(answer.office_number) == 43, "it is a case all the same"


def test_nothing_to_mend_by_the_current_version_is_decided_by_it(terminal: Terminal, office: Office) -> None:
    office.publishes(office.offers("2", since="2", employees={"maximum": 150}))
    answer = answer_of(terminal, shop())
    assert (answer.state, answer.reasons) == (CaseState.IN_REVIEW, ())


def test_who_waits_for_a_person_reads_nothing_of_versions_and_hubs() -> None:
    for word in ("版本", "中心", "version", "hub"):
        assert word not in TO_A_PERSON.text_zh + TO_A_PERSON.text_en
    assert "不用重新提交" in TO_A_PERSON.text_zh
    assert "need not apply again" in TO_A_PERSON.text_en


def test_who_may_not_apply_gets_no_list(terminal: Terminal, office: Office) -> None:
    office.publishes(office.offers("2", since="2", employees=ALONE))
    stranger = LI.model_copy(update={"id_document": IdDocument.FOREIGNER_2023})
    answer = answer_of(terminal, shop(applicant=stranger))
    assert (answer.state, len(answer.reasons)) == (CaseState.REFUSED, 1)
    assert "外国人" in answer.reasons[0].text_zh


def test_card_that_was_read_is_no_missing_material(terminal: Terminal, office: Office) -> None:
    office.publishes(office.offers("2", since="2"))
    without = tuple(one for one in SHOP_PAPERS if one.material_id != "identity")
    witnessed = LI.model_copy(update={"identified_by": IdentityMethod.STAFF_WITNESS})
    assert answer_of(terminal, shop(1, materials=without)).state is CaseState.IN_REVIEW
    assert told(answer_of(terminal, shop(2, materials=without, applicant=witnessed))) == [None, "identity"]


def test_promise_where_the_paper_is_asked_for_now(terminal: Terminal, office: Office) -> None:
    item = office.offers("2", since="2")
    lease = item["materials"][3]
    item["materials"][2] = {**lease, "id": "place_promise", "name": item["materials"][2]["name"]}
    office.publishes(item)
    answer = answer_of(terminal, shop())
    assert told(answer) == [None, "place_promise"]
    assert answer.reasons[1].text_zh == "“经营场所证明”：请交上这份材料。", "not: promise once more"


def test_repeat_gets_the_same_bytes_whatever_is_current_later(
    terminal: Terminal, office: Office, settings: Settings
) -> None:
    early, late = shop(1), shop(2)
    first = terminal.post(wire.CASES, early)
    office.publishes(office.offers("2", since="2", employees=ALONE))
    second = terminal.post(wire.CASES, late)
    states = [CaseAnswer.model_validate_json(each.content).state for each in (first, second)]
    assert states == [CaseState.IN_REVIEW, CaseState.TO_MEND], "the control: the versions do decide otherwise"
    assert terminal.post(wire.CASES, early).content == first.content
    office.publishes(office.offers("3"))
    assert terminal.post(wire.CASES, late).content == second.content
    again = open_hub(settings, terminal.clock)
    assert isinstance(again, Ok)
    with TestClient(make_application(again.value), base_url="https://hub.example") as client:
        restarted = Terminal(client, terminal.clock, terminal.id, terminal.private)
        assert restarted.post(wire.CASES, early).content == first.content
        assert restarted.post(wire.CASES, late).content == second.content
        assert answer_of(restarted, shop(3)).state is CaseState.IN_REVIEW


def test_version_that_is_put_back_is_the_current_one_again_and_that_is_told(
    terminal: Terminal, office: Office, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    office.publishes(office.offers("2", since="2", employees=ALONE))
    assert answer_of(terminal, shop(1)).state is CaseState.TO_MEND
    other = open_hub(settings, terminal.clock)  # shares the database, and has its own folder
    assert isinstance(other, Ok)
    publish(other.value)
    assert (office.hub.items.duties, other.value.items.duties) == ((), ()), "the control: a rise is no duty"
    office.publishes(office.offers("1"))
    (duty,) = office.hub.items.duties
    assert f"事项 {SHOP} 的现行版本从 2 退到 1" in duty.zh
    assert f"item_went_back: {SHOP} from 2 to 1" in caplog.text
    assert isinstance(take_in(other.value, shop(4), clock_suspect=False), Ok)
    assert other.value.items.duties == (duty,), "told by the process that goes on with it as well"
    other.value.database.close()
    assert answer_of(terminal, shop(2)).state is CaseState.IN_REVIEW
    assert told(answer_of(terminal, shop(3, "2"))) == ["employees"], "and the later one is not forgotten"


def test_other_content_under_a_published_version_is_said_and_not_taken(
    terminal: Terminal, office: Office, client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    office.publishes(office.offers("1"))
    assert office.hub.items.duties == (), "the control: the same content again is nothing to tell"
    with caplog.at_level(logging.ERROR):
        office.publishes(office.offers("1", employees=ALONE))
    assert f"item_changed: {SHOP} version 1" in caplog.text
    (duty,) = office.hub.items.duties
    assert SHOP in duty.zh
    assert answer_of(terminal, shop()).state is CaseState.IN_REVIEW, "decided by what was published"
    assert set_user(office.hub, "shifu", Role.MAINTAINER, "correct horse battery") == Ok(None)
    client.post("/login", data={"name": "shifu", "password": "correct horse battery"})
    for page in ("/maintenance?act=true", "/maintenance/terminals"):
        assert duty.zh in client.get(page).text


def test_items_that_cannot_be_published_stop_no_hub(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    with office.hub.database.write() as connection:
        connection.execute(text("DROP TABLE item_version"))
    with caplog.at_level(logging.ERROR):
        publish(office.hub)
    assert "items_not_published" in caplog.text
    (duty,) = office.hub.items.duties
    assert "没有发布事项" in duty.zh


def test_items_with_mistakes_leave_those_of_before_in_use(
    terminal: Terminal, office: Office, settings: Settings
) -> None:
    office.file.write_text("id: [", encoding="utf-8")
    again = open_hub(settings, terminal.clock)
    assert isinstance(again, Ok)
    with TestClient(make_application(again.value), base_url="https://hub.example") as client:
        restarted = Terminal(client, terminal.clock, terminal.id, terminal.private)
        assert answer_of(restarted, shop()).state is CaseState.IN_REVIEW
        assert told(answer_of(restarted, shop(2, answers=trade(employees=900)))) == ["employees"]
    (duty,) = again.value.items.duties
    assert "kiosk items check" in duty.zh


@pytest.mark.parametrize("changed", [b'{"id": "getihu-sheli"}', None])
def test_version_that_cannot_be_read_back_sends_its_cases_to_a_person(
    terminal: Terminal, hub: Hub, settings: Settings, changed: bytes | None
) -> None:
    """Of a program whose items had another shape (its digest is right), or changed by hand (it is not)."""
    here = item_version.c.item_id == SHOP
    with hub.database.write() as connection:
        kept = connection.execute(select(item_version.c.definition).where(here)).scalar_one()
        other = changed or kept.replace(b'"maximum":200', b'"maximum":900')
        assert other != kept
        digest = {"digest": sha256(other).digest()} if changed else {}
        connection.execute(update(item_version).where(here).values(definition=other, **digest))
    again = open_hub(settings, terminal.clock)
    assert isinstance(again, Ok)
    taken = take_in(again.value, shop(), clock_suspect=False)
    assert isinstance(taken, Ok)
    answer = CaseAnswer.model_validate_json(taken.value)
    assert (answer.state, answer.reasons) == (CaseState.IN_REVIEW, (TO_A_PERSON,))
    (duty,) = again.value.items.duties
    assert "读不出来" in duty.zh, "and not: install the items that are missing"
    again.value.database.close()


PENSION: dict[str, Any] = {
    "answers": {
        "kind": "summary",
        "insurances": ("pension",),
        "period_from": "2026-01",
        "period_to": "2026-06",
        "purpose": "home",
    },
    "materials": SHOP_PAPERS[:1],
    "consent": AGREED,
}


def test_months_that_form_and_department_both_find_wrong_are_told_once(terminal: Terminal, hub: Hub) -> None:
    file = hub.settings.services / "renshe" / "shebao-canbao-zhengming.yaml"
    newer = file.read_text(encoding="utf-8").replace('version: "1"', 'version: "2"\naccepts_since: "2"', 1)
    file.write_text(newer, encoding="utf-8")
    publish(hub)
    turned = {**PENSION["answers"], "period_from": "2026-06", "period_to": "2026-01"}
    answer = answer_of(terminal, submission(**{**PENSION, "answers": turned}))
    assert told(answer) == [None, "period_to"]
    assert "2026年6月或以后" in answer.reasons[1].text_zh, "in the words of the form"
    undated = {**PENSION["answers"], "period_to": "soon"}
    assert told(answer_of(terminal, submission(2, **{**PENSION, "answers": undated}))) == [None, "period_to"]


def test_unknown_version_that_fits_the_current_one_is_decided_by_it(terminal: Terminal, hub: Hub) -> None:
    answer = answer_of(terminal, submission(item_version="7", **PENSION))
    assert answer.state is CaseState.DONE
    assert answer.documents
    (duty,) = hub.items.duties
    assert "版本 7" in duty.zh
    assert "在中心安装" in duty.zh


def test_unknown_version_that_is_older_is_the_terminals_to_mend(terminal: Terminal, hub: Hub) -> None:
    answer = answer_of(terminal, submission(item_version="0.9", **PENSION))
    assert answer.state is CaseState.DONE
    (duty,) = hub.items.duties
    assert "更新终端" in duty.zh
    assert "update the terminal" in duty.en
    assert "在中心安装" not in duty.zh


@pytest.mark.parametrize(
    "other",
    [
        {"answers": {**PENSION["answers"], "of_a_later_form": "yes"}},
        {"answers": {"kind": "of_a_later_form"}},
        {"consent": Consent(text_version="2027-01", agreed_at=NOON)},
        {"materials": (*SHOP_PAPERS[:1], Material(material_id="of_a_later_guide", trust=MaterialTrust.B))},
    ],
)
def test_unknown_version_of_other_rules_is_taken_in_for_a_person(
    terminal: Terminal, hub: Hub, other: dict[str, Any]
) -> None:
    """Nothing is refused and nothing decided by rules that may not be its own."""
    message = submission(item_version="7", **{**PENSION, **other})
    answer = answer_of(terminal, message)
    assert (answer.state, answer.reasons) == (CaseState.IN_REVIEW, (TO_A_PERSON,))
    assert answer.durable_sequence == 1
    assert len(hub.items.duties) == 1
    known = answer_of(terminal, submission(2, item_version="1", **{**PENSION, **other}))
    assert known.reasons != (TO_A_PERSON,), "the control: of a known version the department decides"


def test_terminals_cannot_fill_the_page_with_versions(terminal: Terminal, hub: Hub, office: Office) -> None:
    with hub.database.read() as connection:
        for number in range(200):
            hub.items.named(connection, SHOP, f"x{number}")
            hub.items.miss(SHOP, f"x{number}" * 50, None)
    assert len(hub.items.duties) == 50
    assert max(len(duty.zh) for duty in hub.items.duties) < 150
    assert answer_of(terminal, shop()).state is CaseState.IN_REVIEW
    office.publishes(office.offers("1", employees=ALONE))
    assert any("改了内容" in duty.zh for duty in hub.items.duties), (
        "they do not hide what the hub has to tell"
    )


def test_versions_that_look_the_same_on_the_page_are_told_once(hub: Hub) -> None:
    """Nothing longer than what is shown is kept of them."""
    for number in range(3):
        hub.items.miss(SHOP, "x" * 40 + str(number), None)
    assert len(hub.items.duties) == 1
    hub.items.miss(SHOP, "y" * 40, None)
    assert len(hub.items.duties) == 2, "the control"


def test_item_comes_back_from_its_canonical_form_as_it_was() -> None:
    loaded = load(PRODUCT_SERVICES)
    assert not isinstance(loaded, tuple)
    for item in loaded.items.values():
        again = Item.model_validate_json(canonical(item))
        assert again == item
        assert canonical(again) == canonical(item)
        assert canonical(item.model_copy(update={"version": "other"})) != canonical(item)


class _Wire(BaseAdapter):
    """From a real link into the real application, without a socket."""

    def __init__(self, client: TestClient) -> None:
        super().__init__()
        self._client = client

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        answer = self._client.request(
            str(request.method), request.path_url, content=request.body, headers=dict(request.headers)
        )
        response = requests.Response()
        response.status_code = answer.status_code
        response.headers.update(answer.headers)
        response.raw = BytesIO(answer.content)
        response.request, response.url = request, str(request.url)
        return response

    def close(self) -> None:
        pass


@pytest.fixture
def store(terminal: Terminal, tmp_path: Path) -> Iterator[tuple[OfflineCache, HubLink]]:
    """The terminal's store, under the key it enrolled with, and its link."""
    keys = FileKeyHome(Secrets(bytes(32), terminal.private), tmp_path / FileKeyHome.FILE_NAME)
    opened = OfflineCache.open(tmp_path / "store", terminal.id, keys, now=terminal.clock, ballast=1 << 20)
    assert isinstance(opened, Ok), opened

    def session() -> requests.Session:
        made = requests.Session()
        made.mount("https://hub.example", _Wire(terminal.client))  # type: ignore[arg-type]
        return made

    yield opened.value, HubLink("https://hub.example", terminal.id, keys, session=session)
    opened.value.close()


def test_case_of_a_terminal_that_was_offline_meanwhile_comes_back_with_the_list(
    store: tuple[OfflineCache, HubLink], office: Office
) -> None:
    cache, link = store
    draft = CaseDraft(
        key=uuid4(),
        item_id=SHOP,
        item_version="1",
        accepted_at=NOON,
        clock_trusted=True,
        accepted_offline=True,
        promised_date=None,
        applicant=LI,
        answers=trade(),
        materials=SHOP_PAPERS,
        consent=AGREED,
        signature_png=b"\x89PNG",
    )
    accepted = cache.accept(draft).result(10)
    assert isinstance(accepted, Ok), accepted
    item = office.offers(
        "2", since="2", employees=ALONE, capital={"minimum": 100_000_00, "example": 200_000_00}
    )
    item["consent"]["version"] = "2026-12"
    office.publishes(item)
    heard: list[CaseAnswer] = []
    come = threading.Event()

    def on_answer(answer: CaseAnswer) -> None:
        heard.append(answer)
        come.set()

    sync = Sync(cache, link, on_answer=on_answer, on_line=lambda _: None)
    sync.start()
    try:
        assert come.wait(30)
    finally:
        sync.stop()
    (answer,) = heard
    assert (answer.key, answer.case_number) == (draft.key, accepted.value.case_number)
    assert answer.state is CaseState.TO_MEND
    assert told(answer) == [None, "employees", "capital", CONSENT]
    assert cache.waiting() == 0
