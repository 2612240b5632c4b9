"""Stands where a machine's player program stands: takes a WAV from its standard input to the simulated loudspeaker.

Run as a file, by an interpreter without site packages: it must start as fast as a real player.
"""

import socket
import sys


def main(address: str) -> int:
    """0 when it was played, 1 when there is no loudspeaker."""
    wav = sys.stdin.buffer.read()
    host, _, port = address.partition(":")
    try:
        with socket.create_connection((host, int(port))) as speaker:
            speaker.sendall(len(wav).to_bytes(4, "big") + wav)
            return 0 if speaker.recv(1) == b"+" else 1
    except OSError:
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
