"""Requests for an offer: a company asks, those who run the hub grant it or say no, and a grant does what it says."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec
from django.db import connection, transaction

from depesch.hub.accounts.licences import locked
from depesch.hub.accounts.products import Product, product
from depesch.hub.history.event import Event
from depesch.hub.history.kinds.company import (
    PlanChanged,
    QuoteAsked,
    QuoteDeclined,
    QuoteGranted,
    QuoteWithdrawn,
    SeatsChanged,
    SettingChanged,
)
from depesch.hub.history.record import record, record_all
from depesch.hub.mailing.writing import write_letter
from depesch.hub.server.config import load
from depesch.hub.tenancy.models import Company, Group, QuoteRequest, QuoteState, User
from depesch.hub.tenancy.people import administrators
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now

MOST_PIECES = 1_000
MOST_OPEN = 20  # requests of one company that wait for an answer


class QuoteRefused(Exception):
    """It cannot be done; `code`: `unknown-product`, `bad-quantity`, `too-many-open`, `answered-already`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class QuoteOfCompany(msgspec.Struct, frozen=True, kw_only=True):
    """A request as the operator sees it."""

    quote_id: UUID
    company_id: UUID
    company_name: str
    product: str
    quantity: int
    message: str
    state: str
    asked_at: datetime
    answered_at: datetime | None
    answer: str


def ask(company: Company, *, product_name: str, quantity: int, message: str, user: User) -> QuoteRequest:
    """Ask for an offer in the company's name and return the request. Raises QuoteRefused."""
    wanted = product(product_name)
    if wanted is None:
        raise QuoteRefused("unknown-product")
    if not 1 <= quantity <= (MOST_PIECES if wanted.is_counted else 1):
        raise QuoteRefused("bad-quantity")
    actor = f"user:{user.pk}"
    with acting_for(company.pk):
        locked(company)
        if QuoteRequest.objects.filter(state=QuoteState.ASKED).count() >= MOST_OPEN:
            raise QuoteRefused("too-many-open")
        request = QuoteRequest.objects.create(
            tenant=company, product=wanted.name, quantity=quantity, message=message.strip()[:2_000], asked_by=actor,
            asked_at=now(),
        )  # fmt: skip
        _tell_operator(company, wanted, request, user)
        record(QuoteAsked(product=wanted.name, quantity=quantity), document_id=None, actor=actor)
    return request


def requests(most: int = 50) -> list[QuoteRequest]:
    """Return the acting company's requests, the latest first."""
    return list(QuoteRequest.objects.order_by("-asked_at", "-pk")[:most])


def withdraw(company: Company, quote_id: UUID, *, actor: str) -> None:
    """Take a request back that nobody has answered. Raises QuoteRefused, QuoteRequest.DoesNotExist."""
    with acting_for(company.pk):
        request = _open(quote_id)
        _end(request, QuoteState.WITHDRAWN, actor=actor, answer="")
        record(QuoteWithdrawn(product=request.product, quantity=request.quantity), document_id=None, actor=actor)


def grant(company_id: UUID, quote_id: UUID, *, answer: str, operator: User) -> None:
    """Let the company have what it asked for, tell its administrators, and record it. Raises QuoteRefused.

    Whether the user runs the hub is the caller's to check.
    """
    actor = f"operator:{operator.pk}"
    with acting_for(company_id):
        company = Company.objects.select_for_update(no_key=True).get(pk=company_id)
        request = _open(quote_id)
        wanted = product(request.product)
        if wanted is None:
            raise QuoteRefused("unknown-product")
        done = _given(company, wanted, request.quantity)
        _end(request, QuoteState.GRANTED, actor=actor, answer=answer)
        _tell_company(company, wanted, request)
        granted = QuoteGranted(product=request.product, quantity=request.quantity)
        record_all((granted, *done), document_id=None, actor=actor)


def decline(company_id: UUID, quote_id: UUID, *, answer: str, operator: User) -> None:
    """Say no, with the reason, and tell the company's administrators. Raises QuoteRefused."""
    actor = f"operator:{operator.pk}"
    with acting_for(company_id):
        company = Company.objects.get(pk=company_id)
        request = _open(quote_id)
        _end(request, QuoteState.DECLINED, actor=actor, answer=answer)
        if wanted := product(request.product):
            _tell_company(company, wanted, request)
        record(QuoteDeclined(product=request.product, quantity=request.quantity), document_id=None, actor=actor)


def set_terms(company_id: UUID, *, seats: int, plan: str, group: Group | None, e_archive: bool, operator: User) -> None:
    """Write how many licences, which plan, which group and whether the e-archive a company has; record what changed."""
    with acting_for(company_id):
        company = (
            Company.objects.select_for_update(no_key=True, of=("self",)).select_related("group").get(pk=company_id)
        )
        events = _terms(company, seats, plan, e_archive=e_archive)
        if company.group != group:
            before, after = (each.name if each else "" for each in (company.group, group))
            events.append(SettingChanged(setting="group", value_before=before, value_after=after))
            company.group = group
            company.save(update_fields=["group"])
        record_all(events, document_id=None, actor=f"operator:{operator.pk}")


def of_all_companies(operator_id: UUID, *, only: UUID | None = None, most: int = 200) -> list[QuoteOfCompany]:
    """Return the requests of all companies, open ones first, then the latest; none for who does not run the hub.

    `only` narrows them to one.
    """
    names = QuoteOfCompany.__struct_fields__
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('depesch.operator', %s, true)", [str(operator_id)])
        cursor.execute(f"SELECT {', '.join(names)} FROM accounts_quotes_v1(%s, %s)", [only, most])  # noqa: S608
        found = [QuoteOfCompany(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
        cursor.execute("SELECT set_config('depesch.operator', '', true)")
    return found


def _open(quote_id: UUID) -> QuoteRequest:
    request = QuoteRequest.objects.select_for_update().get(pk=quote_id)
    if request.state != QuoteState.ASKED:
        raise QuoteRefused("answered-already")
    return request


def _end(request: QuoteRequest, state: QuoteState, *, actor: str, answer: str) -> None:
    request.state, request.answered_by, request.answered_at = state, actor, now()
    request.answer = answer.strip()[:2_000]
    request.save(update_fields=["state", "answered_by", "answered_at", "answer"])


def _given(company: Company, wanted: Product, quantity: int) -> list[Event]:
    if wanted.makes_group and company.group_id is None:
        company.group = Group.objects.create(name=company.name)
        company.save(update_fields=["group"])
    e_archive = wanted.e_archive or company.e_archive
    return _terms(company, company.seats + wanted.seats * quantity, wanted.plan or company.plan, e_archive=e_archive)


def _terms(company: Company, seats: int, plan: str, *, e_archive: bool) -> list[Event]:
    events: list[Event] = []
    if company.seats != seats:
        events.append(SeatsChanged(seats_before=company.seats, seats_after=seats))
    if company.plan != plan:
        events.append(PlanChanged(plan_before=company.plan, plan_after=plan))
    if company.e_archive != e_archive:
        before, after = ("yes" if each else "no" for each in (company.e_archive, e_archive))
        events.append(SettingChanged(setting="e_archive", value_before=before, value_after=after))
    company.seats, company.plan, company.e_archive = seats, plan, e_archive
    company.save(update_fields=["seats", "plan", "e_archive"])
    return events


def _tell_operator(company: Company, wanted: Product, request: QuoteRequest, user: User) -> None:
    if address := load().support_address:
        write_letter(
            "quote_asked", to=address, language="en", reply_to=user.email, company_id=company.pk,
            path="/operation/quotes/",
            values={
                "company": company.name, "product": wanted.said("en").title, "quantity": str(request.quantity),
                "person": user.name, "email": user.email, "message": request.message or "-",
            },
        )  # fmt: skip


def _tell_company(company: Company, wanted: Product, request: QuoteRequest) -> None:
    """Write to the administrators of the company acted for, each in their own language."""
    kind = "quote_granted" if request.state == QuoteState.GRANTED else "quote_declined"
    for person in administrators():
        write_letter(
            kind, to=person.email, language=person.language, name=person.name, company_id=company.pk, path="/store/",
            values={
                "name": person.name, "company": company.name, "product": wanted.said(person.language).title,
                "quantity": str(request.quantity), "answer": request.answer or "-",
            },
        )  # fmt: skip
