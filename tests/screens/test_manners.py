"""What a kiosk must not do: be left, be configured, show a pointer or a dot, take two fingers for two people."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ESCAPE, F1, F11, F12, ENTER = 27, 282, 292, 293, 13
WAIT_S = 60


def key(terminal, code, letter=None, *modifiers):
    """As the window hands it to the program."""
    from kivy.core.window import Window

    Window.dispatch("on_key_down", code, 0, letter, list(modifiers))
    Window.dispatch("on_keyboard", code, 0, letter, list(modifiers))
    Window.dispatch("on_key_up", code, 0)
    terminal.frames(2)


@pytest.mark.parametrize("code", [ESCAPE, F1, F11, F12])
def test_no_key_leaves_or_configures_the_program(terminal, zh, code):
    from kivy.base import EventLoop
    from kivy.core.window import Window

    terminal.show(zh.home())
    before, children = terminal.app.targets(), len(Window.children)
    key(terminal, code)
    key(terminal, code, None, "ctrl")
    key(terminal, code, None, "alt")
    assert not EventLoop.quit
    assert EventLoop.status == "started"
    assert terminal.app.targets() == before
    assert len(Window.children) == children, "no panel was opened"
    assert not terminal.events


def test_the_settings_panel_is_not_there(terminal):
    assert terminal.app.use_kivy_settings is False
    assert terminal.app.open_settings() is False


def test_a_wedge_does_not_type_into_a_page(terminal, zh):
    """Readers that stand for a keyboard are read by their driver; the window hears the same letters."""
    terminal.show(zh.id_number())
    before = terminal.app.texts()
    for letter in "990101":
        key(terminal, ord(letter), letter)
    key(terminal, ENTER, "\r")
    assert not terminal.events
    assert terminal.app.texts() == before


@pytest.mark.parametrize("button", [2, 3])
def test_only_a_finger_counts_and_nothing_shows_where_another_button_was(terminal, zh, button):
    from screens import touch

    terminal.show(zh.home())
    one = terminal.app.targets()[0]
    before = terminal.pixels().tobytes()
    touch.press(one.x + one.w / 2, one.y + one.h / 2, button=button)
    terminal.frames(2)
    assert terminal.pixels().tobytes() == before, "a dot"
    touch.release(one.x + one.w / 2, one.y + one.h / 2, button=button)
    terminal.frames(2)
    assert terminal.pixels().tobytes() == before, "a dot is left"
    assert not terminal.events


def test_a_second_finger_is_ignored(terminal, zh):
    terminal.show(zh.home())
    first, second = [one for one in terminal.app.targets() if one.enabled and one.kind in {"tile", "button"}][
        :2
    ]
    (x, y), (to_x, to_y) = ((one.x + one.w / 2, one.y + one.h / 2) for one in (first, second))
    sent = terminal.finger(("press", x, y), ("press", to_x, to_y), ("release", x, y), ("release", to_x, to_y))
    assert len([one for one in sent if type(one).__name__ != "Touched"]) == 1


def test_nothing_is_loaded_that_opens_a_door(terminal):
    """No inspector, no screenshot key, no second provider of touches; no way out by Escape, no screensaver."""
    from kivy.config import Config

    assert terminal is not None
    assert not list(Config.options("modules"))
    assert not list(Config.options("input"))
    assert Config.getint("kivy", "exit_on_escape") == 0
    assert Config.get("kivy", "keyboard_mode") == ""
    assert Config.getint("graphics", "allow_screensaver") == 0


PROGRAM = textwrap.dedent(
    """
    import ctypes, json, subprocess, sys, threading
    from pathlib import Path
    from screens.setup import configure
    configure(width=540, height=960, fullscreen=True, kivy_home=Path(sys.argv[1]))
    from kivy.clock import Clock
    from kivy.core.window import Window
    from kivy.base import EventLoop
    from screens.app import TerminalApp
    from screens.samples import Samples
    from screens.sdl import library
    from screens.theme import Panel

    heard, drawn = [], threading.Event()
    came = threading.Event()

    def send(event):
        heard.append(type(event).__name__)
        if heard[-1] == "Begin":
            came.set()

    def hand():
        drawn.wait(30)
        for keys in ("Escape", "F1", "alt+F4", "ctrl+q", "F11", "a", "Return"):
            subprocess.run(["xdotool", "key", keys], check=True)
        subprocess.run(["xdotool", "mousemove", "270", "300", "click", "3"], check=True)
        subprocess.run(["xdotool", "mousemove", "270", "300", "mousedown", "1"], check=True)
        subprocess.run(["xdotool", "mouseup", "1"], check=True)
        came.wait(30)
        sdl = library()
        told = {
            "heard": heard,
            "quit": bool(EventLoop.quit),
            "cursor": sdl.SDL_ShowCursor(-1),
            "screensaver": sdl.SDL_IsScreenSaverEnabled(),
            "children": len(Window.children),
            "size": list(Window.size),
        }
        print(json.dumps(told), flush=True)
        app.stop_soon()

    app = TerminalApp(send, Panel(27, 540, 960), lambda: app.show(Samples("zh").attract()), drawn.set, kiosk=True)
    threading.Thread(target=hand, daemon=True).start()
    app.run()
    """
)


@pytest.fixture
def x_server(tmp_path):
    """A display of its own; the number is the server's choice."""
    if shutil.which("Xvfb") is None or shutil.which("xdotool") is None:
        pytest.skip("needs Xvfb and xdotool: keys and a pointer as a display server delivers them")
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "540x960x24", "-nolisten", "tcp"]
    with subprocess.Popen(
        command, pass_fds=(writer,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        os.close(writer)
        with os.fdopen(reader) as told:
            number = told.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()


def test_on_a_real_display_nothing_leaves_the_kiosk(tmp_path, x_server):
    environment = {
        one: told for one, told in os.environ.items() if one not in {"SDL_VIDEODRIVER", "WAYLAND_DISPLAY"}
    }
    environment |= {"DISPLAY": x_server, "LIBGL_ALWAYS_SOFTWARE": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        timeout=WAIT_S,
        check=True,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["heard"].count("Begin") == 1, told
    assert set(told["heard"]) <= {"Begin", "Touched"}
    assert not told["quit"]
    assert told["cursor"] == 0, "the pointer is hidden"
    assert told["screensaver"] == 0
    assert told["children"] == 1
    assert told["size"] == [540, 960]
