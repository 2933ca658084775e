"""What is said at a field whose text cannot be read: Swedish, Norwegian, English."""

from __future__ import annotations

_WORDS: dict[str, tuple[str, str, str]] = {
    "not-a-number": (
        "”{value}” går inte att läsa som ett tal. Skriv till exempel 1234,50.",
        "«{value}» kan ikke leses som et tall. Skriv for eksempel 1234,50.",
        "“{value}” cannot be read as a number. Write 1234.50, for example.",
    ),
    "two-numbers": (
        "”{value}” kan betyda två olika tal. Skriv utan punkt, eller med komma före decimalerna.",
        "«{value}» kan bety to ulike tall. Skriv uten punktum, eller med komma foran desimalene.",
        "“{value}” may mean two different numbers. Leave the sign between thousands out.",
    ),
    "too-long": (
        "”{value}” har fler siffror än en faktura kan ha: högst 18 före decimaltecknet och 10 efter.",
        "«{value}» har flere sifre enn en faktura kan ha: høyst 18 foran desimaltegnet og 10 etter.",
        "“{value}” has more digits than an invoice can have: at most 18 before the decimal sign and 10 after it.",
    ),
    "not-a-date": (
        "”{value}” går inte att läsa som ett datum. Skriv till exempel 2026-11-22 eller 22/11.",
        "«{value}» kan ikke leses som en dato. Skriv for eksempel 22.11.2026 eller 22.11.",
        "“{value}” cannot be read as a date. Write 22/11/2026 or 22/11, for example.",
    ),
    "far-date": (
        "”{value}” blir ett datum som ligger långt bort. Skriv ut hela årtalet, till exempel 2026-11-22.",
        "«{value}» blir en dato langt unna. Skriv hele årstallet, for eksempel 22.11.2026.",
        "“{value}” would be a date far away. Write the whole year, for example 22/11/2026.",
    ),
    "unknown-choice": (
        "”{value}” finns inte i listan. Välj ett av förslagen.",
        "«{value}» finnes ikke i listen. Velg ett av forslagene.",
        "“{value}” is not in the list. Choose one of those offered.",
    ),
    "unwritable": (
        "Texten innehåller tecken som inte kan stå i en faktura. Skriv den på nytt.",
        "Teksten inneholder tegn som ikke kan stå i en faktura. Skriv den på nytt.",
        "The text holds characters that cannot stand in an invoice. Write it anew.",
    ),
    "two-reasons": (
        "Rader med samma moms har olika orsaker till momsfriheten. En faktura kan bara ange en.",
        "Linjer med samme mva har ulike årsaker til fritaket. En faktura kan bare oppgi én.",
        "Rows with the same VAT give different reasons for having none. An invoice can give only one.",
    ),
    "not-a-profile": (
        "”{value}” är ingen profil av EN 16931. Lämna fältet tomt för Peppol BIS Billing 3.",
        "«{value}» er ingen profil av EN 16931. La feltet stå tomt for Peppol BIS Billing 3.",
        "“{value}” is no profile of EN 16931. Leave the field empty for Peppol BIS Billing 3.",
    ),
    "unknown-field": (
        "Fältet ”{path}” finns inte i formuläret.",
        "Feltet «{path}» finnes ikke i skjemaet.",
        "The form has no field “{path}”.",
    ),
    "too-much-text": (
        "Texten är för lång: högst 10 000 tecken.",
        "Teksten er for lang: høyst 10 000 tegn.",
        "The text is too long: at most 10,000 characters.",
    ),
}


def fault_words(code: str, language: str, *, path: str, value: str) -> str:
    """Return what is wrong with a typed value, in `language`."""
    said = _WORDS[code][{"sv": 0, "nb": 1}.get(language, 2)]
    shown = value if len(value) <= 60 else value[:57] + "..."
    return said.format(path=path, value=shown)


def fault_codes() -> tuple[str, ...]:
    """Return every code that has words."""
    return tuple(_WORDS)
