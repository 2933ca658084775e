"""Screen: help: guides for the first tasks, questions to those who run the hub, and their answers."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import MenuPlace
from depesch.portal.help.guides import guide, guides, in_help
from depesch.portal.help.requests import ask_for_help, help_requests, operator_support, operator_support_answer

ADDRESSES = [
    path("help/", guides, name="help"),
    path("help/ask/", ask_for_help, name="ask_for_help"),
    path("help/requests/", help_requests, name="help_requests"),
    path("help/<slug:guide_name>/", guide, name="guide"),
    path("operation/support/", operator_support, name="operator_support"),
    path(
        "operation/support/<uuid:asking_company>/<uuid:support_id>/", operator_support_answer,
        name="operator_support_answer",
    ),
]  # fmt: skip
PLACES = (MenuPlace(rank=85, address="help", label=_("Help"), icon="help", wide=True, here=in_help),)
