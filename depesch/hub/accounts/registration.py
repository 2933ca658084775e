"""Registration of a company: what was asked for waits until the link in the mail is followed.

The page's answer never tells whether an account exists: the mail does, to the one who can read it.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import msgspec
from django.db import transaction

from depesch.hub.accounts.expiry import told
from depesch.hub.accounts.links import new_secret
from depesch.hub.directory.buyer_pages import slug_of_company
from depesch.hub.mailing.writing import write_letter
from depesch.hub.server.config import load
from depesch.hub.tenancy.models import Company, Membership, Registration, User
from depesch.hub.tenancy.people import administrators
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.model.identifiers import InvalidIdentifier, org_number, vat_number

VALID_FOR = timedelta(hours=72)
COUNTRIES = ("SE", "NO", "DK", "FI", "EE")  # whose organisation numbers can be checked
TIME_ZONES = {
    "SE": "Europe/Stockholm", "NO": "Europe/Oslo", "DK": "Europe/Copenhagen", "FI": "Europe/Helsinki",
    "EE": "Europe/Tallinn",
}  # fmt: skip

_FROM_PAGE = {
    "sv": "Vad {buyer} kräver av en faktura står på {url}",
    "nb": "Hva {buyer} krever av en faktura, står på {url}",
    "en": "What {buyer} demands of an invoice stands on {url}",
}


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody fills in to register a company; the identifiers are checked and in their one form."""

    company_name: str
    country: str
    organisation_number: str
    vat_number: str
    person_name: str
    email: str
    language: str
    invited_by: UUID | None = None


def derived_vat_number(country: str, organisation_number: str) -> str:
    """Return the VAT number that the country makes of the organisation number; empty where it makes none.

    >>> derived_vat_number("SE", "5566010103"), derived_vat_number("NO", "999000053"), derived_vat_number("EE", "1")
    ('SE556601010301', 'NO999000053MVA', '')
    """
    forms = {"SE": "SE{}01", "NO": "NO{}MVA", "DK": "DK{}", "FI": "FI{}"}
    return forms[country].format(organisation_number) if country in forms else ""


def checked_organisation_number(text: str, country: str) -> str:
    """Return the number in its one form; raises InvalidIdentifier. A VAT number of the country is understood too."""
    try:
        return str(org_number(text, country))
    except InvalidIdentifier:
        taken_out = _out_of_vat_number(text, country)
        if taken_out is None:
            raise
        return taken_out


def checked_vat_number(text: str, country: str) -> str:
    """Return the VAT number in its one form, the country's letters in front; raises InvalidIdentifier."""
    compact = "".join(text.upper().split()).replace("-", "")
    number = vat_number(compact if compact.startswith(country) else country + compact)
    if number.country != country:
        raise InvalidIdentifier(f"{text!r} is a VAT number of {number.country}, not of {country}")
    return str(number)


def _out_of_vat_number(text: str, country: str) -> str | None:
    lengths = {"SE": (2, 12), "NO": (2, 11), "DK": (2, 10), "FI": (2, 10)}
    compact = "".join(character for character in text.upper() if character.isalnum())
    if country not in lengths or not compact.startswith(country):
        return None
    try:
        return str(org_number(compact[slice(*lengths[country])], country))
    except InvalidIdentifier:
        return None


def register(wish: Wish) -> None:
    """Keep the wish and write the letter that fits: a link, or whom to ask when the company has an account."""
    with transaction.atomic():
        company = Company.objects.filter(country=wish.country, organisation_number=wish.organisation_number).first()
        if company is None:
            _keep_and_write(wish)
        elif _is_member(company, wish.email):
            _write_already_member(company, wish)
        else:
            _write_whom_to_ask(company, wish)


def send_again(email: str) -> None:
    """Mail a new link for the latest registration of that address that nobody has used; otherwise do nothing."""
    with transaction.atomic():
        waiting = Registration.objects.select_for_update().filter(email=email.strip().lower(), used_at=None)
        latest = waiting.order_by("-made_at").first()
        if latest is None:
            return
        secret, latest.digest = new_secret()
        latest.expires_at = now() + VALID_FOR
        latest.save(update_fields=["digest", "expires_at"])
        _write_link(latest, secret)


def _keep_and_write(wish: Wish) -> None:
    at = now()
    secret, digest = new_secret()
    registration = Registration.objects.create(
        digest=digest, email=wish.email, person_name=wish.person_name, language=wish.language,
        company_name=wish.company_name, country=wish.country, organisation_number=wish.organisation_number,
        vat_number=wish.vat_number, invited_by=wish.invited_by, made_at=at, expires_at=at + VALID_FOR,
    )  # fmt: skip
    _write_link(registration, secret)


def _write_link(registration: Registration, secret: str) -> None:
    known = User.objects.filter(email=registration.email).first()
    language = known.language if known else registration.language
    write_letter(
        "activation_known" if known else "activation",
        to=registration.email,
        language=language,
        name=registration.person_name,
        values={
            "company": registration.company_name,
            "name": registration.person_name,
            "expires": told(registration.expires_at, registration.language, TIME_ZONES[registration.country]),
            "page": _page_told(registration.invited_by, language),
        },
        path=f"/activate/{secret}/",
    )


def _page_told(inviter_id: UUID | None, language: str) -> str:
    """Return where the page stands from which the registration came; empty when it came from none that is public."""
    inviter = Company.objects.filter(pk=inviter_id, closed_at=None).first() if inviter_id else None
    if inviter is None:
        return ""
    with acting_for(inviter.pk):
        slug = slug_of_company()
    told_in = _FROM_PAGE.get(language, _FROM_PAGE["en"])
    return told_in.format(buyer=inviter.name, url=f"{load().url}/buyers/{slug}/") if slug else ""


def _is_member(company: Company, email: str) -> bool:
    with acting_for(company.pk):
        return Membership.objects.filter(tenant=company, user__email=email).exists()


def _write_already_member(company: Company, wish: Wish) -> None:
    write_letter(
        "already_member", to=wish.email, language=wish.language, name=wish.person_name,
        values={"company": company.name, "name": wish.person_name}, path="/account/login/", company_id=company.pk,
    )  # fmt: skip


def _write_whom_to_ask(company: Company, wish: Wish) -> None:
    to_ask = administrators_of(company)
    write_letter(
        "company_exists", to=wish.email, language=wish.language, name=wish.person_name, company_id=company.pk,
        values={
            "company": company.name, "name": wish.person_name,
            "administrators": ", ".join(each.name for each in to_ask) or company.name,
        },
    )  # fmt: skip
    for each in to_ask:
        write_letter(
            "wants_to_join", to=each.email, language=each.language, name=each.name, company_id=company.pk,
            values={"person": wish.person_name, "email": wish.email, "company": company.name}, path="/",
        )  # fmt: skip


def administrators_of(company: Company) -> list[User]:
    """Return the people who administer the company, by name, also through its group."""
    with acting_for(company.pk):
        return administrators()
