"""A typst source tried as a design before it is kept: on six documents, confined, against what every design owes.

Each document has to become PDF/A-3 with its XML inside, within the limits, and its pages have to say its number, both
parties and what is to be paid; what is no production document has to say so. Files and the network are out of reach.
"""

from __future__ import annotations

import io
import re

import pikepdf

from depesch.capture.looking import text_pool
from depesch.capture.pages import Unseen
from depesch.documents.targets import targets, write_as
from depesch.kit.confined import Shared
from depesch.rendering import RenderingFailed
from depesch.rendering.compose import compose
from depesch.rendering.designs import MOST_SOURCE_BYTES, Choices, Design
from depesch.rendering.designs.samples import Sample, samples
from depesch.rendering.jobs import Limits
from depesch.rendering.pdf import render_pdf
from depesch.rendering.worker import RenderingPool

MOST_PDF_BYTES = 3_000_000  # of a sample
TRIAL_LIMITS = Limits(time_s=10.0, memory_bytes=800_000_000, wait_s=60.0)  # a document has twice the time
_pool = Shared(lambda: RenderingPool(limits=TRIAL_LIMITS))
_text = Shared(text_pool)
_PDF_A_3 = re.compile(rb"pdfaid:part(>|=\")3")


class SourceRefused(ValueError):
    """The source cannot be a design. `sample` says on what it was tried, `detail` what was seen, both in English.

    Codes: `too-large`, `not-text`, `no-pdf-a`, `no-xml`, `too-large-pdf`, `says-too-little`, and those of
    RenderingFailed: `template-faulty` with the template's line, `timed-out`, `out-of-memory`, `crashed`.
    """

    def __init__(self, code: str, detail: str = "", *, sample: str = "") -> None:
        super().__init__(": ".join(part for part in (code, sample, detail) if part))
        self.code, self.detail, self.sample = code, detail, sample


def checked_source(content: bytes) -> bytes:
    """Return a source as it is kept. Raises SourceRefused when it is too long or no UTF-8."""
    if len(content) > MOST_SOURCE_BYTES:
        raise SourceRefused("too-large", f"{len(content)} bytes; at most {MOST_SOURCE_BYTES} are taken")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceRefused("not-text", str(error)) from error
    if "\0" in text:
        raise SourceRefused("not-text", "it holds null characters")
    return text.encode()


def try_source(
    source: bytes, *, choices: Choices | None = None, logo: bytes | None = None, pool: RenderingPool | None = None
) -> None:
    """Return when the source may be a design. Raises SourceRefused."""
    look = Design(choices=choices or Choices(), source=checked_source(source))
    for sample in samples():
        _try(sample, look, logo, pool or _pool.pool())


def _try(sample: Sample, look: Design, logo: bytes | None, pool: RenderingPool) -> None:
    xml = write_as(targets()["ubl21"], sample.invoice).data
    try:
        pdf = render_pdf(
            sample.invoice, language=sample.language, xml=xml, logo=logo, send_mode=sample.send_mode, design=look,
            pool=pool,
        )  # fmt: skip
    except RenderingFailed as failure:
        raise SourceRefused(failure.code, failure.detail, sample=sample.name) from failure
    if len(pdf) > MOST_PDF_BYTES:
        raise SourceRefused("too-large-pdf", f"{len(pdf)} bytes, at most {MOST_PDF_BYTES}", sample=sample.name)
    _must_be_whole(pdf, xml, sample)
    missing = [value for value in _owed(sample) if _bare(value) not in _text_of(pdf, sample)]
    if missing:
        raise SourceRefused("says-too-little", "; ".join(missing), sample=sample.name)


def _must_be_whole(pdf: bytes, xml: bytes, sample: Sample) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        if not _PDF_A_3.search(document.Root.Metadata.read_bytes()):
            raise SourceRefused("no-pdf-a", sample=sample.name)
        if [file.EF.F.read_bytes() for file in document.Root.get("/AF", ())] != [xml]:
            raise SourceRefused("no-xml", sample=sample.name)


def _owed(sample: Sample) -> list[str]:
    """Return what the pages have to say, as the view writes it."""
    view = compose(sample.invoice, language=sample.language, send_mode=sample.send_mode)
    due = next(total.value for total in view.totals if total.is_main)
    return [each for each in (view.number, view.seller.name, view.buyer.name, due, view.notice) if each]


def _text_of(pdf: bytes, sample: Sample) -> str:
    try:
        pages = _text.pool().look(pdf)
    except Unseen as unseen:
        raise SourceRefused("says-too-little", str(unseen), sample=sample.name) from unseen
    return _bare(" ".join(word.text for page in pages for word in page.words))


def _bare(text: str) -> str:
    """Return the text without its spaces and with plain signs: a design may set them as it likes."""
    return re.sub(r"[\s\u200b\u00a0\u202f]", "", text).replace("\u2212", "-")
