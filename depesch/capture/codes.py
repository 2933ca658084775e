"""Bar codes and QR codes on a picture, by zxing-cpp. Runs in the reading process only."""

from __future__ import annotations

from collections.abc import Iterator

import zxingcpp

from depesch.capture.pages import PrintedCode
from depesch.capture.pictures import Picture

_MOST_CODES = 20
_FORMATS = zxingcpp.barcode_formats_from_str("QRCode|Code128|Aztec|DataMatrix")


def codes_in(picture: Picture) -> Iterator[PrintedCode]:
    """Yield the codes that can be read, at most 20, with their places in points."""
    for code in zxingcpp.read_barcodes(picture.dots, formats=_FORMATS)[:_MOST_CODES]:
        at = code.position
        corners = (at.top_left, at.top_right, at.bottom_left, at.bottom_right)
        across = [corner.x * picture.points_per_dot for corner in corners]
        down = [corner.y * picture.points_per_dot for corner in corners]
        yield PrintedCode(code.format.name, code.text, min(across), min(down), max(across), max(down))
