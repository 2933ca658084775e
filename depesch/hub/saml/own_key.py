"""The hub's own key for requests to identity providers: made once, kept in the database, sealed as every secret."""

from __future__ import annotations

from django.db import transaction

from depesch.exchange.as2.certificates import Identity, make_identity, read_certificate
from depesch.hub.saml.models import SamlHubKey
from depesch.hub.server.config import load
from depesch.hub.server.secrets import decrypt, encrypt
from depesch.kit.clock import now
from depesch.kit.secret import Secret

_DAYS = 3650  # providers pin the key and not its age; changing it means telling every company's provider


def own_identity() -> Identity:
    """Return the hub's key with its certificate; the first call on a hub makes it."""
    row = SamlHubKey.objects.filter(pk=1).first()
    if row is None:
        made = make_identity(f"Depesch {load().url}", at=now(), days=_DAYS)
        with transaction.atomic():  # when two processes make one at once, one stays and both use it
            SamlHubKey.objects.bulk_create(
                [SamlHubKey(pk=1, pem=made.certificate.pem, sealed_key=encrypt(made.key.reveal()), made_at=now())],
                ignore_conflicts=True,
            )
        row = SamlHubKey.objects.get(pk=1)
    return Identity(certificate=read_certificate(row.pem.encode()), key=Secret(decrypt(row.sealed_key)))
