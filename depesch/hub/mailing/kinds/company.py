"""Letters about a company's people and licences."""

from __future__ import annotations

from depesch.hub.mailing.composing import LetterKind, LetterWords

LETTERS = (
    LetterKind(
        name="address_changed",
        words={
            "sv": LetterWords(
                subject="Din e-postadress för inloggning är ändrad",
                paragraphs=(
                    "Hej {name}!",
                    "En administratör för {company} har ändrat adressen som du loggar in med, från {before} till "
                    "{after}. Lösenordet är detsamma som förut.",
                    "Stämmer det inte, tala med företagets administratör genast.",
                ),
            ),
            "nb": LetterWords(
                subject="E-postadressen du logger inn med, er endret",
                paragraphs=(
                    "Hei {name}!",
                    "En administrator for {company} har endret adressen du logger inn med, fra {before} til {after}. "
                    "Passordet er det samme som før.",
                    "Stemmer det ikke, snakk med bedriftens administrator med en gang.",
                ),
            ),
            "en": LetterWords(
                subject="The address you sign in with was changed",
                paragraphs=(
                    "Hello {name},",
                    "An administrator of {company} has changed the address that you sign in with from {before} to "
                    "{after}. The password is the same as before.",
                    "If that is not right, speak to the company's administrator at once.",
                ),
            ),
        },
    ),
    LetterKind(
        name="quote_asked",
        words={
            "sv": LetterWords(
                subject="{company} begär offert: {product}",
                paragraphs=(
                    "{person} ({email}) begär offert för {company}: {product}, antal {quantity}.",
                    "Meddelande: {message}",
                ),
                button="Öppna offerterna",
            ),
            "nb": LetterWords(
                subject="{company} ber om tilbud: {product}",
                paragraphs=(
                    "{person} ({email}) ber om tilbud for {company}: {product}, antall {quantity}.",
                    "Melding: {message}",
                ),
                button="Åpne tilbudene",
            ),
            "en": LetterWords(
                subject="{company} asks for an offer: {product}",
                paragraphs=(
                    "{person} ({email}) asks for an offer for {company}: {product}, quantity {quantity}.",
                    "Message: {message}",
                ),
                button="Open the offers",
            ),
        },
    ),
    LetterKind(
        name="quote_granted",
        words={
            "sv": LetterWords(
                subject="{product} är klart för {company}",
                paragraphs=(
                    "Hej {name}!",
                    "Det ni begärde offert på för {company} gäller från och med nu: {product}, antal {quantity}.",
                    "Svar: {answer}",
                ),
                button="Öppna butiken",
            ),
            "nb": LetterWords(
                subject="{product} er klart for {company}",
                paragraphs=(
                    "Hei {name}!",
                    "Det dere ba om tilbud på for {company}, gjelder fra nå av: {product}, antall {quantity}.",
                    "Svar: {answer}",
                ),
                button="Åpne butikken",
            ),
            "en": LetterWords(
                subject="{product} is ready for {company}",
                paragraphs=(
                    "Hello {name},",
                    "What you asked an offer for is yours from now on, for {company}: {product}, quantity {quantity}.",
                    "Answer: {answer}",
                ),
                button="Open the store",
            ),
        },
    ),
    LetterKind(
        name="quote_declined",
        words={
            "sv": LetterWords(
                subject="Svar på er offertbegäran: {product}",
                paragraphs=(
                    "Hej {name}!",
                    "{company} har begärt offert på {product}, antal {quantity}. Den här gången blev svaret nej.",
                    "Svar: {answer}",
                ),
                button="Öppna butiken",
            ),
            "nb": LetterWords(
                subject="Svar på forespørselen om tilbud: {product}",
                paragraphs=(
                    "Hei {name}!",
                    "{company} har bedt om tilbud på {product}, antall {quantity}. Denne gangen ble svaret nei.",
                    "Svar: {answer}",
                ),
                button="Åpne butikken",
            ),
            "en": LetterWords(
                subject="Answer to your request: {product}",
                paragraphs=(
                    "Hello {name},",
                    "{company} asked for an offer for {product}, quantity {quantity}. This time the answer is no.",
                    "Answer: {answer}",
                ),
                button="Open the store",
            ),
        },
    ),
)
