"""The cockpit of those who run the hub: companies, queue, letters, silence, dates, offers, questions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from depesch.hub.accounts import quotes
from depesch.hub.flows.models import Document, DocumentState, ServerCertificate
from depesch.hub.flows.operating import count_if_due
from depesch.hub.mailing.models import Letter, LetterState
from depesch.hub.mailing.writing import write_letter
from depesch.hub.support.contact import Question, ask_to_be_contacted
from depesch.hub.tenancy.companies import add_member, create_company
from depesch.hub.tenancy.models import Company, Role, User
from depesch.hub.tenancy.scope import acting_for
from tests.portal.walks import Stage


def WALK(stage: Stage) -> Iterator[str]:  # noqa: N802  the name by which it is found
    """Every page of the cockpit, empty and filled."""
    Letter.objects.all().delete()
    for name in ("letters", "silence", "dates", "questions"):
        stage.open(reverse(f"operator_{name}"))
        yield f"cockpit-{name}-none"
    _fill(stage)
    for name in ("companies", "queue", "letters", "silence", "dates", "quotes", "questions"):
        stage.open(reverse(f"operator_{name}"))
        yield f"cockpit-{name}"
    stage.open(reverse("operator_companies") + "?q=xyzzy")
    yield "cockpit-companies-none"
    stage.open(reverse("operator_company", args=[stage.company.pk]))
    yield "cockpit-company"
    yield from _lost_step(stage)
    quote = quotes.ask(stage.company, product_name="user", quantity=3, message="Till mars, tack.", user=stage.user)
    stage.open(reverse("operator_quote", args=[quote.pk]))
    yield "cockpit-quote"


def _lost_step(stage: Stage) -> Iterator[str]:
    person = User.objects.create(email="ines@nordbygg.example", name="Ines Vik", language="sv")
    add_member(stage.company, person, Role.READER)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    stage.open(reverse("operator_company", args=[stage.company.pk]))
    yield "cockpit-company-steps"
    stage.open(reverse("operator_lost_step", args=[stage.company.pk, person.pk]))
    stage.page.click("form .button--stop")
    yield "cockpit-lost-step"


def _fill(stage: Stage) -> None:
    now = timezone.now()
    silent = create_company(name="Tysta Kvarnen AB", country="SE", organisation_number="5566030309", language="sv")
    _used_to_send(silent)
    count_if_due(now)
    quotes.ask(stage.company, product_name="group", quantity=1, message="", user=stage.user)
    values = {"name": "Nils", "company": stage.company.name, "before": "a@x.example", "after": "b@x.example"}
    for state, detail in ((LetterState.REFUSED, "550 no such user here"), (LetterState.WAITING, "")):
        letter = write_letter(
            "address_changed", to="nils@nordbygg.example", language="sv", values=values, company_id=stage.company.pk
        )
        Letter.objects.filter(pk=letter.pk).update(state=state, detail=detail, code="550" if detail else "", tries=1)
    for name, days in (("portal", 12), ("mail", 200)):
        ServerCertificate.objects.create(
            name=name, host=f"{name}.depesch.example", port=443, subject=f"CN={name}.depesch.example",
            issuer="CN=Ca X1", expires_at=now + timedelta(days=days), looked_at=now,
        )  # fmt: skip
    ask_to_be_contacted(
        Question(name="Greta Sund", email="greta@sund.example", company="Sund & Co", message="Hur byter vi till er?")
    )


def _used_to_send(company: Company) -> None:
    now = timezone.now()
    with acting_for(company.pk):
        Document.objects.bulk_create(
            Document(
                id=uuid4(), tenant=company, direction="out", state=DocumentState.DELIVERED, state_since=now,
                route_in="api", original_sha256="0" * 64, submitted_by="token:demo", number=f"{days}",
                received_at=now - timedelta(days=days),
            )
            for days in range(16, 70, 3)
        )  # fmt: skip
