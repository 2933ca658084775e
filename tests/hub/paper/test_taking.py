"""Batches of the scanning centre: each scan to its company or among the strays, once, nothing lost."""

from __future__ import annotations

import io
import json
import warnings
import zipfile
from collections.abc import Mapping

import pytest
from PIL import Image

from depesch.hub.archive.models import FileRole
from depesch.hub.archive.store import content_of, files_of
from depesch.hub.flows.collecting import to_collect
from depesch.hub.flows.models import Document, DocumentState
from depesch.hub.paper.batch_files import BatchRefused
from depesch.hub.paper.boxes import close_box, open_box
from depesch.hub.paper.models import ScanBatch, StrayScan
from depesch.hub.paper.strays import StrayRefused, assign, open_strays, put_away
from depesch.hub.paper.taking import take_batch
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for

ACTOR = "operator:1"


def page(shade: int = 255, kind: str = "TIFF") -> bytes:
    """Return a page as a scanner makes it."""
    out = io.BytesIO()
    Image.new("L", (620, 877), shade).save(out, kind)
    return out.getvalue()


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return the files as a ZIP file, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


@pytest.mark.row("S-041", "S-123", "S-044")
def test_a_scan_with_a_box_lands_at_its_company_as_it_was_scanned(nordbygg: Company, carls_company: Company) -> None:
    code = open_box(nordbygg, actor=ACTOR).code
    scan = page()
    batch = packed({
        "1.tif": scan,
        "manifest.json": json.dumps({"scans": [{"file": "1.tif", "box": code, "received": "2026-11-19"}]}).encode(),
    })  # fmt: skip
    (taken,) = take_batch(batch, name="batch.zip", actor=ACTOR).scans
    assert (taken.company_id, taken.reason) == (nordbygg.id, "")
    assert taken.document_id is not None
    with acting_for(nordbygg.id):
        document = Document.objects.get(pk=taken.document_id)
        assert (document.state, document.route_in, document.problem_code) == (
            DocumentState.ARRIVED, "scan", "read-through",
        )  # fmt: skip
        assert [(file.role, content_of(file)) for file in files_of(document.id)] == [(FileRole.ORIGINAL, scan)]
        assert not to_collect().documents  # no program is handed it before somebody went through it
    with acting_for(carls_company.id):
        assert not Document.objects.exists()


@pytest.mark.row("S-041")
def test_the_same_batch_twice_changes_nothing(nordbygg: Company) -> None:
    code = open_box(nordbygg, actor=ACTOR).code
    batch = packed({f"{code}_1.tif": page(), f"{code}_2.tif": page(200), "x.tif": page(100)})
    assert len(take_batch(batch, name="batch.zip", actor=ACTOR).scans) == 3
    assert take_batch(batch, name="other-name.zip", actor=ACTOR).was_known
    with acting_for(nordbygg.id):
        assert Document.objects.count() == 2
    assert StrayScan.objects.count() == 1


@pytest.mark.row("S-041")
def test_a_batch_that_broke_off_is_gone_on_with(nordbygg: Company) -> None:
    code = open_box(nordbygg, actor=ACTOR).code
    batch = packed({f"{code}_1.tif": page(), "stray.tif": page(100)})
    take_batch(batch, name="batch.zip", actor=ACTOR)
    ScanBatch.objects.update(ended_at=None)  # as if the process had died before the end
    taken = take_batch(batch, name="batch.zip", actor=ACTOR)
    assert not taken.was_known
    with acting_for(nordbygg.id):
        assert Document.objects.count() == 1
    assert StrayScan.objects.count() == 1
    assert take_batch(batch, name="batch.zip", actor=ACTOR).was_known


@pytest.mark.row("S-041")
def test_what_leads_to_nobody_waits_for_the_operator_who_says_whose_it_is(nordbygg: Company) -> None:
    code = open_box(nordbygg, actor=ACTOR).code
    close_box(nordbygg, actor=ACTOR)
    batch = packed({f"{code}_1.pdf": b"%PDF-1.4 a letter", "2.tif": page(), "ABC_3.doc": b"\xd0\xcf\x11\xe0 a letter"})
    reasons = {each.name: each.reason for each in take_batch(batch, name="batch.zip", actor=ACTOR).scans}
    assert reasons == {f"{code}_1.pdf": "unknown-box", "2.tif": "no-box", "ABC_3.doc": "not-paper"}
    strays = {each.name: each for each in open_strays()}
    document_id = assign(strays["2.tif"].id, nordbygg.id, actor=ACTOR)
    with acting_for(nordbygg.id):
        assert Document.objects.get().id == document_id
    with pytest.raises(StrayRefused, match="ended"):
        assign(strays["2.tif"].id, nordbygg.id, actor=ACTOR)
    with pytest.raises(StrayRefused, match="not-paper"):
        assign(strays["ABC_3.doc"].id, nordbygg.id, actor=ACTOR)
    put_away(strays["ABC_3.doc"].id, actor=ACTOR)
    assert [each.name for each in open_strays()] == [f"{code}_1.pdf"]
    assert StrayScan.objects.filter(name="ABC_3.doc", sha256=strays["ABC_3.doc"].sha256).exists()


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"manifest.json": b'{"scans": [{"file": "1.tif", "box": "X"}]}'}, "missing-file"),
        ({"1.tif": b"x", "manifest.json": b'{"scans": [{"file": "1.tif"}, {"file": "1.tif"}]}'}, "bad-manifest"),
        ({"1.tif": b"x", "manifest.json": b"{"}, "bad-manifest"),
        ({"1.tif": b"x", "manifest.csv": b"file;box;received\n1.tif;X;19.11.2026\n"}, "bad-manifest"),
        ({"1.tif": b"x", "manifest.csv": b"name;box\n1.tif;X\n"}, "bad-manifest"),
        ({}, "empty"),
    ],
)
@pytest.mark.django_db
def test_a_batch_that_is_wrong_is_refused_whole(files: dict[str, bytes], code: str) -> None:
    with pytest.raises(BatchRefused, match=code):
        take_batch(packed(files), name="batch.zip", actor=ACTOR)
    assert not ScanBatch.objects.exists()
    assert not StrayScan.objects.exists()


@pytest.mark.django_db
def test_what_is_no_zip_file_is_refused() -> None:
    with pytest.raises(BatchRefused, match="not-zip"):
        take_batch(b"PK\x03\x04 and then nothing", name="batch.zip", actor=ACTOR)


@pytest.mark.django_db
@pytest.mark.parametrize("names", [("1.tif", "1.tif"), ("a" * 255 + "1.tif", "a" * 255 + "2.tif")])
def test_two_scans_of_one_name_are_refused_and_none_takes_the_place_of_the_other(names: tuple[str, str]) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of the doubled name
        for at, name in enumerate(names):
            archive.writestr(name, f"scan {at}")
    with pytest.raises(BatchRefused, match="doubled-name"):
        take_batch(made.getvalue(), name="batch.zip", actor=ACTOR)
    assert not StrayScan.objects.exists()


def test_a_manifest_as_csv_names_boxes_too(nordbygg: Company) -> None:
    code = open_box(nordbygg, actor=ACTOR).code
    rows = f"file,box,received\n1.tif,{code},2026-11-19\n".encode()
    (taken,) = take_batch(packed({"1.tif": page(), "manifest.csv": rows}), name="b.zip", actor=ACTOR).scans
    assert taken.company_id == nordbygg.id
