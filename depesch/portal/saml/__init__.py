"""Screen: sign-in through the company's own identity provider (SAML): its settings, and the way in."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import SettingsGroup, SettingsPlace
from depesch.portal.saml.domains import saml_domain_new, saml_domain_proof, saml_domain_remove
from depesch.portal.saml.own import (
    saml,
    saml_certificate_new,
    saml_certificate_remove,
    saml_provider,
    saml_remove,
    saml_rules,
)
from depesch.portal.saml.way import saml_acs, saml_done, saml_metadata, saml_needed, saml_sign_in, saml_start

ADDRESSES = [
    path("settings/sign-in/", saml, name="saml"),
    path("settings/sign-in/provider/", saml_provider, name="saml_provider"),
    path("settings/sign-in/rules/", saml_rules, name="saml_rules"),
    path("settings/sign-in/remove/", saml_remove, name="saml_remove"),
    path("settings/sign-in/certificates/new/", saml_certificate_new, name="saml_certificate_new"),
    path(
        "settings/sign-in/certificates/<uuid:saml_certificate_id>/remove/",
        saml_certificate_remove,
        name="saml_certificate_remove",
    ),
    path("settings/sign-in/domains/new/", saml_domain_new, name="saml_domain_new"),
    path("settings/sign-in/domains/<uuid:saml_domain_id>/remove/", saml_domain_remove, name="saml_domain_remove"),
    path("account/company/", saml_sign_in, name="saml_sign_in"),
    path("account/company/needed/", saml_needed, name="saml_needed"),
    path("saml/domain/<str:saml_domain_secret>/", saml_domain_proof, name="saml_domain_proof"),
    path("saml/<uuid:saml_company_id>/", saml_start, name="saml_start"),
    path("saml/<uuid:saml_company_id>/metadata/", saml_metadata, name="saml_metadata"),
    path("saml/<uuid:saml_company_id>/acs/", saml_acs, name="saml_acs"),
    path("saml/<uuid:saml_company_id>/done/<str:saml_secret>/", saml_done, name="saml_done"),
]
SETTINGS = (
    SettingsPlace(
        rank=12, address="saml", label=_("Sign-in through the company"), group=SettingsGroup.PEOPLE,
        says=_("People sign in where they do at work"),
        also=(
            "saml_provider", "saml_rules", "saml_remove", "saml_certificate_new", "saml_certificate_remove",
            "saml_domain_new", "saml_domain_remove",
        ),
    ),
)  # fmt: skip
