"""Screen: printers that are known by their e-mail address, and printing a document on one."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import SettingsGroup, SettingsPlace
from depesch.portal.printers.printing import print_document
from depesch.portal.printers.views import printer, printer_new, printer_remove, printer_test, printers

ADDRESSES = [
    path("settings/printers/", printers, name="printers"),
    path("settings/printers/new/", printer_new, name="printer_new"),
    path("settings/printers/<uuid:printer_id>/", printer, name="printer"),
    path("settings/printers/<uuid:printer_id>/test/", printer_test, name="printer_test"),
    path("settings/printers/<uuid:printer_id>/remove/", printer_remove, name="printer_remove"),
    path("documents/<uuid:document_id>/print/", print_document, name="print_document"),
]
SETTINGS = (
    SettingsPlace(
        rank=37, address="printers", label=_("Printers"), group=SettingsGroup.PRINTERS,
        says=_("Invoices that are printed at your place"), also=("printer_new", "printer", "printer_remove")
    ),
)  # fmt: skip
