"""What can happen to a document, for the customer and the auditor."""

from __future__ import annotations

from datetime import datetime

from depesch.hub.history.event import Event, Words


class DocumentSubmitted(Event, frozen=True, kw_only=True, tag="document.submitted"):
    """The company handed a document over, and the original is archived."""

    route: str  # api, console, portal
    file_name: str
    sha256: str
    size: int  # bytes


class DocumentUnpacked(Event, frozen=True, kw_only=True, tag="document.unpacked"):
    """The file held several documents; each goes its own way."""

    count: int


class DocumentTakenOut(Event, frozen=True, kw_only=True, tag="document.taken_out"):
    """The document came in a file with others, whose original is archived too."""

    original: str  # id of the document that the file is
    position: int  # 1, 2, ...
    sha256: str
    size: int  # bytes
    remarks: tuple[str, ...] = ()  # what was wrong with the envelope and concerns this document: rule and value


class DocumentArrived(Event, frozen=True, kw_only=True, tag="document.arrived"):
    """A document came in over the network."""

    sender: str  # name, as the document or the sender's account says
    message_id: str


class DocumentChecked(Event, frozen=True, kw_only=True, tag="document.checked"):
    """The document was held against the rules."""

    rule_sets: tuple[str, ...]
    fatal: int
    warnings: int


class DocumentRefused(Event, frozen=True, kw_only=True, tag="document.refused"):
    """The document goes back to the sender for correction; nothing was sent."""

    code: str
    findings: int = 0


class DocumentPlanned(Event, frozen=True, kw_only=True, tag="document.planned"):
    """The ways in which delivery will be tried are settled, the first first."""

    run: tuple[str, ...]  # names of channels
    run_name: str = ""  # of the company's run that was taken; empty: an order without a name
    why: str = ""  # `directory.run_rules.RunWhy`; empty in what was planned before there were runs


class DocumentConverted(Event, frozen=True, kw_only=True, tag="document.converted"):
    """The document was written in the format the receiver takes."""

    from_syntax: str
    to_syntax: str
    losses: int = 0  # values that the format could not hold as they were
    unread: int = 0  # values of the original that the reading found no place for


class DeliveryAttempted(Event, frozen=True, kw_only=True, tag="delivery.attempted"):
    """A try over one channel begins; recorded before the first byte leaves."""

    channel: str
    message_id: str
    number: int  # 1 is the first try of this delivery


class DocumentDelivered(Event, frozen=True, kw_only=True, tag="document.delivered"):
    """The receiver's side gave a receipt, which is archived."""

    channel: str
    receipt_sha256: str
    left_out: tuple[str, ...] = ()  # names of files that could not go this way


class DeliveryPostponed(Event, frozen=True, kw_only=True, tag="delivery.postponed"):
    """A passing obstacle: the same channel is tried again."""

    channel: str
    code: str
    retry_at: datetime


class DeliveryRefused(Event, frozen=True, kw_only=True, tag="delivery.refused"):
    """The receiver's side said no over this channel; the next one is tried."""

    channel: str
    code: str


class DeliveryUncertain(Event, frozen=True, kw_only=True, tag="delivery.uncertain"):
    """It is not known whether the receiver has it: the receiver's side is asked."""

    channel: str
    code: str


class DeliveryUndecided(Event, frozen=True, kw_only=True, tag="delivery.undecided"):
    """A repeat was refused or came to nothing, and the copy before it may have arrived: a person decides."""

    channel: str
    code: str


class DocumentUndeliverable(Event, frozen=True, kw_only=True, tag="document.undeliverable"):
    """Every channel of the run said no."""


class DocumentFailed(Event, frozen=True, kw_only=True, tag="document.failed"):
    """A fault of ours stopped the document again and again; the operator looks into it."""

    code: str


class DocumentCancelled(Event, frozen=True, kw_only=True, tag="document.cancelled"):
    """The document was withdrawn before it was handed over."""


class DocumentCertified(Event, frozen=True, kw_only=True, tag="document.certified"):
    """A document in certification mode went the whole way, and nothing left the hub."""


class DocumentResent(Event, frozen=True, kw_only=True, tag="document.resent"):
    """Somebody asked for the delivery to be tried again."""


class DocumentMended(Event, frozen=True, kw_only=True, tag="document.mended"):
    """The document was mended: its mended form goes out in its place, as another document."""

    successor: str  # the id of the mended document
    terms: tuple[str, ...] = ()  # business terms that were changed


class DocumentMends(Event, frozen=True, kw_only=True, tag="document.mends"):
    """The document is the mended form of another one, which was refused."""

    original: str  # the id of the refused document
    terms: tuple[str, ...] = ()  # business terms that were changed


class DocumentOpened(Event, frozen=True, kw_only=True, tag="document.opened"):
    """Somebody looked at an incoming document for the first time."""


class DocumentDownloaded(Event, frozen=True, kw_only=True, tag="document.downloaded"):
    """Somebody fetched one of the document's files."""

    role: str  # the archive's role of the file
    sha256: str


WORDS: Words = {
    "document.submitted": {
        "sv": "Lämnades in {route}. Originalet är arkiverat.",
        "nb": "Levert inn {route}. Originalen er arkivert.",
        "en": "Handed over {route}. The original is archived.",
    },
    "document.unpacked": {
        "sv": "Filen innehöll {count} dokument. Vart och ett går sin egen väg.",
        "nb": "Filen inneholdt {count} dokumenter. Hvert av dem går sin egen vei.",
        "en": "The file held {count} documents. Each goes its own way.",
    },
    "document.taken_out": {
        "sv": "Kom som nummer {position} i en fil med flera dokument. Filen är arkiverad.",
        "nb": "Kom som nummer {position} i en fil med flere dokumenter. Filen er arkivert.",
        "en": "Came as number {position} in a file of several documents. The file is archived.",
    },
    "document.arrived": {
        "sv": "Kom in från {sender}.",
        "nb": "Kom inn fra {sender}.",
        "en": "Arrived from {sender}.",
    },
    "document.checked": {
        "sv": "Kontrollerad mot reglerna. Fel: {fatal}, varningar: {warnings}.",
        "nb": "Kontrollert mot reglene. Feil: {fatal}, advarsler: {warnings}.",
        "en": "Checked against the rules. Errors: {fatal}, warnings: {warnings}.",
    },
    "document.refused": {
        "sv": "Kunde inte skickas och behöver rättas. Ingenting har lämnat oss.",
        "nb": "Kunne ikke sendes og må rettes. Ingenting har forlatt oss.",
        "en": "Could not be sent and needs correcting. Nothing has left us.",
    },
    "document.planned": {
        "sv": "Leveransväg bestämd: {run}.",
        "nb": "Distribusjonsløp bestemt: {run}.",
        "en": "Way of delivery settled: {run}.",
    },
    "document.converted": {
        "sv": "Omvandlad från {from_syntax} till {to_syntax}. Uppgifter som är annorlunda där: {losses}; "
        "uppgifter i originalet som standarden inte känner: {unread}.",
        "nb": "Konvertert fra {from_syntax} til {to_syntax}. Opplysninger som er annerledes der: {losses}; "
        "opplysninger i originalen som standarden ikke kjenner: {unread}.",
        "en": "Converted from {from_syntax} to {to_syntax}. Values that are otherwise there: {losses}; "
        "values of the original that the standard does not know: {unread}.",
    },
    "delivery.attempted": {
        "sv": "Leverans via {channel} påbörjades, försök {number}.",
        "nb": "Levering via {channel} ble startet, forsøk {number}.",
        "en": "Delivery by {channel} began, try {number}.",
    },
    "document.delivered": {
        "sv": "Levererad via {channel}. Mottagarens kvittens är arkiverad.",
        "nb": "Levert via {channel}. Mottakerens kvittering er arkivert.",
        "en": "Delivered by {channel}. The receiver's receipt is archived.",
    },
    "delivery.postponed": {
        "sv": "{channel} kunde inte nås just nu. Nytt försök {retry_at}.",
        "nb": "{channel} kunne ikke nås akkurat nå. Nytt forsøk {retry_at}.",
        "en": "{channel} could not be reached just now. Next try {retry_at}.",
    },
    "delivery.refused": {
        "sv": "Mottagaren tog inte emot via {channel}. Nästa väg prövas.",
        "nb": "Mottakeren tok ikke imot via {channel}. Neste vei prøves.",
        "en": "The receiver did not accept it by {channel}. The next way is tried.",
    },
    "delivery.uncertain": {
        "sv": "Det är inte säkert att den kom fram via {channel}. Vi frågar mottagarsidan innan något skickas igen.",
        "nb": "Det er ikke sikkert at den kom fram via {channel}. Vi spør mottakersiden før noe sendes igjen.",
        "en": "It is not certain that it arrived by {channel}. We ask the receiving side before we send again.",
    },
    "delivery.undecided": {
        "sv": "Upprepningen via {channel} gick inte fram, men den första kan ha gjort det. Ingen annan väg prövas "
        "förrän någon har frågat mottagaren.",
        "nb": "Gjentakelsen via {channel} kom ikke fram, men den første kan ha gjort det. Ingen annen vei prøves før "
        "noen har spurt mottakeren.",
        "en": "The repeat by {channel} did not get through, but the first copy may have. No other way is tried until "
        "somebody has asked the receiver.",
    },
    "document.undeliverable": {
        "sv": "Kunde inte levereras på någon av vägarna.",
        "nb": "Kunne ikke leveres på noen av veiene.",
        "en": "Could not be delivered in any of the ways.",
    },
    "document.failed": {
        "sv": "Ett fel hos oss stoppade dokumentet. Driften är underrättad; ingenting har gått förlorat.",
        "nb": "En feil hos oss stanset dokumentet. Driften er varslet; ingenting har gått tapt.",
        "en": "A fault of ours stopped the document. The operator has been told; nothing is lost.",
    },
    "document.cancelled": {
        "sv": "Återkallades innan den lämnade oss.",
        "nb": "Ble trukket tilbake før den forlot oss.",
        "en": "Withdrawn before it left us.",
    },
    "document.certified": {
        "sv": "Certifieringskörningen är klar. Ingenting har lämnat oss.",
        "nb": "Sertifiseringskjøringen er ferdig. Ingenting har forlatt oss.",
        "en": "The certification run is complete. Nothing has left us.",
    },
    "document.resent": {
        "sv": "Nytt leveransförsök begärdes.",
        "nb": "Nytt leveringsforsøk ble bedt om.",
        "en": "A new try at delivery was asked for.",
    },
    "document.mended": {
        "sv": "Rättades, och den rättade skickades i stället. Ändrat: {terms}. Originalet är kvar i arkivet.",
        "nb": "Ble rettet, og den rettede ble sendt i stedet. Endret: {terms}. Originalen ligger fortsatt i arkivet.",
        "en": "Was mended, and the mended one was sent instead. Changed: {terms}. The original stays in the archive.",
    },
    "document.mends": {
        "sv": "Är en rättad form av ett dokument som inte kunde skickas. Ändrat: {terms}.",
        "nb": "Er en rettet utgave av et dokument som ikke kunne sendes. Endret: {terms}.",
        "en": "Is the mended form of a document that could not be sent. Changed: {terms}.",
    },
    "document.opened": {
        "sv": "Öppnades för första gången.",
        "nb": "Ble åpnet for første gang.",
        "en": "Opened for the first time.",
    },
    "document.downloaded": {
        "sv": "Hämtades: {role}.",
        "nb": "Ble hentet: {role}.",
        "en": "Downloaded: {role}.",
    },
}

EVENTS = (
    DocumentSubmitted,
    DocumentUnpacked,
    DocumentTakenOut,
    DocumentArrived,
    DocumentChecked,
    DocumentRefused,
    DocumentPlanned,
    DocumentConverted,
    DeliveryAttempted,
    DocumentDelivered,
    DeliveryPostponed,
    DeliveryRefused,
    DeliveryUncertain,
    DeliveryUndecided,
    DocumentUndeliverable,
    DocumentFailed,
    DocumentCancelled,
    DocumentCertified,
    DocumentResent,
    DocumentMended,
    DocumentMends,
    DocumentOpened,
    DocumentDownloaded,
)

TITLES: Words = {
    "document.submitted": {"sv": "Inlämnat", "nb": "Levert inn", "en": "Handed over"},
    "document.unpacked": {
        "sv": "Fil med flera dokument uppdelad",
        "nb": "Fil med flere dokumenter delt opp",
        "en": "File of several documents opened",
    },
    "document.taken_out": {
        "sv": "Taget ur en fil med flera",
        "nb": "Tatt ut av en fil med flere",
        "en": "Taken out of a file of several",
    },
    "document.arrived": {"sv": "Mottaget", "nb": "Mottatt", "en": "Arrived"},
    "document.checked": {
        "sv": "Kontrollerat mot reglerna",
        "nb": "Kontrollert mot reglene",
        "en": "Checked against the rules",
    },
    "document.refused": {"sv": "Måste rättas", "nb": "Må rettes", "en": "Needs correcting"},
    "document.planned": {
        "sv": "Leveransväg bestämd",
        "nb": "Distribusjonsløp bestemt",
        "en": "Way of delivery settled",
    },
    "document.converted": {
        "sv": "Omvandlat till ett annat format",
        "nb": "Konvertert til et annet format",
        "en": "Converted to another format",
    },
    "document.delivered": {"sv": "Levererat", "nb": "Levert", "en": "Delivered"},
    "document.undeliverable": {
        "sv": "Gick inte att leverera",
        "nb": "Kunne ikke leveres",
        "en": "Could not be delivered",
    },
    "document.failed": {
        "sv": "Stoppat av ett fel hos oss",
        "nb": "Stoppet av en feil hos oss",
        "en": "Stopped by a fault of ours",
    },
    "document.cancelled": {"sv": "Makulerat", "nb": "Annullert", "en": "Cancelled"},
    "document.certified": {
        "sv": "Certifierat, inte skickat",
        "nb": "Sertifisert, ikke sendt",
        "en": "Certified, not sent",
    },
    "document.resent": {"sv": "Nytt försök begärt", "nb": "Nytt forsøk bestilt", "en": "New try asked for"},
    "document.mended": {
        "sv": "Rättat, och det rättade skickat",
        "nb": "Rettet, og det rettede sendt",
        "en": "Mended, and the mended one sent",
    },
    "document.mends": {
        "sv": "Är rättelsen av ett annat",
        "nb": "Er rettelsen av et annet",
        "en": "Is the mended form of another",
    },
    "document.opened": {"sv": "Öppnat första gången", "nb": "Åpnet første gang", "en": "Opened for the first time"},
    "document.downloaded": {"sv": "Fil hämtad", "nb": "Fil lastet ned", "en": "File downloaded"},
    "delivery.attempted": {
        "sv": "Leveransförsök påbörjat",
        "nb": "Leveringsforsøk begynt",
        "en": "Try at delivery began",
    },
    "delivery.postponed": {
        "sv": "Nytt leveransförsök senare",
        "nb": "Nytt leveringsforsøk senere",
        "en": "Delivery tried again later",
    },
    "delivery.refused": {
        "sv": "En väg nekades, nästa prövas",
        "nb": "En vei ble avvist, neste prøves",
        "en": "One way refused, the next is tried",
    },
    "delivery.uncertain": {
        "sv": "Osäkert om det kom fram",
        "nb": "Usikkert om det kom fram",
        "en": "Not certain that it arrived",
    },
    "delivery.undecided": {
        "sv": "Upprepningen kom inte fram, oklart om den första gjorde det",
        "nb": "Gjentakelsen kom ikke fram, uklart om den første gjorde det",
        "en": "The repeat failed, the first copy may have arrived",
    },
}
