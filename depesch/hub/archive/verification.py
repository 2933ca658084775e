"""`depesch archive verify`: every archived file's bytes are there and unchanged, and every history chain is whole.

The history vouches for the archive: the hash of each original stands in a hash-chained event, so that bytes and row
cannot be exchanged together unseen.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import msgspec

from depesch.hub.archive.file_store import ArchiveDamaged
from depesch.hub.archive.models import ArchivedFile, Blob, FileRole
from depesch.hub.archive.store import blob_content, file_store
from depesch.hub.history.events import DocumentDelivered, DocumentSubmitted
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
    for blob in Blob.objects.order_by("id").iterator(chunk_size=100):
        findings.known.add(blob.sha256)
        names = [_name(company, file) for file in ArchivedFile.objects.filter(sha256=blob.sha256)]
        try:
            content = blob_content(blob)
        except ArchiveDamaged as error:
            found = findings.missing if "missing" in str(error) else findings.changed
            found.extend(names or [f"{company.name} / {blob.sha256}"])
            continue
        findings.files += len(names)
        findings.size += len(content)
        if len(content) != blob.size:
            findings.changed.extend(names)
    without_bytes = ArchivedFile.objects.exclude(sha256__in=Blob.objects.values("sha256"))
    findings.missing.extend(_name(company, file) for file in without_bytes)


def _verify_against_history(company: Company, findings: _Findings) -> None:
    for document_id, role, digest in _vouched_for():
        if not ArchivedFile.objects.filter(document_id=document_id, role=role, sha256=digest).exists():
            findings.missing.append(f"{company.name} / {document_id} / {role} ({digest}), which the history names")


def _vouched_for() -> Iterator[tuple[UUID, FileRole, str]]:
    vouching = {
        DocumentSubmitted.__struct_config__.tag: (FileRole.ORIGINAL, "sha256"),
        DocumentDelivered.__struct_config__.tag: (FileRole.RECEIPT, "receipt_sha256"),
    }
    for row in EventRow.objects.filter(kind__in=vouching).order_by("sequence").iterator(chunk_size=2000):
        role, field = vouching[row.kind]
        if row.document_id and row.payload.get(field):
            yield row.document_id, role, row.payload[field]


def _name(company: Company, file: ArchivedFile) -> str:
    return f"{company.name} / {file.document_id} / {file.name} ({file.sha256})"
