"""What protocols, directions and faults are called on these pages."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from depesch.hub.direct.models import DirectLogin

BOTH, SEND, COLLECT = "both", "send", "collect"
DIRECTIONS: dict[str, Promise] = {BOTH: _("Send and collect"), SEND: _("Send only"), COLLECT: _("Collect only")}

# How long an invoice waits, in minutes: `managing.ATTACHMENTS_WAITS_MIN`.
WAITS: dict[int, Promise] = {
    0: _("Not at all"),
    1: _("1 minute"),
    5: _("5 minutes"),
    15: _("15 minutes"),
    60: _("1 hour"),
}

# Of `managing.BadLogin`, by its code; filled with `value`.
FAULTS: dict[str, Promise] = {
    "bad-name": _(
        "A user name has 3 to 64 small letters, figures, points, hyphens and underscores, and begins with a letter."
    ),
    "taken": _("The user name %(value)s is taken. Choose another; names of revoked logins are not given out again."),
    "no-protocol": _("Choose at least one."),
    "no-direction": _("Choose what it may do."),
    "bad-send-mode": _("Choose one of the list."),
    "bad-format": _("Choose one of the list."),
    "bad-wait": _("Choose one of the list."),
    "bad-network": _("%(value)s is no network address. Write such as 203.0.113.7 or 203.0.113.0/24, one on each line."),
    "too-many-networks": _("At most %(value)s networks can be given."),
    "plain-without-ftp": _("This is for FTP, which is not chosen above."),
    "too-many": _("There are %(value)s already, the most there can be. Remove one that is not needed."),
    "twice": _("The login has it already: %(value)s."),
}

# Of `ssh_keys.BadKey`.
KEY_FAULTS: dict[str, Promise] = {
    "empty": _("Paste the public key: the content of the file that ends in .pub."),
    "private": _(
        "This is the private key, which nobody else may see. It was not stored. Make a new pair, and paste the content"
        " of the file that ends in .pub."
    ),
    "certificate": _("This is an SSH certificate. Paste the key itself: the content of the file that ends in .pub."),
    "several": _("These are several keys. Add one at a time."),
    "options": _("Options stand before the key. Paste it from ssh- on; networks are chosen further up."),
    "unreadable": _("This is no public key that can be read. It begins with such as ssh-ed25519 and is one line."),
    "kind": _("Keys of the kind %(value)s are not taken. Make one with: ssh-keygen -t ed25519"),
    "weak": _("The RSA key has %(value)s bits, at least 2048 are needed. Make one with: ssh-keygen -t ed25519"),
}

# Of `certificates.BadCertificate`.
CERTIFICATE_FAULTS: dict[str, Promise] = {
    "empty": _("Paste the certificate in PEM, or its SHA-256 fingerprint."),
    "private": _(
        "This holds the private key, which nobody else may see. It was not stored. Paste the certificate alone: from"
        " BEGIN CERTIFICATE to END CERTIFICATE."
    ),
    "several": _("These are several certificates. Paste the client's own, without those of its issuers."),
    "unreadable": _("This is neither a certificate in PEM nor a SHA-256 fingerprint of 64 hexadecimal digits."),
    "expired": _("The certificate expired on %(value)s."),
}


def direction_of(login: DirectLogin) -> str:
    """Return the direction that a login has: a key of DIRECTIONS."""
    if login.may_send and login.may_collect:
        return BOTH
    return SEND if login.may_send else COLLECT
