"""`python -m drivers.simulators --dir D --residents FILE`: the simulated devices as a process of their own.

Prints one line of JSON with the endpoints when all is ready. Ends when its standard input ends (so it dies
with whoever started it) or on SIGTERM.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
from pathlib import Path

from drivers.simulators.site import Site, set_up


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m drivers.simulators", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument(
        "--dir", type=Path, required=True, help="folder for wires, dock and receipts (a short path)"
    )
    parser.add_argument("--residents", type=Path, required=True, help="the people whose cards can be laid on")
    parser.add_argument(
        "--only",
        default="",
        metavar="CLASS.DRIVER,...",
        help="drivers that shall find their device; default: all",
    )
    parser.add_argument("--printer-port", type=int, default=0, help="TCP port of the receipt printer, 0: any")
    parser.add_argument("--printer-dots", type=int, default=576, choices=(384, 576), help="58 or 80 mm paper")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    wanted = frozenset(one for one in options.only.split(",") if one)
    site = Site(options.dir.absolute(), options.residents, wanted, options.printer_port, options.printer_dots)
    running = set_up(site)
    try:
        sys.stdout.write(json.dumps(running.endpoints) + "\n")
        sys.stdout.flush()
        while os.read(0, 4096):
            pass
    finally:
        running.close()


if __name__ == "__main__":
    main()
