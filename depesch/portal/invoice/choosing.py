"""Whom an invoice is for: one of the company's customers, from a template or not, or somebody new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from depesch.hub.directory.customers import RecipientChoice, Standing, recipients_for_form
from depesch.hub.drafts.editing import DraftRefused, choose_customer, new_draft
from depesch.hub.drafts.models import Draft, DraftKind, DraftState, Template
from depesch.hub.drafts.prefilling import NoSuchCustomer
from depesch.hub.drafts.templates import from_template
from depesch.hub.tenancy.access import Permission
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.formatting import language
from depesch.portal.invoice.recipient_form import RecipientForm
from depesch.portal.invoice.writing import elsewhere, found
from depesch.portal.person import PortalRequest

SHOWN = 12
NOTES: dict[Standing, Promise] = {
    Standing.REQUESTED: _("Has not accepted your request yet"),
    Standing.DECLINED: _("Does not take your invoices here"),
    Standing.ROUTING: _("The route is not set up yet"),
    Standing.LEFT: _("No longer in the network"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One customer as it can be chosen."""

    id: UUID
    name: str
    facts: str
    note: Promise | str
    templates: tuple[Template, ...]


@require_http_methods(["GET", "POST"])
@for_member(Permission.SEND)
def create_invoice(request: PortalRequest) -> HttpResponseBase:
    """Show whom an invoice can be for; on POST make the draft and open it."""
    form = _form(request)
    if request.method == "POST":
        made = _added(request, form) if form.is_bound else _chosen(request)
        if made is not None:
            return _opened(made)
    return _shown(request, form, None)


@require_http_methods(["GET", "POST"])
@for_member(Permission.SEND)
def draft_recipient(request: PortalRequest, draft_id: UUID) -> HttpResponseBase:
    """Show whom the draft could be for instead; on POST write that customer into it. Whatever else was typed stays."""
    draft = found(draft_id)
    if draft.state != DraftState.EDITING:
        return elsewhere(draft)
    form = _form(request)
    if request.method == "POST":
        customer_id = _new_customer(request, form) if form.is_bound else _recipient(request)
        if customer_id is not None:
            try:
                choose_customer(draft.pk, customer_id, revision=draft.revision, actor=person_at(request).actor)
            except NoSuchCustomer:
                raise Http404 from None
            return _opened(draft)
    return _shown(request, form, draft)


def _form(request: PortalRequest) -> RecipientForm:
    if "add" in request.POST:
        return RecipientForm(request.POST)
    return RecipientForm(initial={"country": company_at(request).country})


def _shown(request: PortalRequest, form: RecipientForm, draft: Draft | None) -> HttpResponseBase:
    query = " ".join(request.GET.get("q", "").split())[:100]
    known = recipients_for_form(query, limit=SHOWN + 1)
    page = {
        "draft": draft,
        "here": reverse("draft_recipient", args=[draft.pk]) if draft else reverse("create_invoice"),
        "query": query,
        "choices": _choices(known[:SHOWN], with_templates=draft is None),
        "more": len(known) > SHOWN,
        "kind": request.POST.get("kind") or request.GET.get("kind", ""),
        "form": form,
        "adds": form.is_bound or (not known and not query),
        "open_drafts": Draft.objects.exclude(state__in=[DraftState.SENT, DraftState.DISCARDED]).count(),
    }
    return render(request, "invoice/create.html", page, status=422 if form.is_bound else 200)


def _opened(draft: Draft) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('draft', args=[draft.pk])}?focus=lines.0.name")


def _kind(request: PortalRequest) -> DraftKind:
    wanted = request.POST.get("kind", "")
    return DraftKind(wanted) if wanted in DraftKind.values else DraftKind.INVOICE


def _chosen(request: PortalRequest) -> Draft | None:
    actor = person_at(request).actor
    try:
        if template := request.POST.get("template"):
            return from_template(UUID(template), actor=actor, language=language())
        recipient = _recipient(request)
        return new_draft(_kind(request), recipient, actor=actor, language=language()) if recipient else None
    except (ValueError, NoSuchCustomer, DraftRefused, Template.DoesNotExist):
        raise Http404 from None


def _recipient(request: PortalRequest) -> UUID | None:
    """Return the customer whose button was pressed, None for no button."""
    text = request.POST.get("recipient", "")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Http404 from None


def _added(request: PortalRequest, form: RecipientForm) -> Draft | None:
    customer_id = _new_customer(request, form)
    if customer_id is None:
        return None
    return new_draft(_kind(request), customer_id, actor=person_at(request).actor, language=language())


def _new_customer(request: PortalRequest, form: RecipientForm) -> UUID | None:
    """Return the customer that the form makes; None when something in it is wrong."""
    if not form.is_valid():
        return None
    with transaction.atomic():
        customer = form.add(company_at(request), actor=person_at(request).actor)
        if customer is None:
            transaction.set_rollback(True)
            return None
    return customer.pk


def _choices(found: Sequence[RecipientChoice], *, with_templates: bool) -> list[Choice]:
    templates: dict[UUID, list[Template]] = {}
    ids = [each.customer_id for each in found] if with_templates else []
    for template in Template.objects.filter(customer__in=ids).defer("fields", "layout").order_by("name"):
        templates.setdefault(template.customer_id, []).append(template)
    return [
        Choice(
            id=each.customer_id,
            name=each.name,
            facts=" · ".join(filter(None, (each.organisation_number, *each.customer_numbers[:1], each.city))),
            note=NOTES.get(each.standing, ""),
            templates=tuple(templates.get(each.customer_id, ())),
        )
        for each in found
    ]
