"""`depesch archive verify`: every archived file's bytes are there and unchanged, and every history chain is whole.

The history vouches for the archive: the hash of each original stands in a hash-chained event, so that bytes and row
cannot be exchanged together unseen.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice
from uuid import UUID

import msgspec

from depesch.hub.archive.file_store import ArchiveDamaged, MissingFromArchive
from depesch.hub.archive.models import ArchivedFile, Blob, FileRole
from depesch.hub.archive.store import blob_content, file_store
from depesch.hub.history.events import tag_of
from depesch.hub.history.kinds.documents import DocumentDelivered, DocumentSubmitted
from depesch.hub.history.kinds.paper import DocumentTranscribed
from depesch.hub.history.models import EventRow
from depesch.hub.history.reading import ChainReport, verify_chain
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for


class ArchiveReport(msgspec.Struct, frozen=True, kw_only=True):
    """What the verification found. Names are `company / document / file (hash)`."""

    companies: int
    files: int  # archived files whose bytes were read and are right
    size: int  # bytes read
    missing: tuple[str, ...]
    changed: tuple[str, ...]
    chains: tuple[ChainReport, ...]
    # Files of the store that no company has: left by a submission that was rolled back. Harmless.
    orphaned: tuple[str, ...] = ()

    @property
    def events(self) -> int:
        """Return how many events were found sound."""
        return sum(chain.events for chain in self.chains)

    @property
    def is_sound(self) -> bool:
        """Return whether nothing is missing or changed and all chains are whole."""
        return not self.missing and not self.changed and all(chain.is_sound for chain in self.chains)


# Which events name bytes that must be there: the role of the file, and the event's field with its hash.
_VOUCHING = {
    tag_of(DocumentSubmitted): (FileRole.ORIGINAL, "sha256"),
    tag_of(DocumentTranscribed): (FileRole.TRANSCRIPT, "sha256"),
    tag_of(DocumentDelivered): (FileRole.RECEIPT, "receipt_sha256"),
}


class _Findings(msgspec.Struct):
    files: int = 0
    size: int = 0
    missing: list[str] = []
    changed: list[str] = []
    known: set[str] = set()


def verify(company_id: UUID | None = None) -> ArchiveReport:
    """Check one company's archive and history, or all with None; orphaned files are looked for when all are checked."""
    companies = Company.objects.order_by("name", "id")
    chosen = list(companies.filter(id=company_id) if company_id else companies)
    findings, chains = _Findings(), []
    for company in chosen:
        with acting_for(company.id):
            _verify_blobs(company, findings)
            _verify_against_history(company, findings)
        chains.append(verify_chain(company.id))
    orphaned = () if company_id else tuple(digest for digest in file_store().digests() if digest not in findings.known)
    return ArchiveReport(
        companies=len(chosen),
        files=findings.files,
        size=findings.size,
        missing=tuple(findings.missing),
        changed=tuple(findings.changed),
        chains=tuple(chains),
        orphaned=orphaned,
    )


def _verify_blobs(company: Company, findings: _Findings) -> None:
    """Read all bytes of the company; blobs and files are walked side by side by hash, one query each."""
    files = _files_by_hash(company)
    digest, names = next(files, ("", []))
    for blob in Blob.objects.order_by("sha256").iterator(chunk_size=100):
        findings.known.add(blob.sha256)
        while digest and digest < blob.sha256:
            findings.missing.extend(names)
            digest, names = next(files, ("", []))
        if digest == blob.sha256:
            _verify_blob(blob, names, findings)
            digest, names = next(files, ("", []))
        else:
            _verify_blob(blob, [], findings)
    while digest:
        findings.missing.extend(names)
        digest, names = next(files, ("", []))


def _files_by_hash(company: Company) -> Iterator[tuple[str, list[str]]]:
    rows = ArchivedFile.objects.order_by("sha256").iterator(chunk_size=2000)
    for digest, files in groupby(rows, key=lambda file: file.sha256):
        yield digest, [f"{company.name} / {file.document_id} / {file.name} ({digest})" for file in files]


def _verify_blob(blob: Blob, names: list[str], findings: _Findings) -> None:
    told = names or [f"{blob.sha256}, of no document"]
    try:
        content = blob_content(blob)
    except MissingFromArchive:
        findings.missing.extend(told)
        return
    except ArchiveDamaged:
        findings.changed.extend(told)
        return
    findings.files += len(names)
    findings.size += len(content)
    if len(content) != blob.size:
        findings.changed.extend(told)


def _verify_against_history(company: Company, findings: _Findings) -> None:
    events = EventRow.objects.filter(kind__in=_VOUCHING).order_by("sequence").iterator(chunk_size=2000)
    while batch := list(islice(events, 2000)):
        there = set(
            ArchivedFile.objects.filter(document_id__in={row.document_id for row in batch}).values_list(
                "document_id", "role", "sha256"
            )
        )
        for row in batch:
            role, field = _VOUCHING[row.kind]
            digest = row.payload.get(field)
            if digest and (row.document_id, role, digest) not in there:
                name = f"{company.name} / {row.document_id} / {role} ({digest}), which the history names"
                findings.missing.append(name)
