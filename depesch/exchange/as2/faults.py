"""Why a message or a receipt was not taken: a general word for the peer, the details for the log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum


class Fault(StrEnum):
    """The error modifiers of a disposition. Source: RFC 4130, 7.5.3 and 7.5.4; RFC 5402, 5."""

    AUTHENTICATION = "authentication-failed"  # the signature is nobody's whom we know
    DECRYPTION = "decryption-failed"
    DECOMPRESSION = "decompression-failed"
    INTEGRITY = "integrity-check-failed"  # the content is not what was signed
    INSUFFICIENT = "insufficient-message-security"  # less than what was agreed
    UNEXPECTED = "unexpected-processing-error"


class As2Error(Exception):
    """A message or receipt that is not taken. `detail` is for the log, never for the peer; it holds no content."""

    def __init__(self, fault: Fault, detail: str) -> None:
        super().__init__(f"{fault.value}: {detail}")
        self.fault = fault
        self.detail = detail


@contextmanager
def decoding(fault: Fault, what: str) -> Iterator[None]:
    """Turn what a decoder raises over hostile bytes into an As2Error."""
    try:
        yield
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError) as error:
        raise As2Error(fault, f"{what} cannot be read: {type(error).__name__}: {str(error)[:200]}") from error
