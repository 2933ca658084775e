"""The first steps of a company, each with whether it is done."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from depesch.hub.directory.models import Customer
from depesch.hub.flows.models import Direction, Document
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.models import Company, Membership, PaymentAccount
from depesch.portal.access import company_at, for_member, person_at
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
    return render(
        request,
        "activate/first_steps.html",
        {"steps": steps, "next": next((step for step in steps if not step.done), None)},
    )


def _steps(company: Company, *, administers: bool, may_send: bool) -> list[Step]:
    wanted: list[tuple[str, Promise, Promise, bool, bool]] = [
        (
            "company_settings", _("Fill in your address"),
            _("It stands on your invoices, and the law wants it there."),
            bool(company.street or company.city), administers,
        ),
        (
            "payment_accounts", _("Add the account that you are paid to"),
            _("Bankgiro, plusgiro, IBAN or a Norwegian account: then each invoice tells where to pay."),
            PaymentAccount.objects.exists(), administers,
        ),
        (
            "customers", _("Add a customer"),
            _("With the organisation number we find how the customer can receive invoices."),
            Customer.objects.exists(), may_send,
        ),
        (
            "upload", _("Send your first invoice"),
            _("Write it here, or hand over a file from your own system. In test mode nothing reaches anybody."),
            Document.objects.filter(direction=Direction.OUT).exists(), may_send,
        ),
        (
            "members", _("Invite your colleagues"),
            _("Each signs in with an own address, and you decide what each may do."),
            Membership.objects.filter(tenant=company).values("user").distinct().count() > 1, administers,
        ),
    ]  # fmt: skip
    return [
        Step(title, why, url, done)
        for address, title, why, done, is_theirs in wanted
        if is_theirs and (url := _url(address))
    ]


def _url(address: str) -> str:
    try:
        return reverse(address)
    except NoReverseMatch:
        return ""
