"""Nordbygg with a foreign provider that it has taken, and its mail domain proved."""

from __future__ import annotations

import re

from depesch.exchange.saml.metadata import read_provider, write_own
from depesch.hub.mailing.models import Letter
from depesch.hub.saml.domains import ask_for_domain, confirm_domain
from depesch.hub.saml.own_key import own_identity
from depesch.hub.saml.places import answers_to, entity_id
from depesch.hub.saml.provider import connection_here, set_provider
from depesch.hub.server.secrets import decrypt
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from tests.hub.saml.foreign import ForeignProvider

DOMAIN = "nordbygg.example"


def secret_of_last_letter(kind: str = "saml_domain") -> str:
    """Return the secret in the link of the last letter."""
    sealed = Letter.objects.filter(kind=kind).order_by("-made_at")[0].sealed
    found = re.search(r"/saml/domain/([A-Za-z0-9_-]{43})/", decrypt(sealed))
    assert found
    return found.group(1)


def take_provider(company: Company, provider: ForeignProvider, by: User, *, domain: str = DOMAIN) -> None:
    """Let the company take the provider, and prove the domain as its postmaster would."""
    provider.knows(
        write_own(
            entity_id=entity_id(company.pk), answers_to=answers_to(company.pk), certificate=own_identity().certificate
        )
    )
    with acting_for(company.pk):
        set_provider(read_provider(provider.metadata(), may_be_local=True), actor=f"user:{by.pk}")
        connection = connection_here()
        assert connection is not None
        ask_for_domain(company, connection, domain, by=by)
    confirm_domain(secret_of_last_letter())
