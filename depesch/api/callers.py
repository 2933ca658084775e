"""Who calls: a program with a token of one company, in one role."""

from __future__ import annotations

from uuid import UUID

import msgspec
from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer

from depesch.api.problems import ApiProblem
from depesch.hub.server.passing import passed
from depesch.hub.tenancy.access import Permission, may
from depesch.hub.tenancy.models import Role
from depesch.hub.tenancy.tokens import token_holder
from depesch.kit.rate import Rate

# In each web process: many times what an honest program needs, and far too few guesses for a token of 256 bits.
_REQUESTS = Rate(3000, 60)
_GUESSES = Rate(60, 60)


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """The program behind a request: every row it sees is its company's."""

    company_id: UUID
    token_id: UUID
    role: str

    @property
    def actor(self) -> str:
        """Return the name that the history keeps."""
        return f"token:{self.token_id}"


class TokenAuth(HttpBearer):
    """`Authorization: Bearer TOKEN`; a token that is unknown or revoked is as good as none."""

    openapi_description = "An API token of a company: `depesch token create` makes one."

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        address = passed(request, settings.CONFIG.proxies).address
        if wait := _GUESSES.wait_s(address, take=False):
            raise ApiProblem("too-many-requests", 429, value=wait)
        holder = token_holder(token)
        if holder is None:
            _GUESSES.wait_s(address)
            return None
        if wait := _REQUESTS.wait_s(str(holder.token_id)):
            raise ApiProblem("too-many-requests", 429, value=wait)
        return Caller(company_id=holder.company_id, token_id=holder.token_id, role=holder.role.value)


def caller_who_may(request: HttpRequest, permission: Permission) -> Caller:
    """Return the caller; raises ApiProblem `forbidden` when its role lacks the permission."""
    caller: Caller = request.auth  # type: ignore[attr-defined]  # django-ninja puts there what TokenAuth returned
    if not may(caller.role, permission):
        raise ApiProblem("forbidden", 403, role=caller.role, needed=_role_for(permission))
    return caller


def _role_for(permission: Permission) -> str:
    """Return the humblest role that has the permission."""
    return next(role.value for role in reversed(Role) if may(role, permission))
