"""Converting: the other format, with what did not go with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from depesch.documents.converting import UnknownFormat, convert
from depesch.documents.reading import read
from depesch.syntaxes import UnreadableDocument

GOLDEN = Path(__file__).parents[1] / "golden" / "syntaxes"
UBL = (GOLDEN / "ubl21" / "full" / "document.xml").read_bytes()


def test_the_invoice_is_the_same_in_the_other_format() -> None:
    assert read(convert(UBL, to="cii_d16b").data).invoice == read(UBL).invoice


def test_attached_files_travel() -> None:
    attached = [document.attachment for document in read(convert(UBL, to="cii_d16b").data).invoice.supporting_documents]
    assert attached[0] is not None
    assert attached[0].content == b"%PDF-1.7 timesheet of May"


def test_a_conversion_tells_from_which_format_to_which() -> None:
    conversion = convert(read(UBL), to="cii_d16b")
    assert (conversion.from_syntax, conversion.to) == ("ubl21", "cii_d16b")


def test_what_has_no_term_is_named() -> None:
    data = UBL.replace(b"<cbc:IssueDate>", b"<cbc:UUID>0ff1ce</cbc:UUID><cbc:IssueDate>", 1)
    assert [(unread.where, unread.value) for unread in convert(data, to="cii_d16b").unread] == [
        ("/Invoice/UUID", "0ff1ce")
    ]


def test_a_format_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(UnknownFormat, match=r"cii_d16b, .*ubl21"):
        convert(UBL, to="edifact")


def test_an_unreadable_document_is_refused() -> None:
    with pytest.raises(UnreadableDocument):
        convert(b"", to="ubl21")
