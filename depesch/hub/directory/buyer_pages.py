"""A company's own public page: what it wants of those who invoice it, under an address of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

import msgspec
from django.db import IntegrityError, transaction
from django.utils import timezone

from depesch.hub.directory.models import BuyerPage
from depesch.hub.history.kinds.network import BuyerPageChanged
from depesch.hub.history.record import record
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import tenant_id

LANGUAGES = ("sv", "nb", "en")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "ß": "ss"})


class SlugTaken(Exception):
    """Another company's page has this address."""


class PageContent(msgspec.Struct, frozen=True, kw_only=True):
    """What a company says on its page; `welcome` by language."""

    slug: str
    is_public: bool = False
    welcome: Mapping[str, str] = {}
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""


def page_at(slug: str) -> tuple[BuyerPage, Company] | None:
    """Return the public page at an address, and whose it is; None when there is none that is public."""
    with transaction.atomic():  # read past the tenant: row security shows public pages to everybody
        page = BuyerPage.public.select_related("tenant").filter(slug=slug, is_public=True).first()
    return (page, page.tenant) if page is not None and page.tenant.closed_at is None else None


def company_of(slug: str) -> Company | None:
    """Return the company whose public page has this address; None when there is none. For who registers from there."""
    found = page_at(slug)
    return found[1] if found else None


def own_page() -> BuyerPage | None:
    """Return the acting company's page."""
    return BuyerPage.objects.first()


def slug_of_company() -> str:
    """Return the address of the acting company's page when it is public; empty otherwise."""
    page = own_page()
    return page.slug if page is not None and page.is_public else ""


def save_page(content: PageContent, *, actor: str) -> BuyerPage:
    """Keep the acting company's page; raises SlugTaken."""
    values = {
        "slug": content.slug,
        "is_public": content.is_public,
        "welcome": {language: content.welcome.get(language, "") for language in LANGUAGES},
        "contact_name": content.contact_name,
        "contact_email": content.contact_email,
        "contact_phone": content.contact_phone,
        "changed_at": timezone.now(),
    }
    try:
        with transaction.atomic():
            page, _ = BuyerPage.objects.update_or_create(tenant_id=tenant_id(), defaults=values)
    except IntegrityError as error:
        if "slug" not in str(error):
            raise
        raise SlugTaken(content.slug) from error
    event = BuyerPageChanged(slug=content.slug, is_public=int(content.is_public))
    record(event, document_id=None, actor=actor)
    return page


def suggested_slug(name: str) -> str:
    """Return an address made of a company's name.

    >>> suggested_slug("Region Västerdal"), suggested_slug("Fjordtre & Sønn AS")
    ('region-vasterdal', 'fjordtre-sonn-as')
    """
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")[:60].strip("-") or "company"
