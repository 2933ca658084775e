"""Letters on connections and routes: somebody asks, somebody answered, somebody has to see whether a route works."""

from __future__ import annotations

from depesch.hub.mailing.composing import LetterKind, LetterWords

_ASKED = LetterKind(
    name="connection_asked",
    words={
        "sv": LetterWords(
            subject="{company} vill skicka fakturor till {own}",
            paragraphs=(
                "{company} (organisationsnummer {number}) vill skicka fakturor till {own}.",
                "De skriver:\n{message}",
                "Godkänn eller avslå på sidan Förfrågningar. Tills dess kommer inga fakturor därifrån.",
            ),
            button="Öppna förfrågan",
        ),
        "nb": LetterWords(
            subject="{company} vil sende fakturaer til {own}",
            paragraphs=(
                "{company} (organisasjonsnummer {number}) vil sende fakturaer til {own}.",
                "De skriver:\n{message}",
                "Godkjenn eller avslå på siden Forespørsler. Inntil da kommer det ingen fakturaer derfra.",
            ),
            button="Åpne forespørselen",
        ),
        "en": LetterWords(
            subject="{company} wants to send invoices to {own}",
            paragraphs=(
                "{company} (organisation number {number}) wants to send invoices to {own}.",
                "They write:\n{message}",
                "Accept or decline on the page Requests. Until then no invoices come from them.",
            ),
            button="Open the request",
        ),
    },
)
_ACCEPTED = LetterKind(
    name="connection_accepted",
    words={
        "sv": LetterWords(
            subject="{company} har godkänt er koppling",
            paragraphs=(
                "{company} har godkänt kopplingen. Ni kan skicka fakturor dit från och med nu.",
                "De skriver:\n{message}",
            ),
            button="Öppna kopplingen",
        ),
        "nb": LetterWords(
            subject="{company} har godkjent koblingen",
            paragraphs=(
                "{company} har godkjent koblingen. Dere kan sende fakturaer dit fra nå av.",
                "De skriver:\n{message}",
            ),
            button="Åpne koblingen",
        ),
        "en": LetterWords(
            subject="{company} has accepted your connection",
            paragraphs=(
                "{company} has accepted the connection. You can send invoices there from now on.",
                "They write:\n{message}",
            ),
            button="Open the connection",
        ),
    },
)
_DECLINED = LetterKind(
    name="connection_declined",
    words={
        "sv": LetterWords(
            subject="{company} har avslagit er koppling",
            paragraphs=(
                "{company} har avslagit kopplingen. Fakturor kan inte skickas dit.",
                "De skriver:\n{message}",
                "Kontakta mottagaren. När ni är överens kan ni fråga igen.",
            ),
            button="Öppna kopplingen",
        ),
        "nb": LetterWords(
            subject="{company} har avslått koblingen",
            paragraphs=(
                "{company} har avslått koblingen. Fakturaer kan ikke sendes dit.",
                "De skriver:\n{message}",
                "Kontakt mottakeren. Når dere er enige, kan dere spørre igjen.",
            ),
            button="Åpne koblingen",
        ),
        "en": LetterWords(
            subject="{company} has declined your connection",
            paragraphs=(
                "{company} has declined the connection. Invoices cannot be sent there.",
                "They write:\n{message}",
                "Contact the receiver. Once you agree, you can ask again.",
            ),
            button="Open the connection",
        ),
    },
)
_CANCELLED = LetterKind(
    name="connection_cancelled",
    words={
        "sv": LetterWords(
            subject="{company} har tagit tillbaka sin koppling",
            paragraphs=("{company} vill inte längre skicka fakturor till {own} över nätverket.",),
            button="Öppna kopplingen",
        ),
        "nb": LetterWords(
            subject="{company} har trukket tilbake koblingen",
            paragraphs=("{company} vil ikke lenger sende fakturaer til {own} over nettverket.",),
            button="Åpne koblingen",
        ),
        "en": LetterWords(
            subject="{company} has taken back its connection",
            paragraphs=("{company} no longer wants to send invoices to {own} over the network.",),
            button="Open the connection",
        ),
    },
)
_LEFT = LetterKind(
    name="connection_left",
    words={
        "sv": LetterWords(
            subject="{company} finns inte längre i nätverket",
            paragraphs=(
                "{company} har lämnat nätverket.",
                "Har ni fakturor dit: lägg in en e-postadress eller en annan väg på kundkortet.",
            ),
            button="Öppna kopplingen",
        ),
        "nb": LetterWords(
            subject="{company} finnes ikke lenger i nettverket",
            paragraphs=(
                "{company} har forlatt nettverket.",
                "Har dere fakturaer dit: legg inn en e-postadresse eller en annen vei på kundekortet.",
            ),
            button="Åpne koblingen",
        ),
        "en": LetterWords(
            subject="{company} is no longer in the network",
            paragraphs=(
                "{company} has left the network.",
                "If you have invoices for them, put an e-mail address or another way on the customer's card.",
            ),
            button="Open the connection",
        ),
    },
)
_ROUTING_ORDER = LetterKind(
    name="routing_order",
    words={
        language: LetterWords(subject="{subject}", paragraphs=("{text}",)) for language in ("sv", "nb", "en")
    },  # the person has read and may have changed every word of it
)
_ROUTING_REMINDER = LetterKind(
    name="routing_reminder",
    words={
        "sv": LetterWords(
            subject="Fungerar routingen till {name} nu?",
            paragraphs=(
                "Routingen till {name} beställdes för {days} dagar sedan och inväntar svar.",
                "Har operatören svarat? Aktivera eller avbryt beställningen. Statusen ändras aldrig av sig själv.",
            ),
            button="Öppna beställningen",
        ),
        "nb": LetterWords(
            subject="Virker rutingen til {name} nå?",
            paragraphs=(
                "Rutingen til {name} ble bestilt for {days} dager siden og venter på svar.",
                "Har operatøren svart? Aktiver eller avbryt bestillingen. Statusen endrer seg aldri av seg selv.",
            ),
            button="Åpne bestillingen",
        ),
        "en": LetterWords(
            subject="Does the route to {name} work now?",
            paragraphs=(
                "The route to {name} was ordered {days} days ago and awaits an answer.",
                "Has the operator answered? Activate or cancel the order. Its status never changes by itself.",
            ),
            button="Open the order",
        ),
    },
)
_ROUTING_READY = LetterKind(
    name="routing_ready",
    words={
        "sv": LetterWords(
            subject="{name} kan ta emot fakturor",
            paragraphs=("Routingen till {name} är aktiverad. Ni kan skicka fakturor dit från och med nu.",),
            button="Öppna kunden",
        ),
        "nb": LetterWords(
            subject="{name} kan ta imot fakturaer",
            paragraphs=("Rutingen til {name} er aktivert. Dere kan sende fakturaer dit fra nå av.",),
            button="Åpne kunden",
        ),
        "en": LetterWords(
            subject="{name} can receive invoices",
            paragraphs=("The route to {name} is activated. You can send invoices there from now on.",),
            button="Open the customer",
        ),
    },
)

LETTERS = (
    _ASKED,
    _ACCEPTED,
    _DECLINED,
    _CANCELLED,
    _LEFT,
    _ROUTING_ORDER,
    _ROUTING_REMINDER,
    _ROUTING_READY,
)
