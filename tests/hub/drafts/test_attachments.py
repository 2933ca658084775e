"""Files inside an invoice: known by their content, bounded in size, the same bytes at the receiver's."""

from __future__ import annotations

import io
import zipfile

import pytest

from depesch.documents.reading import read
from depesch.hub.drafts.attachments import (
    CSV,
    JPEG,
    LARGEST,
    ODS,
    PDF,
    PNG,
    XLSX,
    FileRefused,
    attach,
    describe,
    detach,
    media_type_of,
)
from depesch.hub.drafts.editing import NotEditable
from depesch.hub.drafts.look import look_over
from depesch.hub.drafts.models import Draft
from depesch.hub.drafts.preview import pdf_of
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from tests.hub.drafts.forms import ACTOR, again, customer_of, finished, typed

A_PDF = b"%PDF-1.4\n%%EOF\n"


def archive(**files: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return buffer.getvalue()


SHEET = archive(**{"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"})


@pytest.fixture
def draft(nordbygg: Company, fjordtre: Company) -> Draft:
    return typed(nordbygg, customer_of(nordbygg, fjordtre))


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.pdf", A_PDF, PDF),
        ("a.txt", A_PDF, PDF),
        ("a", b"\x89PNG\r\n\x1a\n123", PNG),
        ("a.jpeg", b"\xff\xd8\xff\xe0", JPEG),
        ("a.csv", "Timmar;Åsa\n8;1\n".encode(), CSV),
        ("a.csv", "Timmar;Åsa\n".encode("cp1252"), CSV),
        ("a.xlsx", SHEET, XLSX),
        ("a.ods", archive(mimetype=ODS), ODS),
    ],
)
@pytest.mark.row("S-202")
def test_the_kind_is_told_by_the_content(name: str, content: bytes, kind: str) -> None:
    assert media_type_of(name, content) == kind


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.pdf", b"", "file-empty"),
        ("a.pdf", b"x" * (LARGEST + 1), "file-too-large"),
        ("a.pdf", b"<html><script>alert(1)</script>", "file-kind"),
        ("a.csv", b"<html><script>alert(1)</script>", "file-kind"),
        ("a.csv", b'{"a": 1}', "file-kind"),
        ("a.csv", b"MZ\x90\x00\x03", "file-kind"),
        ("a.csv", b"a;b\x1b[2J", "file-kind"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file-kind"),
        ("a.exe", b"MZ\x90\x00", "file-kind"),
        ("a.xlsx", archive(**{"word/document.xml": "<x/>"}), "file-kind"),
        ("a.xlsx", archive(**{"[Content_Types].xml": "", "xl/workbook.xml": "", "xl/vbaProject.bin": ""}), "file-kind"),
        ("a.xlsx", b"PK\x03\x04broken", "file-kind"),
        ("a.zip", archive(**{"a.pdf": "x"}), "file-kind"),
        ("a.ods", archive(mimetype="application/zip"), "file-kind"),
        ("notes", b"just text", "file-kind"),
    ],
)
@pytest.mark.row("S-202")
def test_what_may_not_be_attached_is_refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(FileRefused, match=code):
        media_type_of(name, content)


@pytest.mark.row("S-202")
def test_several_files_travel_inside_the_invoice(nordbygg: Company, draft: Draft) -> None:
    with acting_for(nordbygg.id):
        first = attach(draft.id, "..\\..\\Tidrapport vecka 46.pdf", A_PDF, actor=ACTOR, description="  Tid\nrapport ")
        attach(draft.id, "Tidrapport vecka 46.html", A_PDF, actor=ACTOR)
        attach(draft.id, "priser.xlsx", SHEET, actor=ACTOR)
        describe(draft.id, first.id, "Tidrapport", actor=ACTOR)
    look = look_over(nordbygg, again(nordbygg, draft), language="sv")
    assert look.can_be_sent, (look.findings, look.general)
    inside = [(one.description, one.attachment) for one in read(look.content).invoice.supporting_documents]
    assert [(text, file.filename, file.mime_code, file.content) for text, file in inside if file] == [
        ("Tidrapport", "Tidrapport_vecka_46.pdf", PDF, A_PDF),
        (None, "Tidrapport_vecka_46-2.pdf", PDF, A_PDF),
        (None, "priser.xlsx", XLSX, SHEET),
    ]


def test_all_together_are_bounded_and_one_can_be_taken_out(nordbygg: Company, draft: Draft) -> None:
    large = A_PDF + b"x" * (LARGEST - len(A_PDF))
    with acting_for(nordbygg.id):
        files = [attach(draft.id, "stor.pdf", large, actor=ACTOR) for _ in range(4)]
        with pytest.raises(FileRefused, match="files-too-large"):
            attach(draft.id, "liten.pdf", A_PDF, actor=ACTOR)
        detach(draft.id, files[0].id, actor=ACTOR)
        attach(draft.id, "liten.pdf", A_PDF, actor=ACTOR)
        with pytest.raises(FileRefused, match="no-such-file"):
            detach(draft.id, files[0].id, actor=ACTOR)


def test_files_are_a_change_of_the_draft_like_any_other(
    nordbygg: Company, draft: Draft, carls_company: Company
) -> None:
    with acting_for(nordbygg.id):
        attach(draft.id, "a.pdf", A_PDF, actor="user:doris", revision=draft.revision)
    changed = again(nordbygg, draft)
    assert (changed.revision, changed.changed_by) == (draft.revision + 1, "user:doris")
    finished(nordbygg, changed)
    with acting_for(nordbygg.id), pytest.raises(NotEditable):
        attach(draft.id, "b.pdf", A_PDF, actor=ACTOR)
    with acting_for(carls_company.id), pytest.raises(Draft.DoesNotExist):
        attach(draft.id, "b.pdf", A_PDF, actor=ACTOR)


@pytest.mark.row("S-207")
def test_a_half_written_draft_has_a_preview(nordbygg: Company, draft: Draft) -> None:
    draft.fields = {"buyer.name": "Fjordtre AS", "lines.0.name": "Plank", "lines.0.price": "tolv"}
    assert pdf_of(nordbygg, draft).startswith(b"%PDF-")
