"""ZIP: documents, and the files that go with them, unpacked within a cap on their size.

What is a document is told by content. With one document, all other files go with it; with several, a file goes with the
document whose name it has but for the ending (`F-1042.xml`, `F-1042.pdf`). A file that belongs to none is a refusal. An
envelope with no document in it stands for the files that it holds.

Source: APPNOTE.TXT of PKWARE, 6.3; ISDOC 6.0.2, packages.
"""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath

import msgspec
from lxml import etree

from depesch.documents.embedded import embedded_files, looks_like_pdf
from depesch.documents.envelopes import Envelope, FilesOnly, Part, envelope_of_bytes, files_only
from depesch.documents.unreadable import Code
from depesch.kit.filenames import media_type_of
from depesch.kit.xml import MAX_BYTES, XmlError, parse
from depesch.model.invoice import Attachment
from depesch.syntaxes import UnreadableDocument, syntax_of_text

_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
_ENCRYPTED_FLAG = 0x1
_MOST_ENTRIES = 1000
_MANIFEST, _ISDOC_MANIFEST = "manifest.xml", "http://isdoc.cz/namespace/2013/manifest"
_XML_STARTS = (b"<", b"\xff\xfe<\x00", b"\xfe\xff\x00<")


def recognises_bytes(data: bytes) -> bool:
    """Whether `data` begins as a ZIP file."""
    return data.startswith(_MARKS)


def open_(data: bytes, root: etree._Element | None) -> tuple[Part, ...]:
    """Return the documents in it, in the order of the archive.

    Raises UnreadableDocument with code `broken-archive`, `not-one-document`, `encrypted` or `too-large`.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            files = _contents(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, OSError) as error:
        raise UnreadableDocument(Code.BROKEN_ARCHIVE, f"ZIP: {error}") from error
    main = _main_document(files)
    if main is not None:
        beside = tuple(_file(name, content) for name, content in files.items() if name not in (main, _MANIFEST))
        return (Part(data=files[main], name=main, files=beside),)
    packed = {name: found for name, content in files.items() if (found := files_only(content)) is not None}
    documents = [name for name, content in files.items() if name not in packed and _is_document(content)]
    if not documents:
        # A lone file is shown for what it is, such as XML that breaks off.
        if len(files) == 1:
            return tuple(Part(data=content, name=name) for name, content in files.items())
        raise UnreadableDocument(Code.NOT_ONE_DOCUMENT, f"{len(files)} files are in the archive, none is a document")
    parts = {name: Part(data=files[name], name=name) for name in documents}
    for name, content in files.items():
        if name not in parts:
            owner = _owner(name, documents)
            found = packed.get(name) or FilesOnly(files=(_file(name, content),))
            parts[owner] = _with(parts[owner], found)
    return tuple(parts.values())


def _with(part: Part, found: FilesOnly) -> Part:
    files, issues = (*part.files, *found.files), (*part.issues, *found.issues)
    return msgspec.structs.replace(part, files=files, issues=issues)


def _main_document(files: dict[str, bytes]) -> str | None:
    """Return the document that a manifest of ISDOC names; the other files go with it, whatever they are."""
    try:
        root = parse(files.get(_MANIFEST, b""))
    except XmlError:
        return None
    main = root.find(f"{{{_ISDOC_MANIFEST}}}maindocument")
    name = main.get("filename") if main is not None else None
    return name if name in files else None


def _contents(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > _MOST_ENTRIES:
        raise UnreadableDocument(Code.NOT_ONE_DOCUMENT, f"{len(entries)} files are in the archive")
    found: dict[str, bytes] = {}
    left = MAX_BYTES
    for entry in entries:
        # macOS adds a shadow of each file that nobody asked for.
        if entry.is_dir() or entry.filename.startswith("__MACOSX/"):
            continue
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise UnreadableDocument(Code.ENCRYPTED, f"{entry.filename!r} in the archive needs a password")
        if entry.filename in found:
            raise UnreadableDocument(Code.BROKEN_ARCHIVE, f"ZIP: two files are named {entry.filename!r}")
        with archive.open(entry) as packed:
            content = packed.read(left + 1)
        left -= len(content)
        if left < 0:
            raise UnreadableDocument(Code.TOO_LARGE, f"unpacked, the files have more than {MAX_BYTES} bytes")
        found[entry.filename] = content
    return found


def _is_document(content: bytes) -> bool:
    """Whether a file is to be read as a document: XML, a format that is text, a further archive, a PDF with XML."""
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(_XML_STARTS) or syntax_of_text(content) is not None or envelope_of_bytes(content) is not None:
        return True
    return looks_like_pdf(content) and _has_xml(content)


def _has_xml(content: bytes) -> bool:
    try:
        return any(file.may_be_xml for file in embedded_files(content))
    except UnreadableDocument:
        return False  # a PDF that cannot be opened is a file like any other here


def _owner(name: str, documents: list[str]) -> str:
    """Return the document that a file goes with."""
    if len(documents) == 1:
        return documents[0]
    same = [one for one in documents if _stem(one) == _stem(name)]
    if len(same) == 1:
        return same[0]
    detail = f"the archive holds {len(documents)} documents, and {name!r} could belong to any of them"
    raise UnreadableDocument(Code.NOT_ONE_DOCUMENT, detail)


def _stem(name: str) -> str:
    return str(PurePosixPath(name).with_suffix(""))


def _file(name: str, content: bytes) -> Attachment:
    plain = PurePosixPath(name).name
    return Attachment(content=content, mime_code=media_type_of(plain), filename=plain)


ENVELOPE = Envelope(
    name="zip",
    title="ZIP",
    source="PKWARE APPNOTE 6.3",
    media_type="application/zip",
    open=open_,
    recognises_bytes=recognises_bytes,
)
