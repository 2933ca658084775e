"""`/company`, `/users` and `/payment-accounts`: what the portal has set for the company, to be read."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from depesch.api.callers import caller_who_may
from depesch.api.shapes import ProblemDetails
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.models import Company, Membership, PaymentAccount
from depesch.hub.tenancy.scope import acting_for

RESOURCE = Router(tags=["company"])
_PROBLEMS = {401: ProblemDetails, 403: ProblemDetails}


class CompanySettingsOut(Schema):
    """The company as its invoices and the network name it."""

    id: UUID
    name: str
    country: str
    organisation_number: str
    vat_number: str
    language: str
    time_zone: str
    street: str
    street_2: str
    postal_code: str
    city: str
    contact_name: str
    contact_email: str
    contact_phone: str
    website: str
    legal_notes: str
    takes_test_documents: bool
    invoicing_stopped_at: datetime | None


class UserOut(Schema):
    """A person who belongs to the company."""

    id: UUID
    name: str
    email: str
    language: str
    roles: list[str]


class UserListOut(Schema):
    """The people of the company."""

    items: list[UserOut]


class PaymentAccountOut(Schema):
    """An account that the company is paid to."""

    id: UUID
    kind: str
    value: str
    bic: str
    holder: str
    currency: str
    on_invoices: bool


class PaymentAccountListOut(Schema):
    """The accounts of the company, in their order."""

    items: list[PaymentAccountOut]


@RESOURCE.get("/company", response={200: CompanySettingsOut, **_PROBLEMS}, operation_id="company")
def company(request: HttpRequest) -> Company:
    """The caller's company: name, numbers, address, contact, and whether invoicing is stopped."""
    caller = caller_who_may(request, Permission.READ)
    return Company.objects.get(pk=caller.company_id)


@RESOURCE.get("/users", response={200: UserListOut, **_PROBLEMS}, operation_id="users")
def users(request: HttpRequest) -> UserListOut:
    """The people of the company with their roles; for administrators."""
    caller = caller_who_may(request, Permission.ADMINISTER)
    with acting_for(caller.company_id):
        rows = list(Membership.objects.filter(tenant_id=caller.company_id).select_related("user"))
    people = {row.user_id: row.user for row in rows}
    return UserListOut(
        items=[
            UserOut(
                id=each.id, name=each.name, email=each.email, language=each.language,
                roles=sorted(row.role for row in rows if row.user_id == each.id),
            )
            for each in sorted(people.values(), key=lambda user: (user.name, user.email))
        ]
    )  # fmt: skip


@RESOURCE.get("/payment-accounts", response={200: PaymentAccountListOut, **_PROBLEMS}, operation_id="paymentAccounts")
def payment_accounts(request: HttpRequest) -> PaymentAccountListOut:
    """The accounts that stand on the company's invoices, in their order."""
    caller = caller_who_may(request, Permission.READ)
    with acting_for(caller.company_id):
        rows = list(PaymentAccount.objects.order_by("rank", "id"))
    return PaymentAccountListOut(items=[PaymentAccountOut.from_orm(row) for row in rows])
