"""Mail domains of a company's identity provider: each is proved by a link that only its postmaster is sent.

Why this: whoever reads the postmaster's mail runs the domain's mail, and could read any letter that the hub writes to
its people, new passwords among them. So a proof gives a provider nothing that its holder did not have. The mailbox
`postmaster` has to be there wherever mail is taken (RFC 5321, 4.5.1) and no mail service gives it to a customer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from depesch.hub.accounts.expiry import told
from depesch.hub.accounts.limits import DOMAIN_COMPANY, DOMAIN_MAIL, take
from depesch.hub.accounts.links import digest_of, new_secret
from depesch.hub.history.kinds.saml import SamlDomainAsked, SamlDomainProved, SamlDomainRemoved
from depesch.hub.history.record import record
from depesch.hub.mailing.writing import write_letter
from depesch.hub.saml.closing import write_closed
from depesch.hub.saml.models import SamlConnection, SamlDomain
from depesch.hub.saml.provider import connection_here, end_sessions
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now

VALID_FOR = timedelta(days=3)
MOST = 50  # domains of one company
_DOMAIN = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


class DomainRefused(ValueError):
    """It may not be done; `code` is bad-domain, too-many-domains, domain-known or domain-taken."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_domain(text: str) -> str:
    """Return a mail domain in its one form, also of an address or of letters beyond ASCII; raises DomainRefused.

    >>> read_domain(" @Fjordtre.NO"), read_domain("måleri.example")
    ('fjordtre.no', 'xn--mleri-pra.example')
    """
    try:
        domain = text.strip().rpartition("@")[2].lower().rstrip(".").encode("idna").decode()
    except UnicodeError as error:
        raise DomainRefused("bad-domain") from error
    if not _DOMAIN.fullmatch(domain):
        raise DomainRefused("bad-domain")
    return domain


def ask_for_domain(company: Company, owner: SamlConnection, text: str, *, by: User) -> SamlDomain:
    """Write to the domain's postmaster and return the domain, which counts for nothing until the link is followed.

    Raises DomainRefused, TooOften. Asked once more before it is proved, the earlier link works no longer.
    """
    domain = read_domain(text)
    known = SamlDomain.objects.filter(domain=domain).first()
    if known is not None and known.proved_at is not None:
        raise DomainRefused("domain-known")
    if known is None and owner.domains.count() >= MOST:
        raise DomainRefused("too-many-domains")
    if company_of_domain(domain) is not None:
        raise DomainRefused("domain-taken")
    take(DOMAIN_COMPANY, str(company.pk))
    take(DOMAIN_MAIL, domain)
    secret, digest = new_secret()
    at, to = now(), f"postmaster@{domain}"
    row, _ = SamlDomain.objects.update_or_create(
        tenant_id=company.pk, connection=owner, domain=domain,
        defaults={"digest": digest, "mailed_to": to, "mailed_at": at, "expires_at": at + VALID_FOR},
    )  # fmt: skip
    values = {
        "domain": domain, "company": company.name, "who": by.name,
        "expires": told(row.expires_at, company.language, company.time_zone),
    }  # fmt: skip
    write_letter(
        "saml_domain", to=to, language=company.language, values=values, path=f"/saml/domain/{secret}/",
        company_id=company.pk,
    )  # fmt: skip
    record(SamlDomainAsked(domain=domain, to=to), document_id=None, actor=f"user:{by.pk}")
    return row


def remove_domain(domain_id: UUID, *, actor: str) -> None:
    """Let the provider vouch for nobody of the domain any more, from now on; raises SamlDomain.DoesNotExist."""
    owner = connection_here(locked=True)
    row = SamlDomain.objects.get(pk=domain_id)
    row.delete()
    if owner is not None:
        write_closed(owner)
    end_sessions()
    record(SamlDomainRemoved(domain=row.domain), document_id=None, actor=actor)


def open_domain(secret: str) -> SamlDomain | None:
    """Return the domain that the link of a letter asks for, with its company; None when the link does nothing."""
    with _known_by(digest_of(secret)) as digest:
        rows = SamlDomain.by_link.select_related("tenant").filter(digest=digest, proved_at=None, expires_at__gt=now())
        return rows.first() if digest else None


def confirm_domain(secret: str) -> SamlDomain:
    """Note the domain as the company's and return it; raises DomainRefused (`bad-domain`: the link does nothing)."""
    found = open_domain(secret)
    if found is None:
        raise DomainRefused("bad-domain")
    try:
        with acting_for(found.tenant_id):
            owner = connection_here(locked=True)
            row = SamlDomain.objects.select_for_update().filter(pk=found.pk, digest=digest_of(secret)).first()
            if owner is None or row is None or row.proved_at is not None:
                raise DomainRefused("bad-domain")
            row.proved_at = now()
            row.save(update_fields=["proved_at"])
            write_closed(owner)
            record(SamlDomainProved(domain=row.domain), document_id=None, actor="postmaster")
    except IntegrityError as error:  # another company was quicker
        raise DomainRefused("domain-taken") from error
    return row


def company_of_domain(domain: str) -> UUID | None:
    """Return the company that has proved the mail domain; asked before a company is chosen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT saml_company_of_domain_v1(%s)", [domain])
        found: UUID | None = cursor.fetchone()[0]
    return found


@contextmanager
def _known_by(digest: str) -> Iterator[str]:
    """Let the row with that digest be read while inside: row security asks for it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('depesch.token', %s, true)", [digest])
        yield digest
        cursor.execute("SELECT set_config('depesch.token', '', true)")
