"""Without a GPU the terminal has a window without OpenGL: Mesa and its compiler are never opened."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from screens import no_opengl

if TYPE_CHECKING:
    from collections.abc import Iterator

CHILD = Path(__file__).with_name("no_opengl_child.py")
ROOT = CHILD.parent.parent.parent
LONGEST_S = 100

needs_xvfb = pytest.mark.skipif(
    shutil.which("Xvfb") is None, reason="needs Xvfb: an X server without a screen"
)
needs_no_gpu = pytest.mark.skipif(no_opengl.has_gpu(), reason="with a GPU OpenGL is what is wanted")


@contextmanager
def x_server(screen: str) -> Iterator[dict[str, str]]:
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", screen, "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        try:
            yield {"DISPLAY": f":{server.stdout.readline().strip()}"}
        finally:
            server.terminate()


def told(folder: Path, environment: dict[str, str], *words: str) -> dict[str, Any]:
    """What the child prints."""
    others = {"SDL_VIDEODRIVER", "WAYLAND_DISPLAY", "DISPLAY", "BANGBAN_SURFACE", "KIVY_GL_BACKEND"}
    bare = {name: value for name, value in os.environ.items() if name not in others}
    done = subprocess.run(
        [sys.executable, str(CHILD), str(folder), *words],
        env={**bare, "PYTHONPATH": str(ROOT), "LIBGL_ALWAYS_SOFTWARE": "1", **environment},
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "OpenGL" not in done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@needs_no_gpu
def test_off_screen_no_part_of_opengl_is_opened(tmp_path: Path) -> None:
    found = told(tmp_path, {"SDL_VIDEODRIVER": "offscreen"})
    assert found["surface"] == "WindowSurface"
    assert found["opengl"] == []
    assert found["environment"] is None


def test_opengl_is_there_for_who_asks_for_it(tmp_path: Path) -> None:
    found = told(tmp_path, {"SDL_VIDEODRIVER": "offscreen", "BANGBAN_SURFACE": "texture"})
    assert found["surface"] == "TextureSurface"
    assert found["opengl"] != []


@needs_xvfb
@needs_no_gpu
def test_without_a_window_manager_the_window_is_as_large_as_the_display(tmp_path: Path) -> None:
    with x_server("600x1000x24") as display:
        found = told(tmp_path, display)
    assert found["opengl"] == []
    assert not found["manages"]
    assert found["place"] == [0, 0, 600, 1000]


@needs_xvfb
def test_a_display_of_other_colours_is_left_to_opengl(tmp_path: Path) -> None:
    with x_server("540x960x16") as display:
        assert told(tmp_path, display)["surface"] == "TextureSurface"


@needs_xvfb
def test_a_window_manager_is_known_by_the_mark_it_leaves(tmp_path: Path) -> None:
    with x_server("540x960x24") as display:
        assert told(tmp_path, display, "managed") == {"manages": True}


def test_a_render_node_that_may_be_used_is_a_gpu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A card without drivers for OpenGL has a node for the screen alone, that of a virtual machine one of no use."""
    monkeypatch.setattr(no_opengl, "NODES", tmp_path)
    monkeypatch.setattr(no_opengl, "DRIVERS", tmp_path / "class")
    device = tmp_path / "class" / "renderD128" / "device"
    device.mkdir(parents=True)
    (tmp_path / "card0").touch()
    assert not no_opengl.has_gpu()
    (tmp_path / "renderD128").touch()
    for driver, draws in (("i915", True), ("virtio_gpu", False)):
        (tmp_path / driver).mkdir()
        (device / "driver").unlink(missing_ok=True)
        (device / "driver").symlink_to(tmp_path / driver)
        assert no_opengl.has_gpu() is draws
