"""What the agent says of files that it cannot send, and of what keeps it from sending; in its three languages."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

Texts = Mapping[str, str]


class Fault(msgspec.Struct, frozen=True):
    """What is wrong, and what to do; both may hold {values}."""

    reason: Texts
    next_step: Texts


EMPTY = Fault(
    {"en": "The file is empty.", "sv": "Filen är tom.", "nb": "Filen er tom."},
    {
        "en": "Have your system write the file again, and lay it into {folder}.",
        "sv": "Låt ert system skriva filen på nytt och lägg den i {folder}.",
        "nb": "La systemet deres skrive filen på nytt, og legg den i {folder}.",
    },
)
TOO_LARGE = Fault(
    {
        "en": "The file has {size} bytes with its attachments; the hub takes {most} at most.",
        "sv": "Filen är med sina bilagor {size} byte; navet tar emot högst {most}.",
        "nb": "Filen er på {size} byte med vedleggene; navet tar imot høyst {most}.",
    },
    {
        "en": "Make the attachments smaller or split the file, and lay it into {folder}.",
        "sv": "Förminska bilagorna eller dela upp filen och lägg den i {folder}.",
        "nb": "Gjør vedleggene mindre eller del opp filen, og legg den i {folder}.",
    },
)
DUPLICATE = Fault(
    {
        "en": "The same content was sent on {at} as {name}, document {document}. It was not sent again.",
        "sv": "Samma innehåll skickades {at} som {name}, dokument {document}. Det skickades inte igen.",
        "nb": "Samme innhold ble sendt {at} som {name}, dokument {document}. Det ble ikke sendt på nytt.",
    },
    {
        "en": "Nothing, if it was laid there by mistake. To send it as a new document: depesch connect resend {key}",
        "sv": "Ingenting, om den lades dit av misstag. För att skicka den som ett nytt dokument: "
        "depesch connect resend {key}",
        "nb": "Ingenting, hvis den ble lagt der ved en feil. For å sende den som et nytt dokument: "
        "depesch connect resend {key}",
    },
)
UNREADABLE = Fault(
    {
        "en": "The file cannot be read: {error}.",
        "sv": "Filen går inte att läsa: {error}.",
        "nb": "Filen kan ikke leses: {error}.",
    },
    {
        "en": "Let the agent's account read the file, and lay it into {folder}.",
        "sv": "Ge agentens konto rätt att läsa filen och lägg den i {folder}.",
        "nb": "Gi agentens konto rett til å lese filen, og legg den i {folder}.",
    },
)
CHANGED = Fault(
    {
        "en": "The file was changed after the agent took it; nobody knows which of the two was meant.",
        "sv": "Filen ändrades efter att agenten tog hand om den; ingen vet vilken av de två som avsågs.",
        "nb": "Filen ble endret etter at agenten tok hånd om den; ingen vet hvilken av de to som var ment.",
    },
    {
        "en": "Look in the portal whether document {name} came, and lay the right file into {folder}.",
        "sv": "Se efter i portalen om dokumentet {name} har kommit in, och lägg rätt fil i {folder}.",
        "nb": "Se etter i portalen om dokumentet {name} har kommet inn, og legg riktig fil i {folder}.",
    },
)
REFUSED = Fault(
    {
        "en": "The hub did not take the file: {detail}",
        "sv": "Navet tog inte emot filen: {detail}",
        "nb": "Navet tok ikke imot filen: {detail}",
    },
    {"en": "{next}", "sv": "{next}", "nb": "{next}"},
)
WITHDRAWN = Fault(
    {
        "en": "The document was cancelled in the portal.",
        "sv": "Dokumentet makulerades i portalen.",
        "nb": "Dokumentet ble annullert i portalen.",
    },
    {"en": "Nothing.", "sv": "Ingenting.", "nb": "Ingenting."},
)

# What keeps a whole run from its work.
HUB_AWAY = Fault(
    {
        "en": "The hub cannot be reached: {error}",
        "sv": "Navet går inte att nå: {error}",
        "nb": "Navet kan ikke nås: {error}",
    },
    {
        "en": "Nothing; the agent tries again by itself and sends nothing twice. If it lasts: check network and proxy.",
        "sv": "Ingenting; agenten försöker igen av sig själv och inget skickas dubbelt. "
        "Om det varar: kontrollera nätverk och proxy.",
        "nb": "Ingenting; agenten prøver igjen av seg selv, og ingenting sendes dobbelt. "
        "Hvis det varer: kontroller nettverk og proxy.",
    },
)
KEY_REFUSED = Fault(
    {
        "en": "The hub refuses the key of account {account}: {detail}",
        "sv": "Navet godtar inte nyckeln för kontot {account}: {detail}",
        "nb": "Navet godtar ikke nøkkelen til kontoen {account}: {detail}",
    },
    {
        "en": "Make a new key in the portal under Settings, Keys, and store it as the secret {secret}.",
        "sv": "Skapa en ny nyckel i portalen under Inställningar, Nycklar och spara den som hemligheten {secret}.",
        "nb": "Lag en ny nøkkel i portalen under Innstillinger, Nøkler, og lagre den som hemmeligheten {secret}.",
    },
)
HUB_SAYS_NO = Fault(
    {"en": "The hub takes nothing: {detail}", "sv": "Navet tar inte emot något: {detail}",
     "nb": "Navet tar ikke imot noe: {detail}"},
    {"en": "{next}", "sv": "{next}", "nb": "{next}"},
)  # fmt: skip
FOLDER_MISSING = Fault(
    {
        "en": "The folder {folder} does not exist.",
        "sv": "Mappen {folder} finns inte.",
        "nb": "Mappen {folder} finnes ikke.",
    },
    {
        "en": "Create it, or connect the share it is on, or correct the configuration.",
        "sv": "Skapa den, anslut den delade enhet den ligger på eller rätta konfigurationen.",
        "nb": "Opprett den, koble til den delte enheten den ligger på, eller rett konfigurasjonen.",
    },
)
NO_PERMISSION = Fault(
    {
        "en": "The agent may not read, write or rename in {folder}.",
        "sv": "Agenten får inte läsa, skriva eller byta namn i {folder}.",
        "nb": "Agenten har ikke lov til å lese, skrive eller endre navn i {folder}.",
    },
    {
        "en": "Give the account under which the agent runs the right to read and write there.",
        "sv": "Ge kontot som agenten körs under rätt att läsa och skriva där.",
        "nb": "Gi kontoen som agenten kjører under, rett til å lese og skrive der.",
    },
)
DISK_FULL = Fault(
    {
        "en": "There is no room left on the disk of {folder}.",
        "sv": "Det finns inget utrymme kvar på disken där {folder} ligger.",
        "nb": "Det er ikke plass igjen på disken der {folder} ligger.",
    },
    {
        "en": "Make room; the agent goes on by itself, and no file is lost.",
        "sv": "Frigör utrymme; agenten fortsätter av sig själv och ingen fil går förlorad.",
        "nb": "Frigjør plass; agenten fortsetter av seg selv, og ingen fil går tapt.",
    },
)
OTHER_DISK = Fault(
    {
        "en": "{folder} is on another file system than {watched}; files cannot be moved there safely.",
        "sv": "{folder} ligger på ett annat filsystem än {watched}; filer kan inte flyttas dit säkert.",
        "nb": "{folder} ligger på et annet filsystem enn {watched}; filer kan ikke flyttes dit trygt.",
    },
    {
        "en": "Choose a folder on the same file system in the configuration.",
        "sv": "Välj en mapp på samma filsystem i konfigurationen.",
        "nb": "Velg en mappe på samme filsystem i konfigurasjonen.",
    },
)
NO_LUCK = Fault(
    {
        "en": "The folder {folder} cannot be used: {error}.",
        "sv": "Mappen {folder} kan inte användas: {error}.",
        "nb": "Mappen {folder} kan ikke brukes: {error}.",
    },
    {
        "en": "Correct what the system says; the agent goes on by itself.",
        "sv": "Rätta det som systemet säger; agenten fortsätter av sig själv.",
        "nb": "Rett det som systemet sier; agenten fortsetter av seg selv.",
    },
)
JOURNAL = Fault(
    {
        "en": "The agent's journal cannot be written: {error}.",
        "sv": "Agentens journal går inte att skriva: {error}.",
        "nb": "Agentens journal kan ikke skrives: {error}.",
    },
    {
        "en": "Look at room and rights in the agent's home; nothing is sent until it can be noted.",
        "sv": "Se över utrymme och rättigheter i agentens hemmapp; inget skickas förrän det kan noteras.",
        "nb": "Se på plass og rettigheter i agentens hjemmemappe; ingenting sendes før det kan noteres.",
    },
)

# The file beside what could not be sent.
HEADING_FAILED: Texts = {
    "en": "{name} was not sent.",
    "sv": "{name} skickades inte.",
    "nb": "{name} ble ikke sendt.",
}
HEADING_STOPPED: Texts = {
    "en": "{name} was handed over, but did not arrive.",
    "sv": "{name} lämnades in men kom inte fram.",
    "nb": "{name} ble levert inn, men kom ikke fram.",
}
WHAT: Texts = {"en": "What is wrong", "sv": "Vad som är fel", "nb": "Hva som er galt"}
NEXT: Texts = {"en": "What to do", "sv": "Vad ni gör nu", "nb": "Hva dere gjør nå"}
DOCUMENT: Texts = {"en": "Document at the hub", "sv": "Dokument i navet", "nb": "Dokument i navet"}
WHEN: Texts = {"en": "When", "sv": "När", "nb": "Når"}
KEY: Texts = {"en": "Key in the journal", "sv": "Nyckel i journalen", "nb": "Nøkkel i journalen"}
FINDINGS: Texts = {"en": "Findings", "sv": "Anmärkningar", "nb": "Merknader"}
LINE: Texts = {"en": "line {line}", "sv": "rad {line}", "nb": "linje {line}"}
VALUE: Texts = {"en": "value: {value}", "sv": "värde: {value}", "nb": "verdi: {value}"}
EXPECTED: Texts = {"en": "should be: {expected}", "sv": "ska vara: {expected}", "nb": "skal være: {expected}"}
