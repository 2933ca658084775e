"""Words of the screen: why settings are not taken, and why a document is not on the company's server."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from depesch.hub.flows.models import BringingState
from depesch.portal.as2_reasons import as2_reason
from depesch.portal.words import StateWords, Tone

# A part of what the channel says of bad settings, the field, and the words.
FAULTS: dict[str, tuple[str, Promise]] = {
    "is no name or address of a host": ("host", _("This is no name or address of a server.")),
    "user holds": ("user", _("The user holds signs that no user name has.")),
    "is no path of a folder": ("folder", _("This is no path of a folder. Write it with /, such as in/invoices.")),
    "is no fingerprint": (
        "fingerprint",
        _("A fingerprint is SHA256: and 43 signs, as the receiver's server shows it."),
    ),
    "passphrase in OpenSSH's own form": (
        "private_key",
        _(
            "A key with a passphrase in OpenSSH's own form cannot be opened here. Paste a copy without a passphrase"
            " (ssh-keygen -p -N '' -f COPY); it is kept encrypted. PKCS 8 with a passphrase is taken as well."
        ),
    ),
    "authority is no certificate": ("authority", _("This is no certificate in PEM: -----BEGIN CERTIFICATE-----.")),
    "client certificate is no": (
        "client_certificate",
        _("Paste the certificate and its private key without a passphrase, both in PEM."),
    ),
    "web address cannot be used": ("url", _("This is no web address that can be used. It begins with https://.")),
    "needs an address that begins with https": ("url", _("A password or token needs an address with https://.")),
    "not both": ("token", _("Give a token, or a user with a password, not both.")),
    "a password needs a user": ("user", _("Give the user that the password belongs to.")),
    "token holds signs": ("token", _("The token holds signs that no token has.")),
    "signing secret": ("signing_secret", _("A signing secret is whsec_ and base64, with 24 to 64 bytes.")),
    "is no AS2 name": (
        "partner_name",
        _("An AS2 name has 1 to 128 letters, digits and signs, without å, ä, ø and the like."),
    ),
    "without encryption the web": ("url", _("Without encryption, the address has to begin with https://.")),
    "PEM certificates": ("certificates", _("Paste 1 to 5 certificates: -----BEGIN CERTIFICATE-----.")),
    "certificates: ": (
        "certificates",
        _("One of the certificates cannot be used: its key has to be RSA from 2048 bits or an elliptic curve."),
    ),
    "may be encrypted to": (
        "certificates",
        _(
            "Nothing can be encrypted to these certificates: their key usage does not allow it. Ask the receiver for "
            "one that is for encryption."
        ),
    ),
}

STATES = {
    BringingState.WAITING: StateWords(Tone.WAIT, _("Waits for another try")),
    BringingState.UNCERTAIN: StateWords(Tone.WAIT, _("Perhaps there, being asked")),
    BringingState.BROUGHT: StateWords(Tone.DONE, _("On your server")),
    BringingState.STOPPED: StateWords(Tone.NEED, _("Stopped")),
    BringingState.ENDED: StateWords(Tone.OFF, _("Not needed any more")),
}

# The end of a code, after the channel's name, and the words.
REASONS: dict[str, Promise] = {
    "host-key-unknown": _("The server's key is not the agreed one. Ask whose it is before you enter its fingerprint."),
    "login-failed": _("The server does not let us in. Check user, password and key."),
    "unreachable": _("The server cannot be reached."),
    "unknown-host": _("The name of the server is not known."),
    "tls-failed": _("The server's certificate is not accepted."),
    "not-allowed": _("The server does not allow it. Check the rights in the folder and in the journal's folder."),
    "folder-missing": _("The folder is not there."),
    "name-taken": _("Another file has the name already."),
    "disk-full": _("The disk of the server is full."),
    "server-failed": _("The server reports a fault of its own."),
    "address-not-allowed": _("The address lies in a private network, which the operator does not allow."),
    "no-login": _("There is neither a password nor a private key."),
    "refused": _("The program refused the document."),
    "redirected": _("The address leads elsewhere."),
    "no-place": _("The document has attachments, and only the document is posted."),
    "later": _("The program asks us to come later."),
    "still-at-work": _("The program is still at work on it."),
    "timed-out": _("There was no answer in time."),
    "broke-off": _("The line broke off."),
    "not-confirmed": _("The line broke off while the file was handed over."),
    "cannot-ask": _("Nobody can be asked whether it arrived; it is posted again under the same key."),
    "unfit-format": _("The document breaks rules of the chosen format."),
    "not-convertible": _("The document cannot be converted to the chosen format."),
    "rendering-failed": _("Its PDF could not be made."),
    "fault-here": _("A fault of ours stopped it. It is tried again."),
    "switched-off": _("Bringing was switched off."),
    "not-set-up": _("The settings are not complete any more."),
    "perhaps-brought": _("Nobody knows whether your server has it. Look there first."),
    "expired": _("It was tried for five days."),
}


def reason(code: str, detail: str = "") -> str:
    """Return why a document is not there, in words; the code itself for one without words."""
    channel, _dash, end = code.partition("-")
    if channel == "as2" and (told := as2_reason(code, detail)):
        return told
    words = REASONS.get(code) or REASONS.get(end)
    return str(words) if words else code
