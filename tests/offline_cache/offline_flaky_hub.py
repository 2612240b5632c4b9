"""A small real HTTP server that takes cases in once by key, and goes wrong on order or by a seeded die."""

from __future__ import annotations

import base64
import json
import random
import threading
from collections import Counter, deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from offline_bench_of_cases import TERMINAL, answer_to, utc_now

from contract import wire
from contract.case import CaseSubmission
from contract.fleet import Enrolled, Enrolment, HubPapers
from contract.receipt_proof import Certificate

FAULTS = ("drop_before", "drop_after", "error_500", "garbage", "half_body", "hang", "busy", "gateway_page")


HUB = Ed25519PrivateKey.from_private_bytes(b"the hub of the tests".ljust(32, b"."))
"""The same in every process: some of them are killed, and others look at what they left."""


def enrolled_by_hub(key: bytes, terminal_id: str = TERMINAL) -> Enrolled:
    """What a hub gives that takes `key` for this terminal's."""
    certificate = Certificate.issue(terminal_id, key, "清河县城关镇便民服务中心", HUB.sign)
    papers = HubPapers(
        hub_key=HUB.public_key().public_bytes_raw(),
        certificate=certificate.packed(),
        verify_url="https://bangban.yunxi.example/verify/receipt",
    )
    return Enrolled(
        terminal_id=terminal_id, outlet_zh="清河县", outlet_en="Qinghe", hub_time=utc_now(), papers=papers
    )


class FlakyHub:
    """`effects` has one entry for each case taken in; `bodies` every body that ever came under a key."""

    def __init__(self, *, seed: int = 0, fault_rate: float = 0.0, honours_keys: bool = True) -> None:
        self.orders: deque[str] = deque()
        self.poison: set[str] = set()
        self.stumbles_on: set[str] = set()
        self.announced: dict[str, int] = {}
        """Sizes of the attachments that cases named."""
        self.files_of: dict[int, set[str]] = {}
        """Their ids, by the sequence of the case."""
        self.files: dict[str, bytes] = {}
        self.falls_over = False
        """Over the whole batch in which one case is that it stumbles over."""
        self.batches: list[int] = []
        """How many cases each batch had."""
        self.effects: list[str] = []
        self.sequences: list[int] = []
        self.bodies: dict[str, set[bytes]] = {}
        self.arrivals: Counter[str] = Counter()
        self.faults_done: Counter[str] = Counter()
        self.requests: list[tuple[str, str, dict[str, str], bytes]] = []
        self.public_key: bytes | None = None
        self.changed = threading.Condition()
        self.released = threading.Event()
        self._honours_keys = honours_keys
        self._fault_rate = fault_rate
        self._die = random.Random(seed)
        hub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_GET(self):
                hub.handle(self, b"")

            def do_PUT(self):
                self.do_POST()

            def do_POST(self):
                hub.handle(self, self.rfile.read(int(self.headers.get("Content-Length", 0))))

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()

    def stop_faults(self) -> None:
        self._fault_rate = 0.0

    def wait_for(self, condition, seconds: float = 20.0) -> bool:
        with self.changed:
            return self.changed.wait_for(condition, seconds)

    def handle(self, request, body: bytes) -> None:
        with self.changed:
            self.requests.append((request.command, request.path, dict(request.headers), body))
            fault = self._fault()
            self.faults_done[fault] += 1
        try:
            self._act(request, body, fault)
        finally:
            with self.changed:
                self.changed.notify_all()

    def _fault(self) -> str:
        if self.orders:
            return self.orders.popleft()
        return self._die.choice(FAULTS) if self._die.random() < self._fault_rate else ""

    def _act(self, request, body: bytes, fault: str) -> None:
        if fault == "drop_before":
            request.close_connection = True
            request.connection.shutdown(2)
            return
        if fault == "gateway_page":
            self._reply(request, 404, b"<html>no such site</html>")
            return
        if fault in {"error_500", "busy"}:
            self._reply(
                request, 500 if fault == "error_500" else 429, b'{"code":"trouble","detail":"on order"}'
            )
            return
        status, reply = self._take_in(request, body)
        if fault == "drop_after":
            request.close_connection = True
            request.connection.shutdown(2)
        elif fault == "garbage":
            self._reply(request, 200, b'{"not": "of this contract"}')
        elif fault == "half_body":
            request.close_connection = True
            self._reply(request, status, reply[: len(reply) // 2], length=len(reply))
        elif fault == "hang":
            self.released.wait(1.0)  # longer than the terminal has patience
            request.close_connection = True
        else:
            self._reply(request, status, reply)

    def _take_in(self, request, body: bytes) -> tuple[int, bytes]:
        if request.path == wire.ENROL:
            asked = Enrolment.model_validate_json(body)
            self.public_key = asked.public_key  # from here on no other is heard
            return 200, enrolled_by_hub(asked.public_key, asked.terminal_id).model_dump_json().encode()
        if not self._signature_fits(request, body):
            return 401, b'{"code":"bad_signature","detail":""}'
        if request.path == wire.CASE_BATCH:
            return self._take_in_batch(body)
        if request.path.startswith(wire.ATTACHMENTS):
            return self._take_piece(request, body)
        if request.path == wire.HELP:
            return 200, json.dumps(
                {"key": json.loads(body)["key"], "state": "waiting", "helper": None, "words": []}
            ).encode()
        if request.path != wire.CASES:
            return 200, b"{}"
        return self._take_in_case(body)

    def _take_piece(self, request, body: bytes) -> tuple[int, bytes]:
        identity, _, offset = request.path.removeprefix(wire.ATTACHMENTS + "/").partition("?offset=")
        if identity not in self.announced:
            return 404, b'{"code":"no_such_attachment","detail":""}'
        with self.changed:
            here = self.files.setdefault(identity, b"")
            if body and int(offset) == len(here):
                here = self.files[identity] = here + body
            elif body and int(offset) > len(here):
                return 409, b'{"code":"wrong_offset","detail":""}'
        complete = len(here) == self.announced[identity]
        told = {"id": identity, "received": len(here), "complete": complete}
        return 200, json.dumps(told).encode()

    def _take_in_batch(self, body: bytes) -> tuple[int, bytes]:
        taken = []
        for one in json.loads(body)["cases"]:
            status, reply = self._take_in_case(
                json.dumps(one, separators=(",", ":"), ensure_ascii=False).encode()
            )
            said = json.loads(reply)
            if status == 500 and self.falls_over:
                return 500, b"{}"
            taken.append(
                {"result": "answered", "answer": said}
                if status == 200
                else {"result": "not_looked_at", "code": "hub_stumbled"}
                if status == 500
                else {"result": "refused", "code": said["code"]}
            )
        with self.changed:
            self.batches.append(len(taken))
        return 200, json.dumps({"cases": taken}).encode()

    def _take_in_case(self, body: bytes) -> tuple[int, bytes]:
        case = CaseSubmission.model_validate_json(body)
        key = str(case.key)
        with self.changed:
            self.arrivals[key] += 1
            self.bodies.setdefault(key, set()).add(body)
            if key in self.stumbles_on:
                return 500, b"{}"
            if key in self.poison:
                return 422, b'{"code":"item_unknown","detail":"no such item"}'
            if key not in self.effects or not self._honours_keys:
                self.effects.append(key)
                self.sequences.append(case.sequence)
                self.announced |= {str(one.id): one.size for one in case.attachments}
                self.files_of[case.sequence] = {str(one.id) for one in case.attachments}
            seen = {one for one in self.sequences if all(map(self._is_whole, self.files_of[one]))}
            durable = next(n for n in range(len(seen) + 1) if n + 1 not in seen)
        return 200, answer_to(body, durable).model_dump_json().encode()

    def _is_whole(self, identity: str) -> bool:
        return len(self.files.get(identity, b"")) == self.announced[identity]

    def _signature_fits(self, request, body: bytes) -> bool:
        if self.public_key is None:
            return True
        terminal, at = request.headers[wire.TERMINAL_HEADER], request.headers[wire.TIME_HEADER]
        message = wire.signed_bytes(request.command, request.path, body, terminal, at)
        try:
            key = Ed25519PublicKey.from_public_bytes(self.public_key)
            key.verify(base64.b64decode(request.headers[wire.SIGNATURE_HEADER]), message)
        except (InvalidSignature, ValueError):
            return False
        return True

    @staticmethod
    def _reply(request, status: int, body: bytes, length: int | None = None) -> None:
        request.send_response(status)
        request.send_header("Content-Type", "application/json")
        request.send_header("Content-Length", str(len(body) if length is None else length))
        request.end_headers()
        request.wfile.write(body)
