"""The status page's texts."""

from __future__ import annotations

WORDS = {
    "title": {
        "en": "Depesch agent on {machine}",
        "sv": "Depesch-agenten på {machine}",
        "nb": "Depesch-agenten på {machine}",
    },
    "well": {"en": "Everything is well", "sv": "Allt är som det ska", "nb": "Alt er som det skal"},
    "unwell": {"en": "Somebody has to act", "sv": "Någon behöver göra något", "nb": "Noen må gjøre noe"},
    "empty": {
        "en": "There are no accounts yet: depesch connect account add",
        "sv": "Det finns inga konton än: depesch connect account add",
        "nb": "Det finnes ingen kontoer ennå: depesch connect account add",
    },
    "version": {"en": "Version", "sv": "Version", "nb": "Versjon"},
    "since": {"en": "Running since", "sv": "Igång sedan", "nb": "I gang siden"},
    "configuration": {"en": "Configuration", "sv": "Konfiguration", "nb": "Konfigurasjon"},
    "as-of": {"en": "As of", "sv": "Läget", "nb": "Per"},
    "reload": {"en": "Look again", "sv": "Titta igen", "nb": "Se på nytt"},
    "off": {"en": "switched off", "sv": "avstängt", "nb": "slått av"},
    "waiting": {"en": "Waiting", "sv": "Väntar", "nb": "Venter"},
    "on-their-way": {"en": "On their way", "sv": "På väg", "nb": "På vei"},
    "failed": {"en": "Failed", "sv": "Misslyckade", "nb": "Mislykkede"},
    "delivered": {"en": "Delivered", "sv": "Levererade", "nb": "Leverte"},
    "collected": {"en": "Collected", "sv": "Hämtade", "nb": "Hentet"},
    "not-collected": {"en": "Not collected", "sv": "Inte hämtade", "nb": "Ikke hentet"},
    "again": {
        "en": "The hub keeps it; tried again at {at}.",
        "sv": "Navet har kvar den; nytt försök {at}.",
        "nb": "Navet har den fortsatt; prøves igjen {at}.",
    },
    "mails": {
        "en": "Mails that did not go",
        "sv": "Mejl som inte gick i väg",
        "nb": "E-poster som ikke ble sendt",
    },
    "runs": {"en": "Last runs", "sv": "Senaste körningarna", "nb": "Siste kjøringer"},
    "what": {"en": "What", "sv": "Vad", "nb": "Hva"},
    "when": {"en": "When", "sv": "När", "nb": "Når"},
    "outcome": {"en": "Outcome", "sv": "Utfall", "nb": "Utfall"},
    "file": {"en": "File", "sv": "Fil", "nb": "Fil"},
    "reason": {"en": "Reason", "sv": "Orsak", "nb": "Årsak"},
    "worked": {"en": "worked", "sv": "gick bra", "nb": "gikk bra"},
    "fault-since": {"en": "since {at}", "sv": "sedan {at}", "nb": "siden {at}"},
    "never": {"en": "No run yet.", "sv": "Ingen körning än.", "nb": "Ingen kjøring ennå."},
    "more": {"en": "and {count} more", "sv": "och {count} till", "nb": "og {count} til"},
    "sending": {"en": "Sending", "sv": "Skicka", "nb": "Sende"},
    "collecting": {"en": "Collecting", "sv": "Hämta", "nb": "Hente"},
    "following": {"en": "Following up", "sv": "Följa upp", "nb": "Følge opp"},
}
