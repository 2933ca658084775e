"""The way through an identity provider: a request begun here, its one answer, and the one browser that finishes it.

The provider's answer comes with a POST from another site, on which browsers send no cookies. So the answer is judged
by itself and leads to a link that works once, for two minutes, in the browser in which the request was begun.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

import msgspec
import structlog

from depesch.exchange.as2.certificates import read_certificate
from depesch.exchange.saml.answer import SKEW, Expected, Proven, prove, read_answer
from depesch.exchange.saml.asking import new_request_id, request_url
from depesch.exchange.saml.faults import AnswerRefused, Fault
from depesch.hub.accounts.links import digest_of, new_secret
from depesch.hub.history.kinds.saml import SamlRefused
from depesch.hub.history.record import record
from depesch.hub.saml.models import SamlAssertion, SamlConnection, SamlRequest
from depesch.hub.saml.own_key import own_identity
from depesch.hub.saml.people import PersonStopped, let_in, reached_companies
from depesch.hub.saml.places import answers_to, entity_id
from depesch.hub.saml.provider import connection_here
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.kit.hashing import sha256_hex

ANSWER_WITHIN = timedelta(minutes=10)  # people look for their phone at the provider's
FINISH_WITHIN = timedelta(minutes=2)

log = structlog.get_logger()


class NoProvider(Exception):
    """The company has no identity provider."""


class Begun(msgspec.Struct, frozen=True, kw_only=True):
    """A request on its way: the browser keeps the id and goes to the address."""

    request_id: str
    url: str
    company_name: str


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that lets nobody in; `code` is of `Fault` or `Stopped`."""

    code: str
    was_asked: bool  # the answer belonged to a request of ours


class SignedIn(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Who is to be signed in, which companies the session reaches, and where they wanted to go."""

    user: User
    company_id: UUID
    reached: tuple[UUID, ...]
    go_to: str


def begin(company_id: UUID, go_to: str) -> Begun:
    """Return a new request to the company's provider; raises NoProvider. `go_to` is an address of the portal."""
    at = now()
    company = Company.objects.filter(pk=company_id).first()
    if company is None:
        raise NoProvider
    with acting_for(company_id):
        connection = connection_here()
        if connection is None:
            raise NoProvider
        _forget_old(connection)
        row = SamlRequest.objects.create(
            tenant_id=company_id, connection=connection, request_id=new_request_id(), go_to=go_to[:2000], made_at=at
        )
    url = request_url(
        request_id=row.request_id, at=at, to=connection.sso_url, entity_id=entity_id(company_id),
        answers_to=answers_to(company_id), identity=own_identity(),
    )  # fmt: skip
    return Begun(request_id=row.request_id, url=url, company_name=company.name)


def answer(company_id: UUID, encoded: str) -> str | Refusal:
    """Judge what a browser brought from the provider; return the secret of the link that finishes it, or why not.

    A request is used up by its first answer, good or bad. Raises NoProvider.
    """
    if not Company.objects.filter(pk=company_id).exists():
        raise NoProvider
    with acting_for(company_id):
        connection = connection_here()
        if connection is None:
            raise NoProvider
        request: SamlRequest | None = None
        try:
            response = read_answer(encoded)
            request = _request_of(connection, response.request_id)
            expected = Expected(
                issuer=connection.entity_id,
                certificates=tuple(read_certificate(row.pem.encode()) for row in connection.certificates.all()),
                audience=entity_id(company_id),
                recipient=answers_to(company_id),
                request_id=request.request_id,
                at=now(),
            )
            proven = prove(response, expected)
            _must_be_new(connection, proven)
            return _finishing(connection, request, let_in(connection, proven))
        except AnswerRefused as refused:
            was_asked = request is not None or refused.fault in (Fault.USED, Fault.TOO_LATE)
            return _refused(company_id, refused.fault, refused.detail, was_asked=was_asked)
        except PersonStopped as stopped:
            return _refused(company_id, stopped.why, stopped.email, was_asked=True)


def finish(company_id: UUID, secret: str, begun: Collection[str]) -> SignedIn | Refusal:
    """Return who is to be signed in; `begun` are the requests that this browser began. The link works once."""
    late = Refusal(code=Fault.TOO_LATE, was_asked=True)
    digest, at = digest_of(secret), now()
    if not digest or not Company.objects.filter(pk=company_id).exists():
        return late
    with acting_for(company_id):
        row = SamlRequest.objects.select_for_update(of=("self",)).filter(digest=digest, finished_at=None).first()
        if row is None or row.used_at is None or row.used_at < at - FINISH_WITHIN or row.request_id not in begun:
            return late
        connection = connection_here()
        if connection is None or row.user_id is None:
            return late
        row.finished_at = at
        row.save(update_fields=["finished_at"])
        connection.worked_at = at
        connection.save(update_fields=["worked_at"])
        user = User.objects.get(pk=row.user_id)
        reached = tuple(reached_companies(connection))
    return SignedIn(user=user, company_id=company_id, reached=reached, go_to=row.go_to)


def _request_of(connection: SamlConnection, request_id: str) -> SamlRequest:
    """Return the request that is answered, used up from here on; raises AnswerRefused."""
    if not request_id:
        raise AnswerRefused(Fault.UNASKED, "the response names no request: sign-in begins here, not at the provider")
    rows = SamlRequest.objects.select_for_update()
    request = rows.filter(connection=connection, request_id=request_id).first()
    if request is None:
        raise AnswerRefused(Fault.UNASKED, "the response answers a request that was never made or is forgotten")
    if request.used_at is not None:
        raise AnswerRefused(Fault.USED, "the request was answered before")
    request.used_at = now()
    request.save(update_fields=["used_at"])
    if request.made_at < request.used_at - ANSWER_WITHIN:
        raise AnswerRefused(Fault.TOO_LATE, "the request was made more than ten minutes ago")
    return request


def _must_be_new(connection: SamlConnection, proven: Proven) -> None:
    """Note the assertion as used, for every process of the hub; raises AnswerRefused when it was."""
    _, is_new = SamlAssertion.objects.get_or_create(
        tenant_id=connection.tenant_id, connection=connection, sha256=sha256_hex(proven.assertion_id.encode()),
        defaults={"until": min(proven.until, now() + timedelta(days=365)) + SKEW},
    )  # fmt: skip
    if not is_new:
        raise AnswerRefused(Fault.REPLAYED, "an assertion with this id came before")


def _finishing(connection: SamlConnection, request: SamlRequest, user: User) -> str:
    secret, request.digest = new_secret()
    request.user = user
    request.save(update_fields=["digest", "user"])
    return secret


def _refused(company_id: UUID, code: str, detail: str, *, was_asked: bool) -> Refusal:
    """Keep why: in the company's history when its own request was answered, in the log when anybody sent anything."""
    log.warning("saml.refused", company=str(company_id), fault=str(code), detail=detail)
    if was_asked:
        record(SamlRefused(why_refused=str(code), detail=detail), document_id=None, actor="saml")
    return Refusal(code=str(code), was_asked=was_asked)


def _forget_old(connection: SamlConnection) -> None:
    """Remove what can be of no use any more: requests past their time, assertions that have run out."""
    SamlRequest.objects.filter(connection=connection, made_at__lt=now() - timedelta(days=1)).delete()
    SamlAssertion.objects.filter(connection=connection, until__lt=now()).delete()
