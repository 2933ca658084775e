"""A customer of Nordbygg's in the network, and a draft to it."""

from __future__ import annotations

import pytest
from django.test import Client

from depesch.hub.directory.customers import add_customer
from depesch.hub.directory.models import Customer
from depesch.hub.directory.participants import register_company
from depesch.hub.drafts.editing import new_draft
from depesch.hub.drafts.models import Draft
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from tests.portal.invoice.forms import Form


@pytest.fixture
def customer(nordbygg: Company, fjordtre: Company) -> Customer:
    """Fjordtre on a card of Nordbygg's, reached in the network."""
    participant = register_company(fjordtre, syntax="ubl21")
    with acting_for(nordbygg.pk):
        return add_customer(fjordtre.name, participant=participant, country="NO", language="nb")


@pytest.fixture
def draft(nordbygg: Company, customer: Customer, astrid: User) -> Draft:
    """A new draft of Astrid's to Fjordtre."""
    with acting_for(nordbygg.pk):
        return new_draft(customer_id=customer.pk, actor=f"user:{astrid.pk}", language="sv")


@pytest.fixture
def form(astrids_browser: Client, draft: Draft) -> Form:
    """Its form in Astrid's browser."""
    return Form(astrids_browser, draft.pk)
