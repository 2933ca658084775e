"""A person goes through a print: it opens as a draft with what was read, and sending the draft lets the print go.

Call it inside `acting_for`; who may is the caller's to check.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.drafts.editing import DraftRefused, make_draft, own_company
from depesch.hub.drafts.models import Draft, DraftFile, DraftKind, DraftState
from depesch.hub.drafts.prefilling import prefilled
from depesch.hub.flows.models import Direction
from depesch.hub.flows.transcripts import waits_for_a_person
from depesch.hub.flows.transitions import locked
from depesch.hub.paper.attaching import attached
from depesch.hub.paper.filling import LANGUAGE
from depesch.hub.paper.keeping import reading_kept
from depesch.hub.paper.models import PaperReading
from depesch.hub.tenancy.scope import tenant_id

CREDIT_NOTE = "381"
_SHOWN = ("document_id", "engine", "page_count", "texts", "fields", "doubts")
_NOT_MADE_UP = ("number", "issue_date", "due_date")


def read_through(document_id: UUID, *, actor: str) -> Draft:
    """Return the draft of a print that waits for a person: the open one, else a new one with what was read.

    The pages go along as its attachment. Raises Document.DoesNotExist, and DraftRefused (`not-possible-now`).
    """
    document = locked(document_id)
    if document.direction != Direction.OUT or not waits_for_a_person(document):
        raise DraftRefused("not-possible-now")
    begun = Draft.objects.filter(corrects=document_id, is_transcript=True)
    if (there := begun.exclude(state__in=[DraftState.SENT, DraftState.DISCARDED]).first()) is not None:
        return there
    reading = reading_kept(document)
    fields = dict(reading.texts) if reading else {}
    if not fields:
        empty = prefilled(own_company(), DraftKind.INVOICE, None, language=LANGUAGE, actor=actor)
        fields = {path: text for path, text in empty.items() if path not in _NOT_MADE_UP}
    kind = DraftKind.CREDIT_NOTE if fields.get("type_code") == CREDIT_NOTE else DraftKind.INVOICE
    draft = make_draft(
        kind, fields, actor=actor, language=LANGUAGE, send_mode=document.send_mode, corrects=document_id,
        is_transcript=True,
    )  # fmt: skip
    original = next(file for file in files_of(document_id) if file.role == FileRole.ORIGINAL)
    files = attached(document.file_name, content_of(original), DraftFile)
    for rank, file in enumerate(files):
        file.draft, file.tenant_id, file.rank = draft, tenant_id(), rank
        file.save(force_insert=True)
    return draft


def reading_column() -> Subquery:
    """Return the column with which `reading_behind` is answered, so that a page needs no further statement."""
    rows = PaperReading.objects.filter(document_id=OuterRef("corrects"))
    return Subquery(rows.values(found=JSONObject(**{name: name for name in _SHOWN}))[:1])


def reading_behind(draft: Draft) -> PaperReading | None:
    """Return what was read of the print that the draft is of, from its `reading_column`; None for any other draft."""
    found = getattr(draft, "reading", None)
    return PaperReading(**found) if draft.is_transcript and found else None
