"""The media type of a file as it was handed over."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from depesch.documents.media_types import media_type_of
from depesch.syntaxes import syntaxes

SYNTAXES = Path(__file__).resolve().parents[1] / "golden" / "syntaxes"


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.xml", "<a/>")
    return out.getvalue()


@pytest.mark.parametrize("name", sorted(folder.name for folder in SYNTAXES.iterdir()))
def test_each_format_has_its_own(name: str) -> None:
    (file,) = (SYNTAXES / name / "minimal").glob("document.*")
    assert media_type_of(file.read_bytes()) == syntaxes()[name].media_type


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 ...", "application/pdf"),
        (b"\xef\xbb\xbf\r\n<a/>", "application/xml"),
        ("<?xml version='1.0' encoding='UTF-16'?><a/>".encode("utf-16"), "application/xml"),
        (zipped(), "application/zip"),
        (gzip.compress(b"<a/>"), "application/gzip"),
        (bytes.fromhex("308006092a864886f70d010702a080"), "application/pkcs7-mime"),
        (b"\x00\x01\x02", "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)
def test_envelopes_and_the_rest(data: bytes, kind: str) -> None:
    assert media_type_of(data) == kind
