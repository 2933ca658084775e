"""Django's registration of `tenancy`."""

from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The app `tenancy`; its tables start with its label."""

    name = "depesch.hub.tenancy"
    label = "tenancy"
    default_auto_field = "django.db.models.BigAutoField"
