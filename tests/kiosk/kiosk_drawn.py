"""Characters as a finger draws them: our own table of strokes, and a hand that is not steady."""

from __future__ import annotations

import math
import random
from itertools import pairwise

TABLE = {
    "一": "10,50 90,48",
    "二": "25,30 75,28|10,75 90,73",
    "三": "20,20 80,18|27,50 73,48|10,82 90,80",
    "十": "10,40 90,38|50,8 50,95",
    "人": "50,10 42,45 10,90|48,40 65,68 92,90",
    "大": "12,35 88,33|50,8 46,45 12,92|50,38 65,68 90,90",
    "天": "22,18 78,16|10,45 90,43|50,18 45,55 12,92|50,46 66,72 90,90",
    "小": "50,8 50,90 40,82|28,40 12,70|70,38 88,68",
    "口": "20,22 22,82|20,24 80,22 78,80|22,78 78,76",
    "日": "28,12 28,92|28,13 74,12 74,92|30,50 72,49|30,88 73,87",
    "田": "18,15 18,88|18,16 82,15 82,88|50,16 50,86|19,50 81,49|19,86 82,85",
    "中": "20,28 22,64|20,29 80,27 77,62|22,61 78,60|50,5 50,97",
    "王": "15,15 85,14|20,50 80,48|50,15 50,90|8,90 92,88",
    "木": "10,35 90,34|50,5 50,95|48,36 30,62 8,80|52,36 70,62 93,80",
    "林": "8,38 46,37|27,8 27,95|26,40 8,70|28,42 44,60|54,38 94,36|73,6 73,96|72,39 52,75|75,40 96,72",
    "李": "10,22 90,20|50,3 50,50|48,23 30,40 10,50|52,23 70,40 93,50|25,55 75,54 50,70|50,70 52,95 42,92|8,75 92,73",
    "山": "50,10 50,82|15,40 15,85 84,84|84,36 84,90",
    "工": "18,20 82,18|50,20 50,82|8,85 92,83",
    "土": "25,40 75,38|50,10 50,85|8,88 92,86",
    "上": "50,8 50,88|50,45 82,43|8,90 92,88",
    "下": "8,15 92,13|48,15 48,95|52,40 78,60",
    "女": "48,8 28,55 75,92|70,32 55,70 15,92|8,42 92,40",
    "子": "25,14 72,12 50,38|50,38 54,60 52,90 38,84|10,52 90,50",
    "白": "50,4 38,22|24,24 24,92|24,25 76,24 76,92|25,56 75,55|25,89 76,88",
    "石": "10,15 90,14|45,16 34,50 8,78|32,52 33,92|32,53 80,51 78,90|34,88 78,87",
    "村": "5,32 45,31|25,6 25,95|24,34 5,68|27,40 42,58|50,34 96,32|78,8 79,88 68,80|58,52 66,68",
    "安": "50,3 54,14|14,20 10,34|14,20 88,18 80,32|44,30 32,62 74,95|66,48 50,78 16,96|6,56 94,54",
    "刘": "28,4 36,14|6,24 56,22|46,24 32,62 6,90|16,40 52,82|70,18 70,68|90,6 91,90 80,84",
    "张": "12,14 40,12 40,34|14,36 40,34|14,36 12,56 42,54 38,90 26,84"
    "|86,12 62,36|50,50 96,48|60,12 61,90 74,80|66,50 94,92",
    "国": "12,10 12,94|12,11 88,10 88,94|28,28 72,27|30,50 70,49|25,74 76,73|50,28 50,74|62,56 70,66|12,91 88,90",
    "水": "50,5 50,92 38,84|12,36 40,34 14,78|82,22 58,42|54,40 68,62 94,82",
    "火": "22,32 30,52|80,26 68,48|50,6 46,50 12,94|50,50 66,74 92,92",
    "心": "12,50 6,76|30,40 34,82 78,84 80,66|48,28 56,44|76,30 88,50",
    "五": "20,14 82,12|48,14 36,86|22,46 74,44 70,86|6,88 94,86",
    "3": "28,15 50,8 70,18 66,40 48,48 72,58 74,82 50,94 26,84",
    "8": "50,50 28,35 30,15 50,8 70,15 72,35 50,50 26,66 28,88 50,94 72,88 74,66 50,50",
}
"""In hundredths of a square; strokes in the order in which one writes them."""

Points = list[tuple[float, float]]


def strokes_of(char: str) -> list[Points]:
    return [
        [(float(x) / 100, float(y) / 100) for x, y in (point.split(",") for point in stroke.split())]
        for stroke in TABLE[char].split("|")
    ]


def drawn(char: str, seed: int, *, shake: float = 0.0, joined: int = 0, aspect: float = 1.0) -> list[Points]:
    """`shake`: how far points stray, in parts of the square; it also turns and stretches the whole. `joined`: so many times
    the finger was not lifted between two strokes. `aspect`: of the field, in which the square stands somewhere.
    """
    chance = random.Random(f"{char}/{seed}")
    strokes = strokes_of(char)
    for _ in range(min(joined, len(strokes) - 1)):
        at = chance.randrange(len(strokes) - 1)
        strokes[at : at + 2] = [strokes[at] + strokes[at + 1]]
    turn = math.radians(chance.gauss(0, 80 * shake))
    wide, high = 1 + chance.gauss(0, 1.5 * shake), 1 + chance.gauss(0, 1.5 * shake)
    size, left, top = 0.6, 0.2 + chance.uniform(-0.1, 0.1), 0.2 + chance.uniform(-0.1, 0.1)

    def placed(x: float, y: float) -> tuple[float, float]:
        x, y = (x - 0.5) * wide, (y - 0.5) * high
        x, y = x * math.cos(turn) - y * math.sin(turn), x * math.sin(turn) + y * math.cos(turn)
        x, y = x + chance.gauss(0, shake), y + chance.gauss(0, shake)
        return ((x + 0.5) * size + left) / aspect, (y + 0.5) * size + top

    return [[placed(*point) for point in _finer(stroke)] for stroke in strokes]


def _finer(stroke: Points) -> Points:
    """Points as densely as a touch screen tells them, so that a shaking hand shows along the whole stroke."""
    out = [stroke[0]]
    for (x0, y0), (x1, y1) in pairwise(stroke):
        steps = max(1, round(math.dist((x0, y0), (x1, y1)) / 0.12))
        out += [(x0 + (x1 - x0) * n / steps, y0 + (y1 - y0) * n / steps) for n in range(1, steps + 1)]
    return out
