"""What goes over the pipe between a program and its rendering process: msgpack in frames."""

from __future__ import annotations

from datetime import datetime

import msgspec

from depesch.kit.confined import ProcessLimits
from depesch.rendering.designs import Choices
from depesch.rendering.embedding import EmbeddedFile, EmbeddedXml
from depesch.rendering.view import InvoiceView

MOST_BYTES = 400 * 1024 * 1024  # a PDF with the largest XML that is read, and room for the rest


class Limits(ProcessLimits, frozen=True, kw_only=True):
    """What one rendering may take; see `limits_for` for documents of many lines."""

    time_s: float = 20.0
    memory_bytes: int = 1_200_000_000  # address space, libraries and fonts included
    wait_s: float = 120.0  # for a free child


def limits_for(lines: int) -> Limits:
    """Return what a document of so many lines may take, up to 120 s and 4 GB.

    Seen with our template (2026-11): 500 lines 0.9 s and 260 MB of address space, 2,000 lines 2.9 s and 540 MB,
    10,000 lines 17.6 s and 1.8 GB.
    """
    plain = Limits()
    return msgspec.structs.replace(
        plain,
        time_s=min(120.0, plain.time_s + lines * 0.005),
        memory_bytes=min(4_000_000_000, plain.memory_bytes + lines * 150_000),
    )


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One PDF to make."""

    view: InvoiceView
    template: bytes
    choices: Choices = Choices()
    dated: datetime
    logo: str | None = None  # a file in the process's folder
    xml: EmbeddedXml | None = None
    files: tuple[EmbeddedFile, ...] = ()  # only with the XML


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """The PDF, or the code and detail of a RenderingFailed."""

    pdf: bytes = b""
    failure: tuple[str, str] | None = None
