"""What is told of paper that could not be read, and of fields that do not fit, in Swedish, Norwegian and English."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Code(StrEnum):
    """Codes are stored and shown: never renamed, never used for another meaning."""

    # why a file was not read
    NOT_PAPER = "not-paper"  # neither a PDF nor a picture
    ENCRYPTED = "encrypted"  # needs a password
    DAMAGED = "damaged"  # begins as what it is, but cannot be opened
    TOO_LARGE = "too-large"  # too many bytes, pages or pixels
    TOO_SLOW = "too-slow"  # the time or the memory for one file was used up
    NO_TEXT = "no-text"  # nothing on it could be read

    # what does not fit on an invoice that was read
    MISSING = "missing"  # a field that every invoice has was not found
    TOTALS_DIFFER = "totals-differ"  # net and VAT do not make the gross
    LINES_DIFFER = "lines-differ"  # the lines do not make the net total
    LINES_WITH_VAT = "lines-with-vat"  # the lines make the total with VAT: prices include it
    VAT_DIFFERS = "vat-differs"  # the rows by rate do not make the VAT total
    DUE_BEFORE_ISSUE = "due-before-issue"  # due before it was issued
    DATE_AMBIGUOUS = "date-ambiguous"  # day and month may be the other way round
    CHECK_DIGIT = "check-digit"  # a number whose check digit is wrong
    OTHER_IN_CODE = "other-in-code"  # the QR code says something else than the print
    TOO_MUCH = "too-much"  # only the first part of a page with very much text was read


class Words(msgspec.Struct, frozen=True):
    """One sentence or two; `{term}`, `{value}` and `{expected}` are filled in."""

    sv: str
    nb: str
    en: str


def told(code: str, language: str, *, term: str = "", value: str = "", expected: str = "") -> str:
    """Return the words of `code` in sv, nb or en; any other language gets English."""
    words = WORDS[Code(code)]
    text = {"sv": words.sv, "nb": words.nb}.get(language, words.en)
    names = FIELDS.get(term)
    name = {"sv": names.sv, "nb": names.nb}.get(language, names.en) if names else term
    return text.format(term=name, value=value, expected=expected)


# The fields by their business term, as they stand inside a sentence.
FIELDS: dict[str, Words] = {
    "BT-1": Words("fakturanummer", "fakturanummer", "invoice number"),
    "BT-2": Words("fakturadatum", "fakturadato", "invoice date"),
    "BT-5": Words("valuta", "valuta", "currency"),
    "BT-9": Words("förfallodatum", "forfallsdato", "due date"),
    "BT-27": Words("säljarens namn", "selgers navn", "seller's name"),
    "BT-30": Words("säljarens organisationsnummer", "selgers organisasjonsnummer", "seller's organisation number"),
    "BT-31": Words("säljarens momsnummer", "selgers mva-nummer", "seller's VAT number"),
    "BT-44": Words("köparens namn", "kjøpers navn", "buyer's name"),
    "BT-47": Words("köparens organisationsnummer", "kjøpers organisasjonsnummer", "buyer's organisation number"),
    "BT-48": Words("köparens momsnummer", "kjøpers mva-nummer", "buyer's VAT number"),
    "BT-83": Words("betalningsreferens", "betalingsreferanse", "payment reference"),
    "BT-84": Words("kontonummer", "kontonummer", "account number"),
    "BT-106": Words("summa rader", "sum linjer", "sum of lines"),
    "BT-109": Words("summa utan moms", "sum uten mva.", "total without VAT"),
    "BT-110": Words("moms", "mva.", "VAT"),
    "BT-112": Words("summa med moms", "sum med mva.", "total with VAT"),
    "BT-115": Words("att betala", "å betale", "amount due"),
    "BG-25": Words("fakturarader", "fakturalinjer", "invoice lines"),
}

WORDS: dict[Code, Words] = {
    Code.NOT_PAPER: Words(
        "Filen är varken en PDF eller en bild (PNG, JPEG, TIFF). Lämna in fakturan som en sådan.",
        "Filen er verken en PDF eller et bilde (PNG, JPEG, TIFF). Lever fakturaen som en slik.",
        "The file is neither a PDF nor a picture (PNG, JPEG, TIFF). Hand over the invoice as one.",
    ),
    Code.ENCRYPTED: Words(
        "Filen är låst med lösenord. Spara den utan lösenord och lämna in den igen.",
        "Filen er låst med passord. Lagre den uten passord og lever den igjen.",
        "The file is locked with a password. Save it without one and hand it over again.",
    ),
    Code.DAMAGED: Words(
        "Filen är skadad och kan inte öppnas. Skapa eller skanna den på nytt.",
        "Filen er skadet og kan ikke åpnes. Lag eller skann den på nytt.",
        "The file is damaged and cannot be opened. Make it or scan it again.",
    ),
    Code.TOO_LARGE: Words(
        "Filen är för stor: {value}, högst {expected}. Dela upp den eller skanna med lägre upplösning.",
        "Filen er for stor: {value}, høyst {expected}. Del den opp eller skann med lavere oppløsning.",
        "The file is too large: {value}, at most {expected}. Divide it or scan it at a lower resolution.",
    ),
    Code.TOO_SLOW: Words(
        "Filen kunde inte läsas inom tillåten tid och minne. Skapa den på nytt, eller dela upp den.",
        "Filen kunne ikke leses innenfor tillatt tid og minne. Lag den på nytt, eller del den opp.",
        "The file could not be read within the time and memory allowed. Make it again, or divide it.",
    ),
    Code.NO_TEXT: Words(
        "Ingen text kunde läsas i filen. Kontrollera att rätt sida skannades, och skanna med 300 punkter per tum.",
        "Ingen tekst kunne leses i filen. Kontroller at riktig side ble skannet, og skann med 300 punkter per tomme.",
        "No text could be read in the file. See that the right side was scanned, and scan at 300 dots per inch.",
    ),
    Code.MISSING: Words(
        "Hittades inte: {term}. Fyll i det.",
        "Ikke funnet: {term}. Fyll det inn.",
        "Not found: {term}. Fill it in.",
    ),
    Code.TOTALS_DIFFER: Words(
        "Summan stämmer inte ({term}): {value} står där, delarna ger {expected}. Jämför med bilden.",
        "Summen stemmer ikke ({term}): {value} står der, delene gir {expected}. Sammenlign med bildet.",
        "The sums do not agree ({term}): it says {value}, its parts make {expected}. Compare with the picture.",
    ),
    Code.LINES_DIFFER: Words(
        "Raderna ger {value}, men summan utan moms är {expected}. Jämför raderna med bilden.",
        "Linjene gir {value}, men summen uten mva. er {expected}. Sammenlign linjene med bildet.",
        "The lines make {value}, but the total without VAT is {expected}. Compare the lines with the picture.",
    ),
    Code.LINES_WITH_VAT: Words(
        "Raderna är med moms: de ger {value}. Radbeloppen utan moms måste fyllas i.",
        "Linjene er med mva.: de gir {value}. Linjebeløpene uten mva. må fylles inn.",
        "The lines include VAT: they make {value}. Their amounts without VAT have to be filled in.",
    ),
    Code.VAT_DIFFERS: Words(
        "Momsen per sats ger {value}, men momsen är {expected}. Jämför med bilden.",
        "Mva. per sats gir {value}, men mva. er {expected}. Sammenlign med bildet.",
        "The VAT by rate makes {value}, but the VAT is {expected}. Compare with the picture.",
    ),
    Code.DUE_BEFORE_ISSUE: Words(
        "Förfallodatum {value} ligger före fakturadatum {expected}. Kontrollera båda.",
        "Forfallsdato {value} er før fakturadato {expected}. Kontroller begge.",
        "The due date {value} is before the invoice date {expected}. Check both.",
    ),
    Code.DATE_AMBIGUOUS: Words(
        "Datumet {value} kan läsas på två sätt ({term}). Det är läst som {expected}.",
        "Datoen {value} kan leses på to måter ({term}). Den er lest som {expected}.",
        "The date {value} can be read in two ways ({term}). It was read as {expected}.",
    ),
    Code.CHECK_DIGIT: Words(
        "Kontrollsiffran i {value} är fel ({term}). Jämför med bilden.",
        "Kontrollsifferet i {value} er feil ({term}). Sammenlign med bildet.",
        "The check digit of {value} is wrong ({term}). Compare with the picture.",
    ),
    Code.OTHER_IN_CODE: Words(
        "QR-koden eller streckkoden säger {expected}, men där står {value} ({term}). Jämför med bilden.",
        "QR-koden eller strekkoden sier {expected}, men det står {value} ({term}). Sammenlign med bildet.",
        "The QR code or bar code says {expected}, but {value} is printed ({term}). Compare with the picture.",
    ),
    Code.TOO_MUCH: Words(
        "Sidan {value} har mer text än en faktura; bara början lästes.",
        "Side {value} har mer tekst enn en faktura; bare begynnelsen ble lest.",
        "Page {value} has more text than an invoice; only its beginning was read.",
    ),
}
