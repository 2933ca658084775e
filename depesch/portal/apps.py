"""Django's registration of `portal`."""

from __future__ import annotations

from django.apps import AppConfig


class Config(AppConfig):
    """The app `portal`: pages only, no tables."""

    name = "depesch.portal"
    label = "portal"
