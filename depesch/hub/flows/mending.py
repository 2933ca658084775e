"""Mend and send: a refused document goes out in its mended form, with exactly the changes that were offered."""

from __future__ import annotations

from uuid import UUID

import msgspec

from depesch.documents.changes import Change
from depesch.hub.archive.store import files_of
from depesch.hub.flows.actions import ActionRefused
from depesch.hub.flows.examination import Examined, beside
from depesch.hub.flows.models import Document
from depesch.hub.flows.replacing import done_before, is_refused_by_rules, original_of, replace
from depesch.hub.flows.submission import Submission, is_stopped
from depesch.hub.flows.transitions import locked
from depesch.hub.flows.trial import try_out
from depesch.hub.tenancy.scope import acting_for


def changes_of(document: Document) -> tuple[Change, ...]:
    """Return the changes that are offered for a refused document; none when it cannot be mended with certainty."""
    return msgspec.convert(document.mending or [], tuple[Change, ...])


def may_be_mended(document: Document) -> bool:
    """Return whether the mended form can be sent in the document's place."""
    return is_refused_by_rules(document) and bool(document.mending)


def mend_and_send(company_id: UUID, document_id: UUID, *, actor: str, route: str) -> Submission:
    """Hand over the mended form of a refused document and return it, after the commit; the same at every call.

    Exactly the changes that were offered are made. Raises ActionRefused: `not-mendable`, `invoicing-stopped`, or
    `mending-changed` when the rules or the receiver's demands are others by now; then what is offered has been brought
    up to date.
    """
    with acting_for(company_id):
        document = Document.objects.get(id=document_id)
        if (done := done_before(document)) is not None:
            return done
        if not may_be_mended(document):
            raise ActionRefused("not-mendable")
        if is_stopped(company_id):
            raise ActionRefused("invoicing-stopped")
        files = files_of(document_id)
        content = original_of(files)
    examined = try_out(company_id, content, files_beside=beside(files)).examined
    if examined.data is None or examined.mends != changes_of(document):
        _offer_anew(company_id, document_id, examined)
        raise ActionRefused("mending-changed")
    with acting_for(company_id):
        document = locked(document_id)
        if (done := done_before(document)) is not None:  # a second click, at the same moment
            return done
        if not may_be_mended(document):
            raise ActionRefused("not-mendable")
        return replace(document, examined.data, examined.mends, files, by="mended", actor=actor, route=route)


def _offer_anew(company_id: UUID, document_id: UUID, examined: Examined) -> None:
    with acting_for(company_id):
        document = locked(document_id)
        if may_be_mended(document):
            document.mending = msgspec.to_builtins(examined.mends) if examined.mends else None
            document.save(update_fields=["mending"])
