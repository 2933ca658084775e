"""Screen: in which order the ways to a customer are tried, and for which customers each order is."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import SettingsGroup, SettingsPlace
from depesch.portal.runs.editing import run_default, run_edit, run_new, run_remove
from depesch.portal.runs.views import run_move, runs, runs_order

ADDRESSES = [
    path("settings/runs/", runs, name="runs"),
    path("settings/runs/new/", run_new, name="run_new"),
    path("settings/runs/default/", run_default, name="run_default"),
    path("settings/runs/order/", runs_order, name="runs_order"),
    path("settings/runs/<uuid:run_id>/", run_edit, name="run_edit"),
    path("settings/runs/<uuid:run_id>/move/", run_move, name="run_move"),
    path("settings/runs/<uuid:run_id>/remove/", run_remove, name="run_remove"),
]
SETTINGS = (
    SettingsPlace(
        rank=36, address="runs", label=_("Runs"), group=SettingsGroup.RUNS,
        says=_("Which way is tried first, and what comes after it"),
        also=("run_new", "run_default", "run_edit", "run_remove"),
    ),
)  # fmt: skip
