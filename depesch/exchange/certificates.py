"""Certificates that a person pasted into a form: looked at before they are kept, used without a file."""

from __future__ import annotations

import os
import ssl

from depesch.kit.secret import Secret

MOST_SIGNS = 200_000


def checked_authority(pem: str) -> None:
    """Raise ValueError when the text holds no certificate in PEM; an empty one means the system's authorities."""
    if not pem:
        return
    try:
        trust(pem)
    except (ssl.SSLError, ValueError) as error:
        raise ValueError("the certificate authority is no certificate in PEM (-----BEGIN CERTIFICATE-----)") from error


def trust(pem: str) -> ssl.SSLContext:
    """Return a client's context that takes servers of this authority alone; of the system's when it is empty."""
    if len(pem) > MOST_SIGNS:
        raise ValueError(f"a certificate authority has at most {MOST_SIGNS} signs")
    return ssl.create_default_context(cadata=pem or None)


def show_certificate(context: ssl.SSLContext, pem: Secret) -> None:
    """Let the client show a certificate, whose chain and private key stand in one PEM text; ValueError if unusable.

    Python's ssl reads them from a file alone: it is one in memory that has no name and is gone on return.
    """
    descriptor = os.memfd_create("certificate")
    try:
        os.write(descriptor, pem.reveal().encode())
        context.load_cert_chain(f"/proc/self/fd/{descriptor}", password="")
    except (ssl.SSLError, OSError) as error:
        raise ValueError("the client certificate is no certificate with its unencrypted private key in PEM") from error
    finally:
        os.close(descriptor)
