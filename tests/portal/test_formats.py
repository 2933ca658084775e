"""What people see of other formats: files of several, refusals and losses of a receiver's format, places in EDIFACT."""

from __future__ import annotations

import html
import re
from pathlib import Path
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from depesch.documents.converting import convert
from depesch.hub.archive.models import ArchivedFile
from depesch.hub.flows.lost import lost_of
from depesch.hub.flows.models import Document
from depesch.hub.tenancy.models import Company, User
from depesch.hub.tenancy.scope import acting_for
from depesch.portal.document.lost import _conversion
from depesch.portal.words import formats_read
from depesch.syntaxes import Done, Loss, Unread, syntaxes
from tests.portal.formats import handed_over, several, written
from tests.rendering.samples import FJELLHUS

LANGUAGES = ("sv", "nb", "en")
_TAG = re.compile(r"<[^>]+>")


@pytest.fixture
def given(nordbygg: Company, astrid: User) -> dict[str, UUID]:
    """Documents in other formats, each on its way or at its end."""
    return handed_over(nordbygg, actor=f"user:{astrid.pk}")


def text_of(browser: Client, document: UUID) -> str:
    """Return the words of a document's page, without its menus."""
    return words(browser.get(reverse("document", args=[document])).content.decode())


def words(page: str) -> str:
    told = page[page.index("<main") : page.index("</main>")]
    return " ".join(html.unescape(_TAG.sub(" ", told)).split())


def reads(user: User, language: str) -> None:
    User.objects.filter(pk=user.pk).update(language=language)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("sv", ("4 dokument i filen", "2 av dem behöver dig", "Mottagaren är inte känd.")),
        ("nb", ("4 dokumenter i filen", "2 av dem trenger deg", "Mottakeren er ikke kjent.")),
        ("en", ("4 documents in the file", "2 of them need you", "The receiver is not known.")),
    ],
)
def test_file_of_several_lists_each_with_its_state_and_problem(
    language: str, told: tuple[str, ...], astrids_browser: Client, astrid: User, given: dict[str, UUID]
) -> None:
    reads(astrid, language)
    page = text_of(astrids_browser, given["several"])
    for each in (*told, "fakturor-maj.zip", "Fjellhus Eiendom AS", "2026-2003", "2026-2005", "2026-2006.xml"):
        assert each in page
    links = astrids_browser.get(reverse("document", args=[given["several"]])).content.decode()
    assert all(reverse("document", args=[given[f"part-{n}"]]) in links for n in (1, 2, 3, 4))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("sv", "Dokument 2 av 4 i filen fakturor-maj.zip."),
        ("nb", "Dokument 2 av 4 i filen fakturor-maj.zip."),
        ("en", "Document 2 of 4 in the file fakturor-maj.zip."),
    ],
)
def test_document_out_of_a_file_says_which_and_leads_back(
    language: str, told: str, astrids_browser: Client, astrid: User, given: dict[str, UUID]
) -> None:
    reads(astrid, language)
    assert told in text_of(astrids_browser, given["part-2"])
    page = astrids_browser.get(reverse("document", args=[given["part-2"]])).content.decode()
    assert f'href="{reverse("document", args=[given["several"]])}"' in page


def test_stranger_sees_neither_the_file_nor_its_documents(carls_browser: Client, given: dict[str, UUID]) -> None:
    for name in ("several", "part-1"):
        assert carls_browser.get(reverse("document", args=[given[name]])).status_code == 404


def test_files_in_other_formats_are_kept_as_what_they_are(nordbygg: Company, given: dict[str, UUID]) -> None:
    with acting_for(nordbygg.pk):
        kinds = {
            name: ArchivedFile.objects.get(document_id=document, role="original").media_type
            for name, document in given.items()
        }
    assert kinds["several"] == "application/zip"
    assert (kinds["edifact"], kinds["csv"]) == ("application/EDIFACT", "text/csv")
    assert (kinds["part-1"], kinds["part-2"], kinds["part-3"]) == ("application/xml", "application/EDIFACT", "text/csv")


@pytest.mark.parametrize("language", LANGUAGES)
def test_refusal_of_the_receivers_format_names_it_the_field_and_the_place_in_the_original(
    language: str, astrids_browser: Client, astrid: User, given: dict[str, UUID]
) -> None:
    reads(astrid, language)
    page = text_of(astrids_browser, given["unfit"])
    for each in ("XRechnung 3.0", "BR-DE-2", "(BG-6)", "/Invoice/AccountingSupplierParty/Party"):
        assert each in page


@pytest.mark.parametrize(
    ("language", "segment", "line"),
    [
        ("sv", "segment 11 i filen", "rad 2 i filen"),
        ("nb", "segment 11 i filen", "linje 2 i filen"),
        ("en", "segment 11 of the file", "line 2 of the file"),
    ],
)
def test_place_is_a_segment_in_edifact_and_a_line_elsewhere(
    language: str, segment: str, line: str, astrids_browser: Client, astrid: User, given: dict[str, UUID]
) -> None:
    reads(astrid, language)
    assert segment in text_of(astrids_browser, given["edifact"])
    page = text_of(astrids_browser, given["csv"])
    assert line in page
    assert "31 februari" in page


def test_document_in_any_format_is_shown_and_made_a_pdf(astrids_browser: Client, given: dict[str, UUID]) -> None:
    assert "Fasadrenovering, etapp 2" in text_of(astrids_browser, given["part-2"])
    answer = astrids_browser.get(reverse("pdf", args=[given["part-3"]]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def test_losses_stand_by_what_was_done_the_graver_first_and_the_technical_last_and_folded() -> None:
    losses = (
        Loss(term="BT-24", path="specification", value="urn:x", why="no profile", done=Done.DROPPED),
        Loss(term="BT-30-1", path="seller.legal_registration.scheme", value="0007", why="no scheme", done=Done.DROPPED),
        Loss(term="BT-11", path="project_reference", value="P-7", why="no project", done=Done.NOTED),
        Loss(term="BT-154", path="lines[1].item.description", value="long", why="cut", done=Done.CHANGED),
        *(Loss(term="BT-22", path=f"notes[{n}].text", value=f"n{n}", why="no notes") for n in range(9)),
    )
    lost = lost_of((Unread(where="/INTERCHANGE/INVOIC/FTX", line=7, value="x"),), losses)
    with translation.override("en"):
        shown = _conversion("finvoice30", lost, "edifact_d96a")
    told = [(kind.count, len(kind.values), len(kind.folded)) for kind in shown.kinds]
    assert told == [(9, 6, 3), (1, 1, 0), (1, 1, 0), (1, 0, 1), (2, 0, 2)]
    assert shown.kinds[1].values[0].place == "segment 7 of the file"
    assert shown.kinds[2].values[0].row == 2
    assert {value.name for value in shown.kinds[-1].folded} == {"Profile", "Scheme of the seller's registration number"}


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("sv", ("Annorlunda i den omvandlade filen (Svefaktura 1.0)", "Saknas", "Som fritext", "Tekniska uppgifter")),
        ("nb", ("Annerledes i den omformede filen (Svefaktura 1.0)", "Mangler", "Som fritekst", "Tekniske opplysn")),
        ("en", ("Not as it was in the converted file (Svefaktura 1.0)", "Left out", "As free text", "Technical det")),
    ],
)
def test_page_of_a_converted_document_tells_what_became_of_each_value(
    language: str, told: tuple[str, ...], astrids_browser: Client, astrid: User, given: dict[str, UUID]
) -> None:
    reads(astrid, language)
    page = text_of(astrids_browser, given["lossy"])
    places = [page.index(each) for each in told]
    assert places == sorted(places)


def checked(browser: Client, content: bytes, name: str) -> str:
    answer = browser.post(reverse("check"), {"files": SimpleUploadedFile(name, content), "do": "check"})
    return words(answer.content.decode())


def test_check_of_a_file_with_several_documents_tells_of_each_and_keeps_nothing(
    bos_browser: Client, nordbygg: Company
) -> None:
    page = checked(bos_browser, several(), "maj.zip")
    assert "1 av filens 4 dokument måste rättas" in page
    for each in ("1. 2026-2003.xml", "2. 2026-2004.edi", "3. 2026-2005.csv", "4. 2026-2006.xml"):
        assert each in page
    with acting_for(nordbygg.pk):
        assert not Document.objects.exists()


@pytest.mark.parametrize("name", ["edifact_d96a", "csv_lines", "json_model", "svefaktura1", "finvoice30", "cii_d16b"])
def test_check_takes_every_kind_of_file(name: str, bos_browser: Client, db: None) -> None:
    content = convert(written(to=FJELLHUS, number="2026-2009"), to=name).data
    assert "Dokumentet följer de regler som" in checked(bos_browser, content, "fil" + syntaxes()[name].suffix)


@pytest.mark.parametrize("page", ["upload", "check"])
def test_page_names_every_format_that_is_read_and_the_chooser_hides_no_file(page: str, astrids_browser: Client) -> None:
    text = astrids_browser.get(reverse(page)).content.decode()
    told = html.unescape(text)
    assert [title for title in formats_read() if title not in told] == []
    assert len(formats_read()) == len(syntaxes())
    field = re.search(r'<input[^>]*type="file"[^>]*>', text)
    assert field is not None
    assert "accept=" not in field[0]  # a format is known by content, and EDIFACT files are called anything


def test_one_upload_takes_files_of_every_kind(astrids_browser: Client, nordbygg: Company, tmp_path: Path) -> None:
    invoice = written(to=FJELLHUS, number="2026-2010")
    files = [
        SimpleUploadedFile(f"fil{syntaxes()[name].suffix}", convert(invoice, to=name).data)
        for name in ("edifact_d96a", "csv_lines", "json_model")
    ]
    answer = astrids_browser.post(reverse("upload"), {"files": [*files, SimpleUploadedFile("maj.zip", several())]})
    assert "4 filer är i säkert förvar" in answer.content.decode()
    with acting_for(nordbygg.pk):
        assert Document.objects.count() == 4
