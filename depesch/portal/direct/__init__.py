"""Screen: the logins of a company's own systems for SFTP, FTP and HTTPS, their keys and certificates."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import SettingsGroup, SettingsPlace
from depesch.portal.direct.proofs import certificate_add, certificate_remove, key_add, key_remove
from depesch.portal.direct.views import (
    direct_login,
    direct_login_new,
    direct_login_password,
    direct_login_revoke,
    direct_logins,
)

ADDRESSES = [
    path("settings/direct/", direct_logins, name="direct_logins"),
    path("settings/direct/new/", direct_login_new, name="direct_login_new"),
    path("settings/direct/<uuid:login_id>/", direct_login, name="direct_login"),
    path("settings/direct/<uuid:login_id>/password/", direct_login_password, name="direct_login_password"),
    path("settings/direct/<uuid:login_id>/revoke/", direct_login_revoke, name="direct_login_revoke"),
    path("settings/direct/<uuid:login_id>/keys/", key_add, name="login_key_add"),
    path("settings/direct/<uuid:login_id>/certificates/", certificate_add, name="login_certificate_add"),
    path("settings/direct/keys/<uuid:login_key_id>/remove/", key_remove, name="login_key_remove"),
    path(
        "settings/direct/certificates/<uuid:login_certificate_id>/remove/", certificate_remove,
        name="login_certificate_remove",
    ),
]  # fmt: skip
SETTINGS = (
    SettingsPlace(
        rank=61, address="direct_logins", label=_("Direct connections"), group=SettingsGroup.PROGRAMS,
        says=_("Files over HTTPS, SFTP or FTP, without a program of ours"),
        also=(
            "direct_login_new", "direct_login", "direct_login_password", "direct_login_revoke", "login_key_add",
            "login_certificate_add", "login_key_remove", "login_certificate_remove",
        ),
    ),
)  # fmt: skip
