"""Whose receipt is it? Of a document that was handed over to us by AS2 there is also the one that we gave."""

from __future__ import annotations

from depesch.hub.archive.models import ArchivedFile, FileRole

OWN_RECEIPT_NAME = "as2-receipt.eml"  # in the archive; what a receiver's side gave is `receipt-` and the try's number
OWN_RECEIPT = "own-receipt"


def role_told(file: ArchivedFile) -> str:
    """Return the file's role as people are told it: a receipt of ours is none of the receiver's."""
    is_ours = file.role == FileRole.RECEIPT and file.name == OWN_RECEIPT_NAME
    return OWN_RECEIPT if is_ours else file.role
