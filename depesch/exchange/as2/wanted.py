"""Which receipt the sender of a message asks for.

Source: RFC 4130, 7.3 (Disposition-Notification-To, Disposition-Notification-Options, Receipt-Delivery-Option).
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from depesch.exchange.as2.algorithms import MODERN, Digest, digest_named


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """The receipt that is asked for; `url` is where to send it later, empty when it goes into the answer.

    `digests` are those asked for that we know, as they were written; `can_be_signed` is False when a signature of a
    kind is required that we have not.
    """

    is_wanted: bool = False
    is_signed: bool = False
    can_be_signed: bool = True
    digests: tuple[tuple[str, Digest], ...] = ()
    url: str = ""

    def named(self, digest: Digest) -> str:
        """Return the digest's name as the sender writes it."""
        return next((name for name, each in self.digests if each is digest), digest.mic_name)

    @property
    def digest(self) -> Digest:
        """Return the digest for the check of an unsigned message: the first that we know, else SHA-1 (7.4.3)."""
        return next((each for _, each in self.digests), Digest.SHA1)

    @property
    def signing_digest(self) -> Digest:
        """Return the digest to sign the receipt with: of those asked for the first that is not outdated."""
        known = [each for _, each in self.digests]
        return next((each for each in known if each in MODERN), known[0] if known else Digest.SHA256)


def wanted_receipt(headers: Mapping[str, str]) -> Wanted:
    """Return what the headers (names in small letters) ask for; what we do not know is left out.

    That Disposition-Notification-To is there asks for a receipt, whatever it says: it is no address (RFC 4130, 7.3),
    and a web server may give one beyond ASCII as an empty one.
    """
    if "disposition-notification-to" not in headers:
        return Wanted()
    options = _options(headers.get("disposition-notification-options", ""))
    _, *protocols = options.get("signed-receipt-protocol", [""])
    importance, *names = options.get("signed-receipt-micalg", [""])
    known = tuple((name, digest) for name in names if (digest := digest_named(name)) is not None)
    is_signed = "pkcs7-signature" in protocols
    return Wanted(
        is_wanted=True,
        is_signed=is_signed,
        can_be_signed=not (importance == "required" and names and not known) and (is_signed or not protocols),
        digests=known,
        url=headers.get("receipt-delivery-option", "").strip(),
    )


def receipt_headers(*, to: str, digest: Digest, is_signed: bool, url: str = "") -> dict[str, str]:
    """Return the headers that ask for a receipt, in the answer or sent to `url` later."""
    headers = {"Disposition-Notification-To": to}
    if is_signed:
        names = ", ".join(dict.fromkeys((digest.mic_name, Digest.SHA256.mic_name)))
        headers["Disposition-Notification-Options"] = (
            f"signed-receipt-protocol=optional, pkcs7-signature; signed-receipt-micalg=optional, {names}"
        )
    if url:
        headers["Receipt-Delivery-Option"] = url
    return headers


def _options(header: str) -> dict[str, list[str]]:
    """Return each option's importance and values, in small letters."""
    found = {}
    for piece in header.split(";")[:20]:
        name, equals, values = piece.partition("=")
        if equals:
            listed = [value.strip().strip('"').lower() for value in values.split(",")[:20]]
            found[name.strip().lower()] = [listed[0], *filter(None, listed[1:])]
    return found
