"""Lock boards and relay boards, the drivers' side and the simulators'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fuzz_damage import noise
from fuzz_target import Supply, Target, pieces

from drivers.locker.board_8a import Board8a
from drivers.locker.cu48 import Cu48
from drivers.locker.kerong_cu16 import KerongCu16
from drivers.relay import lcus_board
from drivers.simulators.locker.lock_boards import Board8aBoard, Cu16Board, Cu48Board, Doors
from drivers.simulators.relay_board import RelayBoard

if TYPE_CHECKING:
    from random import Random

    from drivers.locker.lock_board import Dialect
    from drivers.simulators.locker.lock_boards import _Board

_FAMILIES: tuple[tuple[Dialect, type[_Board], int], ...] = (
    (Board8a(), Board8aBoard, 1),
    (KerongCu16(), Cu16Board, 3),
    (Cu48(), Cu48Board, 0),
)


# --- lock boards --------------------------------------------------------------------------------


def _states(family: int, open_boxes: set[int]) -> bytes:
    dialect, board, address = _FAMILIES[family]
    doors, heard = Doors(dialect.most_boxes), bytearray()
    doors.open = open_boxes
    board(doors, address).receive(dialect.ask_states(address), heard.extend)
    return bytes(heard)


def check_lock_boards(data: bytes) -> None:
    supply = Supply(data)
    number = supply.number(2)
    dialect, _, address = _FAMILIES[number]
    wanted = {1 + supply.number(dialect.most_boxes - 1) for _ in range(3)}
    heard = supply.some(supply.left)
    told = dialect.states(heard, address)
    assert told is None or (len(told) == dialect.most_boxes and set(told) <= {0, 1})
    # Whatever was on the line before: the newest whole answer is the one that counts.
    states = dialect.states(heard + _states(number, wanted), address)
    assert states is not None
    assert {box for box, bit in enumerate(states, 1) if bit == 0} == wanted


def _lock_answers(random: Random) -> bytes:
    family = random.randrange(3)
    boxes = {random.randint(1, 16) for _ in range(3)}
    head = bytes([family, random.randrange(256), random.randrange(256), random.randrange(256)])
    return head + b"".join(noise(random, 3) + _states(family, boxes) for _ in range(random.randint(1, 3)))


def check_lock_simulators(data: bytes) -> None:
    for dialect, board, address in _FAMILIES:
        doors, slow_doors = Doors(), Doors()
        heard, slowly = bytearray(), bytearray()
        at_once, slow = board(doors, address), board(slow_doors, address)
        at_once.receive(data, heard.extend)
        for piece in pieces(data):
            slow.receive(piece, slowly.extend)
        assert (heard, doors.driven) == (slowly, slow_doors.driven), "pieces do something else"
        assert len(slow._heard) < board.length
        for box in set(doors.driven) & set(range(1, dialect.most_boxes + 1)):
            assert dialect.unlock(address, box) in data, "a door opened that nobody named"


def _lock_commands(random: Random) -> bytes:
    dialect, _, address = random.choice(_FAMILIES)
    asked = (dialect.ask_states(address), *(dialect.unlock(address, random.randint(1, 16)) for _ in range(2)))
    return b"".join(asked)


# --- relay boards -------------------------------------------------------------------------------


def check_relay(data: bytes) -> None:
    channels = 1 + (data[0] if data else 0) % 8
    told = lcus_board.states(data, channels)
    assert told is None or len(told) == channels
    board, heard, slow, slowly = RelayBoard(), bytearray(), RelayBoard(), bytearray()
    board.receive(data, heard.extend)
    for piece in pieces(data):
        slow.receive(piece, slowly.extend)
    assert (heard, board.switched) == (slowly, slow.switched), "pieces do something else"
    assert len(board._heard) < 4
    for channel, on in board.switched:
        assert lcus_board.switch(channel, on=on) in data, "a contact moved that nobody named"
    board, answer = RelayBoard(), bytearray()
    board.receive(lcus_board.switch(channels, on=True) + lcus_board.ASK, answer.extend)
    assert lcus_board.states(bytes(answer), 8) == tuple(one == channels for one in range(1, 9))


def _relay_lines(random: Random) -> bytes:
    states = "".join(f"CH{one}: {random.choice(('ON', 'OFF'))}\r\n" for one in range(1, 9)).encode()
    switched = lcus_board.switch(random.randint(1, 9), on=bool(random.randrange(2)))
    return bytes([random.randrange(8)]) + random.choice((states, switched, switched + lcus_board.ASK))


TARGETS = (
    Target(
        "lock_boards",
        "all bits or none; the newest whole answer counts, whatever is before it",
        check_lock_boards,
        _lock_answers,
    ),
    Target(
        "lock_board_simulators",
        "the same doors however cut; only doors that were named",
        check_lock_simulators,
        _lock_commands,
    ),
    Target(
        "relay_board",
        "all channels or none; only contacts that were named move",
        check_relay,
        _relay_lines,
        (b"CH1:ON", lcus_board.ASK),
    ),
)
