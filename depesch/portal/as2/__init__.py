"""Screen: AS2: the company's own name and certificates, its partners, what they sent, and the receipts."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import SettingsGroup, SettingsPlace
from depesch.portal.as2.own import (
    as2,
    as2_certificate_choose,
    as2_certificate_der,
    as2_certificate_new,
    as2_certificate_pem,
    as2_certificate_retire,
)
from depesch.portal.as2.partner import (
    as2_message,
    as2_partner,
    as2_partner_certificate,
    as2_partner_new,
    as2_partner_remove,
    as2_partner_test,
    as2_theirs_remove,
)

_OWN = "settings/as2/certificates"
ADDRESSES = [
    path("settings/as2/", as2, name="as2"),
    path(f"{_OWN}/new/", as2_certificate_new, name="as2_certificate_new"),
    path(f"{_OWN}/<uuid:as2_certificate_id>.pem", as2_certificate_pem, name="as2_certificate_pem"),
    path(f"{_OWN}/<uuid:as2_certificate_id>.cer", as2_certificate_der, name="as2_certificate_der"),
    path(f"{_OWN}/<uuid:as2_certificate_id>/choose/", as2_certificate_choose, name="as2_certificate_choose"),
    path(f"{_OWN}/<uuid:as2_certificate_id>/retire/", as2_certificate_retire, name="as2_certificate_retire"),
    path("settings/as2/partners/new/", as2_partner_new, name="as2_partner_new"),
    path("settings/as2/<uuid:as2_partner_id>/", as2_partner, name="as2_partner"),
    path("settings/as2/<uuid:as2_partner_id>/test/", as2_partner_test, name="as2_partner_test"),
    path("settings/as2/<uuid:as2_partner_id>/certificate/", as2_partner_certificate, name="as2_partner_certificate"),
    path("settings/as2/<uuid:as2_partner_id>/remove/", as2_partner_remove, name="as2_partner_remove"),
    path("settings/as2/theirs/<uuid:as2_theirs_id>/remove/", as2_theirs_remove, name="as2_theirs_remove"),
    path("settings/as2/messages/<uuid:as2_message_id>/", as2_message, name="as2_message"),
]
SETTINGS = (
    SettingsPlace(
        rank=66, address="as2", label=_("AS2"), group=SettingsGroup.PROGRAMS,
        says=_("Partners that you exchange signed files with"),
        also=(
            "as2_certificate_choose", "as2_certificate_retire", "as2_partner_new", "as2_partner",
            "as2_partner_certificate", "as2_partner_remove", "as2_theirs_remove", "as2_message",
        ),
    ),
)  # fmt: skip
