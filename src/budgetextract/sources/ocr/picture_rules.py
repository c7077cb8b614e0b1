"""Ruling lines in a level picture.

In     an evened, level picture.
Out    straight lines in pixels that bound areas; the picture without them.
How    a long run of dark pixels is a line wherever it stands; a short one (the border of a single cell) only where
       both its ends lie on lines, since the strokes of characters are as long.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from budgetextract.record import record
from budgetextract.sources.ocr.picture import Grey

Levels = npt.NDArray[np.uint8]

DARKER = 18
"""Grey levels by which a line must be darker than paper: hair lines of a scan are as faint as that."""
LONG_ACROSS = 60.0
LONG_DOWN = 36.0
"""Points from which a run is a line by itself: no row of text is drawn that long, no column of text that high."""
SHORT_ACROSS = 13.0
SHORT_DOWN = 8.0
"""Points of the narrowest column and the lowest row."""
DRAWN_LONG = 0.93
DRAWN_SHORT = 0.9
"""Share of a run that must be dark."""
ALL = 0.96
"""Share of a short line's way from border to border that must be dark: all but noise."""
THICK = 4.0
"""Points of the thickest line."""
MEET = 4.0
"""Points by which long lines may miss each other and still meet."""
TOUCH = 1.8
"""Points by which a short line may miss the lines that it ends on."""
BLUR = 1.5
"""Pixels beside a line that are grey from it."""
JOIN = 8.0
"""Points of a gap that a scan may leave in a long line."""


@record
class Stroke:
    """A line in pixels. ``level``: its y (horizontal) or x (vertical); ``start`` and ``end`` along it."""

    level: float
    start: float
    end: float
    thick: float = 1.0


def find_strokes(evened: Grey, dpi: float) -> tuple[list[Stroke], list[Stroke]]:
    """(horizontal, vertical) lines that bound areas."""
    import cv2

    scale = dpi / 72
    depth = np.minimum(cv2.subtract(255 - evened, _grain(evened)), 90)
    lying, standing = depth, np.ascontiguousarray(depth.T)
    across = _joined(_runs(lying, LONG_ACROSS * scale, DRAWN_LONG, scale), scale)
    down = _joined(_runs(standing, LONG_DOWN * scale, DRAWN_LONG, scale), scale)
    if not across:
        return [], []
    down = _reaching(down, across, standing, scale)
    across = _reaching(across, down, lying, scale)
    small = _unknown(_runs(standing, SHORT_DOWN * scale, DRAWN_SHORT, scale), down, scale)
    down = _bridged(down, small, across, scale)
    small = _unknown(small, down, scale)
    down += [part for line in small for part in _between(line, across, standing, scale)]
    small = _unknown(_runs(lying, SHORT_ACROSS * scale, DRAWN_SHORT, scale), across, scale)
    across = _bridged(across, small, down, scale)
    small = _unknown(small, across, scale)
    across += [part for line in small for part in _between(line, down, lying, scale)]
    down = [_trimmed(line, across, standing, scale) for line in down]
    across = [_trimmed(line, down, lying, scale) for line in across]
    return _meeting(across, down, MEET * scale)


def _grain(evened: Grey) -> int:
    """Grey levels by which the paper's own noise exceeds what ``DARKER`` allows for."""
    some = evened[::3, ::3]
    middle, low = np.percentile(some, (50, 16))
    return int(max(0, round(3 * float(middle - low)) - DARKER))


def _runs(depth: Levels, least: float, share: float, scale: float) -> list[Stroke]:
    """Horizontal runs of dark pixels, ``least`` pixels long or more, dark over ``share`` of it, lighter beside."""
    import cv2

    length = max(9, round(least))
    dark = (depth > DARKER).astype(np.uint8)
    # A line one pixel lower at its end is still one line: a row counts with its neighbour.
    near = cv2.dilate(dark, np.ones((2, 1), np.uint8))
    drawn = cv2.blur(near * np.uint8(100), (length, 1), borderType=cv2.BORDER_CONSTANT) >= share * 100
    if not drawn.any():
        return []
    mean = cv2.blur(depth, (length, 1))
    gap = max(2, round(THICK * scale / 2) + 1)
    beside = np.zeros_like(mean)
    beside[gap:] = mean[:-gap]
    beside[:-gap] = np.maximum(beside[:-gap], mean[gap:])
    ridge = drawn & (mean > 1.7 * np.minimum(beside, 50).astype(np.float32))
    core = ridge.astype(np.uint8)
    mask = cv2.dilate(core, np.ones((1, length), np.uint8)) & near
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, 3), np.uint8))
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, max(5, min(length // 2, round(5 * scale)))), np.uint8))
    return [stroke for stroke in _pieces(mask, depth, scale) if stroke.end - stroke.start + 1 >= 0.9 * length]


def _pieces(mask: Levels, depth: Levels, scale: float) -> list[Stroke]:
    import cv2

    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    found = []
    for index in range(1, count):
        left, top, wide, high, area = (int(value) for value in stats[index])
        thick = max(1.0, area / wide - 1.0)  # ``near`` is a row thicker than the line
        if thick > THICK * scale or high > THICK * scale + 0.02 * wide:
            continue
        window = labels[top : top + high, left : left + wide] == index
        weight = np.where(window, depth[top : top + high, left : left + wide].astype(np.float64) + 1.0, 0.0)
        level = top + float((weight.sum(axis=1) * np.arange(high)).sum() / weight.sum())
        found.append(Stroke(level, float(left), float(left + wide - 1), thick))
    return found


def _joined(strokes: list[Stroke], scale: float) -> list[Stroke]:
    """Pieces of one line, parted by a gap that ink or scanner left."""
    snap, gap = 1.5 * scale, JOIN * scale
    lines: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda s: (s.start, s.level)):
        near = [
            index
            for index, line in enumerate(lines)
            if abs(line.level - stroke.level) <= snap and stroke.start - line.end <= gap
        ]
        if not near:
            lines.append(stroke)
            continue
        best = min(near, key=lambda index: abs(lines[index].level - stroke.level))
        line = lines[best]
        one, other = line.end - line.start + 1, stroke.end - stroke.start + 1
        level = (line.level * one + stroke.level * other) / (one + other)
        lines[best] = Stroke(level, line.start, max(line.end, stroke.end), max(line.thick, stroke.thick))
    return lines


def _reaching(lines: list[Stroke], others: list[Stroke], depth: Levels, scale: float) -> list[Stroke]:
    """Lines drawn on to the next crossing ones, as far as the picture is dark between: text that touches a border hides
    it from ``_runs``."""
    near = THICK * scale
    out = []
    for line in lines:
        levels = sorted(o.level for o in others if o.start - near <= line.level <= o.end + near)
        start, end = line.start, line.end
        row = max(0, round(line.level) - 1)
        dark = depth[row : row + 3].max(axis=0) > DARKER
        for level in (level for level in levels if level > end):
            if not _mostly(dark[int(end) : int(level) + 1]):
                break  # beyond the gap stands another table
            end = level
        for level in (level for level in reversed(levels) if level < start):
            if not _mostly(dark[int(level) : int(start) + 1]):
                break
            start = level
        out.append(replace(line, start=start, end=end))
    return out


def _mostly(dark: npt.NDArray[np.bool_]) -> bool:
    return bool(dark.mean() >= DRAWN_SHORT)


def _bridged(lines: list[Stroke], small: list[Stroke], others: list[Stroke], scale: float) -> list[Stroke]:
    """Lines with the pieces that a gap parted from them: where a line breaks off between two crossing ones."""
    snap, gap, near = 0.6 * scale, JOIN * scale, TOUCH * scale
    out = []
    for line in lines:
        levels = [o.level for o in others if o.start - near <= line.level <= o.end + near]
        start, end = line.start, line.end
        for piece in sorted(small, key=lambda s: s.start):
            if abs(piece.level - line.level) > snap or piece.thick > 2 * line.thick + 1:
                continue
            if 0 < piece.start - end <= gap and all(abs(end - level) > near for level in levels):
                end = piece.end
        for piece in sorted(small, key=lambda s: -s.end):
            if abs(piece.level - line.level) > snap or piece.thick > 2 * line.thick + 1:
                continue
            if 0 < start - piece.end <= gap and all(abs(start - level) > near for level in levels):
                start = piece.start
        out.append(replace(line, start=start, end=end))
    return out


def _trimmed(line: Stroke, others: list[Stroke], depth: Levels, scale: float) -> Stroke:
    """The line without a stroke of text that goes on from its end: from the last border to it there is a gap."""
    near = 2 * MEET * scale
    met = [o for o in others if o.start - near <= line.level <= o.end + near]
    met = sorted((o for o in met if line.start - near <= o.level <= line.end + near), key=lambda o: o.level)
    row = max(0, round(line.level) - 1)
    deep = depth[row : row + 3].max(axis=0)
    usual = float(np.median(deep[int(line.start) : int(line.end) + 1]))
    dark = deep > max(float(DARKER), 0.5 * usual)
    while len(met) > 2 and not _joins(dark, met[0], met[1]):
        met.pop(0)
        line = replace(line, start=met[0].level)
    while len(met) > 2 and not _joins(dark, met[-2], met[-1]):
        met.pop()
        line = replace(line, end=met[-1].level)
    return line


def _joins(dark: npt.NDArray[np.bool_], one: Stroke, other: Stroke) -> bool:
    """True where a line is drawn from one border to the next, and leaves both of them without a gap."""
    first, last = round(one.level + one.thick / 2) + 1, round(other.level - other.thick / 2)
    if last - first < 4:
        return True
    ends = max(3, (last - first) // 8)
    part = dark[first:last]
    return bool(part.mean() >= 0.7 and part[:ends].mean() >= 0.5 and part[-ends:].mean() >= 0.5)


def _unknown(strokes: list[Stroke], known: list[Stroke], scale: float) -> list[Stroke]:
    """Runs that are no part of a known line."""
    snap = 1.5 * scale
    return [
        stroke
        for stroke in strokes
        if not any(
            abs(line.level - stroke.level) <= snap
            and min(line.end, stroke.end) - max(line.start, stroke.start) > 0.5 * (stroke.end - stroke.start)
            for line in known
        )
    ]


def _between(line: Stroke, others: list[Stroke], depth: Levels, scale: float) -> list[Stroke]:
    """The parts of a short run that go from border to border, dark all the way; a stroke of text stops short of them,
    or is thicker. (Text that touches a border makes the run longer than the line.)"""
    reach = TOUCH * scale
    crossing = sorted((o for o in others if o.start - reach <= line.level <= o.end + reach), key=lambda o: o.level)
    row = max(0, round(line.level) - 1)
    deep = depth[row : row + 3].max(axis=0)
    parts: list[Stroke] = []
    for one, other in pairwise(crossing):
        first, last = round(one.level), round(other.level) + 1
        if last - first < 6 or line.start > one.level + reach or line.end < other.level - reach:
            continue
        if not _unbroken(deep[first:last]) or line.thick > 1.6 * max(one.thick, other.thick) + 1:
            continue
        if parts and parts[-1].end == one.level:
            parts[-1] = replace(parts[-1], end=other.level)
        else:
            parts.append(replace(line, start=one.level, end=other.level))
    return parts


def _unbroken(deep: Levels) -> bool:
    """True where a stretch is about as dark all the way, and surely where it leaves the borders."""
    dark = deep > max(float(DARKER), 0.5 * float(np.median(deep)))
    ends = max(3, len(dark) // 5)
    return bool(dark.mean() >= ALL and dark[:ends].all() and dark[-ends:].all())


def _meeting(across: list[Stroke], down: list[Stroke], reach: float) -> tuple[list[Stroke], list[Stroke]]:
    """Lines that meet others, their ends on the lines that they meet."""
    for _ in range(6):
        kept_down = [line for line in (_on_lines(line, across, reach, 2) for line in down) if line is not None]
        kept_across = [line for line in (_on_lines(line, kept_down, reach, 1) for line in across) if line is not None]
        done = len(kept_down) == len(down) and len(kept_across) == len(across)
        across, down = kept_across, kept_down
        if done:
            break
    return across, down


def _on_lines(line: Stroke, others: list[Stroke], reach: float, least: int) -> Stroke | None:
    """The line with its ends on the lines it meets, None where it meets fewer than ``least``."""
    met = [
        other.level
        for other in others
        if other.start - reach <= line.level <= other.end + reach
        and line.start - reach <= other.level <= line.end + reach
    ]
    if len(met) < least:
        return None
    first, last = min(met), max(met)
    start = first if abs(first - line.start) <= 2 * reach else line.start
    end = last if abs(last - line.end) <= 2 * reach else line.end
    return replace(line, start=start, end=end)


def without_strokes(
    evened: Grey, across: list[Stroke], down: list[Stroke], *, paint: int = 255, margin: float = BLUR
) -> Grey:
    """The picture with its lines painted over, ``margin`` pixels wider than they are on both sides."""
    clean = evened.copy()
    for line in across:
        top, bottom = _painted(line, margin)
        clean[top:bottom, max(0, int(line.start) - 2) : int(line.end) + 3] = paint
    for line in down:
        left, right = _painted(line, margin)
        clean[max(0, int(line.start) - 2) : int(line.end) + 3, left:right] = paint
    return clean


def _painted(line: Stroke, margin: float) -> tuple[int, int]:
    half = line.thick / 2 + margin
    return max(0, round(line.level - half)), round(line.level + half) + 1
