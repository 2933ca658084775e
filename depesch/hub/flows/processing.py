"""Process: read, check, find the receiver, plan the run, and begin the first attempt.

Computing holds no lock: the document is looked at, worked on, and looked at again before anything is written. When a
worker dies in between, nothing has changed and the job, or the sweep, starts over.
"""

from __future__ import annotations

from functools import partial
from uuid import UUID

import msgspec
from django.db import IntegrityError

from depesch.channels import SendMode
from depesch.documents.targets import targets
from depesch.documents.unreadable import Code
from depesch.hub.archive.readable import readable_content
from depesch.hub.archive.store import files_of
from depesch.hub.directory.recipients import Match
from depesch.hub.flows.attempts import Dispatch
from depesch.hub.flows.chosen import with_choice
from depesch.hub.flows.deciding import Work, decide
from depesch.hub.flows.dressing import dress_of, for_document
from depesch.hub.flows.examination import Examined, beside, examine, opened
from depesch.hub.flows.forms import Forms
from depesch.hub.flows.models import Delivery, Document, DocumentState
from depesch.hub.flows.paper import is_paper, read_paper
from depesch.hub.flows.planner import UNFIT, DocumentFacts, Plan, Skipped
from depesch.hub.flows.routing import look_up, make_plan
from depesch.hub.flows.services import services_for
from depesch.hub.flows.transitions import ProblemNote, locked
from depesch.hub.flows.unpacking import parts_in, unpack
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now


def process(company_id: UUID, document_id: UUID) -> Dispatch | None:
    """Take a received document as far as its first attempt and return that, ready to be sent.

    None when there is nothing to send: refused, certified, postponed, unpacked, or no longer to be processed.
    """
    with acting_for(company_id):
        document = Document.objects.get(id=document_id)
        if not is_to_be_processed(document):
            return None
        files = files_of(document_id)
        content = readable_content(files)
    examined = opened(content)
    if examined.problem is not None and examined.problem.code == Code.NOT_ONE_DOCUMENT:
        parts = parts_in(content)
        if len(parts) > 1:
            unpack(company_id, document_id, parts, files)
            return None
    if is_paper(examined, content):
        on_paper = read_paper(document, content)
        if not isinstance(on_paper, Examined):
            unpack(company_id, document_id, on_paper, files)
            return None
        examined = on_paper
    work = Work(company_id=company_id, document_id=document_id, at=now(), files=files, examined=examined)
    _examine(work)
    _find_the_way(work, SendMode(document.send_mode))
    try:
        return _decide(document_id, work)
    except IntegrityError as error:  # another document took the number at the same moment
        if "issued_once" not in str(error):
            raise
        return _decide(document_id, work)


def _decide(document_id: UUID, work: Work) -> Dispatch | None:
    with acting_for(work.company_id):
        document = locked(document_id)
        return decide(document, work) if is_to_be_processed(document) else None


def is_to_be_processed(document: Document) -> bool:
    """Return whether the document still has no plan: it was received, or a look-up is to be repeated."""
    if document.state == DocumentState.RECEIVED:
        return True
    planned = Delivery.objects.exclude(run=[]).filter(document=document)
    return document.state == DocumentState.WAITING and not planned.exists()


def _examine(work: Work) -> None:
    """Look up the receiver, whose own demands count too, and check the document."""
    reading = work.examined.reading
    if reading is None:
        return
    with acting_for(work.company_id):
        work.situation = with_choice(work.document_id, look_up(reading.invoice))
    demands = work.situation.demands
    work.examined = examine(work.examined, demands=demands, files_beside=beside(work.files))


def _find_the_way(work: Work, send_mode: SendMode) -> None:
    """Ask the channels, plan, and make what the first step sends."""
    reading = work.examined.reading
    if work.examined.problem is not None or reading is None or work.situation is None:
        return
    match = work.situation.found
    if not isinstance(match, Match):
        return
    demands = work.situation.demands
    forms = Forms(
        reading, language=match.recipient.language, send_mode=send_mode, packs=(demands,) if demands else (),
        dress=partial(
            dress_of, work.company_id, work.document_id,
            for_document(reading.invoice, language=match.recipient.language, country=match.recipient.country),
            customer_id=match.customer_id,
        ),
    )  # fmt: skip
    document = DocumentFacts(
        send_mode=send_mode, syntax=reading.syntax.name, is_credit_note=reading.invoice.is_credit_note
    )
    services = services_for(work.company_id)
    work.planned = make_plan(match, work.situation, services, document, now=work.at, fits=partial(_why_unfit, forms))
    if isinstance(work.planned, Plan) and work.planned.steps:
        step = work.planned.steps[0]
        work.form = forms.make(step.syntax, rendering=step.rendering)
    elif isinstance(work.planned, Plan):
        unfit = next((skipped for skipped in work.planned.skipped if skipped.code == UNFIT), None)
        if unfit is not None:
            work.examined = msgspec.structs.replace(work.examined, problem=_unfit(unfit, forms))


def _why_unfit(forms: Forms, name: str) -> str:
    """Return the first rules that the document would break in the format of that name, empty when it keeps them all."""
    return ", ".join(list(dict.fromkeys(issue.rule for issue in forms.refusals(name)))[:3])


def _unfit(skipped: Skipped, forms: Forms) -> ProblemNote:
    """Return what the sender has to mend for the format that the receiver wants."""
    name = skipped.detail.partition(":")[0]
    refusals = forms.refusals(name)
    values = {"format": targets()[name].title, "count": str(len(refusals)), "first": refusals[0].rule}
    return ProblemNote(code=UNFIT, values=values, findings=refusals)
