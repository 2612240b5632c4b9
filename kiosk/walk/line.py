"""The line to the hub with a switch in it: what is cut here is cut for every request of the terminal at once."""

from __future__ import annotations

from typing import Any

import requests
from requests.adapters import HTTPAdapter


class Line:
    """Hands out sessions for `offline_cache.hub_link.HubLink`."""

    def __init__(self) -> None:
        self.cut = False

    def session(self) -> requests.Session:
        made = requests.Session()
        made.mount("http://", _Switched(self))
        return made


class _Switched(HTTPAdapter):
    def __init__(self, line: Line) -> None:
        self._line = line
        super().__init__()

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        if self._line.cut:
            raise requests.exceptions.ConnectTimeout(request=request)
        return super().send(request, *args, **kwargs)
