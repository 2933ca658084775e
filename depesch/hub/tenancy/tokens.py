"""API tokens: 256 random bits after the prefix `dep_`. Only the SHA-256 is stored; a token is shown once, when made.

A slow hash is for passwords that people choose; 256 random bits cannot be guessed, and every API call looks one up.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from uuid import UUID

import msgspec
from django.db import connection, transaction
from django.db.models import Q

from depesch.hub.tenancy.models import ApiToken, Role
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.kit.hashing import sha256_hex
from depesch.kit.secret import Secret

PREFIX = "dep_"
SHOWN_CHARACTERS = 12  # of the token, by which people recognise it: the prefix and 8 more (48 of 256 bits)
USE_NOTED_EVERY = timedelta(minutes=1)  # one write a minute and token, not one a request


class TokenHolder(msgspec.Struct, frozen=True, kw_only=True):
    """For which company, in which role a token speaks."""

    company_id: UUID
    token_id: UUID
    role: Role


def create_token(company_id: UUID, name: str, role: Role = Role.ISSUER) -> tuple[ApiToken, Secret]:
    """Return a new token's row and its text, which is nowhere else and cannot be had again."""
    text = PREFIX + secrets.token_urlsafe(32)
    with acting_for(company_id):
        token = ApiToken.objects.create(
            tenant_id=company_id,
            name=name,
            prefix=text[:SHOWN_CHARACTERS],
            digest=sha256_hex(text.encode()),
            role=role,
        )
    return token, Secret(text)


def token_holder(token_text: str) -> TokenHolder | None:
    """Return who holds the token; None when it is unknown or revoked. Works before a company is chosen."""
    if not token_text.startswith(PREFIX):
        return None
    digest = sha256_hex(token_text.encode())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('depesch.token', %s, true)", [digest])
        cursor.execute(
            "SELECT id, tenant_id, role FROM tenancy_apitoken WHERE digest = %s AND revoked_at IS NULL", [digest]
        )
        found = cursor.fetchone()
        cursor.execute("SELECT set_config('depesch.token', '', true)")
    if found is None:
        return None
    holder = TokenHolder(token_id=found[0], company_id=found[1], role=Role(found[2]))
    _note_use(holder)
    return holder


def _note_use(holder: TokenHolder) -> None:
    at = now()
    with acting_for(holder.company_id):
        old = Q(last_used_at__isnull=True) | Q(last_used_at__lt=at - USE_NOTED_EVERY)
        ApiToken.objects.filter(old, id=holder.token_id).update(last_used_at=at)


def revoke_token(company_id: UUID, token_id: UUID) -> None:
    """Make the token worthless from now on; once revoked, it keeps the first moment."""
    with acting_for(company_id):
        ApiToken.objects.filter(id=token_id, revoked_at__isnull=True).update(revoked_at=now())
