"""Cameras: what is seen of them when all is well, when they stall and when they go."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import pytest
from drivers_benches import BOUND_S, Heard

from drivers.camera import Picture, sources
from drivers.camera.files import FilesOptions, files
from drivers.camera.mjpeg import MjpegOptions, mjpeg
from drivers.camera.v4l2 import V4l2Options, v4l2
from drivers.delays import Delays
from drivers.device import DeviceClass, DeviceState
from drivers.simulators.camera.desk import SCENES
from drivers.simulators.camera.mjpeg_server import CONDITIONS
from drivers.simulators.camera.stand import CameraStand
from drivers.supervisor import Supervisor
from outcome import Action, Failure, Ok

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from drivers.camera.driver import CameraDriver
    from drivers.simulators.camera.mjpeg_server import MjpegServer

QUICK = Delays(poll_interval_s=0.02, rest_poll_interval_s=0.02, backoff_first_s=0.02, backoff_most_s=0.05)


@pytest.fixture
def simulator() -> Iterator[MjpegServer]:
    stand = CameraStand()
    stand.camera.plug()
    yield stand.camera
    stand.camera.unplug()


@pytest.fixture
def make(simulator: MjpegServer) -> Iterator[Callable[..., CameraDriver]]:
    made: list[CameraDriver] = []

    def make(**options: Any) -> CameraDriver:
        quick = {"first_frame_s": 2.0, "stall_s": 0.3, "most_fps": 60.0} | options
        made.append(mjpeg(MjpegOptions(url=simulator.url, **quick)))
        return made[-1]

    yield make
    for one in made:
        one.close()


def opened(make: Callable[..., CameraDriver], **options: Any) -> CameraDriver:
    camera = make(**options)
    assert camera.open() == Ok(None)
    return camera


def until(what: Callable[[], Any]) -> Any:
    end = time.monotonic() + BOUND_S
    while not (seen := what()):
        assert time.monotonic() < end
        time.sleep(0.002)
    return seen


# --- when all is well ---------------------------------------------------------------------------


def test_a_picture_is_a_jpeg_of_what_is_before_the_camera(
    make: Callable[..., CameraDriver], simulator: MjpegServer
) -> None:
    simulator.show("dark")
    dark = opened(make).take_picture("document")
    assert isinstance(dark, Ok)
    image = cv2.imdecode(np.frombuffer(dark.value.jpeg, np.uint8), cv2.IMREAD_COLOR)
    assert image.shape == (720, 1280, 3)
    assert image.mean() < 40


def test_frames_count_up_and_are_new(make: Callable[..., CameraDriver]) -> None:
    camera, number, before = opened(make), 0, 0.0
    for _ in range(5):
        frame = camera.wait_for_frame(number, BOUND_S)
        assert frame.number > number
        assert frame.taken_at > before
        number, before = frame.number, frame.taken_at
    assert camera.latest().number >= number


def test_a_frame_cannot_be_painted_over(make: Callable[..., CameraDriver]) -> None:
    frame = opened(make).wait_for_frame(0, BOUND_S)
    with pytest.raises(ValueError, match="read-only"):
        frame.image[0, 0] = 0


def test_a_number_from_before_a_reopening_does_not_wait_for_ever(make: Callable[..., CameraDriver]) -> None:
    camera = opened(make)
    assert camera.wait_for_frame(10_000, BOUND_S) is not None


@pytest.mark.parametrize(("turn", "shape"), [(0, (720, 1280)), (90, (1280, 720)), (180, (720, 1280))])
def test_a_turned_camera_is_turned_back(
    make: Callable[..., CameraDriver], turn: int, shape: tuple[int, int]
) -> None:
    camera = opened(make, turn=turn)
    assert camera.wait_for_frame(0, BOUND_S).image.shape[:2] == shape


def test_a_camera_sees_what_it_is_pointed_at(make: Callable[..., CameraDriver]) -> None:
    camera = opened(make, sees="document")
    refused = camera.take_picture("person")
    assert isinstance(refused, Failure)
    assert refused.code == "not_supported"
    assert isinstance(camera.take_picture("document"), Ok)


def test_settling_lets_the_first_frames_pass(make: Callable[..., CameraDriver]) -> None:
    camera = opened(make, settle_frames=3)
    until(camera._owner.resting)
    before = camera._owner.number
    assert isinstance(camera.take_picture("document"), Ok)
    assert camera._owner.number >= before + 4


def test_most_frames_a_second_is_kept(make: Callable[..., CameraDriver]) -> None:
    camera = opened(make, most_fps=10.0)
    first = camera.wait_for_frame(0, BOUND_S)
    fourth = first
    for _ in range(3):
        fourth = camera.wait_for_frame(fourth.number, BOUND_S)
    assert fourth.taken_at - first.taken_at >= 0.29


# --- what is kept -------------------------------------------------------------------------------


def test_release_drops_the_frame_and_switches_the_camera_off(
    make: Callable[..., CameraDriver], simulator: MjpegServer
) -> None:
    camera = opened(make)
    assert camera.wait_for_frame(0, BOUND_S)
    camera.release()
    assert camera._owner._frame is None
    until(lambda: not camera._owner._running)
    assert camera.poll().state is DeviceState.ONLINE
    streams = simulator.guests
    assert camera.wait_for_frame(0, BOUND_S)
    assert simulator.guests == streams + 1


def test_the_camera_rests_when_nobody_looks(make: Callable[..., CameraDriver]) -> None:
    camera = opened(make, rest_after_s=0.05)
    assert camera.wait_for_frame(0, BOUND_S)
    until(lambda: not camera._owner._running)
    assert camera._owner._frame is None


def test_no_frame_before_a_release_is_seen_after_it(
    make: Callable[..., CameraDriver], simulator: MjpegServer
) -> None:
    camera = opened(make)
    seen = camera.wait_for_frame(0, BOUND_S)
    camera.release()
    simulator.show("dark")
    after = camera.wait_for_frame(seen.number, BOUND_S)
    assert after.number > seen.number


def test_reprs_show_no_pixels(make: Callable[..., CameraDriver]) -> None:
    frame = opened(make).wait_for_frame(0, BOUND_S)
    assert repr(frame) == f"Frame({frame.number}, 1280x720)"
    assert repr(Picture(b"secret", 4, 3)) == "Picture(4x3)"
    assert "secret" not in repr(MjpegOptions(url="http://192.0.2.1/", user="a", password="secret"))


# --- when it goes wrong -------------------------------------------------------------------------


def test_a_stall_is_noticed_by_who_waits_and_by_the_poll(
    make: Callable[..., CameraDriver], simulator: MjpegServer
) -> None:
    camera = opened(make)
    frame = camera.wait_for_frame(0, BOUND_S)
    simulator.move(stalled=True)
    while frame is not None:
        frame = camera.wait_for_frame(frame.number, BOUND_S)
    status = camera.poll()
    assert (status.state, status.code, status.action) == (
        DeviceState.OFFLINE,
        "no_frames",
        Action.SITE_KEEPER,
    )
    assert camera.latest() is None
    assert camera.take_picture("document").code == "no_frames"


def test_the_same_picture_for_ever_is_a_stall(
    make: Callable[..., CameraDriver], simulator: MjpegServer
) -> None:
    camera = opened(make)
    frame = camera.wait_for_frame(0, BOUND_S)
    simulator.move(frozen=True)
    while frame is not None:
        frame = camera.wait_for_frame(frame.number, BOUND_S)
    assert camera.poll().code == "no_frames"


def test_pictures_that_are_all_broken_are_a_stall(
    make: Callable[..., CameraDriver], simulator: MjpegServer
) -> None:
    camera = opened(make)
    simulator.faults.fail_repeatedly("broken_jpeg")
    assert camera.wait_for_frame(0, BOUND_S) is None
    assert camera.poll().code == "no_frames"


def test_one_broken_picture_is_passed_over(make: Callable[..., CameraDriver], simulator: MjpegServer) -> None:
    camera = opened(make, stall_s=2.0)
    for failure in ("broken_jpeg", "wrong_length"):
        simulator.faults.fail_next(failure)
        assert isinstance(camera.take_picture("document"), Ok)
    simulator.faults.garbage_reply()
    assert isinstance(camera.take_picture("document"), Ok)


@pytest.mark.parametrize("end", ["unplug", "hang_up"])
def test_the_end_of_the_stream_is_noticed(
    make: Callable[..., CameraDriver], simulator: MjpegServer, end: str
) -> None:
    camera = opened(make)
    frame = camera.wait_for_frame(0, BOUND_S)
    getattr(simulator, end)()
    while frame is not None:
        frame = camera.wait_for_frame(frame.number, BOUND_S)
    assert camera.poll().code == "disconnected"


@pytest.mark.parametrize(
    ("fault", "code", "action"),
    [
        ("401", "camera_refused", Action.ENGINEER),
        ("404", "camera_refused", Action.ENGINEER),
        ("503", "camera_refused", Action.ENGINEER),
        ("not_a_stream", "camera_refused", Action.ENGINEER),
        ("broken_jpeg", "no_frames", Action.SITE_KEEPER),
    ],
)
def test_a_camera_that_gives_no_picture_does_not_open(
    make: Callable[..., CameraDriver], simulator: MjpegServer, fault: str, code: str, action: Action
) -> None:
    simulator.faults.fail_repeatedly(fault)
    failure = make(first_frame_s=0.3).open()
    assert isinstance(failure, Failure)
    assert (failure.code, failure.action) == (code, action)
    assert failure.detail.startswith(simulator.address)


def test_a_silent_camera_does_not_open_and_a_close_ends_the_wait(
    make: Callable[..., CameraDriver], simulator: MjpegServer
) -> None:
    simulator.move(stalled=True)
    assert make(first_frame_s=0.2).open().code == "no_frames"
    camera = opened_while(make, simulator)
    simulator.move(stalled=True)
    ended: list[Any] = []
    thread = threading.Thread(target=lambda: ended.append(camera.wait_for_frame(10**9, 60)))
    camera.release()
    thread.start()
    camera.close()
    thread.join(BOUND_S)
    assert not thread.is_alive()


def opened_while(make: Callable[..., CameraDriver], simulator: MjpegServer) -> CameraDriver:
    simulator.move()
    return opened(make, stall_s=30.0)


def test_a_closed_camera_has_nothing(make: Callable[..., CameraDriver]) -> None:
    camera = opened(make)
    thread = camera._owner._thread
    camera.close()
    assert not thread.is_alive()
    assert camera.latest() is None
    assert camera.wait_for_frame(0, BOUND_S) is None
    assert camera.take_picture("document").code == "not_open"
    assert camera.poll().code == "not_open"


@pytest.mark.parametrize("trouble", ["unplug", "stall", "freeze", "end"])
def test_the_supervisor_brings_it_back(
    make: Callable[..., CameraDriver],
    simulator: MjpegServer,
    heard: Heard,
    trouble: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    supervisor: Supervisor[Any] = Supervisor(make, DeviceClass.CAMERA, heard.publish, QUICK)
    supervisor.start()
    heard.until(lambda status: status.state is DeviceState.ONLINE)
    source = sources.open_camera()
    assert source.wait_for_frame(0, BOUND_S)
    if trouble == "unplug":
        simulator.unplug()
    elif trouble == "end":
        simulator.hang_up()
    else:
        simulator.move(stalled=trouble == "stall", frozen=trouble == "freeze")
    assert heard.until(lambda status: status.state is not DeviceState.ONLINE).code
    simulator.move()
    simulator.plug()
    heard.until(lambda status: status.state is DeviceState.ONLINE)
    assert until(sources.open_camera).wait_for_frame(0, BOUND_S)
    assert supervisor.stop(BOUND_S)
    assert sources.open_camera() is None
    assert "array" not in caplog.text


# --- who looks for a camera ---------------------------------------------------------------------


def test_a_decoder_finds_the_open_camera_that_sees_its_subject(make: Callable[..., CameraDriver]) -> None:
    assert sources.open_camera() is None
    documents = opened(make, sees="document")
    assert sources.open_camera("document") is documents
    assert sources.open_camera("person") is None
    documents.close()
    assert sources.open_camera("document") is None


# --- files --------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number, grey in enumerate((40, 120, 200)):
        cv2.imwrite(str(tmp_path / f"{number}.png"), np.full((60, 80, 3), grey, np.uint8))
    (tmp_path / "notes.txt").write_text("no picture")
    (tmp_path / "zz.jpg").write_bytes(b"no picture either")
    return tmp_path


def test_files_are_shown_in_order_again_and_again(folder: Path) -> None:
    camera = files(FilesOptions(folder=str(folder), fps=60.0))
    assert camera.open() == Ok(None)
    camera.release()
    until(lambda: not camera._owner._running)
    number, levels = camera._owner.number, []
    for _ in range(5):
        frame = camera.wait_for_frame(number, BOUND_S)
        number = frame.number
        levels.append(int(frame.image[0, 0, 0]))
    assert set(levels) == {40, 120, 200}
    assert camera.capabilities.simulated
    assert isinstance(camera.take_picture("document"), Ok)
    for path in folder.iterdir():
        path.unlink()
    until(lambda: camera.poll().code == "disconnected")
    camera.close()
    assert camera.open().code == "no_device"


@pytest.mark.parametrize("content", ["missing", "empty", "broken"])
def test_a_folder_without_a_picture_does_not_open(tmp_path: Path, content: str) -> None:
    folder = tmp_path / "pictures"
    if content != "missing":
        folder.mkdir()
    if content == "broken":
        (folder / "one.jpg").write_bytes(b"no picture")
    failure = files(FilesOptions(folder=str(folder))).open()
    assert failure.code == ("no_frames" if content == "broken" else "no_device")


# --- V4L2: what can be said without a camera -----------------------------------------------------


def test_a_camera_that_is_not_there() -> None:
    camera = v4l2(V4l2Options(path="/dev/v4l/by-id/none"))
    failure = camera.open()
    assert isinstance(failure, Failure)
    assert (failure.code, failure.action) == ("no_device", Action.SITE_KEEPER)
    assert camera.poll().state is DeviceState.OFFLINE
    camera.close()


@pytest.mark.parametrize(("path", "said"), [("/dev/null", "no camera"), ("/dev/fd", "not a device")])
def test_what_is_no_camera_is_refused(path: str, said: str) -> None:
    failure = v4l2(V4l2Options(path=path)).open()
    assert isinstance(failure, Failure)
    assert (failure.code, failure.action) == ("camera_refused", Action.ENGINEER)
    assert said in failure.detail


# --- the simulator's hand -----------------------------------------------------------------------


@pytest.mark.parametrize("scene", SCENES)
def test_every_scene_can_be_shown(simulator: MjpegServer, scene: str) -> None:
    simulator.show(scene)
    assert simulator.state()["scene"] == scene


def test_faults_of_the_simulator_are_words_of_its_own() -> None:
    stand = CameraStand()
    assert [stand.failure(word) for word in CONDITIONS] == list(CONDITIONS)
    stand.camera.say("100000")
    assert "100000" not in str(stand.state())
