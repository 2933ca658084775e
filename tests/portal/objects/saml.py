"""Nordbygg's identity provider with a certificate and a mail domain; addresses and links that name nothing."""

from __future__ import annotations

from depesch.exchange.saml.metadata import checked_provider
from depesch.hub.accounts.links import new_secret
from depesch.hub.saml.models import SamlCertificate, SamlConnection, SamlDomain
from depesch.hub.saml.provider import connection_here, set_provider
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from tests.hub.saml.foreign import key_of
from tests.portal.objects import Ours


def _connection(ours: Ours) -> SamlConnection:
    known = connection_here()
    provider = checked_provider(
        "https://idp.nordbygg.example", "https://idp.nordbygg.example/sso", (key_of("nordbygg").certificate,)
    )
    return known or set_provider(provider, actor=f"user:{ours.user.pk}")


def _certificate(ours: Ours) -> object:
    with acting_for(ours.company.pk):
        _connection(ours)
        return SamlCertificate.objects.all()[0].pk


def _domain(ours: Ours) -> object:
    with acting_for(ours.company.pk):
        row, _ = SamlDomain.objects.get_or_create(
            tenant_id=ours.company.pk, connection=_connection(ours), domain="nordbygg.example",
            defaults={
                "digest": new_secret()[1], "mailed_to": "postmaster@nordbygg.example", "mailed_at": now(),
                "expires_at": now(),
            },
        )  # fmt: skip
        return row.pk


OBJECTS = {"saml_certificate_id": _certificate, "saml_domain_id": _domain}
CHOICES = {
    "saml_company_id": "00000000-0000-4000-8000-000000000000",
    "saml_domain_secret": "x" * 43,
    "saml_secret": "x" * 43,
}
