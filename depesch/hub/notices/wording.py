"""The small words of notices, in each language; what a whole letter says stands in `mailing.kinds.notices`."""

from __future__ import annotations

from collections.abc import Mapping

from depesch.hub.notices.occasions import Occasion

Words = Mapping[str, Mapping[str, str]]

KINDS: Words = {
    "sv": {"invoice": "Faktura", "credit_note": "Kreditfaktura"},
    "nb": {"invoice": "Faktura", "credit_note": "Kreditnota"},
    "en": {"invoice": "Invoice", "credit_note": "Credit note"},
}
MODES: Words = {  # production is not named
    "sv": {"test": "test", "certification": "certifiering"},
    "nb": {"test": "test", "certification": "sertifisering"},
    "en": {"test": "test", "certification": "certification"},
}
LABELS: Words = {
    "sv": {"party": "Motpart", "number": "Nummer", "amount": "Belopp", "due": "Förfaller",
           "more": "… och {count} till. Alla finns i portalen."},
    "nb": {"party": "Motpart", "number": "Nummer", "amount": "Beløp", "due": "Forfaller",
           "more": "… og {count} til. Alle finnes i portalen."},
    "en": {"party": "Other party", "number": "Number", "amount": "Amount", "due": "Due",
           "more": "… and {count} more. The portal has all of them."},
}  # fmt: skip
STATUSES: Words = {
    "sv": {"acknowledged": "Bekräftad", "in_process": "Behandlas", "under_query": "Frågor finns",
           "conditionally_accepted": "Godkänd med förbehåll", "rejected": "Avvisad", "approved": "Godkänd",
           "paid": "Betald"},
    "nb": {"acknowledged": "Bekreftet", "in_process": "Til behandling", "under_query": "Spørsmål stilt",
           "conditionally_accepted": "Godkjent med forbehold", "rejected": "Avvist", "approved": "Godkjent",
           "paid": "Betalt"},
    "en": {"acknowledged": "Acknowledged", "in_process": "In process", "under_query": "Under query",
           "conditionally_accepted": "Accepted with conditions", "rejected": "Rejected", "approved": "Approved",
           "paid": "Paid"},
}  # fmt: skip
EVENTS: Mapping[str, Mapping[Occasion, str]] = {
    "sv": {
        Occasion.ARRIVED: "Kom in:", Occasion.REFUSED: "Måste rättas:",
        Occasion.UNDELIVERABLE: "Gick inte att leverera:", Occasion.UNCERTAIN: "Osäkert om framme, eller stoppat:",
        Occasion.DELIVERED: "Levererades:", Occasion.ANSWERED: "Mottagaren svarade:",
        Occasion.APPROVAL: "Väntar på ditt godkännande:", Occasion.ERROR_REMINDER: "Fel som ingen har åtgärdat:",
    },
    "nb": {
        Occasion.ARRIVED: "Kom inn:", Occasion.REFUSED: "Må rettes:",
        Occasion.UNDELIVERABLE: "Kunne ikke leveres:", Occasion.UNCERTAIN: "Usikkert om det kom fram, eller stoppet:",
        Occasion.DELIVERED: "Ble levert:", Occasion.ANSWERED: "Mottakeren svarte:",
        Occasion.APPROVAL: "Venter på din godkjenning:", Occasion.ERROR_REMINDER: "Feil som ingen har håndtert:",
    },
    "en": {
        Occasion.ARRIVED: "Came in:", Occasion.REFUSED: "Need correcting:",
        Occasion.UNDELIVERABLE: "Could not be delivered:", Occasion.UNCERTAIN: "Perhaps not delivered, or stopped:",
        Occasion.DELIVERED: "Were delivered:", Occasion.ANSWERED: "The receiver answered:",
        Occasion.APPROVAL: "Wait for your approval:", Occasion.ERROR_REMINDER: "Errors that nobody has seen to:",
    },
}  # fmt: skip
