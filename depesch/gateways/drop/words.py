"""Sentences of the drop's own refusals, in Swedish, Norwegian and English; a document's own are the hub's to say.

The codes are stable: programs compare them. `{...}` are filled in by who refuses.
"""

from __future__ import annotations

from typing import NamedTuple


class Sentence(NamedTuple):
    """What is wrong, and what to do about it."""

    title: str
    next_step: str


_S = Sentence
_RENAME = {
    "sv": "Byt namn på filen och skicka den igen.",
    "nb": "Gi filen et annet navn og send den på nytt.",
    "en": "Give the file another name and send it again.",
}

WORDS: dict[str, dict[str, Sentence]] = {
    "not-encrypted": {
        "sv": _S("Anropet kom okrypterat.", "Använd adressen som börjar med https://. Byt lösenord: det har synts."),
        "nb": _S("Kallet kom ukryptert.", "Bruk adressen som begynner med https://. Bytt passord: det var synlig."),
        "en": _S(
            "The request came unencrypted.",
            "Use the address that begins with https://. Change the password: it could be seen.",
        ),
    },
    "certificate-from-elsewhere": {
        "sv": _S(
            "Huvudet {value} kom inte från navets egen proxy.",
            "Skicka inte huvudet. Visa certifikatet i TLS-anslutningen; proxyn för det vidare.",
        ),
        "nb": _S(
            "Hodet {value} kom ikke fra navets egen proxy.",
            "Ikke send hodet. Vis sertifikatet i TLS-forbindelsen; proxyen fører det videre.",
        ),
        "en": _S(
            "The header {value} did not come from the hub's own proxy.",
            "Leave the header out. Show the certificate in the TLS connection; the proxy hands it on.",
        ),
    },
    "certificate-sha1": {
        "sv": _S(
            "Proxyn för vidare ett SHA-1-fingeravtryck i {value}, som inte duger.",
            "Den som driver navet ställer in proxyn på hela certifikatet: nginx kallar det $ssl_client_escaped_cert.",
        ),
        "nb": _S(
            "Proxyen fører videre et SHA-1-fingeravtrykk i {value}, som ikke duger.",
            "Den som driver navet, setter proxyen til hele sertifikatet: nginx kaller det $ssl_client_escaped_cert.",
        ),
        "en": _S(
            "The proxy hands on a SHA-1 fingerprint in {value}, which is not enough.",
            "Who runs the hub sets the proxy to the whole certificate: nginx calls it $ssl_client_escaped_cert.",
        ),
    },
    "bad-certificate": {
        "sv": _S(
            "Certifikatet i {value} går inte att läsa.",
            "Den som driver navet kontrollerar att proxyn för vidare PEM, URL-kodat, eller ett SHA-256-fingeravtryck.",
        ),
        "nb": _S(
            "Sertifikatet i {value} kan ikke leses.",
            "Den som driver navet, ser etter at proxyen fører videre PEM, URL-kodet, eller et SHA-256-fingeravtrykk.",
        ),
        "en": _S(
            "The certificate in {value} cannot be read.",
            "Who runs the hub checks that the proxy hands on PEM, URL-encoded, or a SHA-256 fingerprint.",
        ),
    },
    "expired": {
        "sv": _S(
            "Certifikatet har gått ut. {value}",
            "Skaffa ett nytt, lägg till det under Direkta anslutningar och använd det.",
        ),
        "nb": _S(
            "Sertifikatet har utløpt. {value}", "Skaff et nytt, legg det til under Direkte tilkoblinger og bruk det."
        ),
        "en": _S("The certificate has expired. {value}", "Get a new one, add it under Direct connections, and use it."),
    },
    "unauthenticated": {
        "sv": _S(
            "Anropet säger inte vem det kommer från på ett sätt som gäller.",
            "Skicka användarnamn och lösenord (Basic), en API-nyckel (Bearer) eller ett klientcertifikat som finns på"
            " inloggningen. En administratör ser och skapar dem under Direkta anslutningar.",
        ),
        "nb": _S(
            "Kallet sier ikke hvem det kommer fra på en måte som gjelder.",
            "Send brukernavn og passord (Basic), en API-nøkkel (Bearer) eller et klientsertifikat som finnes på"
            " innloggingen. En administrator ser og lager dem under Direkte tilkoblinger.",
        ),
        "en": _S(
            "The request does not say who it comes from in a way that holds.",
            "Send user name and password (Basic), an API token (Bearer), or a client certificate that stands on the"
            " login. An administrator sees and makes them under Direct connections.",
        ),
    },
    "too-many-requests": {
        "sv": _S("För många anrop.", "Vänta {value} sekunder."),
        "nb": _S("For mange kall.", "Vent {value} sekunder."),
        "en": _S("Too many requests.", "Wait {value} seconds."),
    },
    "company-closed": {
        "sv": _S("Företagets konto är avslutat.", "Fråga den som administrerar kontot."),
        "nb": _S("Bedriftens konto er avsluttet.", "Spør den som administrerer kontoen."),
        "en": _S("The company's account is closed.", "Ask whoever administers the account."),
    },
    "other-protocol": {
        "sv": _S("Inloggningen är inte till för HTTPS.", "En administratör ändrar det under Direkta anslutningar."),
        "nb": _S("Innloggingen er ikke ment for HTTPS.", "En administrator endrer det under Direkte tilkoblinger."),
        "en": _S("The login is not for HTTPS.", "An administrator changes that under Direct connections."),
    },
    "other-address": {
        "sv": _S(
            "Inloggningen får inte användas från den här adressen ({value}).",
            "Skicka från en tillåten adress, eller be en administratör lägga till den under Direkta anslutningar.",
        ),
        "nb": _S(
            "Innloggingen kan ikke brukes fra denne adressen ({value}).",
            "Send fra en tillatt adresse, eller be en administrator legge den til under Direkte tilkoblinger.",
        ),
        "en": _S(
            "The login may not be used from this address ({value}).",
            "Send from an allowed address, or ask an administrator to add it under Direct connections.",
        ),
    },
    "wrong-address": {
        "sv": _S("Adressen är någon annans.", "Er adress börjar med {value}."),
        "nb": _S("Adressen er en annens.", "Deres adresse begynner med {value}."),
        "en": _S("The address is somebody else's.", "Yours begins with {value}."),
    },
    "wrong-mode": {
        "sv": _S(
            "Inloggningen {login} är till för sändningsläget {mode}, och adressen säger ett annat.",
            "Använd adressen för {mode}, eller en inloggning för det andra läget.",
        ),
        "nb": _S(
            "Innloggingen {login} er ment for sendemåten {mode}, og adressen sier en annen.",
            "Bruk adressen for {mode}, eller en innlogging for den andre sendemåten.",
        ),
        "en": _S(
            "The login {login} is for the send mode {mode}, and the address says another.",
            "Use the address for {mode}, or a login for the other mode.",
        ),
    },
    "unknown-mode": {
        "sv": _S("{value} är inget sändningsläge.", "De är production, test och certification."),
        "nb": _S("{value} er ingen sendemåte.", "De er production, test og certification."),
        "en": _S("{value} is no send mode.", "They are production, test and certification."),
    },
    "may-not-send": {
        "sv": _S("Inloggningen får bara hämta.", "Använd en inloggning eller nyckel som får skicka."),
        "nb": _S("Innloggingen kan bare hente.", "Bruk en innlogging eller nøkkel som kan sende."),
        "en": _S("The login may only collect.", "Use a login or token that may send."),
    },
    "may-not-collect": {
        "sv": _S("Inloggningen får bara skicka.", "Använd en inloggning eller nyckel som får hämta."),
        "nb": _S("Innloggingen kan bare sende.", "Bruk en innlogging eller nøkkel som kan hente."),
        "en": _S("The login may only send.", "Use a login or token that may collect."),
    },
    "unknown-address": {
        "sv": _S(
            "Adressen {value} finns inte.",
            "Den ska vara /drop/NAMN/LÄGE/out för att skicka och /drop/NAMN/LÄGE/in för att hämta.",
        ),
        "nb": _S(
            "Adressen {value} finnes ikke.",
            "Den skal være /drop/NAVN/MÅTE/out for å sende og /drop/NAVN/MÅTE/in for å hente.",
        ),
        "en": _S(
            "There is no address {value}.",
            "It should be /drop/NAME/MODE/out to send and /drop/NAME/MODE/in to collect.",
        ),
    },
    "method-not-allowed": {
        "sv": _S("{value} kan inte användas på den här adressen.", "Använd {allowed}."),
        "nb": _S("{value} kan ikke brukes på denne adressen.", "Bruk {allowed}."),
        "en": _S("{value} cannot be used on this address.", "Use {allowed}."),
    },
    "not-found": {
        "sv": _S("Det finns inget dokument {value} här.", "Kontrollera id:t, och att adressen har rätt sändningsläge."),
        "nb": _S("Det finnes ikke noe dokument {value} her.", "Kontroller id-en, og at adressen har riktig sendemåte."),
        "en": _S("There is no document {value} here.", "Check the id, and that the address has the right send mode."),
    },
    "in-archive": {
        "sv": _S(
            "Dokumentet {value} är äldre än 90 dagar och ligger i arkivet.",
            "Det bevaras så länge lagen kräver. Be administratören om tjänsten e-arkiv: då nås det igen.",
        ),
        "nb": _S(
            "Dokumentet {value} er eldre enn 90 dager og ligger i arkivet.",
            "Det oppbevares så lenge loven krever. Be administratoren om tjenesten e-arkiv, så nås det igjen.",
        ),
        "en": _S(
            "The document {value} is older than 90 days and in the archive.",
            "It is kept as long as the law asks for. With the e-archive service it is reached: ask your administrator.",
        ),
    },
    "invalid-request": {
        "sv": _S("Anropet stämmer inte: {value}.", "Rätta det och skicka igen."),
        "nb": _S("Kallet stemmer ikke: {value}.", "Rett det og send på nytt."),
        "en": _S("The request is not as it should be: {value}.", "Correct it and send it again."),
    },
    "broken-off": {
        "sv": _S("Filen bröts av: {value} byte kom fram.", "Inget är mottaget. Skicka filen igen."),
        "nb": _S("Filen ble brutt av: {value} byte kom fram.", "Ingenting er mottatt. Send filen på nytt."),
        "en": _S("The file broke off: {value} bytes came.", "Nothing was taken over. Send the file again."),
    },
    "too-large": {
        "sv": _S("Filen är för stor: {value} byte, högst {limit} tas emot.", "Dela upp den i flera."),
        "nb": _S("Filen er for stor: {value} byte, høyst {limit} tas imot.", "Del den opp i flere."),
        "en": _S("The file is too large: {value} bytes, at most {limit} are taken.", "Split it into several."),
    },
    "length-required": {
        "sv": _S(
            "Anropet säger inte hur lång filen är.",
            "Skicka huvudet Content-Length och inte i bitar (chunked); curl gör så när den får filens namn.",
        ),
        "nb": _S(
            "Kallet sier ikke hvor lang filen er.",
            "Send hodet Content-Length og ikke i biter (chunked); curl gjør det når den får filens navn.",
        ),
        "en": _S(
            "The request does not say how long the file is.",
            "Send the header Content-Length and no chunks; curl does when it is given the file's name.",
        ),
    },
    "document-missing": {
        "sv": _S(
            "Formuläret har {value} filer, och ingen av dem heter document.",
            "Kalla fakturans fält document och bilagornas attachments.",
        ),
        "nb": _S(
            "Skjemaet har {value} filer, og ingen av dem heter document.",
            "Kall fakturaens felt document og vedleggenes attachments.",
        ),
        "en": _S(
            "The form has {value} files, and none of them is called document.",
            "Call the invoice's field document and those of the attachments attachments.",
        ),
    },
    "name-sign": {
        "sv": _S("Filnamnet har tecknet {value}, som inget filnamn får ha.", _RENAME["sv"]),
        "nb": _S("Filnavnet har tegnet {value}, som ikke noe filnavn kan ha.", _RENAME["nb"]),
        "en": _S("The file's name has the sign {value}, which no name of a file may have.", _RENAME["en"]),
    },
    "name-folder": {
        "sv": _S("Filnamnet {value} har ett snedstreck: här finns inga mappar.", _RENAME["sv"]),
        "nb": _S("Filnavnet {value} har en skråstrek: her finnes ingen mapper.", _RENAME["nb"]),
        "en": _S("The file's name {value} has a slash: there are no folders here.", _RENAME["en"]),
    },
    "name-empty": {
        "sv": _S("Filnamnet består bara av punkter och blanksteg.", _RENAME["sv"]),
        "nb": _S("Filnavnet består bare av punktum og mellomrom.", _RENAME["nb"]),
        "en": _S("The file's name has nothing but points and blanks.", _RENAME["en"]),
    },
    "name-device": {
        "sv": _S("{value} är namnet på en enhet i Windows och kan inte vara en fils.", _RENAME["sv"]),
        "nb": _S("{value} er navnet på en enhet i Windows og kan ikke være en fils.", _RENAME["nb"]),
        "en": _S("{value} is the name of a device in Windows and cannot be a file's.", _RENAME["en"]),
    },
    "name-long": {
        "sv": _S("Filnamnet har {value} byte, högst 180 tas emot.", _RENAME["sv"]),
        "nb": _S("Filnavnet har {value} byte, høyst 180 tas imot.", _RENAME["nb"]),
        "en": _S("The file's name has {value} bytes, at most 180 are taken.", _RENAME["en"]),
    },
    "name-unreadable": {
        "sv": _S(
            "Filnamnet i {value} går inte att läsa.",
            "Skriv å som %C3%A5 och så vidare (i Content-Disposition med filename*), eller sätt namnet i adressen.",
        ),
        "nb": _S(
            "Filnavnet i {value} kan ikke leses.",
            "Skriv å som %C3%A5 og så videre (i Content-Disposition med filename*), eller sett navnet i adressen.",
        ),
        "en": _S(
            "The file's name in {value} cannot be read.",
            "Write å as %C3%A5 and so on (in Content-Disposition with filename*), or put the name in the address.",
        ),
    },
    "other-sender": {
        "sv": _S(
            "Kuvertet säger att avsändaren är {value}, och det är inte företaget som inloggningen tillhör.",
            "Använd det företagets inloggning, eller rätta Sender i kuvertet.",
        ),
        "nb": _S(
            "Konvolutten sier at avsenderen er {value}, og det er ikke bedriften som innloggingen tilhører.",
            "Bruk den bedriftens innlogging, eller rett Sender i konvolutten.",
        ),
        "en": _S(
            "The envelope says that the sender is {value}, which is not the company that the login is of.",
            "Use that company's login, or correct Sender in the envelope.",
        ),
    },
    "other-receiver": {
        "sv": _S(
            "Kuvertet säger att mottagaren är {value}, men fakturan i det säger {inside}.",
            "Rätta Receiver i kuvertet eller köparens adress (BT-49) i fakturan, så att de är lika.",
        ),
        "nb": _S(
            "Konvolutten sier at mottakeren er {value}, men fakturaen i den sier {inside}.",
            "Rett Receiver i konvolutten eller kjøperens adresse (BT-49) i fakturaen, så de er like.",
        ),
        "en": _S(
            "The envelope says that the receiver is {value}, and the invoice in it says {inside}.",
            "Correct Receiver in the envelope or the buyer's address (BT-49) in the invoice, so that they agree.",
        ),
    },
    "not-understood": {
        "sv": _S(
            "SOAP-huvudet {value} är märkt mustUnderstand, och det förstås inte här.",
            "Ta bort det eller märkningen; logga in med HTTP (Basic, Bearer eller certifikat).",
        ),
        "nb": _S(
            "SOAP-hodet {value} er merket mustUnderstand, og det forstås ikke her.",
            "Fjern det eller merkingen; logg på med HTTP (Basic, Bearer eller sertifikat).",
        ),
        "en": _S(
            "The SOAP header {value} is marked mustUnderstand and is not understood here.",
            "Leave out the header or the mark; sign in over HTTP (Basic, Bearer or certificate).",
        ),
    },
    "not-in-format": {
        "sv": _S("Dokumentet kan inte skrivas i formatet: {value}.", "Hämta det som det kom: ?format=original."),
        "nb": _S("Dokumentet kan ikke skrives i formatet: {value}.", "Hent det slik det kom: ?format=original."),
        "en": _S("The document cannot be written in the format: {value}.", "Get it as it came: ?format=original."),
    },
    "no-room": {
        "sv": _S("Navets disk är full. Inget är mottaget.", "Skicka igen om en stund."),
        "nb": _S("Navets disk er full. Ingenting er mottatt.", "Send på nytt om en stund."),
        "en": _S("The hub's disk is full. Nothing was taken over.", "Send it again in a while."),
    },
}


def sentence(code: str, language: str) -> Sentence:
    """Return the words of one of the drop's codes in `language`, English for any other than sv and nb."""
    words = WORDS[code]
    return words.get(language, words["en"])
