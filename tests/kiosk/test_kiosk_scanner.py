"""A page under the simulated document camera: found, made straight, sealed on disk, told of, and erased when taken back."""

from __future__ import annotations

import queue
import time
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from kiosk_bench import config_for_tests
from PIL import Image

from drivers.camera import Picture
from drivers.device import DeviceClass
from drivers.simulators.bench import Bench
from drivers.simulators.camera.stand import CameraStand
from kiosk.devices import Devices
from kiosk.scan_page import page_of
from kiosk.scanner import Scanner
from kiosk.store import open_store
from outcome import Failure, Ok
from visit.events import DeviceChanged, Event, PageNotTaken, PageTaken

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from offline_cache.store import OfflineCache

WAIT_S = 15.0


class Desk:
    """A camera over a desk, a store, and what was posted."""

    def __init__(self, folder: Path) -> None:
        opened = open_store(config_for_tests(), folder)
        assert isinstance(opened, Ok), opened
        self.folder = folder
        self.cache: OfflineCache = opened.value[0]
        self.stand = CameraStand()
        self.bench = Bench((self.stand,))
        self.bench.plug()
        self.news: queue.Queue[Event] = queue.Queue()
        table = {"driver": "mjpeg", **self.stand.options()["mjpeg"]}
        self.devices = Devices({DeviceClass.CAMERA: table}, self.news.put)
        self.artist = ThreadPoolExecutor(1)
        self.scanner = Scanner(self.devices, self.cache, self.artist, self.news.put)
        self.devices.start()
        self.next(DeviceChanged, lambda one: one.health.usable)

    def next(self, kind, such=lambda _: True):
        """The next news of this kind."""
        end = time.monotonic() + WAIT_S
        while True:
            one = self.news.get(timeout=max(0.01, end - time.monotonic()))
            if isinstance(one, kind) and such(one):
                return one

    def show(self, scene: str) -> None:
        self.stand.verbs()["camera-show"].do(scene)

    def files(self) -> list[Path]:
        return sorted(path for path in self.folder.rglob("attachments/*") if path.is_file())

    def close(self) -> None:
        self.devices.stop()
        self.artist.shutdown()
        self.bench.close()
        self.cache.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.close()


def picture(image: Image.Image) -> Picture:
    made = BytesIO()
    image.save(made, "JPEG", quality=90)
    return Picture(made.getvalue(), *image.size)


def test_a_page_is_sealed_before_it_is_told_of(desk: Desk) -> None:
    desk.show("page")
    order = uuid4()
    desk.scanner.take(order)
    taken = desk.next((PageTaken, PageNotTaken))
    assert isinstance(taken, PageTaken), taken
    assert taken.order == order
    assert taken.edges
    assert taken.picture.height > taken.picture.width, "upright, as it lies"
    assert len(taken.picture.rgba) == 4 * taken.picture.width * taken.picture.height
    (file,) = desk.files()
    assert b"JFIF" not in file.read_bytes(), "in the clear it is nowhere"
    assert taken.note.size > 20_000


def test_a_page_taken_back_is_gone_from_the_disk(desk: Desk) -> None:
    desk.show("page")
    desk.scanner.take(uuid4())
    taken = desk.next(PageTaken)
    desk.scanner.drop(taken.note.id)
    end = time.monotonic() + WAIT_S
    while desk.files() and time.monotonic() < end:
        desk.cache.drop_attachment(UUID(int=0)).result(WAIT_S)  # the store's turn after that of the drop
    assert not desk.files()


def test_a_camera_that_sends_nothing_is_told(desk: Desk) -> None:
    desk.stand.verbs()["camera-stall"].do()
    order = uuid4()
    desk.scanner.take(order)
    told = desk.next((PageTaken, PageNotTaken))
    assert isinstance(told, PageNotTaken)
    assert told.order == order
    assert not desk.files()


def test_without_a_camera_it_is_told_at_once(tmp_path: Path) -> None:
    opened = open_store(config_for_tests(), tmp_path)
    assert isinstance(opened, Ok)
    cache, news = opened.value[0], queue.Queue()
    with ThreadPoolExecutor(1) as artist:
        Scanner(Devices({}, news.put), cache, artist, news.put).take(order := uuid4())
    assert news.get(timeout=WAIT_S) == PageNotTaken(order, "not_supported", "engineer")
    cache.close()


def test_where_no_edge_is_found_the_whole_frame_is_kept() -> None:
    grey = picture(Image.new("RGB", (640, 480), "#777777"))
    made = page_of(grey)
    assert isinstance(made, Ok)
    assert not made.value.edges
    assert sha256(made.value.jpeg).digest() == sha256(grey.jpeg).digest()
    assert (made.value.picture.width, made.value.picture.height) == (640, 480)


def test_what_is_no_picture_is_no_page() -> None:
    made = page_of(Picture(b"no picture at all", 1, 1))
    assert isinstance(made, Failure)
    assert made.code == "picture_unreadable"
    assert "JPEG" not in repr(Picture(b"x", 1, 1))
