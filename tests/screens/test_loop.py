"""The real loop in real time, in a process of its own: it sleeps, wakes at once, and ends cleanly."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from textwrap import dedent

PROGRAM = dedent(
    """
    import json, resource, sys, threading, time
    from pathlib import Path
    from screens.setup import configure
    configure(width=540, height=960, fullscreen=False, kivy_home=Path(sys.argv[1]))
    from kivy.clock import Clock
    from screens import loop, touch
    from screens.app import TerminalApp
    from screens.samples import Samples
    from screens.theme import Panel
    samples = Samples("zh")
    heard = threading.Event()
    frames = []

    def cpu():
        used = resource.getrusage(resource.RUSAGE_SELF)
        return used.ru_utime + used.ru_stime

    def hand():
        drawn.wait(20)
        asleep = threading.Event()
        Clock.schedule_once(lambda _: asleep.set(), 1.5)
        asleep.wait(5)
        before, start = cpu(), time.perf_counter()
        time.sleep(1.5)
        idle = (cpu() - before) / 1.5
        waits = []
        for _ in range(20):
            ran = threading.Event()
            start = time.perf_counter()
            Clock.schedule_once(lambda _: ran.set(), 0)
            ran.wait(5)
            waits.append(time.perf_counter() - start)
        touch.tap(270, 300)
        heard.wait(5)
        print(json.dumps({"idle": idle, "wake": sorted(waits)[10], "heard": heard.is_set()}), flush=True)

    drawn = threading.Event()
    app = TerminalApp(
        lambda event: heard.set(), Panel(27, 540, 960), lambda: app.show(samples.attract()), drawn.set, kiosk=True
    )
    threading.Thread(target=hand, daemon=True).start()
    app.run()
    """
)


def test_the_loop_sleeps_wakes_and_ends_on_sigterm(tmp_path):
    environment = {**os.environ, "SDL_VIDEODRIVER": "offscreen"}
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as child:
        line = child.stdout.readline()
        child.send_signal(signal.SIGTERM)
        code = child.wait(10)
    told = json.loads(line)
    assert told["heard"], "a touch must wake the loop"
    assert told["idle"] < 0.02, "asleep it costs next to nothing (Kivy's own loop: 2 %)"
    assert told["wake"] < 0.1, "another thread's call must not wait for a tick"
    assert code == 0


def test_the_gallery_paints_every_page(tmp_path):
    command = [
        sys.executable,
        "-m",
        "screens.gallery",
        str(tmp_path),
        "--only",
        "home,sign",
        "--language",
        "en",
    ]
    subprocess.run(command, check=True, timeout=60)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home-en.png", "sign-en.png"]
