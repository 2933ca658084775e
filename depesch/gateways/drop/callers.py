"""Who comes to the drop: a login with its password or certificate, or a program with an API token.

The address names whose drop it is and the send mode; both must be those of who comes, so that a program which was given
the wrong address is told so before it sends the first invoice.

Sources: RFC 7617 (Basic), RFC 6750 (Bearer).
"""

from __future__ import annotations

import base64
from uuid import UUID

import msgspec
from django.http import HttpRequest

from depesch.channels import SendMode
from depesch.gateways.drop.problems import DropProblem
from depesch.gateways.drop.transport import Origin, origin_of
from depesch.hub.accounts.limits import DIRECT_ADDRESS, TooOften, must_be_free, take
from depesch.hub.direct import logins
from depesch.hub.direct.logins import LoginHolder, LoginRefused, login_by_certificate, login_by_password
from depesch.hub.direct.models import Protocol
from depesch.hub.tenancy.access import Permission, may
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.tokens import token_holder
from depesch.kit.rate import Rate

_REQUESTS = Rate(3000, 60)  # in each web process: many times what an honest program needs


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """Who is behind a request, and what it may do at the address that it came to."""

    company_id: UUID
    actor: str  # the history's: login:<id>, token:<id>
    may_send: bool
    may_collect: bool
    send_mode: SendMode  # the address's
    syntax: str  # target that it collects in; empty: as it arrived
    root: str  # path of its drop in this mode, without a slash at the end


def caller_of(request: HttpRequest, drop: str, mode: str) -> Caller:
    """Return who is behind the request; raises DropProblem, 401 when it does not say so in a way that holds."""
    origin = origin_of(request)
    if mode not in {each.value for each in SendMode}:
        raise DropProblem("unknown-mode", 404, value=mode)
    try:
        caller = _known(request, origin, drop, SendMode(mode))
    except TooOften as often:
        raise DropProblem("too-many-requests", 429, value=int(often.wait.total_seconds()) + 1) from often
    except LoginRefused as refused:
        raise DropProblem(refused.code, 403, value=refused.detail) from refused
    if caller is None:
        raise DropProblem("unauthenticated", 401)
    if wait := _REQUESTS.wait_s(caller.actor):
        raise DropProblem("too-many-requests", 429, value=wait)
    return caller


def _known(request: HttpRequest, origin: Origin, drop: str, mode: SendMode) -> Caller | None:
    kind, _, told = request.headers.get("Authorization", "").partition(" ")
    told = told.strip()
    if kind.lower() == "basic":
        name, password = _name_and_password(told)
        return _of_login(login_by_password(Protocol.DROP, name, password, origin.address), drop, mode)
    if kind.lower() == "bearer":
        return _of_token(told, origin, drop, mode)
    if kind or not origin.certificate:
        return None
    holder = login_by_certificate(Protocol.DROP, drop, origin.certificate, origin.address)
    return _of_login(holder, drop, mode)


def _name_and_password(told: str) -> tuple[str, str]:
    """Return what Basic says, in UTF-8 as the challenge asks for, or as older clients write it; nobody's if neither."""
    try:
        packed = base64.b64decode(told, validate=True)
    except ValueError:
        return "", ""
    try:
        text = packed.decode()
    except UnicodeDecodeError:
        text = packed.decode("latin-1")
    name, _, password = text.partition(":")
    return name, password


def _of_login(holder: LoginHolder | None, drop: str, mode: SendMode) -> Caller | None:
    if holder is None:
        return None
    if drop.lower() != holder.name and not _is_id(drop, holder.company_id):
        raise DropProblem("wrong-address", 403, value=f"/drop/{holder.name}/{holder.send_mode.value}/")
    if mode is not holder.send_mode:
        raise DropProblem("wrong-mode", 403, login=holder.name, mode=holder.send_mode.value)
    return Caller(
        company_id=holder.company_id, actor=holder.actor, may_send=holder.may_send, may_collect=holder.may_collect,
        send_mode=mode, syntax=holder.syntax, root=f"/drop/{drop}/{mode.value}",
    )  # fmt: skip


def _of_token(token: str, origin: Origin, drop: str, mode: SendMode) -> Caller | None:
    """Return whose the token is. Its drop is called by the company's id: a token belongs to no login."""
    counted = logins.origin_of(origin.address)
    must_be_free(DIRECT_ADDRESS, counted)
    holder = token_holder(token)
    if holder is None:
        take(DIRECT_ADDRESS, counted)
        return None
    if Company.objects.filter(id=holder.company_id, closed_at__isnull=False).exists():
        raise DropProblem("company-closed", 403)
    if not _is_id(drop, holder.company_id):
        raise DropProblem("wrong-address", 403, value=f"/drop/{holder.company_id}/{mode.value}/")
    return Caller(
        company_id=holder.company_id, actor=f"token:{holder.token_id}", may_send=may(holder.role, Permission.SEND),
        may_collect=may(holder.role, Permission.PROCESS), send_mode=mode, syntax="",
        root=f"/drop/{holder.company_id}/{mode.value}",
    )  # fmt: skip


def _is_id(drop: str, company_id: UUID) -> bool:
    try:
        return UUID(drop) == company_id
    except ValueError:
        return False
