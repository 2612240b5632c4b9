"""The wire inside one process, for proofs of many short stories: real link, real hub application, no socket."""

from __future__ import annotations

import shutil
from io import BytesIO
from typing import TYPE_CHECKING, Any

import requests
from fastapi.testclient import TestClient
from requests.adapters import BaseAdapter
from sqlalchemy import insert
from torture_hub import Booked, booked_at
from torture_residents import TERMINAL

from hub.application import make_application
from hub.clock import system_clock
from hub.settings import Settings, sqlite_url
from hub.tables import terminal
from hub.wiring import open_hub
from outcome import Ok

if TYPE_CHECKING:
    from pathlib import Path


class InnerHub:
    """A hub in `folder`; `line` is `up`, `down` (nothing arrives) or `deaf` (the answer is lost)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.line = "up"
        self.open()

    def open(self) -> None:
        opened = open_hub(Settings(self.folder, sqlite_url(self.folder), "http://127.0.0.1"))
        assert isinstance(opened, Ok)
        self._hub = opened.value
        self.client = TestClient(make_application(self._hub))
        self.client.__enter__()

    def close(self) -> None:
        self.client.__exit__(None, None, None)

    def enrol(self, public_key: bytes) -> None:
        with self._hub.database.write() as connection:
            place = {"id": TERMINAL, "outlet_zh": "甲", "outlet_en": "A", "public_key": public_key}
            connection.execute(insert(terminal).values(**place, enrolled_at=system_clock()))

    def booked(self) -> list[Booked]:
        return booked_at(self._hub)

    def restore(self, backup: Path) -> None:
        self.close()
        shutil.rmtree(self.folder)
        shutil.copytree(backup, self.folder)
        self.open()

    def session(self) -> requests.Session:
        """For a HubLink whose address is `http://hub`."""
        session = requests.Session()
        session.mount("http://hub", _Adapter(self))
        return session


class _Adapter(BaseAdapter):
    def __init__(self, hub: InnerHub) -> None:
        super().__init__()
        self._hub = hub

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        if self._hub.line == "down":
            raise requests.exceptions.ConnectTimeout
        body = request.body.encode() if isinstance(request.body, str) else request.body
        answer = self._hub.client.request(
            str(request.method), request.path_url, content=body, headers=dict(request.headers)
        )
        if self._hub.line == "deaf":
            raise requests.exceptions.ReadTimeout
        response = requests.Response()
        response.status_code = answer.status_code
        response.headers.update(answer.headers)
        response.raw = BytesIO(answer.content)
        response.request, response.url = request, str(request.url)
        return response

    def close(self) -> None:
        pass
