"""Sentences of the API's own refusals, in Swedish, Norwegian and English; a document's own are the hub's to say.

The codes are stable: programs compare them. `{...}` are filled in by who refuses.
"""

from __future__ import annotations

import msgspec


class Sentence(msgspec.Struct, frozen=True):
    """What is wrong (`title`), and what to do about it (`next_step`)."""

    title: str
    next_step: str


WORDS: dict[str, dict[str, Sentence]] = {
    "unauthenticated": {
        "sv": Sentence(
            "Anropet saknar en giltig nyckel.",
            "Skicka huvudet `Authorization: Bearer NYCKEL` med en nyckel som gäller; en administratör skapar den.",
        ),
        "nb": Sentence(
            "Kallet mangler en gyldig nøkkel.",
            "Send hodet `Authorization: Bearer NØKKEL` med en nøkkel som gjelder; en administrator lager den.",
        ),
        "en": Sentence(
            "The request carries no valid token.",
            "Send the header `Authorization: Bearer TOKEN` with a token in force; an administrator makes one.",
        ),
    },
    "forbidden": {
        "sv": Sentence(
            "Nyckelns roll ({role}) får inte göra detta.",
            "Använd en nyckel med en roll som får, till exempel {needed}.",
        ),
        "nb": Sentence(
            "Nøkkelens rolle ({role}) har ikke lov til dette.",
            "Bruk en nøkkel med en rolle som har lov, for eksempel {needed}.",
        ),
        "en": Sentence(
            "The token's role ({role}) may not do this.", "Use a token with a role that may, such as {needed}."
        ),
    },
    "not-found": {
        "sv": Sentence(
            "Det finns inget {what} {value} hos ert företag.",
            "Kontrollera id:t; listan GET /api/v1/documents visar alla.",
        ),
        "nb": Sentence(
            "Det finnes ikke noe {what} {value} hos dere.", "Kontroller id-en; listen GET /api/v1/documents viser alle."
        ),
        "en": Sentence(
            "Your company has no {what} {value}.", "Check the id; the list GET /api/v1/documents shows all of them."
        ),
    },
    "in-archive": {
        "sv": Sentence(
            "Dokumentet {value} är äldre än 90 dagar och ligger i arkivet.",
            "Det bevaras så länge lagen kräver. Be administratören om tjänsten e-arkiv: då nås det igen.",
        ),
        "nb": Sentence(
            "Dokumentet {value} er eldre enn 90 dager og ligger i arkivet.",
            "Det oppbevares så lenge loven krever. Be administratoren om tjenesten e-arkiv, så nås det igjen.",
        ),
        "en": Sentence(
            "The document {value} is older than 90 days and in the archive.",
            "It is kept as long as the law asks for. With the e-archive service it is reached: ask your administrator.",
        ),
    },
    "coding-changed": {
        "sv": Sentence(
            "En annan kontering har sparats: version {value}.",
            "Hämta konteringen igen, och skicka din med den versionen om den ska gälla i stället.",
        ),
        "nb": Sentence(
            "En annen kontering er lagret: versjon {value}.",
            "Hent konteringen på nytt, og send din med den versjonen hvis den skal gjelde i stedet.",
        ),
        "en": Sentence(
            "Another coding was saved: version {value}.",
            "Fetch the coding again, and send yours with that version if it is to take its place.",
        ),
    },
    "bad-coding": {
        "sv": Sentence(
            "Konteringen kan inte sparas ({count} fel).",
            "Rätta varje del som `faults` nämner: konton som används, belopp som tillsammans blir radens.",
        ),
        "nb": Sentence(
            "Konteringen kan ikke lagres ({count} feil).",
            "Rett hver del som `faults` nevner: kontoer som er i bruk, beløp som til sammen blir linjens.",
        ),
        "en": Sentence(
            "The coding cannot be saved ({count} faults).",
            "Correct each part that `faults` names: accounts in use, amounts that add up to the row's.",
        ),
    },
    "unknown-address": {
        "sv": Sentence("Adressen {value} finns inte i gränssnittet.", "Alla adresser står i /api/v1/openapi.json."),
        "nb": Sentence("Adressen {value} finnes ikke i grensesnittet.", "Alle adresser står i /api/v1/openapi.json."),
        "en": Sentence("The address {value} is not part of the API.", "All addresses stand in /api/v1/openapi.json."),
    },
    "method-not-allowed": {
        "sv": Sentence("Adressen tar inte {value}.", "Använd {allowed}."),
        "nb": Sentence("Adressen tar ikke {value}.", "Bruk {allowed}."),
        "en": Sentence("The address does not take {value}.", "Use {allowed}."),
    },
    "invalid-request": {
        "sv": Sentence(
            "Anropet följer inte beskrivningen: {value}.", "Rätta det som nämns; formen står i /api/v1/openapi.json."
        ),
        "nb": Sentence(
            "Kallet følger ikke beskrivelsen: {value}.", "Rett det som nevnes; formen står i /api/v1/openapi.json."
        ),
        "en": Sentence(
            "The request is not as described: {value}.",
            "Correct what is named; the form stands in /api/v1/openapi.json.",
        ),
    },
    "too-large": {
        "sv": Sentence(
            "Dokumentet har {value} byte, högst {limit} tas emot.",
            "Lägg stora bilagor någon annanstans och hänvisa till dem.",
        ),
        "nb": Sentence(
            "Dokumentet har {value} byte, høyst {limit} tas imot.", "Legg store vedlegg et annet sted og vis til dem."
        ),
        "en": Sentence(
            "The document has {value} bytes, at most {limit} are taken.",
            "Put large attachments elsewhere and refer to them.",
        ),
    },
    "length-required": {
        "sv": Sentence(
            "Anropet säger inte hur långt det är.",
            "Skicka huvudet Content-Length i stället för Transfer-Encoding: chunked.",
        ),
        "nb": Sentence(
            "Kallet sier ikke hvor langt det er.", "Send hodet Content-Length i stedet for Transfer-Encoding: chunked."
        ),
        "en": Sentence(
            "The request does not say how long it is.",
            "Send the header Content-Length instead of Transfer-Encoding: chunked.",
        ),
    },
    "document-missing": {
        "sv": Sentence(
            "Formuläret har inget fält `document`.",
            "Lägg dokumentets fil i fältet `document` och bilagor i `attachments`.",
        ),
        "nb": Sentence(
            "Skjemaet har ikke feltet `document`.",
            "Legg dokumentets fil i feltet `document` og vedlegg i `attachments`.",
        ),
        "en": Sentence(
            "The form has no field `document`.",
            "Put the document's file in the field `document`, attachments in `attachments`.",
        ),
    },
    "no-rule-pack": {
        "sv": Sentence("Ert företag har inga egna krav.", "Lägg in dem med PUT /api/v1/rule-pack."),
        "nb": Sentence("Bedriften deres har ingen egne krav.", "Legg dem inn med PUT /api/v1/rule-pack."),
        "en": Sentence("Your company has no demands of its own.", "State them with PUT /api/v1/rule-pack."),
    },
    "bad-rule-pack": {
        "sv": Sentence(
            "Kraven kan inte användas. Fel: {count}.",
            "Rätta det som nämns; formen står i docs/schema/rule-pack.schema.json. De förra gäller än.",
        ),
        "nb": Sentence(
            "Kravene kan ikke brukes. Feil: {count}.",
            "Rett det som nevnes; formen står i docs/schema/rule-pack.schema.json. De forrige gjelder ennå.",
        ),
        "en": Sentence(
            "The demands cannot be used. Faults: {count}.",
            "Correct what is named; the form stands in docs/schema/rule-pack.schema.json. The former ones still hold.",
        ),
    },
    "rule-pack-too-large": {
        "sv": Sentence("Kraven har {value} byte, högst {limit} tas emot.", "Korta ner listor och meningar."),
        "nb": Sentence("Kravene har {value} byte, høyst {limit} tas imot.", "Kort ned lister og setninger."),
        "en": Sentence("The demands have {value} bytes, at most {limit} are taken.", "Shorten lists and sentences."),
    },
    "bad-mail-text": {
        "sv": Sentence(
            "Texten kan inte användas. Fel: {count}.", "Rätta det som nämns; fälten står i GET /api/v1/mail-texts."
        ),
        "nb": Sentence(
            "Teksten kan ikke brukes. Feil: {count}.", "Rett det som nevnes; feltene står i GET /api/v1/mail-texts."
        ),
        "en": Sentence(
            "The text cannot be used. Faults: {count}.",
            "Correct what is named; GET /api/v1/mail-texts lists the fields.",
        ),
    },
    "mail-text-changed": {
        "sv": Sentence("Någon har ändrat texten sedan den lästes.", "Läs den igen, och skicka dess `mark` som `seen`."),
        "nb": Sentence("Noen har endret teksten siden den ble lest.", "Les den igjen, og send dens `mark` som `seen`."),
        "en": Sentence("Somebody changed the text since it was read.", "Read it again, and send its `mark` as `seen`."),
    },
    "too-late": {
        "sv": Sentence(
            "Dokumentet har läget {value} och kan inte ändras så.",
            "Läs historiken; är fakturan redan framme rättas den med en kreditfaktura.",
        ),
        "nb": Sentence(
            "Dokumentet har tilstanden {value} og kan ikke endres slik.",
            "Les historikken; er fakturaen alt framme, rettes den med en kreditnota.",
        ),
        "en": Sentence(
            "The document's state is {value}, which does not allow this.",
            "Read its history; an invoice that has arrived is corrected by a credit note.",
        ),
    },
    "no-room": {
        "sv": Sentence(
            "Tjänstens disk är full; inget är bekräftat.",
            "Försök igen om en stund med samma Idempotency-Key: dokumentet tas emot en gång.",
        ),
        "nb": Sentence(
            "Disken til tjenesten er full; ingenting er bekreftet.",
            "Prøv igjen om en stund med samme Idempotency-Key: dokumentet tas imot én gang.",
        ),
        "en": Sentence(
            "The service's disk is full; nothing was acknowledged.",
            "Try again in a while with the same Idempotency-Key: it is taken once.",
        ),
    },
    "idempotency-conflict": {
        "sv": Sentence("Nyckeln {value} användes för ett annat anrop.", "Ge varje nytt anrop en egen nyckel."),
        "nb": Sentence("Nøkkelen {value} ble brukt for et annet kall.", "Gi hvert nytt kall sin egen nøkkel."),
        "en": Sentence("The key {value} was used for another request.", "Give every new request a key of its own."),
    },
    "identifier-taken": {
        "sv": Sentence("Numret står på en annan kunds kort: {value}.", "Ändra det kortet, eller utelämna numret."),
        "nb": Sentence("Nummeret står på en annen kundes kort: {value}.", "Endre det kortet, eller utelat nummeret."),
        "en": Sentence("The number stands on another customer's card: {value}.", "Change that card, or leave it out."),
    },
    "answer-refused": {
        "sv": Sentence("Det går inte att svara så: {value}.", "Se GET /answers för vad som redan är sagt."),
        "nb": Sentence("Det går ikke an å svare slik: {value}.", "Se GET /answers for hva som alt er sagt."),
        "en": Sentence("It cannot be answered so: {value}.", "GET /answers shows what was said already."),
    },
    "not-incoming": {
        "sv": Sentence("Dokumentet {value} är ert eget och har inte kommit in.", "Bekräfta det som /inbox visar."),
        "nb": Sentence("Dokumentet {value} er ikke kommet inn, det er deres eget.", "Bekreft bare det /inbox viser."),
        "en": Sentence("The document {value} did not come in, it is your own.", "Acknowledge only what /inbox shows."),
    },
    "bad-webhook-url": {
        "sv": Sentence(
            "Adressen kan inte användas: {value}.",
            "Ange en https-adress på det öppna nätet, utan användare, lösenord eller #.",
        ),
        "nb": Sentence(
            "Adressen kan ikke brukes: {value}.",
            "Oppgi en https-adresse på det åpne nettet, uten bruker, passord eller #.",
        ),
        "en": Sentence(
            "The address cannot be used: {value}.",
            "Give an https address on the open internet, without user, password or #.",
        ),
    },
    "too-many-webhooks": {
        "sv": Sentence("Ett företag kan ha högst {value} adresser.", "Ta bort en som inte behövs."),
        "nb": Sentence("En bedrift kan ha høyst {value} adresser.", "Fjern en som ikke trengs."),
        "en": Sentence("A company can have at most {value} addresses.", "Remove one that is not needed."),
    },
    "not-convertible": {
        "sv": Sentence(
            "Dokumentet går inte att skriva som {what}: {value}", "Hämta originalet, som är kvar så som det kom."
        ),
        "nb": Sentence("Dokumentet kan ikke skrives som {what}: {value}", "Hent originalen, som er der slik den kom."),
        "en": Sentence(
            "The document cannot be written as {what}: {value}", "Fetch the original, which is there as it came."
        ),
    },
    "too-many-agents": {
        "sv": Sentence("Ett företag kan ha högst {value} agenter.", "Ta bort dem som inte går längre, i portalen."),
        "nb": Sentence("En bedrift kan ha høyst {value} agenter.", "Fjern dem som ikke går lenger, i portalen."),
        "en": Sentence("A company can have at most {value} agents.", "Remove those that no longer run, in the portal."),
    },
    "too-many-requests": {
        "sv": Sentence("För många anrop på kort tid.", "Vänta {value} sekunder och försök igen."),
        "nb": Sentence("For mange kall på kort tid.", "Vent {value} sekunder og prøv igjen."),
        "en": Sentence("Too many requests in a short time.", "Wait {value} seconds and try again."),
    },
    "host-unknown": {
        "sv": Sentence(
            "Navet svarar inte under namnet {value}.", "Anropa den som {address}; DEPESCH_PUBLIC_URL sätter det."
        ),
        "nb": Sentence(
            "Navet svarer ikke under navnet {value}.", "Kall den som {address}; DEPESCH_PUBLIC_URL setter det."
        ),
        "en": Sentence(
            "The hub does not answer to the name {value}.", "Call it as {address}; DEPESCH_PUBLIC_URL sets that."
        ),
    },
    "request-not-taken": {
        "sv": Sentence(
            "Anropet är inte så byggt att navet tar emot det.", "Se efter hur det är byggt och försök igen."
        ),
        "nb": Sentence(
            "Kallet er ikke bygd slik at navet tar imot det.", "Se etter hvordan det er bygd og prøv igjen."
        ),
        "en": Sentence(
            "The request is built in a way that the hub does not take.", "See how it is built and try again."
        ),
    },
    "server-error": {
        "sv": Sentence(
            "Något gick fel hos oss; inget är bekräftat.",
            "Försök igen med samma Idempotency-Key: dokumentet tas emot en gång.",
        ),
        "nb": Sentence(
            "Noe gikk galt hos oss; ingenting er bekreftet.",
            "Prøv igjen med samme Idempotency-Key: dokumentet tas imot én gang.",
        ),
        "en": Sentence(
            "Something went wrong on our side; nothing was acknowledged.",
            "Try again with the same Idempotency-Key: it is taken once.",
        ),
    },
}


def sentence(code: str, language: str) -> Sentence:
    """Return the words of one of the API's own codes; KeyError for a code that is not ours."""
    return WORDS[code][language]
