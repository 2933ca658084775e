"""What can happen to sign-in through a company's identity provider: its settings, and every try to get in."""

from __future__ import annotations

from datetime import datetime

from depesch.hub.history.event import Event, Words


class SamlProviderSet(Event, frozen=True, kw_only=True, tag="saml.provider_set"):
    """People may sign in through this identity provider."""

    provider: str


class SamlProviderRemoved(Event, frozen=True, kw_only=True, tag="saml.provider_removed"):
    """Nobody signs in through the provider any more."""

    provider: str


class SamlCertificateAdded(Event, frozen=True, kw_only=True, tag="saml.certificate_added"):
    """What is signed with this certificate is believed."""

    fingerprint: str
    until: datetime


class SamlCertificateRemoved(Event, frozen=True, kw_only=True, tag="saml.certificate_removed"):
    """What is signed with this certificate is believed no more."""

    fingerprint: str


class SamlDomainAsked(Event, frozen=True, kw_only=True, tag="saml.domain_asked"):
    """A letter asked the postmaster of a mail domain whether it is the company's."""

    domain: str
    to: str


class SamlDomainProved(Event, frozen=True, kw_only=True, tag="saml.domain_proved"):
    """Whoever reads the postmaster's mail confirmed the domain."""

    domain: str


class SamlDomainRemoved(Event, frozen=True, kw_only=True, tag="saml.domain_removed"):
    """The provider vouches for nobody of that domain any more."""

    domain: str


class SamlRulesChanged(Event, frozen=True, kw_only=True, tag="saml.rules_changed"):
    """Other rules hold for who comes in through the provider."""

    rules: tuple[str, ...]  # each as `name=value`, as they are now


class SamlSignedIn(Event, frozen=True, kw_only=True, tag="saml.signed_in"):
    """Somebody signed in through the provider."""

    email: str


class SamlRefused(Event, frozen=True, kw_only=True, tag="saml.refused"):
    """An answer of the provider let nobody in."""

    why_refused: str  # a code of REFUSALS
    detail: str


class SamlPasswordRefused(Event, frozen=True, kw_only=True, tag="saml.password_refused"):
    """Somebody had the right password, and has to come in through the provider."""

    email: str


class SamlEmergency(Event, frozen=True, kw_only=True, tag="saml.emergency"):
    """An administrator got in past the provider, with a password."""

    email: str


EVENTS = (
    SamlProviderSet,
    SamlProviderRemoved,
    SamlCertificateAdded,
    SamlCertificateRemoved,
    SamlDomainAsked,
    SamlDomainProved,
    SamlDomainRemoved,
    SamlRulesChanged,
    SamlSignedIn,
    SamlRefused,
    SamlPasswordRefused,
    SamlEmergency,
)

# Why nobody was let in, by its code: of the answer (`exchange.saml.faults`) or of the person (`hub.saml.people`).
REFUSALS: Words = {
    "not-an-answer": {
        "sv": "Svaret gick inte att läsa.",
        "nb": "Svaret kunne ikke leses.",
        "en": "The answer could not be read.",
    },
    "unasked": {
        "sv": "Svaret hör inte till någon inloggning som började här.",
        "nb": "Svaret hører ikke til noen innlogging som begynte her.",
        "en": "The answer belongs to no sign-in that began here.",
    },
    "used": {
        "sv": "Inloggningen är redan besvarad.",
        "nb": "Innloggingen er allerede besvart.",
        "en": "This sign-in was answered before.",
    },
    "too-late": {
        "sv": "Inloggningen tog för lång tid, eller började i en annan webbläsare.",
        "nb": "Innloggingen tok for lang tid, eller begynte i en annen nettleser.",
        "en": "The sign-in took too long, or began in another browser.",
    },
    "provider-refused": {
        "sv": "Inloggningstjänsten sa nej.",
        "nb": "Innloggingstjenesten sa nei.",
        "en": "The sign-in service said no.",
    },
    "encrypted": {
        "sv": "Svaret är krypterat, och det läses inte här. Stäng av kryptering i inloggningstjänsten.",
        "nb": "Svaret er kryptert, og det leses ikke her. Slå av kryptering i innloggingstjenesten.",
        "en": "The answer is encrypted, which is not read here. Switch encryption off in the sign-in service.",
    },
    "several": {
        "sv": "Svaret är byggt så att signaturen kan gälla något annat än det som står i det.",
        "nb": "Svaret er bygget slik at signaturen kan gjelde noe annet enn det som står i det.",
        "en": "The answer is built so that its signature may be over something else than what it says.",
    },
    "not-signed": {
        "sv": "Svaret är inte signerat.",
        "nb": "Svaret er ikke signert.",
        "en": "The answer is not signed.",
    },
    "weak-signature": {
        "sv": "Svaret är signerat på ett föråldrat sätt (SHA-1). Välj SHA-256 i inloggningstjänsten.",
        "nb": "Svaret er signert på en foreldet måte (SHA-1). Velg SHA-256 i innloggingstjenesten.",
        "en": "The answer is signed in an outdated way (SHA-1). Choose SHA-256 in the sign-in service.",
    },
    "bad-signature": {
        "sv": "Signaturen stämmer inte. Har inloggningstjänsten fått ett nytt certifikat? Lägg till det.",
        "nb": "Signaturen stemmer ikke. Har innloggingstjenesten fått et nytt sertifikat? Legg det til.",
        "en": "The signature does not hold. Has the sign-in service got a new certificate? Add it.",
    },
    "certificate-expired": {
        "sv": "Inget av inloggningstjänstens certifikat är giltigt nu. Lägg till dess nya.",
        "nb": "Ingen av innloggingstjenestens sertifikater er gyldige nå. Legg til det nye.",
        "en": "None of the sign-in service's certificates is valid now. Add its new one.",
    },
    "wrong-issuer": {
        "sv": "Svaret kommer från en annan inloggningstjänst än företagets.",
        "nb": "Svaret kommer fra en annen innloggingstjeneste enn firmaets.",
        "en": "The answer comes from another sign-in service than the company's.",
    },
    "wrong-destination": {
        "sv": "Svaret är avsett för en annan adress. Kontrollera adressen för svar i inloggningstjänsten.",
        "nb": "Svaret er ment for en annen adresse. Kontroller adressen for svar i innloggingstjenesten.",
        "en": "The answer is meant for another address. Check the address for answers in the sign-in service.",
    },
    "wrong-audience": {
        "sv": "Svaret är avsett för en annan tjänst. Kontrollera vårt namn (entity id) i inloggningstjänsten.",
        "nb": "Svaret er ment for en annen tjeneste. Kontroller navnet vårt (entity id) i innloggingstjenesten.",
        "en": "The answer is meant for another service. Check our name (entity id) in the sign-in service.",
    },
    "wrong-request": {
        "sv": "Det signerade hör till en annan inloggning.",
        "nb": "Det signerte hører til en annen innlogging.",
        "en": "What is signed belongs to another sign-in.",
    },
    "not-yet": {
        "sv": "Svaret gäller först senare. Inloggningstjänstens klocka går före.",
        "nb": "Svaret gjelder først senere. Klokken i innloggingstjenesten går foran.",
        "en": "The answer is valid only later. The sign-in service's clock is fast.",
    },
    "expired": {
        "sv": "Svaret gäller inte längre. Försök igen.",
        "nb": "Svaret gjelder ikke lenger. Prøv igjen.",
        "en": "The answer is no longer valid. Try again.",
    },
    "unknown-condition": {
        "sv": "Svaret har ett villkor som vi inte känner till.",
        "nb": "Svaret har et vilkår som vi ikke kjenner.",
        "en": "The answer has a condition that we do not know.",
    },
    "replayed": {
        "sv": "Samma svar har använts förut.",
        "nb": "Samme svar er brukt før.",
        "en": "The same answer was used before.",
    },
    "no-address": {
        "sv": "Svaret har ingen e-postadress. Låt inloggningstjänsten skicka den.",
        "nb": "Svaret har ingen e-postadresse. La innloggingstjenesten sende den.",
        "en": "The answer has no e-mail address. Let the sign-in service send it.",
    },
    "foreign-domain": {
        "sv": "Adressen hör inte till någon av företagets bekräftade e-postdomäner.",
        "nb": "Adressen hører ikke til noen av firmaets bekreftede e-postdomener.",
        "en": "The address is of none of the company's confirmed mail domains.",
    },
    "operator": {
        "sv": "Den som driver tjänsten loggar in med lösenord och ett andra steg.",
        "nb": "Den som driver tjenesten, logger inn med passord og et andre trinn.",
        "en": "Who runs this service signs in with a password and a second step.",
    },
    "closed": {
        "sv": "Kontot är stängt. Fråga företagets administratör.",
        "nb": "Kontoen er stengt. Spør firmaets administrator.",
        "en": "The account is closed. Ask the company's administrator.",
    },
    "no-seat": {
        "sv": "Alla företagets licenser används. Fråga företagets administratör.",
        "nb": "Alle firmaets lisenser er i bruk. Spør firmaets administrator.",
        "en": "All licences of the company are in use. Ask the company's administrator.",
    },
}


def refusal_words(code: str, language: str) -> str:
    """Return why nobody was let in, in words; the code itself for one that has none."""
    said = REFUSALS.get(code, {})
    return said.get(language) or said.get("en") or code


NAMES = {"why_refused": refusal_words}

WORDS: Words = {
    "saml.provider_set": {
        "sv": "Inloggning sker genom identitetstjänsten {provider}.",
        "nb": "Innlogging skjer gjennom identitetstjenesten {provider}.",
        "en": "People sign in through the identity provider {provider}.",
    },
    "saml.provider_removed": {
        "sv": "Identitetstjänsten {provider} togs bort.",
        "nb": "Identitetstjenesten {provider} ble fjernet.",
        "en": "The identity provider {provider} was removed.",
    },
    "saml.certificate_added": {
        "sv": "Identitetstjänsten fick ett certifikat till ({fingerprint}), giltigt till {until}.",
        "nb": "Identitetstjenesten fikk et sertifikat til ({fingerprint}), gyldig til {until}.",
        "en": "The identity provider got a further certificate ({fingerprint}), valid until {until}.",
    },
    "saml.certificate_removed": {
        "sv": "Ett certifikat för identitetstjänsten godtas inte längre ({fingerprint}).",
        "nb": "Et sertifikat for identitetstjenesten godtas ikke lenger ({fingerprint}).",
        "en": "A certificate of the identity provider is accepted no more ({fingerprint}).",
    },
    "saml.domain_asked": {
        "sv": "Ett mejl till {to} frågade om e-postdomänen {domain} hör till företaget.",
        "nb": "En e-post til {to} spurte om e-postdomenet {domain} hører til firmaet.",
        "en": "An e-mail to {to} asked whether the mail domain {domain} belongs to the company.",
    },
    "saml.domain_proved": {
        "sv": "E-postdomänen {domain} bekräftades: den hör till företaget.",
        "nb": "E-postdomenet {domain} ble bekreftet: det hører til firmaet.",
        "en": "The mail domain {domain} was confirmed as the company's.",
    },
    "saml.domain_removed": {
        "sv": "E-postdomänen {domain} togs bort från identitetstjänsten.",
        "nb": "E-postdomenet {domain} ble fjernet fra identitetstjenesten.",
        "en": "The mail domain {domain} was taken from the identity provider.",
    },
    "saml.rules_changed": {
        "sv": "Reglerna för inloggning genom identitetstjänsten är nu: {rules}.",
        "nb": "Reglene for innlogging gjennom identitetstjenesten er nå: {rules}.",
        "en": "The rules for signing in through the identity provider are now: {rules}.",
    },
    "saml.signed_in": {
        "sv": "{email} loggade in genom identitetstjänsten.",
        "nb": "{email} logget inn gjennom identitetstjenesten.",
        "en": "{email} signed in through the identity provider.",
    },
    "saml.refused": {
        "sv": "Ett svar från identitetstjänsten släppte inte in någon: {why_refused} ({detail})",
        "nb": "Et svar fra identitetstjenesten slapp ikke inn noen: {why_refused} ({detail})",
        "en": "An answer of the identity provider let nobody in: {why_refused} ({detail})",
    },
    "saml.password_refused": {
        "sv": "{email} försökte logga in med lösenord, men måste logga in genom identitetstjänsten.",
        "nb": "{email} prøvde å logge inn med passord, men må logge inn gjennom identitetstjenesten.",
        "en": "{email} tried to sign in with a password, but has to sign in through the identity provider.",
    },
    "saml.emergency": {
        "sv": "{email} loggade in med lösenord förbi identitetstjänsten (nödväg).",
        "nb": "{email} logget inn med passord forbi identitetstjenesten (nødvei).",
        "en": "{email} signed in with a password past the identity provider (emergency way).",
    },
}
