"""Fix in place: new values for what the findings name, and the fixed document goes out in the refused one's place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from depesch.documents.editing import Edited, Spot, edited, spots
from depesch.hub.archive.models import ArchivedFile
from depesch.hub.archive.store import files_of
from depesch.hub.flows.actions import ActionRefused
from depesch.hub.flows.examination import LARGEST_TO_MEND, Examined, beside, opened
from depesch.hub.flows.models import Document
from depesch.hub.flows.replacing import done_before, is_refused_by_rules, original_of, replace
from depesch.hub.flows.submission import Submission
from depesch.hub.flows.transitions import locked
from depesch.hub.flows.trial import try_out
from depesch.hub.tenancy.scope import acting_for
from depesch.model.issue import Issue

_MOST_SUGGESTED = 20  # values that are put in one after the other; each costs a check of the whole document


class Fix(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What new values came to: the changed document, and what the rules say of it."""

    edited: Edited
    examined: Examined | None = None  # of the changed document; None when there is none


class NotFixable(Exception):
    """The document cannot be fixed here: it is in another state, or gone by, or too large. `code` says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def spots_of(document: Document) -> tuple[Spot, ...]:
    """Return the single values that the document's findings name."""
    return spots(msgspec.convert(document.findings, list[Issue]))


def may_be_fixed(document: Document) -> bool:
    """Return whether new values can be given for what the findings name."""
    return is_refused_by_rules(document) and bool(spots_of(document))


def try_fix(company_id: UUID, document_id: UUID, values: Mapping[str, str]) -> Fix:
    """Return what the values by path would make of the document; nothing is kept. No transaction is open.

    Raises Document.DoesNotExist and NotFixable.
    """
    with acting_for(company_id):
        document = Document.objects.get(id=document_id)
        files = _files(document)
        content = original_of(files)
    return _fixed(company_id, spots_of(document), content, files, values)


def suggestions(company_id: UUID, document_id: UUID) -> dict[str, str]:
    """Return by path the values that are right together; what is right once another is put right has none.

    A sum that is wrong makes what follows from it look wrong too: each value that a rule knows is put in, and the next
    comes from what the rules say then. No transaction is open. Raises as `try_fix`.
    """
    with acting_for(company_id):
        document = Document.objects.get(id=document_id)
        files = _files(document)
        content = original_of(files)
    at = spots_of(document)
    known = {spot.path: spot.expected for spot in at if spot.expected and not spot.where}
    wanted: dict[str, str] = {}
    while path := next((each for each in known if each not in wanted), None):
        wanted[path] = known[path]
        if len(wanted) == _MOST_SUGGESTED or len(known) == len(wanted):
            break
        fix = _fixed(company_id, at, content, files, wanted)
        if fix.examined is None:  # it cannot be put in here: the page says so when it is tried
            return {spot.path: spot.expected for spot in at if spot.expected and not spot.where}
        left = fix.examined.problem.findings if fix.examined.problem else ()
        known = wanted | {spot.path: spot.expected for spot in spots(left) if spot.expected and not spot.where}
    return {spot.path: wanted[spot.path] for spot in at if spot.path in wanted}


def fix_and_send(
    company_id: UUID, document_id: UUID, values: Mapping[str, str], *, actor: str, route: str
) -> Submission | Fix:
    """Hand the fixed document over and return it, after the commit; the same one when it was done before.

    A Fix, and nothing is done, while anything is still wrong with it. Raises Document.DoesNotExist, NotFixable,
    ActionRefused and SubmissionRefused.
    """
    with acting_for(company_id):
        document = Document.objects.get(id=document_id)
        if (done := done_before(document)) is not None:
            return done
        files = _files(document)
        content = original_of(files)
    fix = _fixed(company_id, spots_of(document), content, files, values)
    if fix.edited.data is None or fix.examined is None or fix.examined.problem is not None:
        return fix
    with acting_for(company_id):
        document = locked(document_id)
        if (done := done_before(document)) is not None:  # a second click, at the same moment
            return done
        if not may_be_fixed(document):
            raise ActionRefused("not-possible-now")
        return replace(document, fix.edited.data, fix.edited.changes, files, by="fixed", actor=actor, route=route)


def _fixed(
    company_id: UUID, at: Sequence[Spot], content: bytes, files: list[ArchivedFile], values: Mapping[str, str]
) -> Fix:
    found = opened(content)
    if found.reading is None:
        raise NotFixable("not-readable")
    if len(found.reading.data) > LARGEST_TO_MEND:
        raise NotFixable("too-large")
    made = edited(found.reading, at, values)
    if made.data is None:
        return Fix(edited=made)
    return Fix(edited=made, examined=try_out(company_id, made.data, files_beside=beside(files)).examined)


def _files(document: Document) -> list[ArchivedFile]:
    if not may_be_fixed(document):
        raise NotFixable("not-fixable-now")
    return files_of(document.id)
