"""The PDF of a draft: of the same bytes, by the same hand and in the same language as the one the receiver gets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import msgspec

from depesch.channels import SendMode
from depesch.documents.reading import read
from depesch.hub.directory.recipients import Match
from depesch.hub.drafts.look import SYNTAX, Look, look_over
from depesch.hub.drafts.models import Draft, DraftFile, File
from depesch.hub.flows.dressing import dress_for, for_document, note_failure
from depesch.hub.flows.forms import Forms
from depesch.hub.flows.routing import look_up
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for


class NoPreview(Exception):
    """There is nothing to show yet: what was typed makes no document that could be drawn."""


def pdf_of(company: Company, draft: Draft, *, files: Sequence[File] | None = None) -> bytes:
    """Return the PDF of the draft as it stands, with what could be read of it. No transaction may be open.

    A send mode other than production is marked across each page. Raises NoPreview, RenderingFailed.
    """
    if files is None:
        with acting_for(company.pk):
            files = list(DraftFile.objects.filter(draft=draft))
    look = look_over(company, draft, language="en", files=files)
    if draft.content is not None:  # finished: what will be handed over
        look = msgspec.structs.replace(look, content=bytes(draft.content))
    return pdf_of_look(company, look, draft.send_mode)


def pdf_of_fields(
    company: Company, fields: Mapping[str, str], *, language: str, send_mode: str = "production"
) -> bytes:
    """Return the PDF of fields that were not saved; raises as `pdf_of`."""
    look = look_over(company, fields, language=language, send_mode=send_mode)
    return pdf_of_look(company, look, send_mode)


def pdf_of_look(company: Company, look: Look, send_mode: str) -> bytes:
    """Return the PDF of what was looked at."""
    reading = read(look.content)
    with acting_for(company.pk):
        situation = look_up(reading.invoice)
    match = situation.found
    language = match.recipient.language if isinstance(match, Match) else company.language
    packs = (situation.demands,) if situation.demands else ()
    country = match.recipient.country if isinstance(match, Match) else None
    dressed = for_document(reading.invoice, language=language, country=country)
    customer_id = match.customer_id if isinstance(match, Match) else None
    forms = Forms(
        reading, language=language, send_mode=SendMode(send_mode), packs=packs,
        dress=partial(dress_for, company.pk, dressed, customer_id=customer_id),
    )  # fmt: skip
    form = forms.make(_format(look), rendering=True)
    if form.dress is not None and form.dress.code:
        with acting_for(company.pk):
            note_failure(form.dress, None)
    if form.rendering is None:
        raise NoPreview
    return form.rendering.content


def _format(look: Look) -> str:
    """Return the format of the first step that sends pages, of any first step, else our own."""
    steps = look.way.steps
    return next((step.syntax for step in steps if step.rendering), steps[0].syntax if steps else SYNTAX)
