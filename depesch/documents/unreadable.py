"""Why a file could not be read: every code, and what it means to whoever sent the file, in their language."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from depesch.documents.broken_xml import told_of_break
from depesch.syntaxes import UnreadableDocument


class Code(StrEnum):
    """The code of an UnreadableDocument. Codes are stored and shown: never renamed, never used for another meaning."""

    EMPTY = "empty"  # no byte in it, or only white space
    TOO_LARGE = "too-large"  # more than 100 MB, packed or unpacked
    NOT_XML = "not-xml"  # neither XML nor PDF, or XML that breaks off or is not well formed
    WRONG_ENCODING = "wrong-encoding"  # the characters are not in the encoding that the file declares
    DTD_FORBIDDEN = "dtd-forbidden"  # it declares a DTD, by which entities could be blown up or files read
    TOO_DEEP = "too-deep"  # elements are nested deeper than any invoice
    UNKNOWN_FORMAT = "unknown-format"  # well-formed XML, but no format that is known here
    OTHER_DOCUMENT = "other-document"  # a business document, such as an order, but no invoice
    PDF_WITHOUT_INVOICE = "pdf-without-invoice"  # a PDF without an invoice as XML embedded in it
    BROKEN_PDF = "broken-pdf"  # begins as a PDF, but cannot be opened
    BROKEN_ARCHIVE = "broken-archive"  # begins as ZIP or gzip, but cannot be unpacked
    BROKEN_FILE = "broken-file"  # begins as a known text format (EDIFACT, JSON, CSV), but does not hold together
    NOT_ONE_DOCUMENT = "not-one-document"  # an archive with no file or with several
    ENCRYPTED = "encrypted"  # needs a password


class Words(msgspec.Struct, frozen=True):
    """What happened, where (with `{detail}`), and what to do next: three sentences."""

    what: str
    where: str
    next: str


def explain(error: UnreadableDocument, language: str) -> Words:
    """Return the words for `error` in sv, nb or en; any other language gets English."""
    words = WORDS[Code(error.code)]
    chosen = words.get(language, words["en"])
    line = {"sv": "Rad", "nb": "Linje"}.get(language, "Line")
    told = told_of_break(error.detail, language) if error.code in (Code.NOT_XML, Code.WRONG_ENCODING) else ""
    detail = told or (error.detail if error.line is None else f"{line} {error.line}: {error.detail}")
    return Words(chosen.what, chosen.where.format(detail=detail), chosen.next)


WORDS: dict[Code, dict[str, Words]] = {
    Code.EMPTY: {
        "sv": Words("Filen är tom.", "", "Exportera fakturan på nytt och lämna in den filen."),
        "nb": Words("Filen er tom.", "", "Eksporter fakturaen på nytt og lever den filen."),
        "en": Words("The file is empty.", "", "Export the invoice again and hand over that file."),
    },
    Code.TOO_LARGE: {
        "sv": Words("Filen är för stor.", "{detail}", "Förminska eller ta bort bilagor så att allt ryms i 100 MB."),
        "nb": Words("Filen er for stor.", "{detail}", "Forminsk eller fjern vedlegg så alt får plass i 100 MB."),
        "en": Words("The file is too large.", "{detail}", "Shrink or remove attachments so that all fits in 100 MB."),
    },
    Code.NOT_XML: {
        "sv": Words(
            "Filen är varken hel XML eller i något annat format som vi känner.",
            "{detail}",
            "Kontrollera att hela filen kom med, och exportera fakturan på nytt om den är avbruten.",
        ),
        "nb": Words(
            "Filen er verken hel XML eller i et annet format vi kjenner.",
            "{detail}",
            "Kontroller at hele filen kom med, og eksporter fakturaen på nytt hvis den er avkuttet.",
        ),
        "en": Words(
            "The file is neither whole XML nor in another format that is known here.",
            "{detail}",
            "See that the whole file came across, and export the invoice again if it breaks off.",
        ),
    },
    Code.WRONG_ENCODING: {
        "sv": Words(
            "Filens tecken stämmer inte med den teckenkodning som den anger.",
            "{detail}",
            "Spara filen som UTF-8, eller ange i dess första rad den kodning som den har.",
        ),
        "nb": Words(
            "Tegnene i filen stemmer ikke med tegnkodingen som den oppgir.",
            "{detail}",
            "Lagre filen som UTF-8, eller oppgi i første linje den kodingen den har.",
        ),
        "en": Words(
            "The characters in the file are not in the encoding that it declares.",
            "{detail}",
            "Save the file as UTF-8, or declare in its first line the encoding that it has.",
        ),
    },
    Code.DTD_FORBIDDEN: {
        "sv": Words(
            "Filen innehåller en DTD, som inte tas emot av säkerhetsskäl.",
            "{detail}",
            "Ta bort raden med <!DOCTYPE; en faktura behöver den aldrig.",
        ),
        "nb": Words(
            "Filen inneholder en DTD, som av sikkerhetsgrunner ikke tas imot.",
            "{detail}",
            "Fjern linjen med <!DOCTYPE; en faktura trenger den aldri.",
        ),
        "en": Words(
            "The file contains a DTD, which is not taken for reasons of security.",
            "{detail}",
            "Remove the line with <!DOCTYPE; an invoice never needs one.",
        ),
    },
    Code.TOO_DEEP: {
        "sv": Words(
            "Filen är nästlad för djupt för en faktura.", "{detail}", "Be leverantören av programmet rätta den."
        ),
        "nb": Words("Filen er nøstet for dypt for en faktura.", "{detail}", "Be leverandøren av programmet rette den."),
        "en": Words(
            "The file is nested too deep for an invoice.", "{detail}", "Ask the maker of the program to mend it."
        ),
    },
    Code.UNKNOWN_FORMAT: {
        "sv": Words(
            "Filen är XML, men ingen faktura i ett format som vi känner.",
            "{detail}",
            "Lämna in fakturan som Peppol BIS Billing 3 (UBL) eller som CII.",
        ),
        "nb": Words(
            "Filen er XML, men ingen faktura i et format vi kjenner.",
            "{detail}",
            "Lever fakturaen som Peppol BIS Billing 3 (UBL), EHF eller CII.",
        ),
        "en": Words(
            "The file is XML, but no invoice in a format that is known here.",
            "{detail}",
            "Hand over the invoice as Peppol BIS Billing 3 (UBL) or as CII.",
        ),
    },
    Code.OTHER_DOCUMENT: {
        "sv": Words(
            "Filen är ett affärsdokument men ingen faktura.",
            "{detail}",
            "Lämna in fakturan. En order eller ett svar läses med `depesch read`.",
        ),
        "nb": Words(
            "Filen er et forretningsdokument, men ingen faktura.",
            "{detail}",
            "Lever fakturaen. En ordre eller et svar leses med `depesch read`.",
        ),
        "en": Words(
            "The file is a business document, but no invoice.",
            "{detail}",
            "Hand over the invoice. An order or an answer is read with `depesch read`.",
        ),
    },
    Code.PDF_WITHOUT_INVOICE: {
        "sv": Words(
            "PDF-filen har ingen e-faktura inbäddad.",
            "{detail}",
            "Lämna in fakturan som XML, eller en PDF av typen Factur-X eller ZUGFeRD.",
        ),
        "nb": Words(
            "PDF-filen har ingen e-faktura innebygd.",
            "{detail}",
            "Lever fakturaen som XML, eller en PDF av typen Factur-X eller ZUGFeRD.",
        ),
        "en": Words(
            "The PDF has no e-invoice embedded in it.",
            "{detail}",
            "Hand over the invoice as XML, or as a PDF of the kind Factur-X or ZUGFeRD.",
        ),
    },
    Code.BROKEN_PDF: {
        "sv": Words("PDF-filen är skadad.", "{detail}", "Skapa PDF-filen på nytt, eller lämna in fakturan som XML."),
        "nb": Words("PDF-filen er skadet.", "{detail}", "Lag PDF-filen på nytt, eller lever fakturaen som XML."),
        "en": Words("The PDF is damaged.", "{detail}", "Make the PDF again, or hand over the invoice as XML."),
    },
    Code.BROKEN_ARCHIVE: {
        "sv": Words(
            "Arkivfilen går inte att packa upp.", "{detail}", "Lämna in fakturan som den är, utan att packa den."
        ),
        "nb": Words("Arkivfilen kan ikke pakkes ut.", "{detail}", "Lever fakturaen som den er, uten å pakke den."),
        "en": Words("The archive cannot be unpacked.", "{detail}", "Hand over the invoice as it is, not packed."),
    },
    Code.BROKEN_FILE: {
        "sv": Words(
            "Filen börjar som en faktura i ett känt format, men är inte hel.",
            "{detail}",
            "Kontrollera att hela filen kom med, och exportera fakturan på nytt om felet står i den.",
        ),
        "nb": Words(
            "Filen begynner som en faktura i et kjent format, men er ikke hel.",
            "{detail}",
            "Kontroller at hele filen kom med, og eksporter fakturaen på nytt hvis feilen står i den.",
        ),
        "en": Words(
            "The file begins as an invoice in a known format, but does not hold together.",
            "{detail}",
            "See that the whole file came across, and export the invoice again if the fault is in it.",
        ),
    },
    Code.NOT_ONE_DOCUMENT: {
        "sv": Words(
            "Här ska det vara en enda faktura i filen.", "{detail}", "Lämna in varje faktura för sig, med sina bilagor."
        ),
        "nb": Words(
            "Her skal det være én eneste faktura i filen.", "{detail}", "Lever hver faktura for seg, med sine vedlegg."
        ),
        "en": Words(
            "The file has to hold one single invoice here.",
            "{detail}",
            "Hand over each invoice by itself, with its files.",
        ),
    },
    Code.ENCRYPTED: {
        "sv": Words("Filen är låst med lösenord.", "{detail}", "Spara den utan lösenord och lämna in den igen."),
        "nb": Words("Filen er låst med passord.", "{detail}", "Lagre den uten passord og lever den igjen."),
        "en": Words("The file is locked with a password.", "{detail}", "Save it without one and hand it over again."),
    },
}
