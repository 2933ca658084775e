"""Django's registration of `books`."""

from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The app `books`; its tables start with its label."""

    name = "depesch.hub.books"
    label = "books"
    default_auto_field = "django.db.models.BigAutoField"
