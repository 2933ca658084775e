"""What can happen to the logins of a company's systems that come in over SFTP, FTP or the HTTPS drop."""

from __future__ import annotations

from depesch.hub.history.event import Event, Words


class DirectLoginMade(Event, frozen=True, kw_only=True, tag="direct_login.made"):
    """A login for direct connections was made."""

    login: str
    login_protocols: tuple[str, ...]
    login_mode: str


class DirectLoginChanged(Event, frozen=True, kw_only=True, tag="direct_login.changed"):
    """What a login may do, from where, or its password was changed."""

    login: str
    login_fields: tuple[str, ...]


class DirectLoginPlainFtp(Event, frozen=True, kw_only=True, tag="direct_login.plain_ftp"):
    """A login may be used over FTP without encryption from here on."""

    login: str


class DirectLoginKeyAdded(Event, frozen=True, kw_only=True, tag="direct_login.key_added"):
    """A login may come with this SSH key."""

    login: str
    fingerprint: str


class DirectLoginKeyRemoved(Event, frozen=True, kw_only=True, tag="direct_login.key_removed"):
    """A login may no longer come with this SSH key."""

    login: str
    fingerprint: str


class DirectLoginCertificateAdded(Event, frozen=True, kw_only=True, tag="direct_login.certificate_added"):
    """A login may come with this client certificate."""

    login: str
    fingerprint: str


class DirectLoginCertificateRemoved(Event, frozen=True, kw_only=True, tag="direct_login.certificate_removed"):
    """A login may no longer come with this client certificate."""

    login: str
    fingerprint: str


class DirectLoginFromNewAddress(Event, frozen=True, kw_only=True, tag="direct_login.new_address"):
    """A login was used from an address that it had not come from before."""

    login: str
    address: str
    login_protocol: str


class DirectLoginRevoked(Event, frozen=True, kw_only=True, tag="direct_login.revoked"):
    """A login is worthless from here on."""

    login: str


EVENTS = (
    DirectLoginMade, DirectLoginChanged, DirectLoginPlainFtp, DirectLoginKeyAdded, DirectLoginKeyRemoved,
    DirectLoginCertificateAdded, DirectLoginCertificateRemoved, DirectLoginFromNewAddress, DirectLoginRevoked,
)  # fmt: skip

WORDS: Words = {
    "direct_login.made": {
        "sv": "Inloggningen {login} skapades för {login_protocols}, sändningsläge {login_mode}.",
        "nb": "Innloggingen {login} ble laget for {login_protocols}, sendemåte {login_mode}.",
        "en": "The login {login} was made for {login_protocols}, send mode {login_mode}.",
    },
    "direct_login.changed": {
        "sv": "Ändrat för inloggningen {login}: {login_fields}.",
        "nb": "Endret for innloggingen {login}: {login_fields}.",
        "en": "Changed for the login {login}: {login_fields}.",
    },
    "direct_login.plain_ftp": {
        "sv": "Inloggningen {login} får användas över FTP utan kryptering.",
        "nb": "Innloggingen {login} kan brukes over FTP uten kryptering.",
        "en": "The login {login} may be used over FTP without encryption.",
    },
    "direct_login.key_added": {
        "sv": "Inloggningen {login} fick SSH-nyckeln {fingerprint}.",
        "nb": "Innloggingen {login} fikk SSH-nøkkelen {fingerprint}.",
        "en": "The login {login} was given the SSH key {fingerprint}.",
    },
    "direct_login.key_removed": {
        "sv": "SSH-nyckeln {fingerprint} gäller inte längre för inloggningen {login}.",
        "nb": "SSH-nøkkelen {fingerprint} gjelder ikke lenger for innloggingen {login}.",
        "en": "The SSH key {fingerprint} is no longer valid for the login {login}.",
    },
    "direct_login.certificate_added": {
        "sv": "Inloggningen {login} fick certifikatet {fingerprint}.",
        "nb": "Innloggingen {login} fikk sertifikatet {fingerprint}.",
        "en": "The login {login} was given the certificate {fingerprint}.",
    },
    "direct_login.certificate_removed": {
        "sv": "Certifikatet {fingerprint} gäller inte längre för inloggningen {login}.",
        "nb": "Sertifikatet {fingerprint} gjelder ikke lenger for innloggingen {login}.",
        "en": "The certificate {fingerprint} is no longer valid for the login {login}.",
    },
    "direct_login.new_address": {
        "sv": "Inloggningen {login} användes för första gången från {address}, över {login_protocol}.",
        "nb": "Innloggingen {login} ble brukt for første gang fra {address}, over {login_protocol}.",
        "en": "The login {login} was used for the first time from {address}, over {login_protocol}.",
    },
    "direct_login.revoked": {
        "sv": "Inloggningen {login} återkallades.",
        "nb": "Innloggingen {login} ble tilbakekalt.",
        "en": "The login {login} was revoked.",
    },
}

_PROTOCOLS = {"sftp": "SFTP", "ftp": "FTP", "drop": "HTTPS"}
_SEND_MODES = {
    "production": {"sv": "produktion", "nb": "produksjon", "en": "production"},
    "test": {"sv": "test", "nb": "test", "en": "test"},
    "certification": {"sv": "certifiering", "nb": "sertifisering", "en": "certification"},
}
_FIELDS = {
    "description": {"sv": "beskrivning", "nb": "beskrivelse", "en": "description"},
    "protocols": {"sv": "protokoll", "nb": "protokoller", "en": "protocols"},
    "may_send": {"sv": "får skicka", "nb": "kan sende", "en": "may send"},
    "may_collect": {"sv": "får hämta", "nb": "kan hente", "en": "may collect"},
    "syntax": {"sv": "format att hämta i", "nb": "format å hente i", "en": "format to collect in"},
    "plain_ftp": {"sv": "FTP utan kryptering", "nb": "FTP uten kryptering", "en": "FTP without encryption"},
    "attachments_wait_min": {
        "sv": "hur länge fakturor väntar på bilagor",
        "nb": "hvor lenge fakturaer venter på vedlegg",
        "en": "how long invoices wait for attachments",
    },
    "networks": {"sv": "tillåtna adresser", "nb": "tillatte adresser", "en": "allowed addresses"},
    "password": {"sv": "lösenord", "nb": "passord", "en": "password"},
}


def _word(words: dict[str, dict[str, str]], name: str, language: str) -> str:
    return words.get(name, {}).get(language, name)


NAMES = {
    "login_protocol": lambda name, _language: _PROTOCOLS.get(name, name),
    "login_protocols": lambda name, _language: _PROTOCOLS.get(name, name),
    "login_mode": lambda name, language: _word(_SEND_MODES, name, language),
    "login_fields": lambda name, language: _word(_FIELDS, name, language),
}
