"""What can be wrong with a configuration, and what to do, in the agent's languages. Codes are never renamed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from depesch.connect.away_words import NEXT, Suspect


class FaultWords(NamedTuple):
    """A fault in words; {value} is what stands in the file."""

    what: Mapping[str, str]
    next_step: Mapping[str, str]


def _both(en: tuple[str, str], sv: tuple[str, str], nb: tuple[str, str]) -> FaultWords:
    languages = {"en": en, "sv": sv, "nb": nb}
    return FaultWords(
        {language: texts[0] for language, texts in languages.items()},
        {language: texts[1] for language, texts in languages.items()},
    )


def _away(suspect: Suspect) -> FaultWords:
    whats = {
        "en": "the hub is not reached: {reason}", "sv": "navet nås inte: {reason}", "nb": "navet nås ikke: {reason}"
    }  # fmt: skip
    return FaultWords(whats, NEXT[suspect])


# The file and its shape.
_OF_THE_SHAPE = {
    "no-file": _both(
        ("there is no such file", "make one with `depesch connect init`, or give another with --config"),
        ("filen finns inte", "skapa en med `depesch connect init`, eller ange en annan med --config"),
        ("filen finnes ikke", "lag en med `depesch connect init`, eller angi en annen med --config"),
    ),
    "unreadable-file": _both(
        ("the file cannot be read: {reason}", "let the user who runs the agent read it"),
        ("filen går inte att läsa: {reason}", "ge användaren som kör agenten läsrätt till den"),
        ("filen kan ikke leses: {reason}", "gi brukeren som kjører agenten lesetilgang til den"),
    ),
    "too-large": _both(
        ("the file is larger than {limit} bytes", "give the configuration and not something else"),
        ("filen är större än {limit} byte", "ange konfigurationen och inte något annat"),
        ("filen er større enn {limit} byte", "angi konfigurasjonen og ikke noe annet"),
    ),
    "neither-xml-nor-toml": _both(
        ("the name {value} ends neither in .xml nor in .toml", "rename it after what it holds"),
        ("namnet {value} slutar varken på .xml eller .toml", "döp om den efter vad den innehåller"),
        ("navnet {value} slutter verken på .xml eller .toml", "gi den navn etter hva den inneholder"),
    ),
    "not-xml": _both(
        ("this is no XML that is taken: {reason}", "correct it; `depesch connect config xsd` prints its schema"),
        ("det här är ingen XML som tas emot: {reason}", "rätta den; `depesch connect config xsd` skriver ut schemat"),
        ("dette er ikke XML som godtas: {reason}", "rett den; `depesch connect config xsd` skriver ut skjemaet"),
    ),
    "other-root": _both(
        ("it begins with {value}", 'let it begin with <connect xmlns="{namespace}">'),
        ("den börjar med {value}", 'låt den börja med <connect xmlns="{namespace}">'),
        ("den begynner med {value}", 'la den begynne med <connect xmlns="{namespace}">'),
    ),
    "not-toml": _both(
        ("this is no TOML: {reason}", "correct that line"),
        ("det här är ingen TOML: {reason}", "rätta den raden"),
        ("dette er ikke TOML: {reason}", "rett den linjen"),
    ),
    "not-utf-8": _both(
        ("the character {value} is not in UTF-8", "save the file in UTF-8"),
        ("tecknet {value} är inte i UTF-8", "spara filen i UTF-8"),
        ("tegnet {value} er ikke i UTF-8", "lagre filen i UTF-8"),
    ),
    "too-deep": _both(
        ("lists stand in lists without end", "write it as the examples in the book do"),
        ("listor ligger i listor utan slut", "skriv som i handbokens exempel"),
        ("lister ligger i lister uten ende", "skriv som i håndbokens eksempler"),
    ),
    "attribute": _both(
        ("there is no attribute {attribute}", "write its value as an element"),
        ("det finns inget attribut {attribute}", "skriv värdet som ett element"),
        ("det finnes ikke noe attributt {attribute}", "skriv verdien som et element"),
    ),
    "stray-text": _both(
        ("the text {value!r} stands between elements", "take it away, or put it into an element"),
        ("texten {value!r} står mellan element", "ta bort den eller lägg den i ett element"),
        ("teksten {value!r} står mellom elementer", "ta den bort, eller legg den i et element"),
    ),
    "element-in-value": _both(
        ("the element {value} stands where a value is wanted", "write the value alone"),
        ("elementet {value} står där ett värde väntas", "skriv bara värdet"),
        ("elementet {value} står der en verdi ventes", "skriv bare verdien"),
    ),
    "out-of-order": _both(
        ("it stands after <{after}>", "put it before <{after}>, as the schema has it"),
        ("det står efter <{after}>", "sätt det före <{after}>, som i schemat"),
        ("det står etter <{after}>", "sett det før <{after}>, som i skjemaet"),
    ),
    "unknown-key": _both(
        ("there is no such setting", "take one of: {known}"),
        ("den inställningen finns inte", "välj bland: {known}"),
        ("den innstillingen finnes ikke", "velg blant: {known}"),
    ),
    "missing-key": _both(
        ("{name} is missing", "add it"),
        ("{name} saknas", "lägg till det"),
        ("{name} mangler", "legg det til"),
    ),
    "twice": _both(
        ("it stands twice", "leave one of them"),
        ("den står två gånger", "behåll en av dem"),
        ("den står to ganger", "behold én av dem"),
    ),
    "not-a-part": _both(
        ("{value!r} stands where settings of its own are wanted", "write its settings below it"),
        ("{value!r} står där egna inställningar väntas", "skriv inställningarna under den"),
        ("{value!r} står der egne innstillinger ventes", "skriv innstillingene under den"),
    ),
    "not-a-value": _both(
        ("settings stand where one value is wanted", "write the value alone"),
        ("inställningar står där ett värde väntas", "skriv bara värdet"),
        ("innstillinger står der én verdi ventes", "skriv bare verdien"),
    ),
    "empty-list": _both(
        ("the list is empty", "leave the key out to have the default"),
        ("listan är tom", "utelämna nyckeln för att få standardvärdet"),
        ("listen er tom", "utelat nøkkelen for å få standardverdien"),
    ),
    "not-text": _both(
        ("{value!r} is no text", "write it in quotes, in one line"),
        ("{value!r} är ingen text", "skriv den inom citattecken, på en rad"),
        ("{value!r} er ingen tekst", "skriv den i anførselstegn, på én linje"),
    ),
    "not-fitting": _both(
        ("{value!r} does not fit", "write it in one line so that it fits: {allowed}"),
        ("{value!r} passar inte", "skriv det på en rad så att det passar: {allowed}"),
        ("{value!r} passer ikke", "skriv det på én linje slik at det passer: {allowed}"),
    ),
    "not-path": _both(
        ("{value!r} is no path", "write the path of a folder or file, in one line"),
        ("{value!r} är ingen sökväg", "skriv sökvägen till en mapp eller fil, på en rad"),
        ("{value!r} er ingen sti", "skriv stien til en mappe eller fil, på én linje"),
    ),
    "not-choice": _both(
        ("{value!r} cannot be chosen", "choose one of: {allowed}"),
        ("{value!r} går inte att välja", "välj bland: {allowed}"),
        ("{value!r} kan ikke velges", "velg blant: {allowed}"),
    ),
    "not-switch": _both(
        ("{value!r} is neither true nor false", "write true or false"),
        ("{value!r} är varken true eller false", "skriv true eller false"),
        ("{value!r} er verken true eller false", "skriv true eller false"),
    ),
    "not-number": _both(
        ("{value!r} is no number that is taken", "write a number: {allowed}"),
        ("{value!r} är inget tal som godtas", "skriv ett tal: {allowed}"),
        ("{value!r} er ikke et tall som godtas", "skriv et tall: {allowed}"),
    ),
    "not-whole-number": _both(
        ("{value!r} is no whole number that is taken", "write a whole number: {allowed}"),
        ("{value!r} är inget heltal som godtas", "skriv ett heltal: {allowed}"),
        ("{value!r} er ikke et heltall som godtas", "skriv et heltall: {allowed}"),
    ),
}

# Values that cannot be right by themselves or beside others.
_OF_THE_VALUES = {
    "doubled-account": _both(
        ("two accounts are called {value}", "give each a name of its own"),
        ("två konton heter {value}", "ge vart och ett ett eget namn"),
        ("to kontoer heter {value}", "gi hver av dem et eget navn"),
    ),
    "port-used-twice": _both(
        ("port {value} is used by {other} already", "choose another one, or 0 for none"),
        ("port {value} används redan av {other}", "välj en annan, eller 0 för ingen"),
        ("port {value} brukes allerede av {other}", "velg en annen, eller 0 for ingen"),
    ),
    "prints-left-lying": _both(
        ("what is printed lies in the folder as print-….pdf, which {value!r} leaves lying", "add *.pdf"),
        ("det som skrivs ut hamnar i mappen som print-….pdf, som {value!r} lämnar kvar", "lägg till *.pdf"),
        ("det som skrives ut, havner i mappen som print-….pdf, som {value!r} lar ligge", "legg til *.pdf"),
    ),
    "no-hub-address": _both(
        ("{value!r} is no address of a hub", "write it as https://HOST"),
        ("{value!r} är ingen adress till ett nav", "skriv den som https://VÄRD"),
        ("{value!r} er ingen adresse til et nav", "skriv den som https://VERT"),
    ),
    "more-than-an-address": _both(
        (
            "the address of {value} holds a user, a password, a question or a fragment",
            "write the address alone; the key is put away with `depesch connect secret set`",
        ),
        (
            "adressen till {value} innehåller användare, lösenord, fråga eller fragment",
            "skriv bara adressen; nyckeln läggs undan med `depesch connect secret set`",
        ),
        (
            "adressen til {value} inneholder bruker, passord, spørring eller fragment",
            "skriv bare adressen; nøkkelen legges unna med `depesch connect secret set`",
        ),
    ),
    "hub-in-clear-text": _both(
        ("{value} would be asked in clear text over the network", "write https://; http is for a hub on this machine"),
        ("{value} skulle frågas i klartext över nätet", "skriv https://; http är för ett nav på samma maskin"),
        ("{value} ville bli spurt i klartekst over nettet", "skriv https://; http er for et nav på samme maskin"),
    ),
    "bad-pattern": _both(
        ("{value!r} is no pattern of file names", "write such as *.xml, without folders"),
        ("{value!r} är inget mönster för filnamn", "skriv till exempel *.xml, utan mappar"),
        ("{value!r} er ikke et mønster for filnavn", "skriv for eksempel *.xml, uten mapper"),
    ),
    "bad-name-pattern": _both(
        ("the braces in {value!r} do not fit", "write such as {{sender}}_{{number}}_{{date}}"),
        ("klamrarna i {value!r} stämmer inte", "skriv till exempel {{sender}}_{{number}}_{{date}}"),
        ("klammene i {value!r} stemmer ikke", "skriv for eksempel {{sender}}_{{number}}_{{date}}"),
    ),
    "unknown-placeholder": _both(
        ("nothing is put in place of {unknown} in {value!r}", "take of: {known}"),
        ("inget sätts in för {unknown} i {value!r}", "välj bland: {known}"),
        ("ingenting settes inn for {unknown} i {value!r}", "velg blant: {known}"),
    ),
    "name-leads-out": _both(
        ("names after {value!r} would not lie below the folder", "write it without .., / at its ends, // and \\"),
        ("namn enligt {value!r} skulle inte hamna under mappen", "skriv utan .., / i ändarna, // och \\"),
        ("navn etter {value!r} ville ikke havne under mappen", "skriv det uten .., / i endene, // og \\"),
    ),
    "bad-cron": _both(
        ("{value!r} is no timetable of cron", "write five fields, such as 0 6,18 * * mon-fri"),
        ("{value!r} är ingen tidtabell för cron", "skriv fem fält, till exempel 0 6,18 * * mon-fri"),
        ("{value!r} er ingen tidsplan for cron", "skriv fem felter, for eksempel 0 6,18 * * mon-fri"),
    ),
    "bad-time-zone": _both(
        ("there is no time zone {value!r}", "write such as Europe/Stockholm, or leave it out for the machine's"),
        ("tidszonen {value!r} finns inte", "skriv till exempel Europe/Stockholm, eller utelämna den för maskinens"),
        ("tidssonen {value!r} finnes ikke", "skriv for eksempel Europe/Oslo, eller utelat den for maskinens"),
    ),
    "no-hours": _both(
        ("{value} is no time at all", "let start and end differ; 00:00 and 23:59 are the whole day"),
        ("{value} är ingen tid alls", "låt start och end skilja sig; 00:00 och 23:59 är hela dygnet"),
        ("{value} er ingen tid i det hele tatt", "la start og end være ulike; 00:00 og 23:59 er hele døgnet"),
    ),
    "folder-used-twice": _both(
        (
            "{value} is also the folder of {other}",
            "give each its own, or files would be sent twice or mixed; only accounts that collect may share one, when "
            "the `name` of each holds {{company}} and their companies differ",
        ),
        (
            "{value} är också mappen för {other}",
            "ge var och en sin egen, annars skickas filer dubbelt eller blandas ihop; bara konton som hämtar får dela "
            "mapp, när `name` hos vart och ett innehåller {{company}} och deras företag skiljer sig åt",
        ),
        (
            "{value} er også mappen til {other}",
            "gi hver sin egen, ellers sendes filer to ganger eller blandes sammen; bare kontoer som henter kan dele "
            "mappe, når `name` hos hver av dem inneholder {{company}} og bedriftene er forskjellige",
        ),
    ),
    "bad-proxy": _both(
        ("{value!r} is no address of a proxy", "write http://HOST:PORT, `none` for none, or leave it out"),
        ("{value!r} är ingen adress till en proxy", "skriv http://VÄRD:PORT, `none` för ingen, eller utelämna den"),
        ("{value!r} er ingen adresse til en proxy", "skriv http://VERT:PORT, `none` for ingen, eller utelat den"),
    ),
    "secret-in-proxy": _both(
        ("the address of the proxy {value} holds a login", "let the proxy take this machine without one"),
        ("adressen till proxyn {value} innehåller en inloggning", "låt proxyn ta emot den här maskinen utan"),
        ("adressen til proxyen {value} inneholder en pålogging", "la proxyen slippe denne maskinen til uten"),
    ),
    "password-in-clear-text": _both(
        ("the password would go to {host} in clear text", "write starttls or tls"),
        ("lösenordet skulle gå till {host} i klartext", "skriv starttls eller tls"),
        ("passordet ville gå til {host} i klartekst", "skriv starttls eller tls"),
    ),
    "mail-without-server": _both(
        ("somebody is to be mailed, but no mail server is named", "add `mail` with host and sender"),
        ("någon ska få mejl, men ingen mejlserver är angiven", "lägg till `mail` med host och sender"),
        ("noen skal få e-post, men ingen e-postserver er angitt", "legg til `mail` med host og sender"),
    ),
    "bad-address": _both(
        ("{value!r} is no mail address", "write it as NAME@DOMAIN"),
        ("{value!r} är ingen mejladress", "skriv den som NAMN@DOMÄN"),
        ("{value!r} er ingen e-postadresse", "skriv den som NAVN@DOMENE"),
    ),
}

# What the machine lacks.
_OF_THE_MACHINE = {
    "no-folder": _both(
        ("the folder {value} does not exist", "make it, or correct the path"),
        ("mappen {value} finns inte", "skapa den eller rätta sökvägen"),
        ("mappen {value} finnes ikke", "lag den, eller rett stien"),
    ),
    "not-a-folder": _both(
        ("{value} is no folder", "correct the path"),
        ("{value} är ingen mapp", "rätta sökvägen"),
        ("{value} er ingen mappe", "rett stien"),
    ),
    "folder-not-reached": _both(
        ("the folder {value} cannot be looked at: {reason}", "let the user who runs the agent read and write there"),
        ("mappen {value} går inte att öppna: {reason}", "ge användaren som kör agenten läs- och skrivrätt"),
        ("mappen {value} kan ikke åpnes: {reason}", "gi brukeren som kjører agenten lese- og skrivetilgang"),
    ),
    "folder-not-writable": _both(
        ("nothing can be written into the folder {value}", "let the user who runs the agent read and write there"),
        ("det går inte att skriva i mappen {value}", "ge användaren som kör agenten läs- och skrivrätt"),
        ("det kan ikke skrives i mappen {value}", "gi brukeren som kjører agenten lese- og skrivetilgang"),
    ),
    "other-file-system": _both(
        (
            "{value} lies on another file system than {folder}",
            "choose a folder beside it: a file is moved at one stroke or not at all",
        ),
        (
            "{value} ligger på ett annat filsystem än {folder}",
            "välj en mapp bredvid: en fil flyttas i ett enda steg eller inte alls",
        ),
        (
            "{value} ligger på et annet filsystem enn {folder}",
            "velg en mappe ved siden av: en fil flyttes i ett steg eller ikke i det hele tatt",
        ),
    ),
    "same-folder": _both(
        ("{value} leads to the same folder as {other}", "give each its own"),
        ("{value} leder till samma mapp som {other}", "ge var och en sin egen"),
        ("{value} fører til samme mappe som {other}", "gi hver sin egen"),
    ),
    "unreadable-ca-file": _both(
        ("the certificates in {value} cannot be read: {reason}", "give a PEM file that the agent's user may read"),
        ("certifikaten i {value} går inte att läsa: {reason}", "ange en PEM-fil som agentens användare får läsa"),
        ("sertifikatene i {value} kan ikke leses: {reason}", "angi en PEM-fil som agentens bruker får lese"),
    ),
    "no-secret": _both(
        ("the secret {value} is not there", "put it away with `depesch connect secret set {value}`"),
        ("hemligheten {value} finns inte", "lägg undan den med `depesch connect secret set {value}`"),
        ("hemmeligheten {value} finnes ikke", "legg den unna med `depesch connect secret set {value}`"),
    ),
    "exposed-secret": _both(
        ("others can read the file of the secret {value}: {file}", "make a new key at the hub, then chmod 600 {file}"),
        ("andra kan läsa filen med hemligheten {value}: {file}", "gör en ny nyckel i navet, sedan chmod 600 {file}"),
        ("andre kan lese filen med hemmeligheten {value}: {file}", "lag en ny nøkkel i navet, så chmod 600 {file}"),
    ),
    "unreadable-secret": _both(
        ("the secret {value} cannot be read: {reason}", "put it away again as the user who runs the agent"),
        ("hemligheten {value} går inte att läsa: {reason}", "lägg undan den på nytt som användaren som kör agenten"),
        ("hemmeligheten {value} kan ikke leses: {reason}", "legg den unna på nytt som brukeren som kjører agenten"),
    ),
}

# What the hub says.
_OF_THE_HUB = {
    "hub-away": _both(
        ("the hub is not reached: {reason}", "look at address, network, proxy and certificate, and try again"),
        ("navet nås inte: {reason}", "se över adress, nät, proxy och certifikat, och försök igen"),
        ("navet nås ikke: {reason}", "se over adresse, nett, proxy og sertifikat, og prøv igjen"),
    ),
    "hub-untrusted": _away(Suspect.CA_FILE),
    "hub-behind-proxy": _away(Suspect.PROXY),
    "hub-other-name": _away(Suspect.HUB),
    "key-refused": _both(
        ("{value} refuses the key: {reason}", "make a key in the portal and put it away with `secret set {secret}`"),
        ("{value} avvisar nyckeln: {reason}", "gör en nyckel i portalen och lägg undan den med `secret set {secret}`"),
        ("{value} avviser nøkkelen: {reason}", "lag en nøkkel i portalen og legg den unna med `secret set {secret}`"),
    ),
    "key-may-not": _both(
        ("the key, with the role {role}, may not {value}", "make a key with a role that may"),
        ("nyckeln, med rollen {role}, får inte {value}", "gör en nyckel med en roll som får"),
        ("nøkkelen, med rollen {role}, kan ikke {value}", "lag en nøkkel med en rolle som kan"),
    ),
    "clock-differs": _both(
        ("this machine's clock differs from the hub's by {value} s", "let the clock be set over the network (NTP)"),
        ("maskinens klocka skiljer sig {value} s från navets", "låt klockan ställas över nätet (NTP)"),
        ("maskinens klokke avviker {value} s fra navets", "la klokken stilles over nettet (NTP)"),
    ),
}

FAULTS = {**_OF_THE_SHAPE, **_OF_THE_VALUES, **_OF_THE_MACHINE, **_OF_THE_HUB}
