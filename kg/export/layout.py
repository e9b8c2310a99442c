"""Where nodes lie: a force-directed layout that every machine and every run computes alike.

After Jacomy, Venturini, Heymann, Bastian, "ForceAtlas2" (PLOS ONE 2014): repulsion by degree, linear attraction,
gravity; steps are bounded by a falling temperature as in Fruchterman and Reingold (1991). A node starts at a point made
from its IRI, and gravity draws it there rather than to the middle, so that it stays near its place when a graph grows.
Only +, -, *, / and square roots in a fixed order of summing are used: these give the same bits on every processor.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float32]

_BLOCK = 192  # columns computed at once, so that the arrays stay in the processor's cache
_COLUMNS = 21  # of nodes without links
_WORK = 60_000_000  # pairs of nodes looked at in all, which bounds the time


def start_points(keys: Sequence[str]) -> Points:
    """Return for each key a point in the square from -1 to 1, made from the key alone."""
    points = np.empty((len(keys), 2), dtype=np.float32)
    for i, key in enumerate(keys):
        digest = hashlib.sha256(key.encode()).digest()
        points[i] = [int.from_bytes(digest[j : j + 4], "big") / 2**31 - 1 for j in (0, 4)]
    return points


def force_layout(
    keys: Sequence[str], links: Sequence[tuple[int, int, float]], radii: Sequence[float], *, stretch: float = 1.15
) -> Points:
    """Lay out nodes so that linked ones are near, none overlap; returns points in the unit of `radii`.

    `links` are (index, index, weight); `stretch` is the width of the picture by its height.
    """
    count = len(keys)
    if count == 0:
        return np.empty((0, 2), dtype=np.float32)
    points = start_points(keys) * np.float32(40 * count**0.5)
    home = points.copy()
    mass = np.ones(count, dtype=np.float32)
    ends = np.array([(a, b) for a, b, _ in links], dtype=np.intp).reshape(-1, 2)
    weight = np.array([w for _, _, w in links], dtype=np.float32)
    for column in (0, 1):
        mass += np.bincount(ends[:, column], weight, count).astype(np.float32)
    mass = np.sqrt(mass)
    rounds = int(min(300, max(60, _WORK // (count * count))))
    heat = np.float32(12 * count**0.5)
    for step in range(rounds):
        force = (
            _repulsion(points, mass)
            + _attraction(points, ends, weight, mass)
            - (points - home) * mass[:, None] * np.float32(1.5)
        )
        length = np.sqrt(force[:, 0] * force[:, 0] + force[:, 1] * force[:, 1]) + np.float32(1e-6)
        cool = heat * np.float32(1 - step / rounds) + np.float32(0.5)
        points += force * (np.minimum(length * np.float32(0.08), cool) / length)[:, None]
    points = _fill(points, stretch)
    return part(points, np.asarray(radii, dtype=np.float32))


def _fill(points: Points, stretch: float) -> Points:
    """Bring the points to the size that their number needs, those far out nearer, and all near the wanted shape."""
    points = points - points.sum(axis=0) / np.float32(len(points))
    away = np.sqrt(points[:, 0] * points[:, 0] + points[:, 1] * points[:, 1]) + np.float32(1e-3)
    most = np.sort(away)[(len(points) - 1) * 9 // 10]
    room = np.float32((42 + 40 / (1 + len(points) / 40)) * len(points) ** 0.5)
    inner = np.minimum(away / most, np.float32(1.15))
    outer = np.maximum(away / most - np.float32(1.15), 0)
    wanted = (inner + outer / (1 + outer) * np.float32(0.35)) * room
    points *= (wanted / away)[:, None]
    spread = np.sqrt((points * points).sum(axis=0)) + np.float32(1e-3)
    flat = np.sqrt(spread[0] / (spread[1] * np.float32(stretch)))
    flat = np.minimum(np.maximum(flat, np.float32(0.75)), np.float32(1.35))
    points[:, 0] /= flat
    points[:, 1] *= flat
    return points


def part(points: Points, radii: NDArray[np.float32], *, fixed: int = 0, gap: float = 20.0) -> Points:
    """Push overlapping discs apart, leaving the first `fixed` ones where they are."""
    points = points.copy()
    count = len(points)
    rounds = int(min(60, max(12, _WORK // (3 * count * count + 1))))
    for _ in range(rounds):
        push = np.zeros_like(points)
        moved = False
        for begin in range(0, count, _BLOCK):
            cut = slice(begin, min(begin + _BLOCK, count))
            dx = points[None, cut, 0] - points[:, None, 0]
            dy = points[None, cut, 1] - points[:, None, 1]
            distance = np.sqrt(dx * dx + dy * dy)
            lack = radii[None, cut] + radii[:, None] + np.float32(gap) - distance
            lack[np.arange(cut.start, cut.stop), np.arange(cut.stop - cut.start)] = 0
            np.maximum(lack, 0, out=lack)
            if lack.any():
                moved = True
                scale = lack / (distance + np.float32(1e-3)) * np.float32(0.45)
                push[cut, 0] = (dx * scale).sum(axis=0)
                push[cut, 1] = (dy * scale).sum(axis=0)
        if not moved:
            break
        push[:fixed] = 0
        points += push
    return points


def beside(keys: Sequence[str], neighbours: Sequence[Sequence[int]], placed: Points) -> Points:
    """Place further nodes amid the placed ones they are linked to; those without any come in columns underneath.

    Which column is made from the key, so that a node stays in it when others come.
    """
    points = start_points(keys) * np.float32(30)
    low = float(placed[:, 1].max()) + 140 if len(placed) else 0.0
    left = float(placed[:, 0].min()) if len(placed) else 0.0
    width = max(float(placed[:, 0].max()) - left, 900.0) if len(placed) else 900.0
    filled = [0] * _COLUMNS
    for i, near in enumerate(neighbours):
        if near:
            points[i] += placed[list(near)].sum(axis=0) / np.float32(len(near))
        else:
            column = int.from_bytes(hashlib.sha256(keys[i].encode()).digest()[:4], "big") % _COLUMNS
            points[i] = (left + column * width / (_COLUMNS - 1), low + filled[column] * 60)
            filled[column] += 1
    return points


def _repulsion(points: Points, mass: NDArray[np.float32]) -> Points:
    force = np.empty_like(points)
    strength = np.float32(9000)
    for begin in range(0, len(points), _BLOCK):
        cut = slice(begin, begin + _BLOCK)
        dx = points[None, cut, 0] - points[:, None, 0]
        dy = points[None, cut, 1] - points[:, None, 1]
        near = mass[:, None] / (dx * dx + dy * dy + np.float32(100))
        force[cut, 0] = (dx * near).sum(axis=0)
        force[cut, 1] = (dy * near).sum(axis=0)
    return force * mass[:, None] * strength


def _attraction(
    points: Points, ends: NDArray[np.intp], weight: NDArray[np.float32], mass: NDArray[np.float32]
) -> Points:
    force = np.zeros_like(points)
    if len(ends):
        a, b = ends[:, 0], ends[:, 1]
        for axis in (0, 1):
            pull = (points[b, axis] - points[a, axis]) * weight * np.float32(2.0)
            force[:, axis] = np.bincount(a, pull, len(points)) - np.bincount(b, pull, len(points))
    return force
