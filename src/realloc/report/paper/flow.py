"""The flow picture: where it stands on the page, in whole pixels down and in percent across.

Heights are pixels, so that a label always has the room of its two lines, however narrow the page; what lies
across is percent of the page's width, which the browser works out. A side shows its largest rows by name and
the rest as one, so that the picture of a thousand transfers is as readable as that of ten.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

MOST_SOURCES = 24
MOST_TARGETS = 16
LABEL = 40  # pixels: two lines of a label
GAP = 12
_MONEY = 420  # pixels that all the money moved takes on either side
_THINNEST = 2

type Flow = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Node:
    """A row that gives or receives, or, where `id` is "", the `rows` that are shown as one.

    `amount` in satang; `top` and `height` in pixels: of the bar, and `label` of the room for its label.
    """

    id: str
    rows: int
    amount: int
    top: int
    height: int
    label: int


@dataclass(frozen=True, slots=True)
class Band:
    """Money that flows from a node to a node, and the outline of it (an SVG path, 100 wide)."""

    source: Node
    target: Node
    amount: int
    path: str


@dataclass(frozen=True, slots=True)
class Picture:
    """`height` in pixels."""

    height: int
    sources: tuple[Node, ...]
    targets: tuple[Node, ...]
    bands: tuple[Band, ...]


def picture(flows: Sequence[Flow]) -> Picture:
    """The picture of transfers given as (from, to, satang)."""
    merged = _merged(flows)
    out, into = _sums(merged, 0), _sums(merged, 1)
    targets = sorted(into, key=lambda id_: (id_ == "", -into[id_], id_))
    place = {id_: number for number, id_ in enumerate(targets)}
    # A source stands beside what it gives to, on average: few bands cross.
    leans = dict.fromkeys(out, 0)
    for (source, target), amount in merged.items():
        leans[source] += place[target] * amount
    sources = sorted(out, key=lambda id_: (id_ == "", leans[id_] / out[id_], -out[id_], id_))
    total = sum(merged.values())
    height = max(_height(out, total), _height(into, total))
    rows = _rows(flows)
    left = _column(sources, out, rows[0], total, height)
    right = _column(targets, into, rows[1], total, height)
    return Picture(height, tuple(left.values()), tuple(right.values()), _bands(merged, left, right, total))


def _merged(flows: Sequence[Flow]) -> dict[tuple[str, str], int]:
    """The flows between the rows shown; "" stands for all others of its side."""
    sources = _largest(((source, amount) for source, _, amount in flows), MOST_SOURCES)
    targets = _largest(((target, amount) for _, target, amount in flows), MOST_TARGETS)
    merged: dict[tuple[str, str], int] = {}
    for source, target, amount in flows:
        pair = (source if source in sources else "", target if target in targets else "")
        merged[pair] = merged.get(pair, 0) + amount
    return merged


def _largest(rows: Iterable[tuple[str, int]], most: int) -> set[str]:
    sums: dict[str, int] = {}
    for id_, amount in rows:
        sums[id_] = sums.get(id_, 0) + amount
    if len(sums) <= most:
        return set(sums)
    return set(sorted(sums, key=lambda id_: (-sums[id_], id_))[: most - 1])


def _rows(flows: Sequence[Flow]) -> tuple[int, int]:
    return len({flow[0] for flow in flows}), len({flow[1] for flow in flows})


def _sums(merged: Mapping[tuple[str, str], int], side: int) -> dict[str, int]:
    sums: dict[str, int] = {}
    for pair, amount in merged.items():
        sums[pair[side]] = sums.get(pair[side], 0) + amount
    return sums


def _thickness(amount: int, total: int) -> int:
    return max(_THINNEST, amount * _MONEY // total)


def _room(amount: int, total: int) -> int:
    return max(LABEL, _thickness(amount, total)) + GAP


def _height(sums: Mapping[str, int], total: int) -> int:
    return sum(_room(amount, total) for amount in sums.values())


def _column(
    ids: Sequence[str], sums: Mapping[str, int], rows: int, total: int, height: int
) -> dict[str, Node]:
    """The nodes of a side from the top down, spread over the height of the picture."""
    spare = height - _height(sums, total)
    nodes: dict[str, Node] = {}
    top = 0
    for number, id_ in enumerate(ids):
        room = _room(sums[id_], total)
        thickness = _thickness(sums[id_], total)
        above = top + spare * (2 * number + 1) // (2 * len(ids)) + (room - thickness) // 2
        count = 1 if id_ else rows - len(ids) + 1
        nodes[id_] = Node(id_, count, sums[id_], above, thickness, above + thickness // 2 - LABEL // 2)
        top += room
    return nodes


def _bands(
    merged: Mapping[tuple[str, str], int], left: Mapping[str, Node], right: Mapping[str, Node], total: int
) -> tuple[Band, ...]:
    """Bands leave and arrive in the order of the other side, so that those of one node never cross."""
    given, received = dict.fromkeys(left, 0), dict.fromkeys(right, 0)
    down = {id_: number for number, id_ in enumerate(left)}
    across = {id_: number for number, id_ in enumerate(right)}
    starts: dict[tuple[str, str], tuple[int, int]] = {}
    for pair in sorted(merged, key=lambda p: (down[p[0]], across[p[1]])):
        starts[pair] = _slice(left[pair[0]], given, pair[0], merged[pair])
    bands = []
    for pair in sorted(merged, key=lambda p: (across[p[1]], down[p[0]])):
        source, target = left[pair[0]], right[pair[1]]
        path = _outline(starts[pair], _slice(target, received, pair[1], merged[pair]))
        bands.append(Band(source, target, merged[pair], path))
    return tuple(bands)


def _slice(node: Node, used: dict[str, int], id_: str, amount: int) -> tuple[int, int]:
    """Where on the node's bar the next part of its money begins and ends."""
    start = node.top + node.height * used[id_] // node.amount
    used[id_] += amount
    end = node.top + node.height * used[id_] // node.amount
    return start, max(end, start + 1)


def _outline(start: tuple[int, int], end: tuple[int, int]) -> str:
    (a, b), (c, d) = start, end
    return f"M0 {a}C50 {a} 50 {c} 100 {c}V{d}C50 {d} 50 {b} 0 {b}Z"
