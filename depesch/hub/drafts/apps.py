"""Django's registration of `drafts`."""

from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The app `drafts`; its tables start with its label."""

    name = "depesch.hub.drafts"
    label = "drafts"
    default_auto_field = "django.db.models.BigAutoField"
