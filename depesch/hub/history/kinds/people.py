"""What can happen to the people of a company and to the account itself: registered, invited, joined, signed in anew."""

from __future__ import annotations

from depesch.hub.history.event import Event, Words


class CompanyRegistered(Event, frozen=True, kw_only=True, tag="company.registered"):
    """Somebody registered the company and followed the link in their mail."""

    name: str
    country: str
    organisation_number: str
    email: str  # of who registered it


class AgreementAccepted(Event, frozen=True, kw_only=True, tag="agreement.accepted"):
    """A member accepted the user agreement."""

    email: str
    version: str
    language: str
    text_sha256: str


class PersonInvited(Event, frozen=True, kw_only=True, tag="person.invited"):
    """Somebody was asked by mail to become a member."""

    email: str
    roles: tuple[str, ...]


class InvitationResent(Event, frozen=True, kw_only=True, tag="person.invitation_resent"):
    """The invitation was mailed once more; the earlier link works no longer."""

    email: str


class InvitationWithdrawn(Event, frozen=True, kw_only=True, tag="person.invitation_withdrawn"):
    """The invitation was taken back: its link works no longer."""

    email: str


class PersonJoined(Event, frozen=True, kw_only=True, tag="person.joined"):
    """Somebody became a member."""

    email: str
    roles: tuple[str, ...]


class PersonRenamed(Event, frozen=True, kw_only=True, tag="person.renamed"):
    """A member changed the own name."""

    before: str
    after: str


class EmailChanged(Event, frozen=True, kw_only=True, tag="person.email_changed"):
    """A member changed the address to sign in with, and confirmed the new one."""

    before: str
    after: str


class PasswordChanged(Event, frozen=True, kw_only=True, tag="person.password_changed"):
    """A member chose another password; `way` is own (on the own page) or mail (with a link)."""

    email: str
    way: str


class SecondStepAdded(Event, frozen=True, kw_only=True, tag="person.second_step_added"):
    """A member set up a second step for signing in; `step` is totp or webauthn."""

    email: str
    step: str


class SecondStepRemoved(Event, frozen=True, kw_only=True, tag="person.second_step_removed"):
    """A member took a second step away."""

    email: str
    step: str


class SecondStepsLost(Event, frozen=True, kw_only=True, tag="person.second_steps_lost"):
    """Those who run the hub took away the second steps of a member who had lost them; `steps` are totp, webauthn."""

    email: str
    steps: tuple[str, ...]
    reason: str


WORDS: Words = {
    "company.registered": {
        "sv": "{name} registrerades av {email}.",
        "nb": "{name} ble registrert av {email}.",
        "en": "{name} was registered by {email}.",
    },
    "agreement.accepted": {
        "sv": "{email} godkände användaravtalet, version {version}.",
        "nb": "{email} godtok brukeravtalen, versjon {version}.",
        "en": "{email} accepted the user agreement, version {version}.",
    },
    "person.invited": {
        "sv": "{email} bjöds in.",
        "nb": "{email} ble invitert.",
        "en": "{email} was invited.",
    },
    "person.invitation_resent": {
        "sv": "Inbjudan till {email} skickades en gång till.",
        "nb": "Invitasjonen til {email} ble sendt en gang til.",
        "en": "The invitation to {email} was sent once more.",
    },
    "person.invitation_withdrawn": {
        "sv": "Inbjudan till {email} togs tillbaka.",
        "nb": "Invitasjonen til {email} ble trukket tilbake.",
        "en": "The invitation to {email} was withdrawn.",
    },
    "person.joined": {
        "sv": "{email} blev användare i företaget.",
        "nb": "{email} ble bruker i bedriften.",
        "en": "{email} became a user of the company.",
    },
    "person.renamed": {
        "sv": "{before} heter nu {after}.",
        "nb": "{before} heter nå {after}.",
        "en": "{before} is now called {after}.",
    },
    "person.email_changed": {
        "sv": "E-postadressen ändrades från {before} till {after}.",
        "nb": "E-postadressen ble endret fra {before} til {after}.",
        "en": "The e-mail address was changed from {before} to {after}.",
    },
    "person.password_changed": {
        "sv": "{email} valde ett nytt lösenord.",
        "nb": "{email} valgte et nytt passord.",
        "en": "{email} chose a new password.",
    },
    "person.second_step_added": {
        "sv": "{email} lade till ett andra steg för inloggning.",
        "nb": "{email} la til et andre trinn for innlogging.",
        "en": "{email} added a second step for signing in.",
    },
    "person.second_step_removed": {
        "sv": "{email} tog bort ett andra steg för inloggning.",
        "nb": "{email} fjernet et andre trinn for innlogging.",
        "en": "{email} removed a second step for signing in.",
    },
    "person.second_steps_lost": {
        "sv": "Det andra steget för inloggning togs bort för {email}, som hade förlorat det. Skäl: {reason}",
        "nb": "Det andre trinnet for innlogging ble fjernet for {email}, som hadde mistet det. Grunn: {reason}",
        "en": "The second step for signing in was removed for {email}, who had lost it. Reason: {reason}",
    },
}

EVENTS = (
    CompanyRegistered,
    AgreementAccepted,
    PersonInvited,
    InvitationResent,
    InvitationWithdrawn,
    PersonJoined,
    PersonRenamed,
    EmailChanged,
    PasswordChanged,
    SecondStepAdded,
    SecondStepRemoved,
    SecondStepsLost,
)
