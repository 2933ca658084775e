"""The archive of the present company: keep files, read them back. Call everything here inside `acting_for`.

Small bytes stay in PostgreSQL at intake, so that a submission is durable with one commit; `move_to_files` takes them to
the file store later. Large ones go to the file store at once, before the row that names them is committed.
"""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from django.db import connection

from depesch.hub.archive.file_store import ArchiveDamaged, FileStore, MissingFromArchive
from depesch.hub.archive.models import ArchivedFile, Blob, FileRole
from depesch.hub.archive.retention import retain_until
from depesch.hub.server.config import load
from depesch.hub.tenancy.models import Company
from depesch.hub.tenancy.scope import acting_for, tenant_id
from depesch.kit.clock import now
from depesch.kit.hashing import sha256_hex

SMALL_BYTES = 256 * 1024  # up to here bytes stay in PostgreSQL at intake

# One round trip for a file: the row unless it is there already, and its bytes unless the company has them.
_KEEP = """
INSERT INTO archive_archivedfile
       (id, tenant_id, document_id, role, name, media_type, sha256, size, syntax, archived_at, retain_until)
SELECT %(id)s, %(tenant_id)s, %(document_id)s, %(role)s, %(name)s, %(media_type)s, %(sha256)s, %(size)s, %(syntax)s,
       %(archived_at)s, %(retain_until)s
 WHERE NOT EXISTS (
       SELECT FROM archive_archivedfile
        WHERE tenant_id = %(tenant_id)s AND document_id = %(document_id)s
          AND role = %(role)s AND name = %(name)s AND sha256 = %(sha256)s)
"""
_KEEP_WITH_BYTES = f"""
WITH bytes AS (
    INSERT INTO archive_blob (tenant_id, sha256, size, content, created_at)
    VALUES (%(tenant_id)s, %(sha256)s, %(size)s, %(content)s, %(archived_at)s)
        ON CONFLICT DO NOTHING
)
{_KEEP}"""  # noqa: S608  two constants


def file_store() -> FileStore:
    """Return the hub's file store."""
    return FileStore(load().archive_path)


def put(content: bytes) -> str:
    """Keep `content` for the present company and return its SHA-256; the same bytes are kept once."""
    digest = sha256_hex(content)
    if Blob.objects.filter(sha256=digest).exists():
        return digest
    small = len(content) < SMALL_BYTES
    if not small:
        file_store().put(content)
    blob = Blob(tenant_id=tenant_id(), sha256=digest, size=len(content), content=content if small else None)
    Blob.objects.bulk_create([blob], ignore_conflicts=True)  # another process may have been quicker
    return digest


def get(sha256: str) -> bytes:
    """Return the company's bytes with this hash; raises ArchiveDamaged when they are missing or changed."""
    blob = Blob.objects.filter(sha256=sha256).first()
    if blob is None:
        raise MissingFromArchive(f"the archive of this company has no bytes {sha256}")
    return blob_content(blob)


def blob_content(blob: Blob) -> bytes:
    """Return the blob's bytes from wherever they lie, checked; raises ArchiveDamaged."""
    if blob.content is None:
        return file_store().get(blob.sha256)
    content = bytes(blob.content)
    if sha256_hex(content) != blob.sha256:
        raise ArchiveDamaged(f"the archive's bytes {blob.sha256} were changed in the database")
    return content


def exists(sha256: str) -> bool:
    """Return whether the present company has bytes with this hash."""
    return Blob.objects.filter(sha256=sha256).exists()


def keep_file(
    document_id: UUID, role: FileRole, name: str, media_type: str, content: bytes, syntax: str = ""
) -> ArchivedFile:
    """Keep a file of a document and return its row; the same file under the same name and role is kept once."""
    at = now()
    file = ArchivedFile(
        tenant_id=tenant_id(),
        document_id=document_id,
        role=role,
        name=name,
        media_type=media_type,
        sha256=sha256_hex(content),
        size=len(content),
        syntax=syntax,
        archived_at=at,
        retain_until=retain_until(at.date(), _country(tenant_id())),
    )
    small = len(content) < SMALL_BYTES
    if not small:
        put(content)
    values = {field.attname: getattr(file, field.attname) for field in ArchivedFile._meta.concrete_fields}
    with connection.cursor() as cursor:
        cursor.execute(_KEEP_WITH_BYTES if small else _KEEP, {**values, "content": content if small else None})
        if cursor.rowcount:
            return file
    known = ArchivedFile.objects.filter(document_id=document_id, role=role, name=name, sha256=file.sha256)
    return known.order_by("archived_at", "id")[0]


def files_of(document_id: UUID) -> list[ArchivedFile]:
    """Return the document's files, the oldest first."""
    return list(ArchivedFile.objects.filter(document_id=document_id).order_by("archived_at", "id"))


def content_of(archived_file: ArchivedFile) -> bytes:
    """Return the file's bytes, their hash checked; raises ArchiveDamaged when they are missing or changed."""
    return get(archived_file.sha256)


def move_to_files(limit: int = 500) -> int:
    """Move up to `limit` small blobs from PostgreSQL to the file store and return how many were moved.

    For a job, outside `acting_for`: goes through all companies. A blob that another worker moves is left to it. The
    file is durable before the row lets go of the bytes.
    """
    moved = 0
    for company_id in Company.objects.order_by("id").values_list("id", flat=True).iterator():
        if moved >= limit:
            break
        with acting_for(company_id):
            moved += _move_some(limit - moved)
    return moved


def _move_some(limit: int) -> int:
    waiting = Blob.objects.filter(content__isnull=False).order_by("id")
    blobs = list(waiting.select_for_update(of=("self",), skip_locked=True)[:limit])
    store = file_store()
    for blob in blobs:
        store.put(blob_content(blob))
    return Blob.objects.filter(id__in=[blob.id for blob in blobs]).update(content=None)


@lru_cache(maxsize=10_000)
def _country(company_id: UUID) -> str:
    return Company.objects.values_list("country", flat=True).get(id=company_id)
