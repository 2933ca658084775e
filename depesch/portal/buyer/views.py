"""A buyer's public page: what it demands in words, how to reach it, whom to ask; and its form with a preview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from depesch.hub.directory.buyer_pages import (
    LANGUAGES,
    SLUG,
    PageContent,
    SlugTaken,
    own_page,
    page_at,
    save_page,
    suggested_slug,
)
from depesch.hub.directory.identifiers import PartyIdentifier
from depesch.hub.directory.models import Participant
from depesch.hub.directory.rule_packs import pack_of
from depesch.hub.server.config import load
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.models import Company
from depesch.portal.access import company_at, for_anybody, for_member, person_at
from depesch.portal.demands.words import concerning, own_words, sentence
from depesch.portal.formatting import language
from depesch.portal.forms import PortalForm
from depesch.portal.network.words import country_word, identifier_word
from depesch.portal.person import PortalRequest
from depesch.portal.words import channel_word, syntax_word


@dataclass(frozen=True, slots=True)
class Demanded:
    """One demand in words."""

    text: str
    own: str
    about: str


class PageForm(PortalForm):
    """What the page says."""

    is_public = forms.BooleanField(label=gettext_lazy("Anybody may read the page"), required=False)
    slug = forms.CharField(
        label=gettext_lazy("Address of the page"),
        max_length=60,
        help_text=gettext_lazy(
            "Small letters, digits and hyphens. Links to the old address stop working when you change it."
        ),
    )
    sv = forms.CharField(
        label=gettext_lazy("Welcome in Swedish"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    nb = forms.CharField(
        label=gettext_lazy("Welcome in Norwegian"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    en = forms.CharField(
        label=gettext_lazy("Welcome in English"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    contact_name = forms.CharField(label=gettext_lazy("Whom suppliers may ask"), required=False, max_length=200)
    contact_email = forms.EmailField(label=gettext_lazy("E-mail of the contact"), required=False)
    contact_phone = forms.CharField(label=gettext_lazy("Telephone of the contact"), required=False, max_length=50)

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"]).strip().lower()
        if not SLUG.fullmatch(slug):
            raise forms.ValidationError(
                _("Use small letters a to z, digits and single hyphens, such as region-vasterdal.")
            )
        return slug

    def content(self) -> PageContent:
        """Return what the form says; call it when the form is valid."""
        values = self.cleaned_data
        names = ("slug", "is_public", "contact_name", "contact_email", "contact_phone")
        welcome = {name: values[name].replace("\r\n", "\n") for name in LANGUAGES}
        return PageContent(**{name: values[name] for name in names}, welcome=welcome)


@require_GET
@for_anybody
def buyer_page(request: PortalRequest, buyer_slug: str) -> HttpResponseBase:
    """Show a buyer's page to whoever comes."""
    found = page_at(buyer_slug)
    if found is None:
        raise Http404
    page, company = found
    content = PageContent(
        slug=page.slug, is_public=True, welcome=page.welcome, contact_name=page.contact_name,
        contact_email=page.contact_email, contact_phone=page.contact_phone,
    )  # fmt: skip
    return render(request, "buyer/page.html", _shown(company, content))


@require_http_methods(["GET", "POST"])
@for_member(Permission.ADMINISTER)
def buyer_settings(request: PortalRequest) -> HttpResponseBase:
    """Show the form with the page as it would look, or keep it."""
    company = company_at(request)
    form = PageForm(request.POST if request.method == "POST" else None, initial=_initial(company))
    preview = None
    if request.method == "POST" and form.is_valid():
        if request.POST.get("action") == "preview":
            preview = _shown(company, form.content())
        else:
            try:
                save_page(form.content(), actor=person_at(request).actor)
            except SlugTaken:
                form.add_error("slug", _("Another company's page has this address. Choose another one."))
            else:
                messages.success(request, _("Saved."))
                return redirect("buyer_settings")
    page = own_page()
    url = f"{load().url}/buyers/{page.slug}/" if page and page.is_public else ""
    register = f"{load().url}/register/?from={page.slug}" if page and page.is_public else ""
    context = {"form": form, "preview": preview, "url": url, "register_url": register, "base": f"{load().url}/buyers/"}
    return render(request, "buyer/settings.html", context)


def _initial(company: Company) -> dict[str, Any]:
    page = own_page()
    if page is None:
        return {
            "slug": suggested_slug(company.name), "contact_name": company.contact_name,
            "contact_email": company.contact_email, "contact_phone": company.contact_phone,
        }  # fmt: skip
    names = ("slug", "is_public", "contact_name", "contact_email", "contact_phone")
    return {name: getattr(page, name) for name in names} | dict(page.welcome)


def _shown(company: Company, content: PageContent) -> dict[str, Any]:
    """Return what the page shows: its words in the reader's language, or else in the company's."""
    welcome = content.welcome.get(language()) or content.welcome.get(company.language) or _any(content)
    pack = pack_of(company.pk)
    participant = (
        Participant.objects.filter(company=company, left_network_at=None)
        .prefetch_related("identifiers", "capabilities")
        .first()
    )
    return {
        "company": company,
        "country": country_word(company.country),
        "content": content,
        "welcome": welcome,
        "demands": [Demanded(sentence(d), own_words(d), concerning(d)) for d in pack.demands] if pack else [],
        "numbers": _numbers(participant),
        "ways": _ways(participant),
        "accepts_all": participant is not None and participant.auto_accept and pack is None,
        "register": f"/register/?from={content.slug}",
    }


def _any(content: PageContent) -> str:
    return next((text for text in content.welcome.values() if text), "")


def _numbers(participant: Participant | None) -> list[tuple[str | Promise, str]]:
    if participant is None:
        return []
    rows = sorted(participant.identifiers.all(), key=lambda row: row.id)
    return [(identifier_word(PartyIdentifier(row.scheme, row.value)), _written(row.scheme, row.value)) for row in rows]


def _written(scheme: str, value: str) -> str:
    return f"{value} ({scheme}:{value})" if scheme.isdigit() else value


def _ways(participant: Participant | None) -> list[tuple[str, str]]:
    if participant is None:
        return []
    rows = sorted(participant.capabilities.all(), key=lambda row: (row.rank, row.id))
    return [(channel_word(row.channel, language()), syntax_word(row.syntax)) for row in rows]
