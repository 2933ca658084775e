"""Letters of a picture by rapidocr, whose models lie in its wheel: nothing is fetched. Runs in the reading process."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import rapidocr

from depesch.capture.codes import codes_in
from depesch.capture.pages import MOST_WORDS, Page, Word
from depesch.capture.pictures import Picture, straightened

_LONGEST_SIDE = 3600  # dots that the finder of text looks at; smaller loses small print
_MODELS = Path(rapidocr.__file__).parent / "models"


def recognised(picture: Picture, *, number: int) -> Page:
    """Return the page with the words that were recognised on the picture, set straight first, and its codes."""
    straight, _ = straightened(picture)
    words = tuple(_words(straight))
    height, width = straight.dots.shape[:2]
    points = straight.points_per_dot
    return Page(
        number=number,
        width=width * points,
        height=height * points,
        words=words[:MOST_WORDS],
        codes=tuple(codes_in(straight)),
        engine="ocr",
        cut=len(words) > MOST_WORDS,
    )


def _words(picture: Picture) -> Iterator[Word]:
    result = _engine()(cv2.cvtColor(picture.dots, cv2.COLOR_GRAY2BGR), return_word_box=True)
    if result is None or result.txts is None:
        return
    for line in result.word_results:
        for text, score, corners in line:
            if not text.strip():
                continue
            across = [float(x) * picture.points_per_dot for x, _ in corners]
            down = [float(y) * picture.points_per_dot for _, y in corners]
            yield Word(text.strip(), min(across), min(down), max(across), max(down), float(score))


@cache
def _engine() -> Any:
    """Return the recogniser, its models named by their files in the package."""
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.max_side_len": _LONGEST_SIDE,
            "Global.return_word_box": True,
            "Det.model_path": str(_MODELS / "PP-OCRv6_det_small.onnx"),
            "Rec.model_path": str(_MODELS / "PP-OCRv6_rec_small.onnx"),
            "Cls.model_path": str(_MODELS / "ch_ppocr_mobile_v2.0_cls_mobile.onnx"),
            "EngineConfig.onnxruntime.intra_op_num_threads": 2,
        }
    )
