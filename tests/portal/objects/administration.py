"""What administrators and the operator change: a member, an invitation, an account, a request, a letter, a question."""

from __future__ import annotations

from depesch.hub.accounts import members, payment_accounts, quotes
from depesch.hub.accounts.payment_accounts import AccountFacts
from depesch.hub.mailing.models import Letter
from depesch.hub.support.contact import Question, ask_to_be_contacted
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from tests.portal.objects import Ours


def _member(ours: Ours) -> object:
    return ours.user.pk


def _invitation(ours: Ours) -> object:
    Company.objects.filter(pk=ours.company.pk).update(seats=50)
    return members.invite_member(
        ours.company, email="ny@nordbygg.example", name="Ny Person", roles=["issuer"], language="sv", actor="user:test"
    ).pk


def _account(ours: Ours) -> object:
    with acting_for(ours.company.pk):
        facts = AccountFacts(kind="bankgiro", value="5402-9681")
        return payment_accounts.add_account(ours.company, facts, actor="user:test").pk


def _quote(ours: Ours) -> object:
    return quotes.ask(ours.company, product_name="user", quantity=2, message="", user=ours.user).pk


def _company(ours: Ours) -> object:
    return ours.company.pk


def _letter(ours: Ours) -> object:
    _invitation(ours)
    return Letter.objects.latest("made_at").pk


def _wish(ours: Ours) -> object:
    return ask_to_be_contacted(Question(name="Greta", email="greta@x.example")).pk


OBJECTS = {
    "member_id": _member, "invitation_id": _invitation, "payment_account_id": _account, "quote_id": _quote,
    "company_id": _company, "letter_id": _letter, "wish_id": _wish,
}  # fmt: skip
CHOICES = {"product_name": "user"}
