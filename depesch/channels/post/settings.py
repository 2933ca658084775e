"""What a company decides about its letters. Who prints and posts them, the operator of the hub has set up."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated

import msgspec

from depesch.kit.settings import field_words

_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


class Returns(StrEnum):
    """What the print partner does with a letter that comes back."""

    REPORT = "report"  # says so, and destroys the paper
    FORWARD = "forward"  # says so, and sends the paper to the sender


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """When letters go, in colour or not, and what becomes of those that come back."""

    goes_at: Annotated[
        str,
        field_words(
            (
                "Letters go at",
                "Time of day, such as 15:00. All letters of the day go then, and those to one address share an "
                "envelope. Until then a letter can be stopped.",
            ),
            sv=(
                "Breven går klockan",
                "Klockslag, t.ex. 15:00. Då går dagens alla brev, och de som ska till samma adress delar kuvert. Fram "
                "till dess kan ett brev stoppas.",
            ),
            nb=(
                "Brevene går klokken",
                "Klokkeslett, f.eks. 15:00. Da går alle dagens brev, og de som skal til samme adresse, deler "
                "konvolutt. Fram til da kan et brev stanses.",
            ),
            min_length=5,
        ),
    ] = "15:00"
    colour: Annotated[
        bool,
        field_words(
            ("Print in colour", "Otherwise in black and white."),
            sv=("Skriv ut i färg", "Annars i svartvitt."),
            nb=("Skriv ut i farger", "Ellers i svart-hvitt."),
        ),
    ] = False
    returns: Annotated[
        Returns,
        field_words(
            ("Letters that come back", "Either way the invoice is shown among the errors."),
            sv=("Brev som kommer i retur", "I båda fallen visas fakturan bland felen."),
            nb=("Brev som kommer i retur", "I begge tilfeller vises fakturaen blant feilene."),
            choices={
                "report": ("Tell us and destroy the paper", "Meddela oss och förstör papperet", "Si fra og makuler"),
                "forward": (
                    "Tell us and send us the paper",
                    "Meddela oss och skicka papperet",
                    "Si fra og send oss dem",
                ),
            },
        ),
    ] = Returns.REPORT

    def __post_init__(self) -> None:
        """Refuse what is no time of day."""
        if not _TIME.fullmatch(self.goes_at):
            raise ValueError(f"{self.goes_at!r} is no time of day: write hours and minutes, such as 15:00")
