"""What can happen to a company's people, settings, accounts and licences: the change log."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from depesch.hub.history.event import Event, Words


class RolesChanged(Event, frozen=True, kw_only=True, tag="user.roles_changed"):
    """A member of the company got or lost rights; effective at once."""

    user_id: str
    person_name: str
    roles_before: tuple[str, ...]
    roles_after: tuple[str, ...]


class UserChanged(Event, frozen=True, kw_only=True, tag="user.changed"):
    """An administrator changed a member's name or e-mail address."""

    user_id: str
    person_name: str
    setting: str  # user_name or user_email
    value_before: str
    value_after: str


class UserRemoved(Event, frozen=True, kw_only=True, tag="user.removed"):
    """A member was removed from the company."""

    user_id: str
    person_name: str
    email: str


class SettingChanged(Event, frozen=True, kw_only=True, tag="company.setting_changed"):
    """One setting of the company has another value."""

    setting: str
    value_before: str
    value_after: str


class LogoChanged(Event, frozen=True, kw_only=True, tag="company.logo_changed"):
    """The company has a new logo."""

    sha256: str


class LogoRemoved(Event, frozen=True, kw_only=True, tag="company.logo_removed"):
    """The company has no logo any more."""


class InvoicingStopped(Event, frozen=True, kw_only=True, tag="company.invoicing_stopped"):
    """Nobody and no program of the company may send until it is taken back."""


class InvoicingResumed(Event, frozen=True, kw_only=True, tag="company.invoicing_resumed"):
    """The company may send again."""


class PaymentAccountAdded(Event, frozen=True, kw_only=True, tag="payment_account.added"):
    """The company is paid to one more account."""

    account_kind: str
    account: str


class PaymentAccountChanged(Event, frozen=True, kw_only=True, tag="payment_account.changed"):
    """Something about an account changed."""

    account_kind: str
    account: str
    setting: str
    value_before: str
    value_after: str


class PaymentAccountRemoved(Event, frozen=True, kw_only=True, tag="payment_account.removed"):
    """An account is the company's no longer; invoices sent before keep it."""

    account_kind: str
    account: str


class QuoteAsked(Event, frozen=True, kw_only=True, tag="store.quote_asked"):
    """The company asked for an offer."""

    product: str
    quantity: int


class QuoteWithdrawn(Event, frozen=True, kw_only=True, tag="store.quote_withdrawn"):
    """The company took its question back."""

    product: str
    quantity: int


class QuoteGranted(Event, frozen=True, kw_only=True, tag="store.quote_granted"):
    """Those who run the hub granted what the company asked for."""

    product: str
    quantity: int


class QuoteDeclined(Event, frozen=True, kw_only=True, tag="store.quote_declined"):
    """Those who run the hub said no."""

    product: str
    quantity: int


class SeatsChanged(Event, frozen=True, kw_only=True, tag="company.seats_changed"):
    """The company may have another number of members."""

    seats_before: int
    seats_after: int


class PlanChanged(Event, frozen=True, kw_only=True, tag="company.plan_changed"):
    """The company has another plan."""

    plan_before: str
    plan_after: str


class LetterTriedAgain(Event, frozen=True, kw_only=True, tag="letter.tried_again"):
    """Those who run the hub let a letter on the company's behalf be tried again."""

    letter_kind: str


_LANGUAGES = ("sv", "nb", "en")
_ROLES = {
    "administrator": ("administratör", "administrator", "administrator"),
    "group_administrator": ("koncernadministratör", "konsernadministrator", "group administrator"),
    "issuer": ("skicka", "sende", "send"),
    "approver": ("attestera", "godkjenne", "approve"),
    "receiver": ("hantera inkommet", "behandle innkommet", "work on what comes in"),
    "reader": ("läsa", "lese", "read"),
}
_ACCOUNT_KINDS = {
    "bankgiro": ("Bankgiro", "Bankgiro", "Bankgiro"),
    "plusgiro": ("Plusgiro", "Plusgiro", "Plusgiro"),
    "iban": ("IBAN", "IBAN", "IBAN"),
    "norwegian": ("Norskt konto", "Norsk konto", "Norwegian account"),
    "danish": ("Danskt konto", "Dansk konto", "Danish account"),
}
_SETTINGS = {
    "user_name": ("namnet", "navnet", "the name"),
    "user_email": ("e-postadressen", "e-postadressen", "the e-mail address"),
    "name": ("företagets namn", "bedriftens navn", "the company's name"),
    "vat_number": ("momsregistreringsnumret", "mva-nummeret", "the VAT number"),
    "street": ("adressen", "adressen", "the address"),
    "street_2": ("adressens andra rad", "adressens andre linje", "the second line of the address"),
    "postal_code": ("postnumret", "postnummeret", "the postcode"),
    "city": ("orten", "poststedet", "the town"),
    "contact_name": ("kontaktpersonen", "kontaktpersonen", "the contact person"),
    "contact_email": ("kontaktens e-post", "kontaktens e-post", "the contact's e-mail"),
    "contact_phone": ("kontaktens telefon", "kontaktens telefon", "the contact's telephone"),
    "website": ("webbplatsen", "nettstedet", "the website"),
    "legal_notes": ("texten på alla fakturor", "teksten på alle fakturaer", "the text on every invoice"),
    "language": ("språket", "språket", "the language"),
    "time_zone": ("tidszonen", "tidssonen", "the time zone"),
    "takes_test_documents": ("mottagandet av testdokument", "mottaket av testdokumenter", "taking test documents"),
    "duplicate_control": ("dubblettkontrollen", "duplikatkontrollen", "the check for duplicates"),
    "fiscal_year_starts": (
        "räkenskapsårets första månad", "regnskapsårets første måned", "the first month of the fiscal year"
    ),
    "scan_box": ("adressen för pappersfakturor", "adressen for papirfakturaer", "the address for paper invoices"),
    "certain_prints": (
        "att säkert lästa utskrifter skickas av sig själva",
        "at sikkert leste utskrifter sendes av seg selv",
        "sending prints that were read with certainty",
    ),
    "four_eyes": ("kravet på attest av en annan", "kravet om godkjenning av en annen", "approval by another person"),
    "format": ("formatet för det ni tar emot", "formatet for det dere tar imot", "the format of what you receive"),
    "bic": ("BIC", "BIC", "BIC"),
    "holder": ("kontohavaren", "kontohaveren", "the account holder"),
    "currency": ("valutan", "valutaen", "the currency"),
    "on_invoices": ("om det står på fakturorna", "om den står på fakturaene", "whether it stands on the invoices"),
    "group": ("koncernen", "konsernet", "the group"),
    "e_archive": ("e-arkivet", "e-arkivet", "the e-archive"),
    "rank": ("platsen i ordningen", "plassen i rekkefølgen", "the place in the order"),
    "value": ("numret", "nummeret", "the number"),
    "email_contents": (
        "innehållet i e-post till kunder", "innholdet i e-post til kunder", "the content of e-mails to customers"
    ),
    "email_invoice_format": (
        "formatet för fakturor via e-post", "formatet for fakturaer på e-post", "the format of invoices by e-mail"
    ),
    "email_credit_note_format": (
        "formatet för kreditfakturor via e-post", "formatet for kreditnotaer på e-post",
        "the format of credit notes by e-mail",
    ),
    "email_sender_name": (
        "avsändarens namn i e-post till kunder", "avsenderens navn i e-post til kunder",
        "the sender's name in e-mails to customers",
    ),
    "email_sender_prefix": (
        "avsändarprefixet i e-post till kunder", "avsenderprefikset i e-post til kunder",
        "the sender prefix of e-mails to customers",
    ),
    "email_reply_to": (
        "svarsadressen i e-post till kunder", "svaradressen i e-post til kunder",
        "the reply address of e-mails to customers",
    ),
    "post_on": ("om brev skickas på papper", "om brev sendes på papir", "whether letters are sent on paper"),
    "post_goes_at": ("klockslaget för breven", "klokkeslettet for brevene", "the hour of the letters"),
    "post_colour": ("färg på breven", "farger på brevene", "colour of the letters"),
    "post_returns": ("vad som sker med returbrev", "hva som skjer med returbrev", "what is done with returned letters"),
}  # fmt: skip
_VALUES = {"": ("tomt", "tomt", "nothing"), "yes": ("ja", "ja", "yes"), "no": ("nej", "nei", "no")}
PRODUCTS = {
    "user": ("ytterligare nätverksanvändare", "ekstra nettverksbrukere", "additional network users"),
    "archive": ("endast arkiv", "bare arkiv", "archive only"),
    "group": ("koncern", "konsern", "group of companies"),
    "e_archive": ("e-arkiv", "e-arkiv", "e-archive"),
}


def _word(of: Mapping[str, tuple[str, str, str]]) -> Callable[[str, str], str]:
    """Return a function that names a stored value in a language; what has no name is shown as it is."""
    return lambda value, language: of[value][_LANGUAGES.index(language)] if value in of else value


def _value(value: str, language: str) -> str:
    if value in _VALUES:
        return _word(_VALUES)(value, language)
    return {"sv": f"”{value}”", "nb": f"«{value}»"}.get(language, f"“{value}”")


# How these fields are shown, whatever event they stand in.
NAMES = {
    "roles_before": _word(_ROLES),
    "roles_after": _word(_ROLES),
    "setting": _word(_SETTINGS),
    "value_before": _value,
    "value_after": _value,
    "account_kind": _word(_ACCOUNT_KINDS),
    "product": _word(PRODUCTS),
}

WORDS: Words = {
    "user.roles_changed": {
        "sv": "Ändrade rättigheterna för {person_name}: {roles_after}. Förut: {roles_before}.",
        "nb": "Endret rettighetene til {person_name}: {roles_after}. Før: {roles_before}.",
        "en": "Changed the rights of {person_name}: {roles_after}. Before: {roles_before}.",
    },
    "user.changed": {
        "sv": "Ändrade {setting} för {person_name}: {value_after}. Förut: {value_before}.",
        "nb": "Endret {setting} til {person_name}: {value_after}. Før: {value_before}.",
        "en": "Changed {setting} of {person_name}: {value_after}. Before: {value_before}.",
    },
    "user.removed": {
        "sv": "Tog bort användaren {person_name} ({email}).",
        "nb": "Fjernet brukeren {person_name} ({email}).",
        "en": "Removed the user {person_name} ({email}).",
    },
    "company.setting_changed": {
        "sv": "Ändrade {setting}: {value_after}. Förut: {value_before}.",
        "nb": "Endret {setting}: {value_after}. Før: {value_before}.",
        "en": "Changed {setting}: {value_after}. Before: {value_before}.",
    },
    "company.logo_changed": {
        "sv": "Bytte företagets logotyp.",
        "nb": "Byttet bedriftens logo.",
        "en": "Changed the company's logo.",
    },
    "company.logo_removed": {
        "sv": "Tog bort företagets logotyp.",
        "nb": "Fjernet bedriftens logo.",
        "en": "Removed the company's logo.",
    },
    "company.invoicing_stopped": {
        "sv": "Deaktiverade faktureringen: ingen kan skicka fakturor.",
        "nb": "Deaktiverte faktureringen: ingen kan sende fakturaer.",
        "en": "Stopped invoicing: nobody can send invoices.",
    },
    "company.invoicing_resumed": {
        "sv": "Aktiverade faktureringen igen.",
        "nb": "Aktiverte faktureringen igjen.",
        "en": "Allowed invoicing again.",
    },
    "payment_account.added": {
        "sv": "Lade till kontot {account_kind} {account}.",
        "nb": "La til kontoen {account_kind} {account}.",
        "en": "Added the account {account_kind} {account}.",
    },
    "payment_account.changed": {
        "sv": "Ändrade {setting} för kontot {account_kind} {account}: {value_after}. Förut: {value_before}.",
        "nb": "Endret {setting} for kontoen {account_kind} {account}: {value_after}. Før: {value_before}.",
        "en": "Changed {setting} of the account {account_kind} {account}: {value_after}. Before: {value_before}.",
    },
    "payment_account.removed": {
        "sv": "Tog bort kontot {account_kind} {account}.",
        "nb": "Fjernet kontoen {account_kind} {account}.",
        "en": "Removed the account {account_kind} {account}.",
    },
    "store.quote_asked": {
        "sv": "Begärde offert: {product}, antal {quantity}.",
        "nb": "Ba om tilbud: {product}, antall {quantity}.",
        "en": "Asked for an offer: {product}, quantity {quantity}.",
    },
    "store.quote_withdrawn": {
        "sv": "Drog tillbaka offertbegäran: {product}, antal {quantity}.",
        "nb": "Trakk tilbake forespørselen om tilbud: {product}, antall {quantity}.",
        "en": "Withdrew the request for an offer: {product}, quantity {quantity}.",
    },
    "store.quote_granted": {
        "sv": "Beviljade offertbegäran: {product}, antal {quantity}.",
        "nb": "Innvilget forespørselen om tilbud: {product}, antall {quantity}.",
        "en": "Granted the request for an offer: {product}, quantity {quantity}.",
    },
    "store.quote_declined": {
        "sv": "Avslog offertbegäran: {product}, antal {quantity}.",
        "nb": "Avslo forespørselen om tilbud: {product}, antall {quantity}.",
        "en": "Declined the request for an offer: {product}, quantity {quantity}.",
    },
    "company.seats_changed": {
        "sv": "Ändrade antalet licenser från {seats_before} till {seats_after}.",
        "nb": "Endret antall lisenser fra {seats_before} til {seats_after}.",
        "en": "Changed the number of licences from {seats_before} to {seats_after}.",
    },
    "company.plan_changed": {
        "sv": "Ändrade abonnemanget från {plan_before} till {plan_after}.",
        "nb": "Endret abonnementet fra {plan_before} til {plan_after}.",
        "en": "Changed the plan from {plan_before} to {plan_after}.",
    },
    "letter.tried_again": {
        "sv": "Lät ett mejl för företaget skickas på nytt ({letter_kind}).",
        "nb": "Lot en e-post for bedriften sendes på nytt ({letter_kind}).",
        "en": "Let a letter on the company's behalf be tried again ({letter_kind}).",
    },
}

EVENTS = (
    RolesChanged,
    UserChanged,
    UserRemoved,
    SettingChanged,
    LogoChanged,
    LogoRemoved,
    InvoicingStopped,
    InvoicingResumed,
    PaymentAccountAdded,
    PaymentAccountChanged,
    PaymentAccountRemoved,
    QuoteAsked,
    QuoteWithdrawn,
    QuoteGranted,
    QuoteDeclined,
    SeatsChanged,
    PlanChanged,
    LetterTriedAgain,
)
