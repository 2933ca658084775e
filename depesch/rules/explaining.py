"""Findings in the reader's language: what is wrong, with the values that stood there, and how to mend it.

Numbers and dates stand as in the file, in ISO form, unless the caller hands in how its reader writes them. What is a
number or a date is told by the type of the model's field that the finding is about, never by the look of the value.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, get_args, get_type_hints

import msgspec

from depesch.model.invoice import Invoice
from depesch.model.issue import Issue, OwnWords
from depesch.model.terms import term_of
from depesch.rules import LANGUAGES, Rule, Words, all_rule_sets, rule_sets
from depesch.rules.field_names import NAMES
from depesch.rules.schema_words import words_of_schema_finding, words_of_unread_value
from depesch.rules.syntax_words import is_bound, words_of_finding
from depesch.rules.written_values import meant

Shown = Callable[[Decimal | date], str]

# How the ids of findings begin that are no rule's, or of a rule that a format has in a table, or a receiver of its own.
_NO_SETS_OWN = ("XSD", "READ-", "PROFILE-", "CHECK-", "PACK-", "FORMAT-", "UBL-", "CII-")
_LINE = re.compile(r"^lines\[(\d+)\]")
_INDEX = re.compile(r"\[\d+\]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """A finding in words: the message, what Depesch itself can do about it, and the fields it speaks of.

    `value` and `expected` are the finding's own, as they stand in the message; `row` is the invoice line, from 1.
    """

    message: str
    mend: str | None = None
    field: str | None = None  # the one in question, such as the buyer's country where the rule speaks of all parties'
    fields: tuple[str, ...] = ()
    value: str | None = None
    expected: str | None = None
    row: int | None = None

    def __str__(self) -> str:
        return self.message


def explain(issue: Issue, language: str, *, shown: Shown | None = None) -> Explanation:
    """Return the finding in words; `language` is `sv`, `nb` or `en`, and any other is taken as `en`.

    `shown` writes a number or a date as the reader does; without it they stand in ISO form.
    """
    language = language if language in LANGUAGES else "en"
    if shown:
        value, expected = (_shown(text, issue.path, shown) for text in (issue.value, issue.expected))
        issue = msgspec.structs.replace(issue, value=value, expected=expected)
    rule = _rule(issue.rule)
    words: Words | OwnWords = _other_words(issue)
    if not issue.detail:
        words = issue.words or (rule.words if rule else words)
    return Explanation(
        message=_place(issue, language) + _filled(getattr(words, language), issue, language),
        mend=mend_words(language) if (rule and rule.mend) or meant(issue) else None,
        field=field_name(_term_in_question(issue), language) if issue.terms else None,
        fields=tuple(field_name(term, language) for term in issue.terms),
        value=issue.value,
        expected=issue.expected,
        row=_row(issue),
    )


def mend_words(language: str) -> str:
    """Return how a reader is told that Depesch can mend a finding."""
    text: str = getattr(_MENDABLE, language if language in LANGUAGES else "en")
    return text


def field_name(term: str, language: str) -> str:
    """Return what the business term or group is called in an office; the term's number when it has no name.

    >>> field_name("BT-10", "sv"), field_name("BT-10", "nb"), field_name("BT-10", "en")
    ('Er referens', 'Deres referanse', 'Your reference')
    """
    position = LANGUAGES.index(language if language in LANGUAGES else "en")
    return NAMES[term][position] if term in NAMES else term


@cache
def _rule(identifier: str) -> Rule | None:
    """Return the rule of that id, from the version in force before others; None where it is no set's own.

    Set by set, so that no more sets are loaded than need be.
    """
    if identifier.startswith(_NO_SETS_OWN):
        return None
    every = (*rule_sets().values(), *all_rule_sets().values())
    return next((rule for rule_set in every for rule in rule_set.rules if rule.id == identifier), None)


def _place(issue: Issue, language: str) -> str:
    """Return which invoice line the finding is about, as a beginning of the sentence."""
    row = _row(issue)
    return getattr(_ON_LINE, language).format(number=row) if row else ""


def _row(issue: Issue) -> int | None:
    found = _LINE.match(issue.path)
    return int(found.group(1)) + 1 if found else None


def _filled(text: str, issue: Issue, language: str) -> str:
    name = field_name(_term_in_question(issue), language) if issue.terms else issue.rule
    values = {
        "value": issue.value if issue.value else getattr(_NOTHING, language),
        "expected": issue.expected or getattr(_SOMETHING_ELSE, language),
        "name": name,
        "name_low": name[:1].lower() + name[1:],
        "detail": issue.detail or "",
        "rule": issue.rule,
    }
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found.group(1), found.group(0)), text)


def _shown(text: str | None, path: str, shown: Shown) -> str | None:
    """Return a value as the reader writes it; any other than a plain number or a real date as it stands."""
    if text is None or not path:
        return text
    kind = type_at(_INDEX.sub("", path))
    if kind is Decimal and _NUMBER.fullmatch(text):
        return shown(Decimal(text))
    if kind is date and _DATE.fullmatch(text):
        try:
            return shown(date.fromisoformat(text))
        except ValueError:  # such as 2026-02-30, which no reader's calendar has either
            return text
    return text


@cache
def type_at(path: str) -> Any:
    """Return the type of the model's field at a path without its indexes; None where the model has no such field."""
    found: Any = Invoice
    for name in path.split("."):
        found = _bare(get_type_hints(found).get(name)) if hasattr(found, "__struct_fields__") else None
    return found


def _bare(hint: Any) -> Any:
    """Return what an optional or repeated field holds."""
    inside = [kind for kind in get_args(hint) if kind not in (type(None), Ellipsis)]
    return _bare(inside[0]) if inside else hint


def _term_in_question(issue: Issue) -> str:
    """Return the term that the path stands for, so that a rule on both parties names the right one."""
    exact = (term_of(issue.path) if issue.path else None) or ""
    whole = exact.removesuffix("-1")  # BT-49-1 is the scheme of BT-49
    return next((term for term in (exact, whole) if term in issue.terms), issue.terms[0])


def _other_words(issue: Issue) -> Words:
    """Return words for what is no rule's finding: readings, schemas, profiles, and rules that could not run."""
    if is_bound(issue.detail):
        return words_of_finding(issue)
    if _rule(issue.rule) or issue.words or issue.rule.startswith(("UBL-", "CII-")):
        return _CRASHED
    if issue.rule.startswith("READ-") and issue.rule[5:].islower():  # the code of an UnreadableDocument
        return _UNREADABLE
    told = words_of_schema_finding(issue) if issue.rule == "XSD" else None
    if issue.rule.startswith("READ-") and issue.rule not in _BY_KIND:
        told = words_of_unread_value(issue)
    if told is not None:
        return told
    for beginning, words in _BY_KIND.items():
        if issue.rule.startswith(beginning):
            return words
    return _ANYTHING


_ON_LINE = Words("Rad {number}: ", "Linje {number}: ", "Line {number}: ")
_NOTHING = Words("tomt", "tomt", "empty")
_SOMETHING_ELSE = Words("ett annat värde", "en annen verdi", "another value")
_MENDABLE = Words(
    "Depesch kan rätta detta åt dig.",
    "Depesch kan rette dette for deg.",
    "Depesch can mend this for you.",
)
_CRASHED = Words(
    "Regeln {rule} kunde inte prövas, och därför stoppas fakturan. Hör av dig till den som driver tjänsten. ({detail})",
    "Regelen {rule} kunne ikke prøves, og derfor stoppes fakturaen. Ta kontakt med den som driver tjenesten. "
    "({detail})",
    "The rule {rule} could not be evaluated, so the invoice is stopped. Tell whoever runs the service. ({detail})",
)
_ANYTHING = Words(
    "Något stämmer inte: {detail}",
    "Noe stemmer ikke: {detail}",
    "Something is not right: {detail}",
)
_UNREADABLE = Words(
    "Filen går inte att läsa som en faktura: {detail}.",
    "Filen kan ikke leses som en faktura: {detail}.",
    "The file cannot be read as an invoice: {detail}.",
)
_BY_KIND = {
    "XSD": Words(
        "Filen följer inte formatets schema: {detail}.",
        "Filen følger ikke formatets skjema: {detail}.",
        "The file does not follow the format's schema: {detail}.",
    ),
    "READ-CURRENCY": Words(
        "”{name}” står i valutan {value}, men fakturan i {expected}. Alla belopp ska stå i fakturans valuta.",
        "«{name}» står i valutaen {value}, men fakturaen i {expected}. Alle beløp skal stå i fakturaens valuta.",
        "“{name}” is in {value}, but the invoice in {expected}. All amounts must be in the invoice's currency.",
    ),
    "READ-ENCODING-ASSUMED": Words(
        "Filen säger inte vilken teckenkodning den har, och tecknen kan tydas på flera sätt. Den är läst som "
        "{expected}; kontrollera å, ä, ö och andra särskilda tecken, och spara filen som UTF-8.",
        "Filen sier ikke hvilken tegnkoding den har, og tegnene kan tydes på flere måter. Den er lest som {expected}; "
        "kontroller æ, ø, å og andre særtegn, og lagre filen som UTF-8.",
        "The file does not say which encoding it has, and its characters could be read in more than one way. It was "
        "read as {expected}; look at å, ä, ö, æ, ø and the like, and save the file as UTF-8.",
    ),
    "READ-ENCODING": Words(
        "Filen anger teckenkodningen {value}, men är skriven i {expected}. Den är läst som {expected}; be den som gör "
        "filen rätta det.",
        "Filen oppgir tegnkodingen {value}, men er skrevet i {expected}. Den er lest som {expected}; be den som lager "
        "filen rette det.",
        "The file declares the encoding {value}, but is written in {expected}. It was read as {expected}; ask whoever "
        "makes the file to correct this.",
    ),
    "READ-SIGN": Words(
        "Dokumentet är en kreditfaktura, men ”{name}” ({value}) har det tecken som en debitering har. Kontrollera "
        "typen och tecknen; beloppen är lästa som de står.",
        "Dokumentet er en kreditnota, men «{name}» ({value}) har det fortegnet som en debitering har. Kontroller "
        "typen og fortegnene; beløpene er lest som de står.",
        "The document is a credit note, but “{name}” ({value}) has the sign of a charge. Look at the type and the "
        "signs; the amounts were read as they stand.",
    ),
    "READ-COUNT": Words(
        "Filen säger {value} om ett antal som är {expected}. Kontrollera att hela filen kom med.",
        "Filen sier {value} om et antall som er {expected}. Kontroller at hele filen kom med.",
        "The file says {value} of a count that is {expected}. See that the whole file came across.",
    ),
    "READ-REFERENCE": Words(
        "Referensen {value} stämmer inte med {expected}, som den hör ihop med. Kontrollera att det är rätt fil, och "
        "hel.",
        "Referansen {value} stemmer ikke med {expected}, som den hører sammen med. Kontroller at det er riktig fil, og "
        "hel.",
        "The reference {value} does not agree with {expected}, which it belongs to. See that it is the right file, and "
        "whole.",
    ),
    "READ-VERSION": Words(
        "Filen är i en version av formatet som inte är känd här ({value}). Den är läst som {expected}.",
        "Filen er i en versjon av formatet som ikke er kjent her ({value}). Den er lest som {expected}.",
        "The file is in a version of the format that is not known here ({value}). It was read as {expected}.",
    ),
    "READ-VAT-INCLUDED": Words(
        "”{name}” står bara med moms inräknad ({value}). Beloppet utan moms är uträknat och avrundat, eller saknas där "
        "momssatsen inte framgår. Be avsändaren ange belopp utan moms.",
        "«{name}» står bare med merverdiavgift ({value}). Beløpet uten avgift er regnet ut og avrundet, eller mangler "
        "der satsen ikke fremgår. Be avsenderen oppgi beløp uten avgift.",
        "“{name}” is stated with VAT only ({value}). The amount without VAT was computed and rounded, or is missing "
        "where no rate is stated. Ask the sender to state amounts without VAT.",
    ),
    "READ-ENCODED-TWICE": Words(
        "Texten ”{value}” ser ut att ha kodats två gånger; troligen menas ”{expected}”. Den är läst som den står.",
        "Teksten «{value}» ser ut til å være kodet to ganger; trolig menes «{expected}». Den er lest som den står.",
        "The text “{value}” looks as if it had been encoded twice; probably “{expected}” is meant. It was read as it "
        "stands.",
    ),
    "FORMAT-INVALID": Words(
        "Fakturan kunde inte skrivas rätt i mottagarens format ({expected}). Det är ett fel hos oss: hör av dig till "
        "den som driver tjänsten. ({detail})",
        "Fakturaen kunne ikke skrives riktig i mottakerens format ({expected}). Det er en feil hos oss: ta kontakt med "
        "den som driver tjenesten. ({detail})",
        "The invoice could not be written rightly in the receiver's format ({expected}). The fault is ours: tell "
        "whoever runs the service. ({detail})",
    ),
    "FORMAT-LACKS-TERM": Words(
        "Mottagarens format ({expected}) kan inte återge ”{name}” ({value}), som lagen kräver. Be mottagaren ta emot "
        "ett annat format.",
        "Mottakerens format ({expected}) kan ikke gjengi «{name}» ({value}), som loven krever. Be mottakeren ta imot "
        "et annet format.",
        "The receiver's format ({expected}) cannot hold “{name}” ({value}), which the law demands. Ask the receiver "
        "to take another format.",
    ),
    "READ-": Words(
        "Ett värde i filen går inte att läsa: {detail}.",
        "En verdi i filen kan ikke leses: {detail}.",
        "A value in the file cannot be read: {detail}.",
    ),
    "PROFILE-UNKNOWN": Words(
        "Profilen {value} är okänd här. Fakturan är prövad mot EN 16931, men inte mot profilens egna regler.",
        "Profilen {value} er ukjent her. Fakturaen er kontrollert mot EN 16931, men ikke mot profilens egne regler.",
        "The profile {value} is not known here. The invoice was checked against EN 16931, but not against the "
        "profile's own rules.",
    ),
    "PROFILE-WITHOUT-OWN-RULES": Words(
        "Profilen är {detail}. Dess egna regler finns inte här än; fakturan är prövad mot EN 16931 och inget mer.",
        "Profilen er {detail}. Dens egne regler finnes ikke her ennå; fakturaen er kontrollert mot EN 16931 og ikke "
        "mer.",
        "The profile is {detail}. Its own rules are not here yet; the invoice was checked against EN 16931 and "
        "nothing more.",
    ),
    "CHECK-NO-RULES": Words(
        "Ingen regelsamling kunde pröva fakturan, och därför stoppas den.",
        "Ingen regelsamling kunne kontrollere fakturaen, og derfor stoppes den.",
        "No rule set could check the invoice, so it is stopped.",
    ),
}
