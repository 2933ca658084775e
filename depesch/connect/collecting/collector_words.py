"""What the collector says of documents and folders, in the agent's languages."""

from __future__ import annotations

from collections.abc import Mapping

Texts = Mapping[str, str]

HUB_AWAY: Texts = {
    "en": "The hub cannot be reached: {detail}",
    "sv": "Navet går inte att nå: {detail}",
    "nb": "Navet kan ikke nås: {detail}",
}
HUB_AWAY_NEXT: Texts = {
    "en": "Nothing is lost: what came in waits at the hub and is fetched when it answers. If this lasts, look at the"
    " network, the proxy and the hub's address.",
    "sv": "Inget går förlorat: det som kommit in väntar i navet och hämtas när det svarar. Håller det i sig, se över"
    " nätverket, proxyn och navets adress.",
    "nb": "Ingenting går tapt: det som er kommet inn, venter i navet og hentes når det svarer. Varer det, se på"
    " nettverket, proxyen og adressen til navet.",
}
REFUSED: Texts = {
    "en": "The hub refuses the agent: {detail}",
    "sv": "Navet avvisar agenten: {detail}",
    "nb": "Navet avviser agenten: {detail}",
}
REFUSED_NEXT: Texts = {
    "en": "Make a key that may send and collect in the portal (Settings, Keys for programs), and put it away with"
    " `depesch connect secret set {secret}`.",
    "sv": "Skapa en nyckel som får skicka och hämta i portalen (Inställningar, Nycklar för program) och lägg undan den"
    " med `depesch connect secret set {secret}`.",
    "nb": "Lag en nøkkel som kan sende og hente i portalen (Innstillinger, Nøkler for programmer), og legg den unna med"
    " `depesch connect secret set {secret}`.",
}
FOLDER_MISSING: Texts = {
    "en": "The folder {folder} does not exist.",
    "sv": "Mappen {folder} finns inte.",
    "nb": "Mappen {folder} finnes ikke.",
}
FOLDER_MISSING_NEXT: Texts = {
    "en": "Make the folder, or connect the network drive that it lies on. The agent makes no such folder itself: it"
    " could then write where nobody looks.",
    "sv": "Skapa mappen, eller anslut nätverksenheten som den ligger på. Agenten skapar den inte själv: då kunde den"
    " skriva där ingen ser.",
    "nb": "Lag mappen, eller koble til nettverksstasjonen den ligger på. Agenten lager den ikke selv: da kunne den"
    " skrive der ingen ser.",
}
CANNOT_WRITE: Texts = {
    "en": "{what} cannot be written in {folder}: {detail}",
    "sv": "{what} går inte att skriva i {folder}: {detail}",
    "nb": "{what} kan ikke skrives i {folder}: {detail}",
}
CANNOT_WRITE_NEXT: Texts = {
    "en": "See that the disk has room and that the agent's user may write there. The hub keeps the document, and the"
    " agent tries again by itself.",
    "sv": "Se till att disken har plats och att agentens användare får skriva där. Navet behåller dokumentet, och"
    " agenten försöker igen av sig själv.",
    "nb": "Se til at disken har plass og at agentens bruker får skrive der. Navet beholder dokumentet, og agenten"
    " prøver igjen av seg selv.",
}
NOT_AS_WANTED: Texts = {
    "en": "The hub cannot give the document as it is wanted: {detail}",
    "sv": "Navet kan inte lämna ut dokumentet så som det önskas: {detail}",
    "nb": "Navet kan ikke levere dokumentet slik det er ønsket: {detail}",
}
NOT_AS_WANTED_NEXT: Texts = {
    "en": "It is in the portal, where it can be read and downloaded as it came. The agent tries again by itself;"
    " another format can be chosen with `depesch connect config set`.",
    "sv": "Det finns i portalen, där det kan läsas och laddas ner som det kom. Agenten försöker igen av sig själv; ett"
    " annat format kan väljas med `depesch connect config set`.",
    "nb": "Det finnes i portalen, der det kan leses og lastes ned slik det kom. Agenten prøver igjen av seg selv; et"
    " annet format kan velges med `depesch connect config set`.",
}
DAMAGED: Texts = {
    "en": "What arrived is not what the hub has ({detail}).",
    "sv": "Det som kom fram är inte det som navet har ({detail}).",
    "nb": "Det som kom frem, er ikke det navet har ({detail}).",
}
DAMAGED_NEXT: Texts = {
    "en": "Nothing was laid down. The agent tries again by itself; if it lasts, ask whoever runs the hub.",
    "sv": "Inget lades i mappen. Agenten försöker igen av sig själv; håller det i sig, fråga den som driver navet.",
    "nb": "Ingenting ble lagt i mappen. Agenten prøver igjen av seg selv; varer det, spør den som driver navet.",
}
JOURNAL: Texts = {
    "en": "The agent's journal cannot be written: {detail}",
    "sv": "Agentens journal går inte att skriva: {detail}",
    "nb": "Agentens journal kan ikke skrives: {detail}",
}
JOURNAL_NEXT: Texts = {
    "en": "See that the disk of the agent's home has room. What came in waits at the hub.",
    "sv": "Se till att disken med agentens hemmapp har plats. Det som kommit in väntar i navet.",
    "nb": "Se til at disken med agentens hjemmemappe har plass. Det som er kommet inn, venter i navet.",
}
