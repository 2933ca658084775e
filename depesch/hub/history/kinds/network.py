"""What can happen to a company's place in the network: its customers, connections, routing orders, demands."""

from __future__ import annotations

from depesch.hub.history.event import Event, Words


class CustomerAdded(Event, frozen=True, kw_only=True, tag="customer.added"):
    """A card came into the register."""

    customer: str  # id
    name: str


class CustomerChanged(Event, frozen=True, kw_only=True, tag="customer.changed"):
    """A card was changed; what stands in it is not repeated here."""

    customer: str
    name: str
    fields: tuple[str, ...]  # names of the model's fields, and `identifiers`


class CustomerRemoved(Event, frozen=True, kw_only=True, tag="customer.removed"):
    """A card was taken out of the register."""

    customer: str
    name: str


class CustomersImported(Event, frozen=True, kw_only=True, tag="customer.imported"):
    """A file of customers was applied."""

    file_name: str
    added: int
    changed: int


class ConnectionAsked(Event, frozen=True, kw_only=True, tag="connection.asked"):
    """We asked another company to accept us."""

    connection: str
    company: str  # name of the other side


class ConnectionMade(Event, frozen=True, kw_only=True, tag="connection.made"):
    """The other company accepts by itself: the connection holds at once."""

    connection: str
    company: str


class ConnectionReceived(Event, frozen=True, kw_only=True, tag="connection.received"):
    """Another company asks us to accept it."""

    connection: str
    company: str


class ConnectionAccepted(Event, frozen=True, kw_only=True, tag="connection.accepted"):
    """We accepted another company."""

    connection: str
    company: str


class ConnectionDeclined(Event, frozen=True, kw_only=True, tag="connection.declined"):
    """We declined another company, or took back that we had accepted it."""

    connection: str
    company: str


class ConnectionCancelled(Event, frozen=True, kw_only=True, tag="connection.cancelled"):
    """We took our request back, or ended the connection."""

    connection: str
    company: str


class ConnectionAnswered(Event, frozen=True, kw_only=True, tag="connection.was_accepted"):
    """The other company accepted us."""

    connection: str
    company: str


class ConnectionRefused(Event, frozen=True, kw_only=True, tag="connection.was_declined"):
    """The other company declined us, or took back that it had accepted us."""

    connection: str
    company: str


class ConnectionWithdrawn(Event, frozen=True, kw_only=True, tag="connection.was_cancelled"):
    """The other company took its request back, or ended the connection."""

    connection: str
    company: str


class ConnectionLeft(Event, frozen=True, kw_only=True, tag="connection.left"):
    """The other company left the network."""

    connection: str
    company: str


class RoutingOrdered(Event, frozen=True, kw_only=True, tag="routing.ordered"):
    """Another operator is asked to set up a route to one of our customers."""

    order: str
    customer: str
    name: str


class RoutingMailed(Event, frozen=True, kw_only=True, tag="routing.mailed"):
    """The order was mailed to the operator by us."""

    order: str
    name: str
    to: str


class RoutingActivated(Event, frozen=True, kw_only=True, tag="routing.activated"):
    """Somebody noted that the route works."""

    order: str
    name: str


class RoutingCancelled(Event, frozen=True, kw_only=True, tag="routing.cancelled"):
    """Somebody gave the order up."""

    order: str
    name: str


class RoutingReminded(Event, frozen=True, kw_only=True, tag="routing.reminded"):
    """Nobody has said for some days whether the route works: whoever ordered it was reminded."""

    order: str
    name: str
    days: int


class DemandsChanged(Event, frozen=True, kw_only=True, tag="demands.changed"):
    """What we demand of documents to us is in force in a new version."""

    version: int
    count: int


class DemandsRemoved(Event, frozen=True, kw_only=True, tag="demands.removed"):
    """We demand nothing of our own any more."""


class BuyerPageChanged(Event, frozen=True, kw_only=True, tag="buyer_page.changed"):
    """Our public page was changed."""

    slug: str
    is_public: int  # 1 or 0


class NetworkSettingsChanged(Event, frozen=True, kw_only=True, tag="network.settings"):
    """How we use the network was changed."""

    closed_directory: int  # 1: documents go to our customers alone
    auto_accept: int  # 1: whoever wants to send to us may


WORDS: Words = {
    "customer.added": {
        "sv": "Kunden {name} lades till.",
        "nb": "Kunden {name} ble lagt til.",
        "en": "The customer {name} was added.",
    },
    "customer.changed": {
        "sv": "Kundkortet för {name} ändrades.",
        "nb": "Kundekortet for {name} ble endret.",
        "en": "The card of the customer {name} was changed.",
    },
    "customer.removed": {
        "sv": "Kunden {name} togs bort ur registret.",
        "nb": "Kunden {name} ble tatt ut av registeret.",
        "en": "The customer {name} was removed from the register.",
    },
    "customer.imported": {
        "sv": "Kunder lästes in från {file_name}. Nya: {added}. Ändrade: {changed}.",
        "nb": "Kunder ble lest inn fra {file_name}. Nye: {added}. Endrede: {changed}.",
        "en": "Customers were read in from {file_name}. New: {added}. Changed: {changed}.",
    },
    "connection.asked": {
        "sv": "En koppling till {company} begärdes.",
        "nb": "En kobling til {company} ble bedt om.",
        "en": "A connection to {company} was asked for.",
    },
    "connection.made": {
        "sv": "En koppling till {company} skapades. Mottagaren godkänner alla.",
        "nb": "En kobling til {company} ble opprettet. Mottakeren godtar alle.",
        "en": "A connection to {company} was created. The receiver accepts everybody.",
    },
    "connection.received": {
        "sv": "{company} vill skicka till oss och väntar på svar.",
        "nb": "{company} vil sende til oss og venter på svar.",
        "en": "{company} wants to send to us and waits for an answer.",
    },
    "connection.accepted": {
        "sv": "{company} godkändes och får skicka till oss.",
        "nb": "{company} ble godkjent og får sende til oss.",
        "en": "{company} was accepted and may send to us.",
    },
    "connection.declined": {
        "sv": "{company} avslogs och får inte skicka till oss.",
        "nb": "{company} ble avslått og får ikke sende til oss.",
        "en": "{company} was declined and may not send to us.",
    },
    "connection.cancelled": {
        "sv": "Kopplingen till {company} togs tillbaka.",
        "nb": "Koblingen til {company} ble trukket tilbake.",
        "en": "The connection to {company} was taken back.",
    },
    "connection.was_accepted": {
        "sv": "{company} har godkänt oss. Fakturor kan skickas dit.",
        "nb": "{company} har godkjent oss. Fakturaer kan sendes dit.",
        "en": "{company} has accepted us. Invoices can be sent there.",
    },
    "connection.was_declined": {
        "sv": "{company} har avslagit kopplingen.",
        "nb": "{company} har avslått koblingen.",
        "en": "{company} has declined the connection.",
    },
    "connection.was_cancelled": {
        "sv": "{company} har tagit tillbaka sin koppling till oss.",
        "nb": "{company} har trukket tilbake koblingen til oss.",
        "en": "{company} has taken back its connection to us.",
    },
    "connection.left": {
        "sv": "{company} har lämnat nätverket.",
        "nb": "{company} har forlatt nettverket.",
        "en": "{company} has left the network.",
    },
    "routing.ordered": {
        "sv": "Routing till {name} beställdes.",
        "nb": "Ruting til {name} ble bestilt.",
        "en": "A route to {name} was ordered.",
    },
    "routing.mailed": {
        "sv": "Routingbeställningen för {name} skickades till {to}.",
        "nb": "Rutingbestillingen for {name} ble sendt til {to}.",
        "en": "The routing order for {name} was mailed to {to}.",
    },
    "routing.activated": {
        "sv": "Routingen till {name} aktiverades.",
        "nb": "Rutingen til {name} ble aktivert.",
        "en": "The route to {name} was activated.",
    },
    "routing.cancelled": {
        "sv": "Routingbeställningen för {name} avbröts.",
        "nb": "Rutingbestillingen for {name} ble avbrutt.",
        "en": "The routing order for {name} was cancelled.",
    },
    "routing.reminded": {
        "sv": "En påminnelse om routingen till {name} skickades efter {days} dagar.",
        "nb": "En påminnelse om rutingen til {name} ble sendt etter {days} dager.",
        "en": "A reminder of the route to {name} was sent after {days} days.",
    },
    "demands.changed": {
        "sv": "Kravlistan gäller nu i version {version}. Krav: {count}.",
        "nb": "Kravlisten gjelder nå i versjon {version}. Krav: {count}.",
        "en": "The rule pack is in force in version {version}. Demands: {count}.",
    },
    "demands.removed": {
        "sv": "Kravlistan togs bort.",
        "nb": "Kravlisten ble fjernet.",
        "en": "The rule pack was removed.",
    },
    "buyer_page.changed": {
        "sv": "Den publika sidan {slug} ändrades.",
        "nb": "Den offentlige siden {slug} ble endret.",
        "en": "The public page {slug} was changed.",
    },
    "network.settings": {
        "sv": "Inställningarna för nätverket ändrades.",
        "nb": "Innstillingene for nettverket ble endret.",
        "en": "The settings of the network were changed.",
    },
}

EVENTS = (
    CustomerAdded,
    CustomerChanged,
    CustomerRemoved,
    CustomersImported,
    ConnectionAsked,
    ConnectionMade,
    ConnectionReceived,
    ConnectionAccepted,
    ConnectionDeclined,
    ConnectionCancelled,
    ConnectionAnswered,
    ConnectionRefused,
    ConnectionWithdrawn,
    ConnectionLeft,
    RoutingOrdered,
    RoutingMailed,
    RoutingActivated,
    RoutingCancelled,
    RoutingReminded,
    DemandsChanged,
    DemandsRemoved,
    BuyerPageChanged,
    NetworkSettingsChanged,
)
