"""Django's registration of `saml`."""

from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The app `saml`; its tables start with its label."""

    name = "depesch.hub.saml"
    label = "saml"
    default_auto_field = "django.db.models.BigAutoField"
