"""What the mail says, in the receiver's language: written in each, not translated from one."""

from __future__ import annotations

import msgspec


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """The sentences of one language; `{number}` and `{sender}` are filled in."""

    invoice_subject: str
    credit_note_subject: str
    invoice_text: str
    credit_note_text: str
    number: str
    amount: str
    due_date: str
    sender: str
    files: str
    test: str


WORDS = {
    "sv": Words(
        invoice_subject="Faktura {number} från {sender}",
        credit_note_subject="Kreditfaktura {number} från {sender}",
        invoice_text="Här kommer faktura {number} från {sender}.",
        credit_note_text="Här kommer kreditfaktura {number} från {sender}.",
        number="Nummer",
        amount="Belopp",
        due_date="Förfallodatum",
        sender="Avsändare",
        files="Dokumentet ligger som bilaga i det här brevet.",
        test="Detta är ett test. Betala inte.",
    ),
    "nb": Words(
        invoice_subject="Faktura {number} fra {sender}",
        credit_note_subject="Kreditnota {number} fra {sender}",
        invoice_text="Her er faktura {number} fra {sender}.",
        credit_note_text="Her er kreditnota {number} fra {sender}.",
        number="Nummer",
        amount="Beløp",
        due_date="Forfallsdato",
        sender="Avsender",
        files="Dokumentet ligger ved denne e-posten.",
        test="Dette er en test. Ikke betal.",
    ),
    "da": Words(
        invoice_subject="Faktura {number} fra {sender}",
        credit_note_subject="Kreditnota {number} fra {sender}",
        invoice_text="Her er faktura {number} fra {sender}.",
        credit_note_text="Her er kreditnota {number} fra {sender}.",
        number="Nummer",
        amount="Beløb",
        due_date="Forfaldsdato",
        sender="Afsender",
        files="Dokumentet er vedhæftet denne mail.",
        test="Dette er en test. Betal ikke.",
    ),
    "fi": Words(
        invoice_subject="Lasku {number}, {sender}",
        credit_note_subject="Hyvityslasku {number}, {sender}",
        invoice_text="Tässä lasku {number}, lähettäjä {sender}.",
        credit_note_text="Tässä hyvityslasku {number}, lähettäjä {sender}.",
        number="Numero",
        amount="Summa",
        due_date="Eräpäivä",
        sender="Lähettäjä",
        files="Asiakirja on tämän viestin liitteenä.",
        test="Tämä on testi. Älä maksa.",
    ),
    "de": Words(
        invoice_subject="Rechnung {number} von {sender}",
        credit_note_subject="Gutschrift {number} von {sender}",
        invoice_text="Anbei die Rechnung {number} von {sender}.",
        credit_note_text="Anbei die Gutschrift {number} von {sender}.",
        number="Nummer",
        amount="Betrag",
        due_date="Fällig am",
        sender="Absender",
        files="Das Dokument liegt dieser E-Mail bei.",
        test="Dies ist ein Test. Bitte nicht bezahlen.",
    ),
    "en": Words(
        invoice_subject="Invoice {number} from {sender}",
        credit_note_subject="Credit note {number} from {sender}",
        invoice_text="Here is invoice {number} from {sender}.",
        credit_note_text="Here is credit note {number} from {sender}.",
        number="Number",
        amount="Amount",
        due_date="Due date",
        sender="Sender",
        files="The document is attached to this message.",
        test="This is a test. Do not pay.",
    ),
}


def words_in(language: str) -> tuple[str, Words]:
    """Return the language that is written in, and its words; Norwegian in any form is bokmål, the rest English.

    >>> words_in("no-NO")[0], words_in("sv_FI")[0], words_in("pl")[0]
    ('nb', 'sv', 'en')
    """
    primary = language.replace("_", "-").partition("-")[0].lower()
    primary = "nb" if primary in ("no", "nn") else primary
    chosen = primary if primary in WORDS else "en"
    return chosen, WORDS[chosen]
