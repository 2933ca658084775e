"""The first steps of a company, each with whether it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from depesch.hub.directory.models import Customer
from depesch.hub.flows.models import Direction, Document
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.models import Company, Membership, PaymentAccount
from depesch.portal.access import company_at, for_member, person_at
from depesch.portal.accounts import STEPS_KEY
from depesch.portal.person import PortalRequest


@dataclass(frozen=True, slots=True)
class Step:
    """One of the first things to do."""

    title: Promise
    why: Promise
    url: str
    done: bool


@require_GET
@for_member()
def first_steps(request: PortalRequest) -> HttpResponseBase:
    """Show what to do first, and what of it is done."""
    company, person = company_at(request), person_at(request)
    steps = _steps(company, administers=person.may(Permission.ADMINISTER), may_send=person.may_send)
    left = next((step for step in steps if not step.done), None)
    if left is None:
        request.session.pop(STEPS_KEY, None)
    elif STEPS_KEY not in request.session:
        request.session[STEPS_KEY] = True
    return render(request, "activate/first_steps.html", {"steps": steps, "next": left})


def _steps(company: Company, *, administers: bool, may_send: bool) -> list[Step]:
    done = _done(company)
    steps = [
        Step(
            _("Fill in your address"), _("It stands on your invoices, and the law wants it there."),
            reverse("company_settings"), bool(company.street or company.city),
        ),
        Step(
            _("Add the account that you are paid to"),
            _("Bankgiro, plusgiro, IBAN or a Norwegian account: then each invoice tells where to pay."),
            reverse("payment_accounts"), done["accounts"],
        ),
        Step(
            _("Add a customer"),
            _("Search by name or number: who is in the network is connected in two steps, others get a card."),
            reverse("network"), done["customers"],
        ),
        Step(
            _("Send your first invoice"),
            _("Write it here, or hand over a file from your own system. In test mode nothing reaches anybody."),
            reverse("create_invoice"), done["sent"],
        ),
        Step(
            _("Invite your colleagues"), _("Each signs in with an own address, and you decide what each may do."),
            reverse("users"), (done["members"] or 0) > 1,
        ),
    ]  # fmt: skip
    theirs = (administers, administers, may_send, may_send, administers)
    return [step for step, is_theirs in zip(steps, theirs, strict=True) if is_theirs]


def _done(company: Company) -> dict[str, Any]:
    """Return what there is already, in one query."""
    members = Membership.objects.filter(tenant=OuterRef("pk")).order_by().values("tenant")
    found = Company.objects.filter(pk=company.pk).values(
        accounts=Exists(PaymentAccount.objects.all()),
        customers=Exists(Customer.objects.all()),
        sent=Exists(Document.objects.filter(direction=Direction.OUT)),
        members=Subquery(members.annotate(people=Count("user", distinct=True)).values("people")),
    )
    return dict(found.get())
