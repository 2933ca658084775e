"""Pictures in grey, and set straight. Runs in the reading process only."""

from __future__ import annotations

from typing import Any

import cv2
import msgspec
import numpy as np

_MOST_DEGREES = 3.0
_FINE_STEP = 0.1


class Picture(msgspec.Struct, frozen=True):
    """One page as grey dots (rows of bytes), and how many points a dot takes."""

    dots: np.ndarray[Any, Any]
    points_per_dot: float


def straightened(picture: Picture) -> tuple[Picture, float]:
    """Return the picture turned so that its lines lie level, and the degrees (counter-clockwise) it was turned by.

    Lines of letters make the sum over rows jump most when they lie level; 1 degree askew loses a page's small print.
    """
    degrees = _skew(picture.dots)
    if abs(degrees) < _FINE_STEP:
        return picture, 0.0
    return Picture(_turned(picture.dots, degrees), picture.points_per_dot), degrees


def _skew(dots: np.ndarray[Any, Any]) -> float:
    scale = min(1.0, 900 / max(dots.shape))
    small = cv2.resize(dots, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    _, ink = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    coarse = max(np.arange(-_MOST_DEGREES, _MOST_DEGREES + 0.01, 0.5), key=lambda at: _levelness(ink, float(at)))
    fine = np.arange(coarse - 0.4, coarse + 0.41, _FINE_STEP)
    best = float(max(fine, key=lambda at: _levelness(ink, float(at))))
    return round(best, 2)


def _levelness(ink: np.ndarray[Any, Any], degrees: float) -> float:
    rows = _turned(ink, degrees, background=0).sum(axis=1, dtype=np.float64)
    return float(((rows[1:] - rows[:-1]) ** 2).sum())


def _turned(dots: np.ndarray[Any, Any], degrees: float, *, background: int = 255) -> np.ndarray[Any, Any]:
    height, width = dots.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(dots, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(background,) * 3)
