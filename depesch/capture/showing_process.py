"""The process that draws pages: a job is a file and a page, the answer a PNG. Started by `showing` only."""

from __future__ import annotations

import io

import msgspec
import pypdfium2 as pdfium
from PIL import Image

from depesch.capture.showing import MOST_BYTES, NotShown, Shown, Wish
from depesch.kit.confined_process import serve

_MOST_PIXELS = 100_000_000  # of one picture from outside
_LONGEST = 4  # how many times higher than wide a page is drawn


def answer(frame: bytes) -> bytes:
    """Return the encoded Shown of an encoded Wish."""
    wish = msgspec.msgpack.decode(frame, type=Wish)
    try:
        return msgspec.msgpack.encode(_pdf(wish) if wish.data[:1024].find(b"%PDF-") >= 0 else _picture(wish))
    except NotShown as failure:
        return msgspec.msgpack.encode(Shown(failure=(failure.code, failure.detail)))


def _pdf(wish: Wish) -> Shown:
    try:
        document = pdfium.PdfDocument(wish.data)
        count = len(document)
        _must_have(wish.page, count)
        page = document[wish.page - 1]
        width, height = page.get_size()
        _must_fit(width, height)
        image = page.render(scale=wish.width / width).to_pil()
    except pdfium.PdfiumError as error:
        raise NotShown("damaged", str(error)) from error
    return Shown(picture=_png(image), page_count=count)


def _picture(wish: Wish) -> Shown:
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    try:
        image = Image.open(io.BytesIO(wish.data), formats=("TIFF", "PNG", "JPEG"))
        count = getattr(image, "n_frames", 1)
        _must_have(wish.page, count)
        if count > 1:
            image.seek(wish.page - 1)
        _must_fit(image.width, image.height)
        height = max(1, round(image.height * wish.width / image.width))
        drawn = image.convert("RGB").resize((wish.width, height), Image.Resampling.LANCZOS)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise NotShown("damaged", str(error)) from error
    return Shown(picture=_png(drawn), page_count=count)


def _must_have(page: int, count: int) -> None:
    if not 1 <= page <= count:
        raise NotShown("no-such-page", f"the file has {count} pages, page {page} was asked for")


def _must_fit(width: float, height: float) -> None:
    if width <= 0 or height <= 0 or height > width * _LONGEST:
        raise NotShown("damaged", f"no page is {width:.0f} wide and {height:.0f} high")


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.convert("RGB").quantize(64).save(out, "PNG")
    return out.getvalue()


if __name__ == "__main__":
    serve(answer, most_bytes=MOST_BYTES)
