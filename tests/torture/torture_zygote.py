"""A process that has imported everything and forks one life at a time: a start takes milliseconds, not half a second.

Started as a program with the number of a socket. A job is a line of JSON, `[role, arguments]`, with the write end of
a pipe beside it. The answers are two lines: the number of the child, then how it ended.
"""

from __future__ import annotations

import codecs
import json
import os
import socket
import sys
import traceback

import torture_lives

codecs.lookup("ascii")  # the interpreter reads its codecs late: faults are meant for the store's files


def main(control: socket.socket) -> None:
    while True:
        job, pipes, _, _ = socket.recv_fds(control, 65536, 1)
        if not job:
            return
        role, arguments = json.loads(job)
        child = os.fork()
        if child == 0:
            control.close()
            live(role, arguments, pipes[0])
        os.close(pipes[0])
        control.sendall(b"%d\n" % child)
        _, status = os.waitpid(child, 0)
        control.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))


def live(role: str, arguments: dict[str, object], pipe: int) -> None:
    def tell(*words: object) -> None:
        os.write(pipe, (" ".join(map(str, words)) + "\n").encode())

    try:
        getattr(torture_lives, role)(tell, **arguments)
    except BaseException:  # noqa: BLE001 -- whatever it is, this child must not go on as a second zygote
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(70)
    os._exit(0)


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
