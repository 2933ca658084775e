"""The settings of one printer."""

from __future__ import annotations

from typing import Annotated

import msgspec

from depesch.exchange.mail.message import parse_address
from depesch.kit.settings import field_words

MOST_OF_NAME = 60


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the printer is called and which address it prints the mails of. Who sends them, the hub knows."""

    name: Annotated[
        str,
        field_words(
            ("Name", "What you call the printer, such as Office."),
            sv=("Namn", "Vad ni kallar skrivaren, t.ex. Kontoret."),
            nb=("Navn", "Hva dere kaller skriveren, f.eks. Kontoret."),
            min_length=1,
        ),
    ]
    address: Annotated[
        str,
        field_words(
            ("E-mail address", "The printer's own address; you find it in the printer's settings."),
            sv=("E-postadress", "Skrivarens egen adress; den står i skrivarens inställningar."),
            nb=("E-postadresse", "Skriverens egen adresse; den står i innstillingene på skriveren."),
            min_length=3,
        ),
    ]

    def __post_init__(self) -> None:
        """Refuse what is no address, and a name that does not stand in one line."""
        parse_address(self.address)
        if len(self.name) > MOST_OF_NAME or not self.name.isprintable():
            raise ValueError(f"the printer's name is at most {MOST_OF_NAME} signs in one line")
