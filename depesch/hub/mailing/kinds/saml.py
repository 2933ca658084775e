"""Letters about sign-in through an identity provider."""

from __future__ import annotations

from depesch.hub.mailing.composing import LetterKind, LetterWords

LETTERS = (
    LetterKind(
        name="saml_domain",
        words={
            "sv": LetterWords(
                subject="Hör {domain} till {company}?",
                paragraphs=(
                    "Hej, du som sköter e-posten för {domain}.",
                    "{who} på {company} vill att alla med en adress @{domain} loggar in i Depesch genom företagets "
                    "egen inloggningstjänst. Den kan då släppa in vem som helst med en sådan adress.",
                    "Bekräfta bara om domänen verkligen hör till {company}. Länken gäller till {expires}. Gör annars "
                    "ingenting: då händer ingenting.",
                ),
                button="Se frågan",
            ),
            "nb": LetterWords(
                subject="Hører {domain} til {company}?",
                paragraphs=(
                    "Hei, du som tar deg av e-posten for {domain}.",
                    "{who} i {company} vil at alle med en adresse @{domain} logger inn i Depesch gjennom firmaets egen "
                    "innloggingstjeneste. Den kan da slippe hvem som helst med en slik adresse inn i fakturaene.",
                    "Bekreft bare hvis domenet virkelig hører til {company}. Lenken gjelder til {expires}. Gjør ellers "
                    "ingenting: da skjer det ingenting.",
                ),
                button="Se spørsmålet",
            ),
            "en": LetterWords(
                subject="Does {domain} belong to {company}?",
                paragraphs=(
                    "Hello, whoever looks after the mail of {domain}.",
                    "{who} at {company} wants everybody with an address @{domain} to sign in to Depesch through the "
                    "company's own sign-in service. That service can then let anybody with such an address into the "
                    "company's invoices.",
                    "Confirm only if the domain really belongs to {company}. The link works until {expires}. Otherwise "
                    "do nothing: then nothing happens.",
                ),
                button="See the question",
            ),
        },
    ),
)
