"""What a printer says of itself: enough for IPP Everywhere's clients to print PDF to it without a driver.

Source: RFC 8011, 5.4 (printer attributes); PWG 5100.14-2013, 5 (IPP Everywhere); PWG 5101.1 (names of media).
"""

from __future__ import annotations

from uuid import UUID

import msgspec

from depesch.exchange.ipp.encoding import (
    CHARSET,
    ENUM,
    LANGUAGE,
    MIME,
    NAME,
    URI,
    Attribute,
    booleans,
    collections,
    integers,
    keywords,
    ranges,
    resolutions,
    texts,
)

PDF, UNKNOWN = "application/pdf", "application/octet-stream"
FORMATS = (PDF, UNKNOWN)
PRINT_JOB, VALIDATE_JOB, CREATE_JOB, SEND_DOCUMENT = 0x02, 0x04, 0x05, 0x06
CANCEL_JOB, GET_JOB, GET_JOBS, GET_PRINTER = 0x08, 0x09, 0x0A, 0x0B
CANCEL_MY_JOBS, CLOSE_JOB, IDENTIFY = 0x39, 0x3B, 0x3C
OPERATIONS = (PRINT_JOB, VALIDATE_JOB, CREATE_JOB, SEND_DOCUMENT, CANCEL_JOB, GET_JOB, GET_JOBS, GET_PRINTER,
              CANCEL_MY_JOBS, CLOSE_JOB, IDENTIFY)  # fmt: skip
_IDLE, _PROCESSING = 3, 4
_PORTRAIT, _NORMAL_QUALITY, _NO_FINISHING = 3, 4, 3
_MEDIA = {"iso_a4_210x297mm": (21000, 29700), "na_letter_8.5x11in": (21590, 27940)}  # hundredths of a millimetre
_A4 = "iso_a4_210x297mm"
_MARGIN = 500


class Described(msgspec.Struct, frozen=True, kw_only=True):
    """What differs between printers: name, address, id and the words for people."""

    name: str
    uri: str
    id: UUID
    info: str
    location: str
    more_info: str


def attributes(printer: Described, *, is_busy: bool, queued: int, up_s: int) -> tuple[Attribute, ...]:
    """Return everything that the printer tells."""
    return (
        *_standing(printer, is_busy=is_busy, queued=queued, up_s=up_s),
        *_of_operations(),
        *_of_jobs(),
        *_of_paper(),
    )


def _standing(printer: Described, *, is_busy: bool, queued: int, up_s: int) -> tuple[Attribute, ...]:
    return (
        texts("printer-uri-supported", printer.uri, tag=URI),
        keywords("uri-security-supported", "none"),
        keywords("uri-authentication-supported", "none"),
        texts("printer-name", printer.name, tag=NAME),
        texts("printer-info", printer.info),
        texts("printer-location", printer.location),
        texts("printer-organization", ""),
        texts("printer-more-info", printer.more_info, tag=URI),
        texts("printer-uuid", f"urn:uuid:{printer.id}", tag=URI),
        texts("printer-make-and-model", "Depesch PDF"),
        texts("printer-device-id", "MFG:Depesch;MDL:PDF;CMD:PDF;"),
        integers("printer-state", _PROCESSING if is_busy else _IDLE, tag=ENUM),
        keywords("printer-state-reasons", "none"),
        texts("printer-state-message", ""),
        booleans("printer-is-accepting-jobs", True),
        integers("queued-job-count", queued),
        integers("printer-up-time", up_s),
        keywords("printer-kind", "document"),
        booleans("color-supported", True),
        integers("pages-per-minute", 60),
        integers("pages-per-minute-color", 60),
    )


def _of_operations() -> tuple[Attribute, ...]:
    return (
        keywords("ipp-versions-supported", "1.1", "2.0"),
        keywords("ipp-features-supported", "ipp-everywhere"),
        integers("operations-supported", *OPERATIONS, tag=ENUM),
        texts("charset-configured", "utf-8", tag=CHARSET),
        texts("charset-supported", "utf-8", tag=CHARSET),
        texts("natural-language-configured", "en", tag=LANGUAGE),
        texts("generated-natural-language-supported", "en", tag=LANGUAGE),
        texts("document-format-default", PDF, tag=MIME),
        texts("document-format-supported", *FORMATS, tag=MIME),
        keywords("compression-supported", "none"),
        keywords("pdl-override-supported", "attempted"),
        keywords("which-jobs-supported", "completed", "not-completed"),
        booleans("multiple-document-jobs-supported", False),
        integers("multiple-operation-time-out", 60),
        keywords("multiple-operation-time-out-action", "abort-job"),
        booleans("job-ids-supported", False),
        booleans("preferred-attributes-supported", False),
        keywords("printer-get-attributes-supported", "document-format"),
        keywords("job-creation-attributes-supported", "copies", "media", "media-col", "sides", "print-color-mode"),
        keywords("identify-actions-supported", "display"),
    )


def _of_jobs() -> tuple[Attribute, ...]:
    return (
        integers("copies-default", 1),
        ranges("copies-supported", 1, 1),
        integers("orientation-requested-default", _PORTRAIT, tag=ENUM),
        integers("orientation-requested-supported", _PORTRAIT, tag=ENUM),
        integers("print-quality-default", _NORMAL_QUALITY, tag=ENUM),
        integers("print-quality-supported", _NORMAL_QUALITY, tag=ENUM),
        integers("finishings-default", _NO_FINISHING, tag=ENUM),
        integers("finishings-supported", _NO_FINISHING, tag=ENUM),
        keywords("sides-default", "one-sided"),
        keywords("sides-supported", "one-sided", "two-sided-long-edge", "two-sided-short-edge"),
        keywords("output-bin-default", "face-down"),
        keywords("output-bin-supported", "face-down"),
        keywords("output-mode-default", "color"),
        keywords("print-color-mode-default", "color"),
        keywords("print-color-mode-supported", "auto", "color", "monochrome"),
        keywords("print-content-optimize-default", "auto"),
        keywords("print-content-optimize-supported", "auto"),
        keywords("print-rendering-intent-default", "auto"),
        keywords("print-rendering-intent-supported", "auto"),
        booleans("page-ranges-supported", True),
        resolutions("printer-resolution-default", 600),
        resolutions("printer-resolution-supported", 600),
        keywords("overrides-supported", "pages"),
    )


def _of_paper() -> tuple[Attribute, ...]:
    sizes = tuple(_size(*size) for size in _MEDIA.values())
    columns = tuple(_media_col(*size) for size in _MEDIA.values())
    return (
        keywords("media-default", _A4),
        keywords("media-supported", *_MEDIA),
        keywords("media-ready", *_MEDIA),
        collections("media-size-supported", *sizes),
        collections("media-col-default", _media_col(*_MEDIA[_A4])),
        collections("media-col-database", *columns),
        collections("media-col-ready", *columns),
        keywords("media-col-supported", "media-size", "media-bottom-margin", "media-left-margin", "media-right-margin",
                 "media-top-margin", "media-source", "media-type"),
        *(integers(f"media-{side}-margin-supported", _MARGIN) for side in ("bottom", "left", "right", "top")),
        keywords("media-source-supported", "auto"),
        keywords("media-type-supported", "stationery"),
    )  # fmt: skip


def _size(width: int, height: int) -> tuple[Attribute, ...]:
    return (integers("x-dimension", width), integers("y-dimension", height))


def _media_col(width: int, height: int) -> tuple[Attribute, ...]:
    return (
        collections("media-size", _size(width, height)),
        *(integers(f"media-{side}-margin", _MARGIN) for side in ("bottom", "left", "right", "top")),
        keywords("media-source", "auto"),
        keywords("media-type", "stationery"),
    )
