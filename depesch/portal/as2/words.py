"""What states, faults and certificates are called on the pages of AS2."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from depesch.exchange.as2.certificates import read_certificate
from depesch.hub.as2.expiry import step_of
from depesch.hub.as2.models import As2Delivery, As2Message, As2OwnCertificate, As2PartnerCertificate, As2Sent
from depesch.kit.clock import now
from depesch.portal.as2_reasons import as2_reason
from depesch.portal.words import Tone

FAULTS: dict[str, Promise] = {
    "authentication-failed": _("Not taken: the signature is under no certificate that stands here"),
    "decryption-failed": _("Not taken: it was not encrypted to one of your certificates"),
    "decompression-failed": _("Not taken: it could not be unpacked"),
    "integrity-check-failed": _("Not taken: its content was changed on the way"),
    "insufficient-message-security": _("Not taken: less signed or encrypted than agreed"),
    "unexpected-processing-error": _("Not taken: it could not be read"),
    "unsupported-mic": _("Not taken: a receipt was demanded that cannot be made"),
    "receipt-address": _("Not taken: the receipt was to go to an address that was not agreed"),
}
TAKEN = _("Taken")

RECEIPTS: dict[str, tuple[Tone, Promise]] = {
    As2Delivery.NONE: (Tone.OFF, _("no receipt asked for")),
    As2Delivery.ANSWERED: (Tone.DONE, _("receipt given in the answer")),
    As2Delivery.WAITING: (Tone.PLAN, _("receipt is on its way")),
    As2Delivery.SENT: (Tone.DONE, _("receipt sent")),
    As2Delivery.FAILED: (Tone.NEED, _("receipt could not be sent")),
}

TESTS: dict[str, tuple[Tone, Promise]] = {
    "waiting": (Tone.PLAN, _("On its way")),
    "taken": (Tone.DONE, _("Taken, and the receipt is right")),
    "not-taken": (Tone.NEED, _("The partner refused it")),
    "failed": (Tone.NEED, _("No usable receipt came back")),
}

CERTIFICATE_FAULTS: dict[str, Promise] = {
    "not-a-certificate": _("This is no certificate. Paste the PEM text, or choose a file with .cer, .crt or .pem."),
    "several-certificates": _("There are several certificates in it. Give the partner's alone."),
    "unusable-key": _("Its key is of a kind that AS2 does not use: it has to be RSA or an elliptic curve."),
    "weak-key": _("Its RSA key is shorter than 2048 bits and protects nothing. Ask the partner for a new one."),
    "private-key": _(
        "There is a private key in it. Give the certificate alone, and treat that key as known to others."
    ),
}

URL_FAULTS: dict[str, Promise] = {
    "bad-url": _("The address is none."),
    "needs-https": _("The address has to begin with https:// or http://."),
    "private-address": _("The address leads into a private network."),
}

CANNOT_TRY: dict[str, Promise] = {
    "no-url": _("Give the partner's web address first."),
    "no-certificate": _("Add the partner's certificate first."),
    "no-station": _("Choose your own AS2 name first."),
}


class ShownCertificate(msgspec.Struct, frozen=True, kw_only=True):
    """A certificate as people compare it."""

    row: Any
    subject: str
    fingerprint: str  # in pairs of digits
    key: str
    not_before: datetime
    not_after: datetime
    may_encrypt: bool
    tone: Tone
    validity: str


def shown_certificate(row: As2OwnCertificate | As2PartnerCertificate) -> ShownCertificate:
    """Return a certificate with its validity in words."""
    certificate = read_certificate(row.pem.encode())
    tone, validity = _validity(certificate.not_before, certificate.not_after, now())
    digits = certificate.fingerprint.upper()
    return ShownCertificate(
        row=row,
        subject=certificate.subject,
        fingerprint=":".join(digits[at : at + 2] for at in range(0, len(digits), 2)),
        key=certificate.key_words,
        not_before=certificate.not_before,
        not_after=certificate.not_after,
        may_encrypt=certificate.may_encrypt,
        tone=tone,
        validity=validity,
    )


def _validity(begins: datetime, ends: datetime, at: datetime) -> tuple[Tone, str]:
    if ends <= at:
        return Tone.NEED, str(_("Has run out"))
    if begins > at:
        return Tone.WAIT, str(_("Not valid yet"))
    step = step_of(ends, at)
    if step is None:
        return Tone.DONE, str(_("Valid"))
    days = (ends - at).days
    words = ngettext("Runs out in %(days)s day", "Runs out in %(days)s days", days) % {"days": days}
    return (Tone.NEED if step == 7 else Tone.WAIT), words


def shown_message(row: As2Message) -> dict[str, Any]:
    """Return a message of a partner's with its state in words."""
    tone, receipt = RECEIPTS[row.receipt]
    if row.fault:
        tone = Tone.NEED
    return {
        "message": row,
        "tone": tone,
        "state": FAULTS.get(row.fault, row.fault) if row.fault else TAKEN,
        "receipt": receipt,
    }


def shown_test(row: As2Sent) -> dict[str, Any]:
    """Return a test message with what came of it."""
    tone, state = TESTS.get(row.state, TESTS["failed"])
    code, _space, detail = row.detail.partition(" ")
    return {"test": row, "tone": tone, "state": state, "reason": as2_reason(code, detail)}
