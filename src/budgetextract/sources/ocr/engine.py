"""The OCR engine: where text stands in a picture, and what it says.

In     pictures as grey arrays, upright and level.
Out    boxes of lines; for each crop of a line its characters with their place and how sure each is.
Never  download a model: those in rapidocr's wheel (PP-OCR, Apache-2.0) are the only ones.

The models are run by onnxruntime directly and not through ``rapidocr.RapidOCR``: that call shrinks a page to 2,000
pixels, pads each crop to 320 pixels (a table of short numbers takes twice as long), and rounds the places of
characters. They are loaded once a process, at the first page that needs them.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from budgetextract.record import record

if TYPE_CHECKING:
    import onnxruntime

Grey = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

DETECTION_DPI = 115.0
DETECTION_SIDE = 2000
"""Resolution at which lines are looked for, and the most pixels of the longer side; boxes need no fine strokes."""
INK = 0.3
"""Probability from which a pixel belongs to text."""
SURE = 0.5
"""Mean probability below which a found area is no text."""
GROW = 1.6
"""The detector is trained on areas shrunk towards their middle; this undoes it."""
HEIGHT = 48
"""Pixels of height that the reader takes."""
LEAST_WIDTH = 64
MOST_WIDTH = 3200
"""A line of 66 characters: longer ones are read in a narrower form."""
BATCH_WIDTH = 1600
"""Pixels of all crops in one run; bounds the memory (19,000 probabilities for each 8 pixels)."""


@record
class Recognised:
    """What stands in one crop: characters, how sure each is (0-1), and its middle as a share of the crop's width."""

    text: str
    sure: tuple[float, ...] = ()
    middles: tuple[float, ...] = ()

    @property
    def confidence(self) -> float:
        """The least sure character's; 0 for nothing."""
        return min(self.sure, default=0.0)


@record
class Models:
    """The two files of the engine."""

    detection: Path
    recognition: Path


@cache
def models() -> Models | None:
    """The models of the installed wheel, None where rapidocr or onnxruntime is missing."""
    if find_spec("onnxruntime") is None:
        return None
    spec = find_spec("rapidocr")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "models"
    detection, recognition = sorted(folder.glob("*_det_*.onnx")), sorted(folder.glob("*_rec_*.onnx"))
    return Models(detection[-1], recognition[-1]) if detection and recognition else None


@cache
def engine(cores: int | None = None) -> Engine | None:
    """The engine of this process, None where it is not installed. ``cores`` for one picture: all where left out."""
    found = models()
    return Engine(found, cores or threads()) if found is not None else None


class Engine:
    """Detector and reader."""

    def __init__(self, files: Models, cores: int) -> None:
        self._detector = _session(files.detection, cores)
        self._reader = _session(files.recognition, cores)
        known = self._reader.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._characters = ["", *known, " "]

    def find_lines(self, picture: Grey, dpi: float) -> list[tuple[float, float, float, float]]:
        """Boxes (x0, top, x1, bottom in pixels) of the lines of text, from top to bottom."""
        import cv2

        height, width = picture.shape
        scale = min(1.0, DETECTION_DPI / dpi, DETECTION_SIDE / max(height, width))
        wide, high = (max(32, round(size * scale / 32) * 32) for size in (width, height))
        small = cv2.resize(picture, (wide, high), interpolation=cv2.INTER_AREA)
        probability = _run(self._detector, np.repeat(_normal(small)[None, None], 3, axis=1))[0, 0]
        mask = cv2.dilate((probability > INK).astype(np.uint8), np.ones((2, 2), np.uint8))
        count, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
        sums = np.bincount(labels.ravel(), weights=probability.ravel(), minlength=count)
        boxes = []
        for index in range(1, count):
            left, top, w, h, area = (int(value) for value in stats[index])
            if min(w, h) < 3 or sums[index] < SURE * area:
                continue
            grow = GROW * w * h / (2 * (w + h))
            box = (left - grow, top - grow, left + w + grow, top + h + grow)
            boxes.append(
                (
                    max(0.0, box[0] * width / wide),
                    max(0.0, box[1] * height / high),
                    min(float(width), box[2] * width / wide),
                    min(float(height), box[3] * height / high),
                )
            )
        return sorted(boxes, key=lambda box: (box[1] + box[3], box[0]))

    def read(self, crops: Sequence[Grey]) -> list[Recognised]:
        """What each crop of one line says, in the same order."""
        widths = [_reading_width(crop) for crop in crops]
        order = sorted(range(len(crops)), key=lambda i: widths[i])
        out = [Recognised("")] * len(crops)
        while order:
            size = 1
            while size < len(order) and (size + 1) * widths[order[size]] <= BATCH_WIDTH:
                size += 1
            batch, order = order[:size], order[size:]
            padded = max(LEAST_WIDTH, widths[batch[-1]])
            stack = np.zeros((size, 3, HEIGHT, padded), dtype=np.float32)
            for row, index in enumerate(batch):
                stack[row, :, :, : widths[index]] = _normal(_fitted(crops[index], widths[index]))
            scores = _run(self._reader, stack)
            for row, index in enumerate(batch):
                out[index] = self._decoded(scores[row], widths[index] / padded)
        return out

    def _decoded(self, scores: Floats, share: float) -> Recognised:
        """CTC: the best character of each column, runs as one, blanks dropped. ``share`` of the columns is the crop."""
        best = scores.argmax(axis=1)
        peaks = scores.max(axis=1)
        text: list[str] = []
        sure: list[float] = []
        middles: list[float] = []
        columns = len(best)
        start = 0
        while start < columns:
            end = start + 1
            while end < columns and best[end] == best[start]:
                end += 1
            char = self._characters[best[start]]
            if best[start] and char.strip():
                text.append(char)
                sure.append(float(peaks[start:end].max()))
                middles.append(min(1.0, (start + end) / 2 / columns / share))
            start = end
        return Recognised("".join(text), tuple(sure), tuple(middles))


def _session(file: Path, cores: int) -> onnxruntime.InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = cores
    options.enable_cpu_mem_arena = False
    # Idle threads that spin burn a quarter of the time of a machine that has other work as well.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def threads() -> int:
    """Cores that this process may use; ``OMP_NUM_THREADS`` where several processes share them."""
    asked = os.environ.get("OMP_NUM_THREADS", "")
    if asked.isdecimal() and int(asked) > 0:
        return int(asked)
    mine: int = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return mine


def _run(session: Any, data: Floats) -> Floats:
    result: Floats = session.run(None, {session.get_inputs()[0].name: data})[0]
    return result


def _normal(picture: Grey) -> Floats:
    """Grey levels as the models take them, -1 to 1."""
    return (picture.astype(np.float32) / 127.5) - 1.0


def _reading_width(crop: Grey) -> int:
    height, width = crop.shape
    wanted = round(HEIGHT * int(width) / max(1, int(height)))
    return max(8, min(MOST_WIDTH, wanted))


def _fitted(crop: Grey, width: int) -> Grey:
    import cv2

    smaller = crop.shape[0] > HEIGHT
    fitted: Grey = cv2.resize(crop, (width, HEIGHT), interpolation=cv2.INTER_AREA if smaller else cv2.INTER_CUBIC)
    return fitted
