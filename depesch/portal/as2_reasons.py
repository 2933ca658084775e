"""Why a message over AS2 did not arrive, or may not have: the words of the channel's codes and the receiver's."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_PREFIX = "as2-"

# Codes of the channel and of test messages, without the prefix.
REASONS: dict[str, Promise] = {
    "not-set-up": _("Your company has no AS2 name and certificate yet. Choose them under Settings, AS2."),
    "own-certificate-expired": _("Your own AS2 certificate is not valid now. Make a new one under Settings, AS2."),
    "certificate-expired": _("None of the receiver's certificates is valid now. Ask for a new one."),
    "hub-unavailable": _("Our own database did not answer. It is tried again."),
    "no-reader": _("There is no certificate with an RSA key to encrypt to. Add one."),
    "unreachable": _("The server cannot be reached."),
    "unknown-host": _("The name of the server is not known."),
    "tls-failed": _("The server's certificate is not accepted."),
    "timed-out": _("There was no answer in time."),
    "broke-off": _("The line broke off."),
    "address-refused": _("Nothing at that address takes our AS2 messages. Check the web address."),
    "receipt-awaited": _("The receipt has not come yet; it comes in a message of its own."),
    "no-receipt": _("No receipt came with the answer. Ask the receiver whether it has the document."),
    "refused": _("The receiver's system refused it."),
    "receipt-unreadable": _(
        "The receipt cannot be read, or its signature does not hold. Ask the receiver for its present certificate."
    ),
    "receipt-for-another": _("The receipt that came is for another message."),
    "receipt-not-signed": _("The receipt is not signed and proves nothing. Ask the receiver whether it knows you."),
    "receipt-check-differs": _("The receipt is for other content than was sent."),
}

# What the receiver's receipt says when it says no: the faults of RFC 4130, 7.5.4.
REFUSALS: dict[str, Promise] = {
    "authentication-failed": _(
        "The receiver could not check your signature. Give it your AS2 name and your present certificate."
    ),
    "decryption-failed": _(
        "The receiver could not decrypt it. Ask for its present certificate, and which encryption it knows."
    ),
    "decompression-failed": _("The receiver could not unpack it. Choose no compression."),
    "integrity-check-failed": _("The receiver found that it was changed on the way."),
    "insufficient-message-security": _("The receiver wants it signed or encrypted otherwise. Ask how."),
    "unexpected-processing-error": _("The receiver's system could not work on it. Ask those who run it."),
}


def as2_reason(code: str, detail: str = "") -> str:
    """Return the words of a code with its detail; empty when it is none of AS2's, or has no words.

    A refusal has those of the fault that its detail ends with, `processed/error: decryption-failed`.
    """
    name = code.removeprefix(_PREFIX)
    said = REFUSALS.get(detail.rpartition(":")[2].strip().lower()) if name == "refused" else None
    words = said or REASONS.get(name)
    return str(words) if words else ""
