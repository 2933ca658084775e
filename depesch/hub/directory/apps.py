"""Django's registration of `directory`."""

from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The app `directory`; its tables start with its label."""

    name = "depesch.hub.directory"
    label = "directory"
    default_auto_field = "django.db.models.BigAutoField"
