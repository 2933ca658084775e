"""What the mails after a run say, in the agent's languages. Counts stand in front of words that fit one and many."""

from __future__ import annotations

from collections.abc import Mapping

from depesch.connect.runs import Direction, FileState

Texts = Mapping[str, str]

DIRECTIONS: Mapping[Direction, Texts] = {
    Direction.SENDING: {"en": "Sending", "sv": "Skickat", "nb": "Sending"},
    Direction.COLLECTING: {"en": "Collecting", "sv": "Hämtat", "nb": "Henting"},
    Direction.FOLLOWING: {"en": "What became of it", "sv": "Hur det gick", "nb": "Hvordan det gikk"},
}
# In the order in which they stand in a mail: what needs somebody comes first.
STATES: Mapping[FileState, Texts] = {
    FileState.FAILED: {"en": "not sent", "sv": "inte skickade", "nb": "ikke sendt"},
    FileState.UNDELIVERED: {"en": "not delivered", "sv": "inte levererade", "nb": "ikke levert"},
    FileState.NOT_COLLECTED: {"en": "not collected", "sv": "inte hämtade", "nb": "ikke hentet"},
    FileState.SENT: {"en": "sent", "sv": "skickade", "nb": "sendt"},
    FileState.DELIVERED: {"en": "delivered", "sv": "levererade", "nb": "levert"},
    FileState.COLLECTED: {"en": "collected", "sv": "hämtade", "nb": "hentet"},
    FileState.CLAIMED: {"en": "on the way", "sv": "på väg", "nb": "på vei"},
    FileState.WAITING: {"en": "waiting", "sv": "väntar", "nb": "venter"},
}
NEEDS_SOMEBODY = (FileState.FAILED, FileState.UNDELIVERED, FileState.NOT_COLLECTED)
STANDS_STILL: Texts = {"en": "stands still", "sv": "står stilla", "nb": "står stille"}
NOTHING: Texts = {"en": "nothing happened", "sv": "inget hände", "nb": "ingenting skjedde"}
RUN: Texts = {
    "en": "Account {account} on {machine}, {first}",
    "sv": "Konto {account} på {machine}, {first}",
    "nb": "Konto {account} på {machine}, {first}",
}
RUNS: Texts = {
    "en": "Account {account} on {machine}, {count} runs from {first} to {last}",
    "sv": "Konto {account} på {machine}, {count} körningar från {first} till {last}",
    "nb": "Konto {account} på {machine}, {count} kjøringer fra {first} til {last}",
}
REASON: Texts = {"en": "Why", "sv": "Orsak", "nb": "Årsak"}
NEXT: Texts = {"en": "What to do", "sv": "Att göra", "nb": "Hva du kan gjøre"}
MORE: Texts = {"en": "… and {count} more", "sv": "… och {count} till", "nb": "… og {count} til"}
FAULT: Texts = {
    "en": "The agent could not do its work",
    "sv": "Agenten kunde inte göra sitt arbete",
    "nb": "Agenten kunne ikke gjøre arbeidet sitt",
}
WELL_AGAIN: Texts = {
    "en": "What stood in the way is gone: {fault}",
    "sv": "Hindret är borta: {fault}",
    "nb": "Hindringen er borte: {fault}",
}
WELL_AGAIN_SHORT: Texts = {"en": "works again", "sv": "går igen", "nb": "går igjen"}
FOOT: Texts = {
    "en": "How the agent is doing, on {machine}: depesch connect status",
    "sv": "Hur det går för agenten, på {machine}: depesch connect status",
    "nb": "Hvordan det går med agenten, på {machine}: depesch connect status",
}
