"""A run and a printer of Nordbygg's."""

from __future__ import annotations

from collections.abc import Mapping

from depesch.hub.directory.printers import save_printer
from depesch.hub.directory.runs import RunFacts, save_run
from depesch.hub.tenancy.scope import acting_for
from tests.portal.objects import Make, Ours


def _run(ours: Ours) -> object:
    with acting_for(ours.company.pk):
        return save_run(RunFacts(name="Myndigheter", channels=("portal_inbox",), kinds=("public",)), actor="user:x").pk


def _printer(ours: Ours) -> object:
    with acting_for(ours.company.pk):
        return save_printer("Kontoret", "kontoret@print.example", is_default=True, actor="user:x").pk


OBJECTS: Mapping[str, Make] = {"run_id": _run, "printer_id": _printer}
