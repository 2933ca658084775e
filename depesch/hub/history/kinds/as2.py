"""What can happen to a company's AS2 name, certificates and partners."""

from __future__ import annotations

from datetime import datetime

from depesch.hub.history.event import Event, Words


class As2StationNamed(Event, frozen=True, kw_only=True, tag="as2.named"):
    """Partners write to the company under another AS2 name."""

    name: str


class As2CertificateMade(Event, frozen=True, kw_only=True, tag="as2.certificate_made"):
    """The company has a new certificate, which signs nothing yet."""

    fingerprint: str
    until: datetime


class As2CertificateChosen(Event, frozen=True, kw_only=True, tag="as2.certificate_chosen"):
    """A new certificate signs from here on."""

    fingerprint: str


class As2CertificateRetired(Event, frozen=True, kw_only=True, tag="as2.certificate_retired"):
    """The key of a certificate was destroyed."""

    fingerprint: str


class As2PartnerAdded(Event, frozen=True, kw_only=True, tag="as2.partner_added"):
    """A system may hand documents over by AS2."""

    partner: str


class As2PartnerChanged(Event, frozen=True, kw_only=True, tag="as2.partner_changed"):
    """Something else was agreed with a partner."""

    partner: str
    fields: tuple[str, ...] = ()


class As2PartnerRemoved(Event, frozen=True, kw_only=True, tag="as2.partner_removed"):
    """Nothing more is taken of a partner."""

    partner: str


class As2PartnerCertificateAdded(Event, frozen=True, kw_only=True, tag="as2.partner_certificate_added"):
    """A further certificate of a partner is accepted."""

    partner: str
    fingerprint: str
    until: datetime


class As2PartnerCertificateRemoved(Event, frozen=True, kw_only=True, tag="as2.partner_certificate_removed"):
    """A certificate of a partner is accepted no more."""

    partner: str
    fingerprint: str


EVENTS = (
    As2StationNamed,
    As2CertificateMade,
    As2CertificateChosen,
    As2CertificateRetired,
    As2PartnerAdded,
    As2PartnerChanged,
    As2PartnerRemoved,
    As2PartnerCertificateAdded,
    As2PartnerCertificateRemoved,
)

WORDS: Words = {
    "as2.named": {
        "sv": "Företagets AS2-namn är nu {name}.",
        "nb": "Firmaets AS2-navn er nå {name}.",
        "en": "The company's AS2 name is {name} now.",
    },
    "as2.certificate_made": {
        "sv": "Ett nytt AS2-certifikat skapades ({fingerprint}), giltigt till {until}.",
        "nb": "Et nytt AS2-sertifikat ble laget ({fingerprint}), gyldig til {until}.",
        "en": "A new AS2 certificate was made ({fingerprint}), valid until {until}.",
    },
    "as2.certificate_chosen": {
        "sv": "AS2-meddelanden signeras nu med certifikatet {fingerprint}.",
        "nb": "AS2-meldinger signeres nå med sertifikatet {fingerprint}.",
        "en": "AS2 messages are signed with the certificate {fingerprint} now.",
    },
    "as2.certificate_retired": {
        "sv": "AS2-certifikatet {fingerprint} togs ur bruk och dess nyckel förstördes.",
        "nb": "AS2-sertifikatet {fingerprint} ble tatt ut av bruk og nøkkelen ødelagt.",
        "en": "The AS2 certificate {fingerprint} was retired and its key destroyed.",
    },
    "as2.partner_added": {
        "sv": "AS2-partnern {partner} lades till.",
        "nb": "AS2-partneren {partner} ble lagt til.",
        "en": "The AS2 partner {partner} was added.",
    },
    "as2.partner_changed": {
        "sv": "Ändrat för AS2-partnern {partner}: {fields}.",
        "nb": "Endret for AS2-partneren {partner}: {fields}.",
        "en": "Changed for the AS2 partner {partner}: {fields}.",
    },
    "as2.partner_removed": {
        "sv": "AS2-partnern {partner} togs bort.",
        "nb": "AS2-partneren {partner} ble fjernet.",
        "en": "The AS2 partner {partner} was removed.",
    },
    "as2.partner_certificate_added": {
        "sv": "AS2-partnern {partner} har ett nytt certifikat ({fingerprint}), giltigt till {until}.",
        "nb": "AS2-partneren {partner} har et nytt sertifikat ({fingerprint}), gyldig til {until}.",
        "en": "The AS2 partner {partner} has a new certificate ({fingerprint}), valid until {until}.",
    },
    "as2.partner_certificate_removed": {
        "sv": "Ett certifikat för AS2-partnern {partner} godtas inte längre ({fingerprint}).",
        "nb": "Et sertifikat for AS2-partneren {partner} godtas ikke lenger ({fingerprint}).",
        "en": "A certificate of the AS2 partner {partner} is accepted no more ({fingerprint}).",
    },
}
