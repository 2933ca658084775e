"""Screen: a company's programs: their keys, the addresses that they are told at, and what these were told."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import SettingsGroup, SettingsPlace
from depesch.portal.keys.tokens import key_new, key_revoke, keys
from depesch.portal.keys.webhooks import (
    webhook,
    webhook_again,
    webhook_message,
    webhook_new,
    webhook_remove,
    webhook_secret,
    webhook_test,
    webhooks,
)  # fmt: skip

ADDRESSES = [
    path("settings/keys/", keys, name="keys"),
    path("settings/keys/new/", key_new, name="key_new"),
    path("settings/keys/<uuid:token_id>/revoke/", key_revoke, name="key_revoke"),
    path("settings/webhooks/", webhooks, name="webhooks"),
    path("settings/webhooks/new/", webhook_new, name="webhook_new"),
    path("settings/webhooks/<uuid:webhook_id>/", webhook, name="webhook"),
    path("settings/webhooks/<uuid:webhook_id>/secret/", webhook_secret, name="webhook_secret"),
    path("settings/webhooks/<uuid:webhook_id>/test/", webhook_test, name="webhook_test"),
    path("settings/webhooks/<uuid:webhook_id>/again/", webhook_again, name="webhook_again"),
    path("settings/webhooks/<uuid:webhook_id>/remove/", webhook_remove, name="webhook_remove"),
    path("settings/webhooks/messages/<uuid:message_id>/", webhook_message, name="webhook_message"),
]
SETTINGS = (
    SettingsPlace(
        rank=60, address="keys", label=_("Keys for programs"), group=SettingsGroup.PROGRAMS,
        says=_("How a program of yours signs in to the API"), also=("key_new", "key_revoke"),
    ),
    SettingsPlace(
        rank=61, address="webhooks", label=_("Webhooks"), group=SettingsGroup.PROGRAMS,
        says=_("Your program is told when something happens"),
        also=("webhook_new", "webhook", "webhook_remove", "webhook_message", "webhook_secret"),
    ),
)  # fmt: skip
