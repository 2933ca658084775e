"""Model to PDF: PDF/A-3a and PDF/UA-1, the XML inside, the same bytes for the same document.

Sources: ISO 19005-3 (PDF/A-3), ISO 14289-1 (PDF/UA-1), Factur-X 1.0.8.
"""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources

from lxml import etree

from depesch.kit.filenames import safe_stem
from depesch.model.invoice import Invoice
from depesch.rendering import RenderingFailed
from depesch.rendering.attaching import supplements
from depesch.rendering.compose import compose
from depesch.rendering.designs import Design, LogoPlace
from depesch.rendering.embedding import EmbeddedXml
from depesch.rendering.jobs import Job
from depesch.rendering.logos import logo_of
from depesch.rendering.whole_text import whole
from depesch.rendering.worker import RenderingPool, default_pool, foreign_pool, render_alone

CII_ROOT = "{urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100}CrossIndustryInvoice"
_XRECHNUNG_VERSION = re.compile(r"xrechnung_([0-9]\.[0-9])").search
_MANY_LINES = 500
_OURS = Design()
_NO_DATE = date(1970, 1, 1)  # also for dates before: PDF's own begin with a year of four digits


def render_pdf(
    invoice: Invoice,
    *,
    language: str,
    xml: bytes | None = None,
    xml_name: str | None = None,
    logo: bytes | None = None,
    send_mode: str = "production",
    attach_files: bool = False,
    design: Design | None = None,
    pool: RenderingPool | None = None,
) -> bytes:
    """Return the PDF of `invoice` in `language`, with `xml` attached when it is given.

    A CII document is attached as a Factur-X one (`factur-x.xml` or `xrechnung.xml`, declared in the metadata); any
    other syntax under `xml_name`, by default the invoice's number. With `attach_files`, the files of the supporting
    documents (BT-125), which stand in the XML, are attached beside it. `logo` is PNG, JPEG or SVG. A `send_mode` other
    than `production` is marked across each page. `design` is how it looks, by default our own way. The issue date
    dates the document, so that its bytes are the same each time.

    Raises RenderingFailed.
    """
    invoice = whole(invoice)
    dated = datetime.combine(max(invoice.issue_date or _NO_DATE, _NO_DATE), datetime.min.time(), tzinfo=UTC)
    design = design or _OURS
    picture = logo_of(logo) if logo and design.choices.logo_place is not LogoPlace.NONE else None
    embedded = _embedded(xml, xml_name, invoice) if xml else None
    job = Job(
        view=compose(invoice, language=language, send_mode=send_mode),
        template=our_template() if design.source is None else design.source,
        choices=design.choices,
        dated=dated,
        logo=picture.file_name if picture else None,
        xml=embedded,
        files=supplements(invoice, taken=embedded.name) if embedded and attach_files else (),
    )
    lines = len(job.view.lines.rows)
    if pool is None and lines > _MANY_LINES:
        return render_alone(job, lines=lines, logo=picture)
    return (pool or _pool_for(design)).render(job, logo=picture)


def _pool_for(design: Design) -> RenderingPool:
    """Return where it is made: a slow source of somebody's own holds up nobody but its like."""
    return default_pool() if design.source is None else foreign_pool()


@cache
def our_template() -> bytes:
    """Return the source of the template that comes with Depesch."""
    return resources.files("depesch.rendering").joinpath("invoice.typ").read_bytes()


def _embedded(xml: bytes, name: str | None, invoice: Invoice) -> EmbeddedXml:
    if _root_tag(xml) != CII_ROOT:
        name = name or f"{safe_stem(invoice.number or 'document', max_bytes=100)}.xml"
        return EmbeddedXml(content=xml, name=name, description=f"{invoice.number or ''} XML".strip())
    profile = factur_x_profile(invoice.specification)
    return EmbeddedXml(
        content=xml,
        name="xrechnung.xml" if profile == "XRECHNUNG" else "factur-x.xml",
        description="Factur-X/ZUGFeRD Invoice",
        profile=profile,
        version=_xrechnung_version(invoice.specification) if profile == "XRECHNUNG" else "1.0",
    )


def _xrechnung_version(specification: str | None) -> str:
    """Return the version that an XRechnung says it follows, such as 3.0; the present one when it says none."""
    found = _XRECHNUNG_VERSION(specification or "")
    return found[1] if found else "3.0"


def factur_x_profile(specification: str | None) -> str:
    """Return the Factur-X conformance level for a specification identifier (BT-24).

    A CIUS of EN 16931, such as Peppol's, is of the level EN 16931. Source: Factur-X 1.0.8, 6.2.2.
    """
    text = (specification or "").lower()
    for ending, level in (
        ("minimum", "MINIMUM"),
        ("basicwl", "BASIC WL"),
        ("basic", "BASIC"),
        ("extended", "EXTENDED"),
    ):
        if text.endswith(f":{ending}"):
            return level
    return "XRECHNUNG" if "xrechnung" in text else "EN 16931"


def _root_tag(xml: bytes) -> str:
    events = etree.iterparse(
        io.BytesIO(xml), events=("start",), resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True
    )
    try:
        _, root = next(iter(events))
    except (etree.XMLSyntaxError, StopIteration) as error:
        raise RenderingFailed("xml-unreadable", f"what is to be attached is no XML: {error}") from error
    return str(root.tag)
