"""The words of an evidence pack's first page, in Swedish, Norwegian and English."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("sv", "nb", "en")
_WORDS: Mapping[str, tuple[str, str, str]] = {
    "title": ("Bevispaket", "Bevispakke", "Evidence pack"),
    "lead": (
        "Allt som {company} har arkiverat om detta dokument, så som det står efter händelse {sequence}, {at}.",
        "Alt som {company} har arkivert om dette dokumentet, slik det står etter hendelse {sequence}, {at}.",
        "All that {company} has archived about this document, as it stands after event {sequence}, {at}.",
    ),
    "times": (
        "Alla klockslag är i UTC.",
        "Alle klokkeslett er i UTC.",
        "All times are in UTC.",
    ),
    "facts": ("Dokumentet", "Dokumentet", "The document"),
    "number": ("Nummer", "Nummer", "Number"),
    "seller": ("Säljare", "Selger", "Seller"),
    "buyer": ("Köpare", "Kjøper", "Buyer"),
    "issued": ("Datum", "Dato", "Date"),
    "due": ("Förfaller", "Forfaller", "Due"),
    "amount": ("Att betala", "Å betale", "Amount due"),
    "state": ("Status", "Status", "State"),
    "business": ("Mottagarens besked", "Mottakerens svar", "The receiver's answer"),
    "mode": ("Sändningsläge", "Sendemåte", "Send mode"),
    "id": ("Dokumentets id", "Dokumentets id", "Id of the document"),
    "files": ("Filer", "Filer", "Files"),
    "file": ("Fil", "Fil", "File"),
    "what": ("Vad det är", "Hva det er", "What it is"),
    "size": ("Storlek, byte", "Størrelse, byte", "Size, bytes"),
    "readable": ("Läsbar faktura", "Lesbar faktura", "Readable invoice"),
    "check": ("Kontroll", "Kontroll", "Check"),
    "sets": ("Kontrollerad mot {sets}.", "Kontrollert mot {sets}.", "Checked against {sets}."),
    "unchecked": (
        "Dokumentet är inte kontrollerat mot några regler här.",
        "Dokumentet er ikke kontrollert mot noen regler her.",
        "The document was not checked against any rules here.",
    ),
    "clean": ("Inga anmärkningar.", "Ingen merknader.", "No findings."),
    "finding": ("Anmärkning", "Merknad", "Finding"),
    "rule": ("Regel", "Regel", "Rule"),
    "weight": ("Vikt", "Vekt", "Weight"),
    "place": ("Var", "Hvor", "Where"),
    "way": ("Leverans", "Levering", "Delivery"),
    "channel": ("Väg", "Vei", "Channel"),
    "message": ("Meddelandets id", "Meldingens id", "Message id"),
    "outcome": ("Utfall", "Utfall", "Outcome"),
    "began": ("Började", "Startet", "Began"),
    "ended": ("Slutade", "Sluttet", "Ended"),
    "lost": ("Det som blev annorlunda", "Det som ble annerledes", "What became otherwise"),
    "lost_lead": (
        "I filen som skickades ({format}) är detta annorlunda än i originalet. Antal uppgifter: {count}.",
        "I filen som ble sendt ({format}) er dette annerledes enn i originalen. Antall opplysninger: {count}.",
        "In the file that was sent ({format}), this is otherwise than in the original. Values: {count}.",
    ),
    "field": ("Uppgift", "Opplysning", "Field"),
    "value": ("Värde", "Verdi", "Value"),
    "done": ("Vad som gjordes", "Hva som ble gjort", "What was done"),
    "answers": ("Besked om fakturan", "Svar om fakturaen", "Answers about the invoice"),
    "who": ("Vem", "Hvem", "Who"),
    "text": ("Text", "Tekst", "Text"),
    "history": ("Historik", "Historikk", "History"),
    "when": ("När", "Når", "When"),
    "event": ("Händelse", "Hendelse", "Event"),
    "hash": ("Kontrollsumma", "Sjekksum", "Hash"),
    "hub": ("navet", "navet", "the hub"),
    "verify": ("Så kontrolleras paketet", "Slik kontrolleres pakken", "How to check this pack"),
    "verify_files": (
        "manifest.json anger kontrollsumman (SHA-256) för varje fil. Räkna om den med valfritt verktyg, till exempel "
        "sha256sum, och jämför.",
        "manifest.json oppgir sjekksummen (SHA-256) for hver fil. Regn den ut på nytt med et hvilket som helst "
        "verktøy, for eksempel sha256sum, og sammenlign.",
        "manifest.json gives the checksum (SHA-256) of each file. Compute it again with any tool, such as sha256sum, "
        "and compare.",
    ),
    "verify_chain": (
        "I history.json är varje händelses kontrollsumma SHA-256 över den föregående händelsens kontrollsumma följd "
        "av händelsens text (canonical). Kedjan är gemensam för hela företaget, så numren hoppar över händelser som "
        "gäller andra dokument.",
        "I history.json er hver hendelses sjekksum SHA-256 over den forrige hendelsens sjekksum fulgt av hendelsens "
        "tekst (canonical). Kjeden er felles for hele bedriften, så numrene hopper over hendelser som gjelder andre "
        "dokumenter.",
        "In history.json, the hash of each event is SHA-256 over the hash of the event before it followed by the "
        "event's text (canonical). The chain is the whole company's, so that the numbers skip the events of other "
        "documents.",
    ),
    "verify_command": (
        "Eller låt Depesch göra allt detta: depesch archive verify-pack FIL. Navet självt visar att kedjan är obruten "
        "med depesch archive verify.",
        "Eller la Depesch gjøre alt dette: depesch archive verify-pack FIL. Navet viser selv at kjeden er ubrutt med "
        "depesch archive verify.",
        "Or let Depesch do all of it: depesch archive verify-pack FILE. The hub itself shows that the chain is "
        "unbroken with depesch archive verify.",
    ),
    # roles of files
    "original": ("Originalet", "Originalen", "The original"),
    "attachment": ("Bilaga", "Vedlegg", "Attachment"),
    "inside": ("Bilaga inuti fakturan", "Vedlegg inne i fakturaen", "Attachment inside the invoice"),
    "transcript": ("Avskrift av sidorna", "Avskrift av sidene", "Transcript of the pages"),
    "sent": ("Det som skickades", "Det som ble sendt", "What was sent"),
    "envelope": ("Signerat meddelande", "Signert melding", "Signed message"),
    "beside": ("Bilaga som gick med", "Vedlegg som gikk med", "Attachment that went with it"),
    "rendering": ("Läsbar faktura", "Lesbar faktura", "Readable invoice"),
    "receipt": ("Mottagarsidans kvittens", "Mottakersidens kvittering", "The receiving side's receipt"),
    "own-receipt": (
        "Vår kvittens på inlämningen (AS2)",
        "Vår kvittering på innleveringen (AS2)",
        "Our receipt for the handing over (AS2)",
    ),
    "report": ("Uppgifter för program", "Opplysninger for programmer", "Facts for programs"),
    # states of a document
    "received": ("Kontrolleras", "Kontrolleres", "Being checked"),
    "refused": ("Måste rättas", "Må rettes", "Needs correcting"),
    "sending": ("Skickas", "Sendes", "Being sent"),
    "waiting": ("Väntar på leverans", "Venter på levering", "Waiting to be delivered"),
    "uncertain": ("Osäkert om den kom fram", "Usikkert om den kom fram", "Delivery uncertain"),
    "delivered": ("Levererad", "Levert", "Delivered"),
    "undeliverable": ("Kunde inte levereras", "Kunne ikke leveres", "Could not be delivered"),
    "failed": ("Stoppad av ett fel hos oss", "Stoppet av en feil hos oss", "Stopped by a fault here"),
    "cancelled": ("Makulerad", "Annullert", "Cancelled"),
    "certified": ("Certifierad, inte skickad", "Sertifisert, ikke sendt", "Certified, not sent"),
    "unpacked": (
        "Flera dokument, vart och ett på väg",
        "Flere dokumenter, hvert på vei",
        "Several documents, each on its way",
    ),
    "arrived": ("Mottagen", "Mottatt", "Received"),
    # weights of findings, outcomes of tries, what a conversion did
    "fatal": ("måste rättas", "må rettes", "must be corrected"),
    "warning": ("värd att se över", "verdt å se på", "worth looking at"),
    "information": ("bra att veta", "greit å vite", "worth knowing"),
    "outcome-delivered": ("levererad", "levert", "delivered"),
    "outcome-refused": ("mottagarsidan sade nej", "mottakersiden sa nei", "the receiving side said no"),
    "outcome-try_later": ("gick inte att nå just då", "kunne ikke nås akkurat da", "could not be reached just then"),
    "outcome-unknown": ("inget svar", "ingen svar", "no answer"),
    "dropped": ("utelämnad", "utelatt", "left out"),
    "changed": ("ändrad", "endret", "changed"),
    "summed": ("del av en summa", "del av en sum", "part of a sum"),
    "noted": ("som fritext", "som fritekst", "as free text"),
    "added": ("tillagd", "lagt til", "added"),
    "unread": (
        "motsvaras inte i standarden",
        "har ikke noe tilsvarende i standarden",
        "has nothing like it in the standard",
    ),
    "production": ("produktion", "produksjon", "production"),
    "test": ("test", "test", "test"),
    "certification": ("certifiering", "sertifisering", "certification"),
}


def word(name: str, language: str) -> str:
    """Return a text of the page; a name that it does not know as it stands."""
    column = LANGUAGES.index(language) if language in LANGUAGES else LANGUAGES.index("en")
    return _WORDS[name][column] if name in _WORDS else name
