"""A first invoice of a company of each Nordic country: what is prefilled is right there, and the rules are kept."""

from __future__ import annotations

from decimal import Decimal

import pytest

from depesch.hub.accounts.payment_accounts import AccountFacts, add_account
from depesch.hub.drafts.countries import currency_of, vat_rates_of
from depesch.hub.drafts.editing import new_draft, save
from depesch.hub.drafts.look import look_over
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.model.codelists import codes
from tests.hub.drafts.forms import ACTOR, customer_of

ROW = {"lines.0.name": "Plank", "lines.0.quantity": "2", "lines.0.price": "100", "buyer_reference": "Kari"}


@pytest.mark.row("S-004")
@pytest.mark.parametrize(
    ("name", "kind", "account", "total"),
    [
        ("nordbygg", "bankgiro", "5402-9681", "250.00"),
        ("fjordtre", "norwegian", "8601 11 17947", "250.00"),
        ("havneby", "danish", "3409 0123456789", "250.00"),
        ("jarvipuu", "iban", "FI2112345600000785", "251.00"),
    ],
)
def test_the_first_invoice_is_sound_with_next_to_nothing_typed(
    name: str, kind: str, account: str, total: str, request: pytest.FixtureRequest, carls_company: Company
) -> None:
    company: Company = request.getfixturevalue(name)
    Company.objects.filter(pk=company.pk).update(
        street="Havnegata 1", postal_code="5003", city="Byen", legal_notes="Godkänd för F-skatt. Foretaksregisteret",
        contact_name="Ola Dahl", contact_email="post@example.com",
    )  # fmt: skip
    Company.objects.filter(pk=carls_company.pk).update(street="Torget 1", postal_code="11122", city="Staden")
    customer = customer_of(company, carls_company, contact_name="Carl Moe")
    with acting_for(company.id):
        add_account(company, AccountFacts(kind=kind, value=account), actor=ACTOR)
        draft = new_draft("invoice", customer.id, actor=ACTOR, language="nb")
        draft = save(draft.id, {**draft.fields, **ROW}, revision=1, actor=ACTOR)
    look = look_over(company, draft, language="en")
    assert look.can_be_sent, (look.findings, look.general, look.problem)
    assert (dict(look.findings), look.general) == ({}, ())
    assert look.sums.totals.amount_incl_vat == Decimal(total)
    assert look.sums.currency == currency_of(company.country)


def test_what_is_usual_is_of_the_code_lists() -> None:
    for country in codes("country"):
        assert currency_of(country) in codes("currency")
        rates = vat_rates_of(country)
        assert list(rates) == sorted(rates, reverse=True)
