"""The body of one request: the same bytes at every try, since the boundary comes from the message id.

Source: RFC 7578 (multipart/form-data; 4.2 names of files), RFC 2046, 5.1.1 (boundaries).
"""

from __future__ import annotations

from collections.abc import Sequence

from depesch.channels import File, Parcel
from depesch.channels.https_push.settings import Body


def body_of(kind: Body, files: Sequence[File], parcel: Parcel, *, boundary: str) -> tuple[str, bytes]:
    """Return the media type and the bytes; of `files`, the last one is the main document.

    The parts of the form are `document`, `rendering` (the PDF, if there is one) and `attachment`, any number of times.
    """
    main = files[-1]
    if kind is Body.DOCUMENT:
        return _media_type(main), main.content
    has_rendering = parcel.rendering is not None
    names = ["document", *(["rendering"] if has_rendering else []), *["attachment"] * len(parcel.attachments)]
    pieces = [_part(name, file, boundary) for name, file in zip(names, [main, *files[:-1]], strict=True)]
    return f"multipart/form-data; boundary={boundary}", b"".join([*pieces, f"--{boundary}--\r\n".encode()])


def _part(name: str, file: File, boundary: str) -> bytes:
    """Return one part; names of files are safe ones already (`named_files`), so they hold nothing to escape."""
    head = (
        f"--{boundary}\r\n"
        f'Content-Disposition: form-data; name="{name}"; filename="{file.name}"\r\n'
        f"Content-Type: {_media_type(file)}\r\n\r\n"
    )
    return head.encode() + file.content + b"\r\n"


def _media_type(file: File) -> str:
    """Return the file's media type, `application/octet-stream` for one that could end a header."""
    is_plain = file.media_type.isascii() and file.media_type.isprintable() and "/" in file.media_type
    return file.media_type if is_plain else "application/octet-stream"
