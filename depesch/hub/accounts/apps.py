"""Django's registration of `accounts`."""

from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The app `accounts`; its tables start with its label."""

    name = "depesch.hub.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of the second steps that people add and take away."""
        from depesch.hub.accounts.second_steps import listen

        listen()
