"""A design at work on samples: tried before it is kept, shown while it is chosen, pictured in the list."""

from __future__ import annotations

from uuid import UUID

import structlog

from depesch.capture.showing import NotShown, page_picture
from depesch.documents.design_trial import checked_source, try_source
from depesch.documents.targets import targets, write_as
from depesch.hub.accounts.logo import logo_bytes
from depesch.hub.directory.designs import DesignFacts, fingerprint, look_of, save_design
from depesch.hub.directory.models import Design, DesignVersion
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.hashing import sha256_hex
from depesch.rendering import RenderingFailed
from depesch.rendering.designs import Design as Look
from depesch.rendering.designs.samples import usual
from depesch.rendering.pdf import our_template, render_pdf

log = structlog.get_logger(__name__)

SHOWN_WIDTH = 900  # pixels, beside the form
PICTURE_WIDTH = 420  # pixels
_PICTURED_BY = "1"  # of the way in which a picture is made; another one makes all anew


def save_source(
    company: Company, facts: DesignFacts, source: bytes, *, design: Design | None = None, actor: str
) -> DesignVersion:
    """Try a source and keep it as a design's present look. Raises SourceRefused, BadDesign.

    No transaction may be open: a trial takes seconds.
    """
    source = checked_source(source)
    try_source(source, logo=logo_bytes(company.pk))
    with acting_for(company.pk):
        return save_design(facts, Look(source=source), design=design, actor=actor)


def sample_pdf(company: Company, look: Look, *, language: str) -> bytes:
    """Return a sample invoice of the company's in a design. Raises RenderingFailed."""
    invoice = usual(company.name)
    xml = write_as(targets()["ubl21"], invoice).data
    return render_pdf(invoice, language=language, xml=xml, logo=logo_bytes(company.pk), design=look)


def picture_of(company: Company, version_id: UUID) -> bytes | None:
    """Return the first page of the sample in this version, PNG; made once, and again when the logo has changed.

    None when it cannot be drawn. Raises DesignVersion.DoesNotExist.
    """
    with acting_for(company.pk):
        version = DesignVersion.objects.get(pk=version_id)
    logo = logo_bytes(company.pk) or b""
    shows = sha256_hex(
        "\0".join((_PICTURED_BY, fingerprint(look_of(version)), sha256_hex(our_template()), sha256_hex(logo),
                   company.name, company.language)).encode()
    )  # fmt: skip
    if version.picture is not None and version.picture_of == shows:
        return bytes(version.picture)
    picture = small_picture(company, look_of(version), language=company.language)
    if picture is not None:
        with acting_for(company.pk):
            DesignVersion.objects.filter(pk=version_id).update(picture=picture, picture_of=shows)
    return picture


def small_picture(company: Company, look: Look, *, language: str, width: int = PICTURE_WIDTH) -> bytes | None:
    """Return the first page of the sample as PNG; None when it cannot be drawn, which the log tells."""
    try:
        return page_picture(sample_pdf(company, look, language=language), 1, width=width).picture
    except (RenderingFailed, NotShown) as error:
        log.warning("design.not_shown", company=str(company.pk), code=error.code, detail=error.detail)
        return None
