"""Factur-X: a PDF/A-3 with the CII inside, as its standard wants it; and all of the corpus is read."""

from __future__ import annotations

import io
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import msgspec
import pikepdf
import pytest
from facturx import get_level, get_xml_from_pdf, xml_check_xsd
from lxml import etree

from depesch.documents.checking import check
from depesch.documents.converting import convert
from depesch.documents.facturx import PROCESSES, SPECIFICATIONS, UnknownProfile, write_facturx
from depesch.documents.profiles import profile_of
from depesch.documents.reading import read
from depesch.model.invoice import Attachment, Invoice, SupportingDocument
from depesch.model.json import from_json
from depesch.syntaxes import Done, Reading, UnreadableDocument
from tests.rendering import samples
from tests.rendering.test_pdf import metadata, opened, text_of
from tests.rendering.verapdf import FLAVOURS, Verdict, judged, needs_verapdf
from tests.rules.german import german_invoice
from tests.shared_data import needs_shared, shared

GOLDEN = Path(__file__).parents[1] / "golden" / "syntaxes"
each_profile = pytest.mark.parametrize("profile", SPECIFICATIONS)
_UNRELATED = "unrelated.pdf"  # whose attached files do not say what they are to the invoice
FX = "{urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#}"


def golden(name: str) -> Invoice:
    return from_json((GOLDEN / name / "invoice.json").read_bytes())


@cache
def written(profile: str) -> bytes:
    """Return our fullest invoice, which has an attached file."""
    return write_facturx(golden("ubl21/full"), profile=profile, language="de").data


@pytest.mark.parametrize(
    ("profile", "name", "level", "version"),
    [
        ("en16931", "factur-x.xml", "EN 16931", "1.0"),
        ("extended", "factur-x.xml", "EXTENDED", "1.0"),
        ("xrechnung", "xrechnung.xml", "XRECHNUNG", "3.0"),
    ],
)
def test_the_metadata_declare_what_is_inside(profile: str, name: str, level: str, version: str) -> None:
    with opened(written(profile)) as pdf, pdf.open_metadata() as properties:
        said = {
            key: properties[FX + key] for key in ("DocumentType", "DocumentFileName", "ConformanceLevel", "Version")
        }
        assert said == {
            "DocumentType": "INVOICE",
            "DocumentFileName": name,
            "ConformanceLevel": level,
            "Version": version,
        }
        described = metadata(pdf)
        for key in said:
            assert f"<pdfaProperty:name>{key}</pdfaProperty:name>" in described


@each_profile
def test_the_xml_is_an_alternative_of_the_pages(profile: str) -> None:
    with opened(written(profile)) as pdf:
        xml = next(iter(pdf.Root.AF))
        assert str(xml.UF) in ("factur-x.xml", "xrechnung.xml")
        assert xml.AFRelationship == pikepdf.Name.Alternative
        assert xml.EF.F.Subtype == pikepdf.Name("/text/xml")


@each_profile
def test_the_factur_x_library_finds_the_xml_and_its_schema_is_kept(profile: str) -> None:
    name, xml = get_xml_from_pdf(written(profile), check_xsd=False)
    assert name == ("xrechnung.xml" if profile == "xrechnung" else "factur-x.xml")
    level = "en16931" if profile == "xrechnung" else profile
    assert xml_check_xsd(xml, flavor="factur-x", level=level)
    if profile != "xrechnung":  # which the library knows by no level of its own
        assert get_level(etree.fromstring(xml), "factur-x") == profile


@each_profile
@pytest.mark.parametrize(
    "name", ["ubl21/full", "ubl21/credit_note", "ubl21/minimal", "cii_d16b/full", "cii_d16b/credit_note"]
)
def test_the_invoice_comes_back_with_the_profile_as_its_specification(profile: str, name: str) -> None:
    invoice = golden(name)
    reading = read(write_facturx(invoice, profile=profile, language="de").data)
    assert reading.syntax.name == "cii_d16b"
    process = invoice.business_process or PROCESSES.get(profile)
    assert reading.invoice == msgspec.structs.replace(
        invoice, specification=SPECIFICATIONS[profile], business_process=process
    )


@each_profile
def test_a_sound_german_invoice_passes_the_whole_check(profile: str) -> None:
    findings = check(write_facturx(german_invoice(), profile=profile, language="de").data)
    assert [(issue.rule, issue.path) for issue in findings.issues if issue.severity == "fatal"] == []
    assert findings.accepted


def test_what_cii_cannot_hold_is_named_and_so_is_the_specification() -> None:
    invoice = msgspec.structs.replace(golden("ubl21/full"), tax_point_date_code="5")
    losses = write_facturx(invoice, profile="en16931", language="de").losses
    assert [(loss.term, loss.done) for loss in losses] == [("BT-24", Done.CHANGED), ("BT-8", Done.DROPPED)]
    assert losses[0].value == invoice.specification


def test_a_specification_that_was_not_stated_is_added() -> None:
    (loss,) = write_facturx(Invoice(number="1"), profile="extended").losses
    assert (loss.term, loss.path, loss.value, loss.done) == (
        "BT-24",
        "specification",
        "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended",
        Done.ADDED,
    )


def test_xrechnung_gets_the_process_that_it_demands_unless_one_is_stated() -> None:
    writing = write_facturx(Invoice(number="1", specification=SPECIFICATIONS["xrechnung"]), profile="xrechnung")
    assert [(loss.term, loss.done) for loss in writing.losses] == [("BT-23", Done.ADDED)]
    stated = Invoice(number="1", specification=SPECIFICATIONS["xrechnung"], business_process="own")
    writing = write_facturx(stated, profile="xrechnung")
    assert writing.losses == ()
    assert read(writing.data).invoice.business_process == "own"


def test_the_specification_of_the_profile_itself_is_no_loss() -> None:
    invoice = Invoice(number="1", specification="urn:cen.eu:en16931:2017")
    assert write_facturx(invoice, profile="en16931").losses == ()


@pytest.mark.parametrize("profile", ["minimum", "basicwl", "basic", "", "EN16931"])
def test_a_profile_that_is_not_written_is_refused_with_those_that_are(profile: str) -> None:
    with pytest.raises(UnknownProfile, match="en16931, extended, xrechnung"):
        write_facturx(Invoice(), profile=profile)


def _with_files(*files: Attachment | None) -> Invoice:
    documents = tuple(SupportingDocument(reference=f"D-{i}", attachment=file) for i, file in enumerate(files))
    return msgspec.structs.replace(samples.short_invoice(), supporting_documents=documents)


def test_files_of_supporting_documents_are_supplements_under_names_of_their_own() -> None:
    files = (
        Attachment(content=b"one", filename="note.pdf", mime_code="application/pdf"),
        Attachment(content=b"two", filename="NOTE.pdf"),
        None,
        Attachment(content=b"<x/>", filename="factur-x.xml", mime_code="text/xml"),
        Attachment(content=b"three", filename="../../etc/passwd", mime_code="<script>"),
        Attachment(content=b"four"),
    )
    with opened(write_facturx(_with_files(*files), profile="en16931").data) as pdf:
        found = {str(one.UF): one for one in pdf.Root.AF}
        names = [str(one) for one in list(pdf.Root.Names.EmbeddedFiles.Names)[::2]]
    assert list(found) == ["factur-x.xml", "note.pdf", "NOTE-2.pdf", "factur-x-2.xml", "etc_passwd", "D-5"]
    assert names == sorted(names)
    with opened(write_facturx(_with_files(*files), profile="en16931").data) as pdf:
        said = [(str(one.AFRelationship), str(one.EF.F.Subtype)) for one in pdf.Root.AF]
    assert said == [
        ("/Alternative", "/text/xml"),
        ("/Supplement", "/application/pdf"),
        ("/Supplement", "/application/pdf"),
        ("/Supplement", "/text/xml"),
        ("/Supplement", "/application/octet-stream"),
        ("/Supplement", "/application/octet-stream"),
    ]


def test_an_attached_file_that_is_an_invoice_is_not_taken_for_the_invoice() -> None:
    other = (GOLDEN / "cii_d16b" / "minimal" / "document.xml").read_bytes()
    invoice = _with_files(Attachment(content=other, filename="0-factur-x.xml", mime_code="text/xml"))
    assert read(write_facturx(invoice, profile="en16931").data).invoice.number == invoice.number


def test_a_file_that_stands_in_the_xml_and_beside_it_is_attached_once_elsewhere() -> None:
    conversion = convert(written("en16931"), to="ubl21")
    documents = read(conversion.data).invoice.supporting_documents
    assert documents == golden("ubl21/full").supporting_documents


def test_a_test_document_is_marked() -> None:
    pdf = write_facturx(samples.short_invoice(), profile="en16931", language="sv", send_mode="test").data
    assert "TEST" in text_of(pdf)


def test_the_same_invoice_gives_the_same_bytes() -> None:
    one, two = (write_facturx(golden("ubl21/full"), profile="extended", language="fi").data for _ in range(2))
    assert one == two


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Verdict]:
    """Return what veraPDF says of each profile and of an invoice with files; it takes seconds to start."""
    pdfs = {f"{profile}.pdf": written(profile) for profile in SPECIFICATIONS}
    hostile = Attachment(content=b"\x00" * 9, filename="å\x00 (1).bin", mime_code="x")
    pdfs["files.pdf"] = write_facturx(_with_files(hostile, hostile), profile="en16931", send_mode="test").data
    return judged({**pdfs, _UNRELATED: _without_relationships()}, tmp_path_factory.mktemp("verapdf"))


def _without_relationships() -> bytes:
    out = io.BytesIO()
    with opened(written("en16931")) as pdf:
        for one in pdf.Root.AF:
            del one[pikepdf.Name.AFRelationship]
        pdf.save(out)
    return out.getvalue()


@needs_verapdf
def test_verapdf_finds_pdf_a_3a_and_pdf_ua_1(verdicts: dict[str, Verdict]) -> None:
    sound = {name: verdict for name, verdict in verdicts.items() if name != _UNRELATED}
    assert len(sound) == len(SPECIFICATIONS) + 1
    for name, verdict in sound.items():
        assert verdict.broken == (), name
        assert all(verdict.tried[flavour] > 1000 for flavour in FLAVOURS), name


@needs_verapdf
def test_verapdf_would_find_an_attached_file_without_its_relationship(verdicts: dict[str, Verdict]) -> None:
    assert any("6.8" in one for one in verdicts[_UNRELATED].broken)


REFUSED = {
    # Its declaration is `encoding='UTF-8"`.
    "ZUGFeRDv2__fail__Mustangproject__factur-x-invalid-xml-encoding-attribute.pdf": "not-xml",
    # Its root is called myinvoice.
    "validator__src__test__resources__invalidV2Root.xml": "unknown-format",
}


@cache
def corpus(folder: str) -> dict[str, Reading | str]:
    """Return the reading of each file, or the code with which it is refused."""
    found: dict[str, Reading | str] = {}
    for path in sorted(shared("corpus", folder).rglob("*.*")):
        if path.is_file() and not path.name.endswith(".embedded.xml"):
            try:
                found[path.name] = read(path.read_bytes())
            except UnreadableDocument as refusal:
                found[path.name] = refusal.code
    return found


@needs_shared
@pytest.mark.parametrize(("folder", "files"), [("facturx-pdf", 28), ("cii", 475)])
def test_all_files_of_the_corpus_are_read_but_those_that_are_broken(folder: str, files: int) -> None:
    found = corpus(folder)
    assert len(found) == files
    refused = {name: code for name, code in found.items() if isinstance(code, str)}
    assert refused == {name: code for name, code in REFUSED.items() if name in found}


@needs_shared
def test_all_profiles_are_read_with_lines_but_those_without() -> None:
    counted: Counter[tuple[str, bool]] = Counter()
    for folder in ("facturx-pdf", "cii"):
        for reading in corpus(folder).values():
            if isinstance(reading, Reading):
                profile = profile_of(reading.invoice.specification, reading.invoice.business_process)
                if profile is not None and profile.name.startswith(("facturx", "en16931", "xrechnung")):
                    counted[profile.name, bool(reading.invoice.lines)] += 1
    assert {name for name, lines in counted if lines} >= {
        "en16931",
        "facturx-basic",
        "facturx-extended",
        "xrechnung",
        "xrechnung-extension",
        "xrechnung-older",
    }
    assert counted["facturx-minimum", False] == 14
    assert counted["facturx-basicwl", False] == 8
    assert not any(lines for name, lines in counted if name in ("facturx-minimum", "facturx-basicwl"))


@needs_shared
def test_a_minimum_invoice_has_its_totals_and_no_lines() -> None:
    reading = corpus("facturx-pdf")["ZUGFeRDv2__correct__FNFE-factur-x-examples__Facture_FR_MINIMUM.pdf"]
    assert isinstance(reading, Reading)
    invoice = reading.invoice
    assert (invoice.number, invoice.type_code, str(invoice.issue_date)) == ("FA-2017-0010", "380", "2017-11-13")
    assert invoice.seller is not None
    assert (invoice.seller.name, invoice.seller.vat_identifier) == ("Au bon moulin", "FR11999999998")
    assert invoice.totals is not None
    assert invoice.totals.amount_excl_vat == Decimal("624.90")
    assert invoice.totals.amount_incl_vat == Decimal("671.15")
    assert invoice.totals.amount_due == Decimal("470.15")
    assert invoice.lines == ()


@needs_shared
def test_a_pdf_with_both_versions_of_zugferd_is_read_by_the_newer_one() -> None:
    reading = corpus("facturx-pdf")["validator__src__test__resources__validV2PDF.pdf"]
    assert isinstance(reading, Reading)
    assert reading.syntax.name == "cii_d16b"
    assert [file.filename for file in reading.files] == ["ZUGFeRD-invoice.xml"]
