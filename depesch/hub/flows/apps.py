"""Django's registration of `flows`; the queue's own tables are made after the migrations."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class Config(AppConfig):
    """The app `flows`; its tables start with its label."""

    name = "depesch.hub.flows"
    label = "flows"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the job queue's tables made, or brought up to date, whenever the database is migrated."""
        post_migrate.connect(_install_queue, sender=self, dispatch_uid="depesch job queue")


def _install_queue(**_: object) -> None:
    from depesch.hub.flows.queue_tables import install

    install()
