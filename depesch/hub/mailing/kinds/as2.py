"""Letters about certificates of AS2."""

from __future__ import annotations

from depesch.hub.mailing.composing import LetterKind, LetterWords

LETTERS = (
    LetterKind(
        name="as2-own-certificate-expires",
        words={
            "sv": LetterWords(
                subject="Ert AS2-certifikat går ut {until}",
                paragraphs=(
                    "Hej {name}.",
                    "Certifikatet som {company} signerar AS2-meddelanden med ({subject}) gäller till {until}, {days} "
                    "dagar till. Efter det godtar era partner inget mer från er.",
                    "Skapa ett nytt, ge det till partnerna och byt när de har det. Det tar dem ofta några veckor.",
                ),
                button="Byt certifikat",
            ),
            "nb": LetterWords(
                subject="AS2-sertifikatet deres utløper {until}",
                paragraphs=(
                    "Hei {name}.",
                    "Sertifikatet som {company} signerer AS2-meldinger med ({subject}), gjelder til {until}, {days} "
                    "dager til. Etter det godtar partnerne ikke noe mer fra dere.",
                    "Lag et nytt, gi det til partnerne, og bytt når de har det. Det tar dem ofte noen uker.",
                ),
                button="Bytt sertifikat",
            ),
            "en": LetterWords(
                subject="Your AS2 certificate runs out on {until}",
                paragraphs=(
                    "Hello {name}.",
                    "The certificate that {company} signs AS2 messages with ({subject}) is valid until {until}, for "
                    "{days} more days. After that your partners take nothing more from you.",
                    "Make a new one, give it to the partners, and change over when they have it. That often takes "
                    "them some weeks.",
                ),
                button="Change the certificate",
            ),
        },
    ),
    LetterKind(
        name="as2-partner-certificate-expires",
        words={
            "sv": LetterWords(
                subject="AS2-certifikatet för {whose} går ut {until}",
                paragraphs=(
                    "Hej {name}.",
                    "Ett certifikat som {whose} signerar med till {company} ({subject}) gäller till {until}, {days} "
                    "dagar till. Efter det tar vi inte emot något som är signerat med det.",
                    "Be {whose} om ett nytt certifikat och lägg till det vid sidan av det gamla.",
                ),
                button="Lägg till certifikat",
            ),
            "nb": LetterWords(
                subject="AS2-sertifikatet til {whose} utløper {until}",
                paragraphs=(
                    "Hei {name}.",
                    "Et sertifikat som {whose} signerer med til {company} ({subject}), gjelder til {until}, {days} "
                    "dager til. Etter det tar vi ikke imot noe som er signert med det.",
                    "Be {whose} om et nytt sertifikat, og legg det til ved siden av det gamle.",
                ),
                button="Legg til sertifikat",
            ),
            "en": LetterWords(
                subject="The AS2 certificate of {whose} runs out on {until}",
                paragraphs=(
                    "Hello {name}.",
                    "A certificate that {whose} signs with to {company} ({subject}) is valid until {until}, for "
                    "{days} more days. After that we take nothing that is signed with it.",
                    "Ask {whose} for a new certificate and add it beside the old one.",
                ),
                button="Add a certificate",
            ),
        },
    ),
)
