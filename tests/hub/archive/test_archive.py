"""The archive: bytes under their hash, written once, checked whenever they are read."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from depesch.hub.archive.file_store import ArchiveDamaged, FileStore
from depesch.hub.archive.models import ArchivedFile, Blob, FileRole
from depesch.hub.archive.retention import TERMS, retain_until, retention_years
from depesch.hub.archive.store import (
    SMALL_BYTES,
    content_of,
    exists,
    file_store,
    files_of,
    get,
    keep_file,
    move_to_files,
    put,
)
from depesch.hub.archive.verification import verify
from depesch.hub.history.kinds.documents import DocumentSubmitted
from depesch.hub.history.record import record
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for
from depesch.kit.hashing import sha256_hex
from tests.hub.superuser import as_superuser

INVOICE = b"<Invoice>F-1042</Invoice>"
LARGE = b"0123456789abcdef" * (SMALL_BYTES // 16)


@pytest.fixture(autouse=True)
def empty_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEPESCH_ARCHIVE_DIR", str(tmp_path / "archive"))


def _keep(company: Company, content: bytes = INVOICE) -> ArchivedFile:
    with acting_for(company.id):
        return keep_file(uuid4(), FileRole.ORIGINAL, "F-1042.xml", "application/xml", content)


def test_what_is_kept_is_read_back(nordbygg: Company) -> None:
    file = _keep(nordbygg)
    with acting_for(nordbygg.id):
        assert files_of(file.document_id) == [file]
        assert content_of(file) == INVOICE


def test_small_bytes_stay_in_the_database_at_intake(nordbygg: Company) -> None:
    file = _keep(nordbygg)
    assert not file_store().exists(file.sha256)


def test_large_bytes_go_to_a_file_at_once(nordbygg: Company) -> None:
    file = _keep(nordbygg, LARGE)
    with acting_for(nordbygg.id):
        assert Blob.objects.get().content is None
        assert content_of(file) == LARGE


def test_the_same_bytes_are_kept_once(nordbygg: Company) -> None:
    _keep(nordbygg)
    _keep(nordbygg)
    with acting_for(nordbygg.id):
        assert (Blob.objects.count(), ArchivedFile.objects.count()) == (1, 2)


def test_the_same_file_of_a_document_is_kept_once(nordbygg: Company) -> None:
    document_id = uuid4()
    with acting_for(nordbygg.id):
        files = [keep_file(document_id, FileRole.SENT, "F.xml", "application/xml", INVOICE) for _ in range(2)]
    assert files[0] == files[1]


def test_a_stranger_neither_sees_nor_reads(nordbygg: Company, carls_company: Company) -> None:
    file = _keep(nordbygg)
    with acting_for(carls_company.id):
        assert files_of(file.document_id) == []
        assert not exists(file.sha256)
        with pytest.raises(ArchiveDamaged):
            get(file.sha256)


def test_moved_bytes_are_read_from_their_file(nordbygg: Company, carls_company: Company) -> None:
    file = _keep(nordbygg)
    _keep(carls_company, b"<Invoice>other</Invoice>")
    assert move_to_files(10) == 2
    assert file_store().get(file.sha256) == INVOICE
    with acting_for(nordbygg.id):
        assert Blob.objects.get().content is None
        assert content_of(file) == INVOICE


def test_no_more_than_the_limit_is_moved(nordbygg: Company) -> None:
    for number in range(3):
        _keep(nordbygg, b"%d" % number)
    assert move_to_files(2) == 2
    assert move_to_files(2) == 1


def test_a_changed_file_is_not_given_out(nordbygg: Company) -> None:
    file = _keep(nordbygg, LARGE)
    path = file_store().path(file.sha256)
    path.chmod(0o640)
    path.write_bytes(LARGE[:-1] + b"X")
    with acting_for(nordbygg.id), pytest.raises(ArchiveDamaged, match="changed"):
        content_of(file)


@pytest.mark.parametrize("table", ["archive_archivedfile", "archive_blob"])
def test_an_archived_row_cannot_be_deleted(nordbygg: Company, table: str) -> None:
    _keep(nordbygg)
    with acting_for(nordbygg.id), pytest.raises((ProgrammingError, IntegrityError)), transaction.atomic():
        connection.cursor().execute(f"DELETE FROM {table}")


def test_a_blobs_bytes_cannot_be_exchanged(nordbygg: Company) -> None:
    _keep(nordbygg)
    with acting_for(nordbygg.id), pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        Blob.objects.update(content=b"forged")


def test_a_sound_archive_is_found_sound(nordbygg: Company) -> None:
    _keep(nordbygg)
    _keep(nordbygg, LARGE)
    report = verify()
    assert report.is_sound
    assert (report.files, report.size) == (2, len(INVOICE) + len(LARGE))


def test_a_missing_file_is_named(nordbygg: Company) -> None:
    file = _keep(nordbygg, LARGE)
    file_store().path(file.sha256).unlink()
    report = verify()
    assert not report.is_sound
    assert report.missing == (f"Nordbygg Fasad AB / {file.document_id} / F-1042.xml ({file.sha256})",)


def test_a_changed_file_is_named(nordbygg: Company) -> None:
    file = _keep(nordbygg, LARGE)
    path = file_store().path(file.sha256)
    path.chmod(0o640)
    path.write_bytes(b"forged")
    assert verify().changed == (f"Nordbygg Fasad AB / {file.document_id} / F-1042.xml ({file.sha256})",)


def test_a_file_that_no_company_has_is_orphaned_and_harmless(nordbygg: Company) -> None:
    digest = file_store().put(b"left behind")
    report = verify()
    assert report.orphaned == (digest,)
    assert report.is_sound


def test_an_original_that_the_history_names_and_the_archive_lacks_is_missing(nordbygg: Company) -> None:
    document_id = uuid4()
    event = DocumentSubmitted(route="api", file_name="F.xml", sha256=sha256_hex(INVOICE), size=len(INVOICE))
    with acting_for(nordbygg.id):
        record(event, document_id=document_id, actor="worker")
    (name,) = verify(nordbygg.id).missing
    assert "which the history names" in name


@pytest.mark.django_db(transaction=True)
def test_bytes_changed_in_the_database_are_named(nordbygg: Company) -> None:
    file = _keep(nordbygg)
    as_superuser("SET session_replication_role = replica", "UPDATE archive_blob SET content = 'forged'")
    assert verify().changed == (f"Nordbygg Fasad AB / {file.document_id} / F-1042.xml ({file.sha256})",)


def test_bytes_without_a_document_can_be_kept(nordbygg: Company) -> None:
    with acting_for(nordbygg.id):
        assert get(put(INVOICE)) == INVOICE


def test_a_file_store_keeps_bytes_once(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    assert store.put(b"a") == store.put(b"a")
    assert list(store.digests()) == [sha256_hex(b"a")]


def test_only_a_hash_names_a_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no SHA-256"):
        FileStore(tmp_path).get("../../secrets/secret_key")


def test_the_law_of_no_country_is_longer_than_what_is_promised() -> None:
    assert {term.country: term.retention_years for term in TERMS if term.retention_years > 10} == {}


def test_files_are_kept_ten_whole_years_where_the_law_says_less() -> None:
    assert retain_until(date(2026, 1, 1), "SE") == date(2036, 12, 31)
    assert retention_years("XX", date(2026, 1, 1)) == 10


@pytest.mark.django_db(transaction=True)
def test_a_file_whose_bytes_have_no_row_is_missing(nordbygg: Company) -> None:
    files = [_keep(nordbygg, b"%d" % number) for number in range(3)]
    for file in files:
        as_superuser(
            "SET session_replication_role = replica", f"DELETE FROM archive_blob WHERE sha256 = '{file.sha256}'"
        )
    assert len(verify().missing) == 3


def test_bytes_of_no_document_are_verified_too(nordbygg: Company) -> None:
    with acting_for(nordbygg.id):
        digest = put(LARGE)
    file_store().path(digest).unlink()
    assert verify().missing == (f"{digest}, of no document",)


def test_the_verification_asks_no_query_for_each_file(
    nordbygg: Company, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        _keep(nordbygg, b"%d" % number)
    with django_assert_max_num_queries(15):
        verify()
