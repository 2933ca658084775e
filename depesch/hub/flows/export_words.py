"""The words of a table of documents for people; without a language the stored values, for programs."""

from __future__ import annotations

from collections.abc import Mapping

LOCALES = {"sv": "sv_SE", "nb": "nb_NO", "en": "en_GB"}
_ORDER = ("sv", "nb", "en")

# For programs these names are the header: never renamed; a new one goes to the end.
COLUMNS = (
    "id", "direction", "number", "type", "seller", "buyer", "issue_date", "due_date", "amount_due", "currency",
    "state", "state_since", "business_status", "route_in", "channel", "send_mode", "received_at", "file_name",
    "problem",
)  # fmt: skip

_WORDS: Mapping[str, tuple[str, str, str]] = {
    "column.id": ("Id", "Id", "Id"),
    "column.direction": ("Riktning", "Retning", "Direction"),
    "column.number": ("Nummer", "Nummer", "Number"),
    "column.type": ("Typ", "Type", "Type"),
    "column.seller": ("Säljare", "Selger", "Seller"),
    "column.buyer": ("Köpare", "Kjøper", "Buyer"),
    "column.issue_date": ("Fakturadatum", "Fakturadato", "Invoice date"),
    "column.due_date": ("Förfallodatum", "Forfallsdato", "Due date"),
    "column.amount_due": ("Belopp", "Beløp", "Amount"),
    "column.currency": ("Valuta", "Valuta", "Currency"),
    "column.state": ("Läge", "Status", "State"),
    "column.state_since": ("Sedan", "Siden", "Since"),
    "column.business_status": ("Mottagarens besked", "Mottakerens svar", "The receiver's answer"),
    "column.route_in": ("Kom in via", "Kom inn via", "Came in by"),
    "column.channel": ("Levererades via", "Levert via", "Delivered by"),
    "column.send_mode": ("Sändningsläge", "Sendemåte", "Send mode"),
    "column.received_at": ("Inlämnad eller mottagen", "Levert inn eller mottatt", "Handed over or received"),
    "column.file_name": ("Fil", "Fil", "File"),
    "column.problem": ("Problem", "Problem", "Problem"),
    "direction.out": ("Ut", "Ut", "Out"),
    "direction.in": ("In", "Inn", "In"),
    "type.invoice": ("Faktura", "Faktura", "Invoice"),
    "type.credit_note": ("Kreditfaktura", "Kreditnota", "Credit note"),
    "state.received": ("Bearbetas", "Behandles", "Processing"),
    "state.refused": ("Väntar på dig", "Venter på deg", "Awaiting interaction"),
    "state.sending": ("Skickas", "Sendes", "Sending"),
    "state.waiting": ("Väntar på leverans", "Venter på levering", "Waiting to be delivered"),
    "state.uncertain": ("Hanteras av supporten", "Håndteres av support", "Being handled by support"),
    "state.delivered": ("Klar", "Ferdig", "Done"),
    "state.undeliverable": ("Gick inte att leverera", "Kunne ikke leveres", "Undeliverable"),
    "state.failed": ("Hanteras av supporten", "Håndteres av support", "Being handled by support"),
    "state.cancelled": ("Makulerad", "Annullert", "Cancelled"),
    "state.certified": ("Certifierad, inte skickad", "Sertifisert, ikke sendt", "Certified, not sent"),
    "state.unpacked": ("Flera dokument", "Flere dokumenter", "Several documents"),
    "state.arrived": ("Mottagen", "Mottatt", "Received"),
    "business.acknowledged": ("Bekräftad", "Bekreftet", "Acknowledged"),
    "business.in_process": ("Behandlas", "Til behandling", "In process"),
    "business.under_query": ("Frågor finns", "Spørsmål stilt", "Under query"),
    "business.conditionally_accepted": ("Godkänd med förbehåll", "Godkjent med forbehold", "Accepted with conditions"),
    "business.rejected": ("Avvisad", "Avvist", "Rejected"),
    "business.approved": ("Godkänd", "Godkjent", "Approved"),
    "business.paid": ("Betald", "Betalt", "Paid"),
    "route.api": ("API", "API", "API"),
    "route.portal": ("Portalen", "Portalen", "Portal"),
    "route.console": ("Kommandoraden", "Kommandolinjen", "Command line"),
    "route.network": ("Nätverket", "Nettverket", "Network"),
}


def word(key: str, language: str) -> str:
    """Return the word in the language; what has none, and everything for programs, is the stored value itself."""
    if key in _WORDS and language in _ORDER:
        return _WORDS[key][_ORDER.index(language)]
    return key.partition(".")[2]
