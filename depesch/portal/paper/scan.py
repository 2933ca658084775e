"""Going through a scan that came in: what was read beside its pages, corrected and confirmed by a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from depesch.hub.drafts.fields import FIELDS, field_at, field_words
from depesch.hub.drafts.typed import text_of_field
from depesch.hub.flows.actions import ActionRefused
from depesch.hub.flows.problems import problem
from depesch.hub.flows.transcripts import waits_for_a_person
from depesch.hub.paper.filling import LANGUAGE
from depesch.hub.paper.keeping import doubtful_paths, printed_total
from depesch.hub.paper.models import PaperReading
from depesch.hub.paper.scans import NEEDED, Gone, confirm, gone_through, scan_to_confirm
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.scope import acting_for
from depesch.portal.access import company_at, document_of_company, for_member, person_at
from depesch.portal.documents.naming import heading_of
from depesch.portal.formatting import amount, language
from depesch.portal.invoice.boxes import Box, Drawing
from depesch.portal.paper.pane import pane_of
from depesch.portal.person import PortalRequest

_ALWAYS = (
    "seller.name", "seller.legal_registration", "number", "issue_date", "due_date", "currency",
    "payment.remittance_information",
)  # fmt: skip
_HIDDEN = ("buyer.", "specification", "business_process", "type_code", "supporting_documents.")
_ROW = ("name", "quantity", "price", "vat_rate")
_MOST = 5000  # fields of one form


@dataclass(frozen=True, slots=True)
class ScanRow:
    """A row of the invoice: what is shown of it, and what goes along unseen."""

    number: int
    boxes: tuple[Box, ...]
    net: str


@require_http_methods(["GET", "POST"])
@for_member(Permission.PROCESS, acting=False)
def confirm_scan_page(request: PortalRequest, document_id: UUID) -> HttpResponseBase:
    """Show a scan with what was read of it; a POST adds it up, or confirms it and hands it on."""
    company = company_at(request)
    with acting_for(company.pk):
        document = document_of_company(document_id)
        reading = scan_to_confirm(document)
    if reading is None and waits_for_a_person(document):
        messages.info(request, _("Its pages are being read. Come back in a moment."))
        return redirect("document", document_id)
    if reading is None:
        raise Http404
    if request.method == "GET":
        texts = {path: text_of_field(path, text, LANGUAGE, language()) for path, text in reading.texts.items()}
        gone = gone_through(company, texts, language=language())
        return _shown(request, document_id, reading, texts, gone, is_tried=False)
    texts = _sent(request, reading)
    gone = gone_through(company, texts, language=language())
    differs = _differs(reading, gone) and "differs" not in request.POST
    if request.POST.get("action") == "confirm" and not differs:
        try:
            gone = confirm(company, document_id, texts, language=language(), actor=person_at(request).actor)
        except ActionRefused as no:
            messages.error(request, problem(no.code, language()).title)
            return redirect("document", document_id)
        if not gone.faults and not gone.missing:
            messages.success(request, _("Confirmed. It goes on as any other invoice that you received."))
            return redirect("document", document_id)
    return _shown(request, document_id, reading, texts, gone, is_tried=True)


def _differs(reading: PaperReading, gone: Gone) -> bool:
    """Return whether the fields amount to something else than the pages say."""
    printed = printed_total(reading)
    return printed is not None and printed != gone.sums.totals.amount_due


def _sent(request: PortalRequest, reading: PaperReading) -> dict[str, str]:
    """Return the fields as they were sent, over what is not shown."""
    unseen = {path: text for path, text in reading.texts.items() if not _is_shown(path)}
    kept = {path: text_of_field(path, text, LANGUAGE, language()) for path, text in unseen.items()}
    posted = {path: text for path, text in list(request.POST.items())[:_MOST] if field_at(path) and _is_shown(path)}
    return kept | {path: text for path, text in posted.items() if isinstance(text, str)}


def _is_shown(path: str) -> bool:
    if path.startswith("lines."):
        return path.rpartition(".")[2] in _ROW
    return not path.startswith(_HIDDEN)


def _is_head(path: str) -> bool:
    return _is_shown(path) and not path.startswith("lines.")


def _place(path: str) -> tuple[int, str]:
    """Return where a field stands in the order of the form's."""
    field = field_at(path)
    return FIELDS.index(field) if field in FIELDS else len(FIELDS), path


def _shown(
    request: PortalRequest,
    document_id: UUID,
    reading: PaperReading,
    texts: Mapping[str, str],
    gone: Gone,
    *,
    is_tried: bool,
) -> HttpResponseBase:
    faults: dict[str, Sequence[str]] = {each.path: (each.words,) for each in gone.faults}
    if is_tried:
        faults |= dict.fromkeys(gone.missing, (_("This has to be filled in."),))
    unsure = frozenset() if is_tried else doubtful_paths(reading)
    drawing = Drawing(
        fields=texts, language=language(), faults=faults, demanded=frozenset(NEEDED), unsure=unsure,
        typed_in=language(), has_hints=False,
    )  # fmt: skip
    head = dict.fromkeys((*_ALWAYS, *sorted(texts, key=_place)))
    with acting_for(company_at(request).pk):
        document = document_of_company(document_id)
        page = {
            "document": document,
            "heading": heading_of(document),
            "pane": pane_of(reading),
            "boxes": [drawing.box(path) for path in head if field_at(path) and _is_head(path)],
            "rows": _rows(drawing, texts, gone),
            "totals": gone.sums.totals,
            "currency": gone.sums.currency,
            "printed": printed_total(reading),
            "differs": _differs(reading, gone),
            "may_divide": reading.page_count > 1,
            "several": document.problem_values.get("several", ""),
            "faults": [f"{field_words(path, language()).label}: {words[0]}" for path, words in faults.items()],
        }
        return render(request, "paper/scan.html", page, status=422 if faults and is_tried else 200)


def _rows(drawing: Drawing, texts: Mapping[str, str], gone: Gone) -> list[ScanRow]:
    numbers = sorted({int(path.split(".")[1]) for path in texts if path.startswith("lines.")}) or [0]
    return [
        ScanRow(
            number,
            tuple(drawing.box(f"lines.{number}.{name}") for name in _ROW),
            amount(gone.sums.lines[number]) if number in gone.sums.lines else "",
        )
        for number in numbers
    ]
