"""A scan or print of several invoices: each becomes a document of its own, by itself when it is certain."""

from __future__ import annotations

import io
from uuid import UUID

import msgspec
import pikepdf
import pytest
from PIL import Image

from depesch.capture import read_paper
from depesch.capture.showing import NotShown, page_picture
from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.archive.verification import verify
from depesch.hub.flows.actions import ActionRefused
from depesch.hub.flows.collecting import to_collect
from depesch.hub.flows.models import Document, DocumentState
from depesch.hub.flows.unpacking import parts_of
from depesch.hub.paper.dividing import pages_apart
from depesch.hub.paper.scans import begins_found, confirm, divide_scan, read_due, scan_to_confirm
from depesch.hub.paper.taking import arrive
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.clock import now
from depesch.rendering.pdf import render_pdf
from tests.capture.test_splitting import joined
from tests.hub.paper.prints import between, print_of, unsure_print_of
from tests.rendering.samples import long_invoice

S = DocumentState
PERSON = "user:astrid"


def arrived(company: Company, pages: bytes) -> UUID:
    """Let a scan come in and be read."""
    made = arrive(company.id, "0001.pdf", pages, received_on=None, batch="batch.zip", actor="console")
    read_due(now())
    return made


def document_of(company: Company, document_id: UUID) -> Document:
    with acting_for(company.id):
        return Document.objects.get(pk=document_id)


def parts(company: Company, document_id: UUID) -> list[Document]:
    with acting_for(company.id):
        return [Document.objects.get(pk=pk) for pk in parts_of(Document.objects.get(pk=document_id))]


def original(company: Company, document_id: UUID) -> bytes:
    with acting_for(company.id):
        return content_of(next(file for file in files_of(document_id) if file.role == FileRole.ORIGINAL))


@pytest.fixture
def letters(nordbygg: Company, carls_company: Company) -> bytes:
    """Three letters of one supplier in one file, the second of several pages."""
    invoice = between(carls_company, nordbygg)
    long = msgspec.structs.replace(invoice, lines=long_invoice(60).lines)
    return joined([print_of("K-1", invoice), print_of("K-2", long), print_of("K-3", invoice)])


@pytest.mark.row("D-15", "S-043", "S-044", "S-123")
def test_a_scan_of_several_invoices_becomes_one_document_for_each_and_stays_whole(
    nordbygg: Company, letters: bytes
) -> None:
    document_id = arrived(nordbygg, letters)
    whole = document_of(nordbygg, document_id)
    assert (whole.state, whole.problem_code) == (S.UNPACKED, "")
    assert whole.processed_at is not None
    assert original(nordbygg, document_id) == letters
    read_due(now())
    found = parts(nordbygg, document_id)
    assert [(part.number, part.position, part.file_name) for part in found] == [
        ("K-1", 1, "0001-1.pdf"), ("K-2", 2, "0001-2.pdf"), ("K-3", 3, "0001-3.pdf"),
    ]  # fmt: skip
    counts = [len(pikepdf.open(io.BytesIO(original(nordbygg, part.pk))).pages) for part in found]
    assert counts[0] == counts[2] == 1
    assert counts[1] > 1
    assert verify(nordbygg.id).is_sound


@pytest.mark.row("D-15")
def test_the_same_scan_again_gives_the_same_document_and_no_part_twice(nordbygg: Company, letters: bytes) -> None:
    document_id = arrived(nordbygg, letters)
    before = [part.pk for part in parts(nordbygg, document_id)]
    assert arrived(nordbygg, letters) == document_id
    assert [part.pk for part in parts(nordbygg, document_id)] == before
    with pytest.raises(ActionRefused):
        divide_scan(nordbygg, document_id, [2], actor=PERSON)
    with acting_for(nordbygg.id):
        assert Document.objects.count() == 4
        assert not to_collect().documents  # neither the whole nor what nobody has confirmed


@pytest.mark.row("D-15", "S-043")
def test_an_uncertain_division_waits_for_a_person_who_says_where_invoices_begin(
    nordbygg: Company, carls_company: Company
) -> None:
    pages = joined([print_of("K-1", between(carls_company, nordbygg)), unsure_print_of("K-2"), print_of("K-3")])
    document_id = arrived(nordbygg, pages)
    document = document_of(nordbygg, document_id)
    assert (document.state, document.problem_code) == (S.ARRIVED, "read-through")
    assert begins_found(document) == {1, 2, 3}
    for wrong in ([], [1], [4], [0]):
        with pytest.raises(ActionRefused):
            divide_scan(nordbygg, document_id, wrong, actor=PERSON)
    assert divide_scan(nordbygg, document_id, [3], actor=PERSON) == 2
    read_due(now())
    first, second = parts(nordbygg, document_id)
    assert (first.state, first.number) == (
        S.ARRIVED,
        "K-1",
    )  # a person said that these are one: it is not divided again
    assert second.number == "K-3"


@pytest.mark.row("D-15", "S-045")
def test_each_part_is_confirmed_and_handed_on_by_itself(nordbygg: Company, letters: bytes) -> None:
    document_id = arrived(nordbygg, letters)
    read_due(now())
    last = parts(nordbygg, document_id)[-1]
    with acting_for(nordbygg.id):
        reading = scan_to_confirm(last)
    assert reading is not None
    gone = confirm(nordbygg, last.pk, reading.texts, language="en", actor=PERSON)
    assert (gone.faults, gone.missing) == ((), ())
    with acting_for(nordbygg.id):
        assert [each.id for each in to_collect().documents] == [last.pk]


def test_a_stranger_cannot_divide(nordbygg: Company, carls_company: Company, letters: bytes) -> None:
    document_id = arrived(nordbygg, letters)
    with pytest.raises(Document.DoesNotExist):
        divide_scan(carls_company, document_id, [2], actor="user:carl")


def test_pages_of_a_tiff_become_a_pdf_that_looks_the_same() -> None:
    pictures = [Image.open(io.BytesIO(page_picture(print_of(name), 1, width=600).picture)) for name in ("A-1", "A-2")]
    out = io.BytesIO()
    pictures[0].convert("L").save(out, "TIFF", save_all=True, append_images=[pictures[1].convert("L")])
    second = pages_apart(out.getvalue(), range(2, 3))
    assert second == pages_apart(out.getvalue(), range(2, 3))
    there, here = (
        Image.open(io.BytesIO(page_picture(data, page, width=300).picture)).convert("L")
        for data, page in ((out.getvalue(), 2), (second, 1))
    )
    assert abs(there.height - here.height) <= 1
    here = here.resize(there.size)
    pairs = zip(there.tobytes(), here.tobytes(), strict=True)
    assert sum(abs(a - b) for a, b in pairs) / len(there.tobytes()) < 4


def test_a_division_is_read_from_the_text_as_well() -> None:
    whole = joined([render_pdf(long_invoice(60), language="nb"), print_of("B-2")])
    (one,) = read_paper(pages_apart(whole, range(3, 5)))[-1:]
    assert one.invoice.number == "B-2"


@pytest.mark.parametrize("broken", [b"%PDF-1.7 nothing", b"II*\0 nothing"])
def test_pages_that_cannot_be_taken_apart_are_told(broken: bytes) -> None:
    with pytest.raises(NotShown):
        pages_apart(broken, range(1, 2))
