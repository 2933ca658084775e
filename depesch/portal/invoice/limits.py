"""What may be attached, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from depesch.hub.drafts.attachments import LARGEST, LARGEST_TOGETHER
from depesch.portal.formatting import size

_KINDS = {
    "application/pdf": "PDF",
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "text/csv": "CSV",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "application/vnd.oasis.opendocument.spreadsheet": "OpenDocument",
}


def kind_of_file(media_type: str) -> str:
    """Return what a type of file is called."""
    return _KINDS.get(media_type, media_type)


def file_limits() -> str:
    """Return which files an invoice may have inside, and how large."""
    return _("PDF, PNG, JPEG, CSV, Excel or OpenDocument spreadsheets; each at most {one}, all together {all}.").format(
        one=size(LARGEST), all=size(LARGEST_TOGETHER)
    )


def attachment_types() -> tuple[str, ...]:
    """Return the usual kinds of attachments, to choose from."""
    return (
        _("Time sheet"), _("Delivery note"), _("Specification"), pgettext("attachment", "Order"), _("Contract"),
        _("Receipt"), _("Picture"),
    )  # fmt: skip
