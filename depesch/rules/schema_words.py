"""Words for what a schema finds, by kind: the element, the value, what was expected, and what to do about it.

A finding of a schema carries `detail` as `kind: what the schema said`, and its place in the file; from the place come
the names of the element and of what it stands in.
"""

from __future__ import annotations

import re

from depesch.model.issue import Issue
from depesch.rules import LANGUAGES, Words
from depesch.rules.written_values import meant

_DETAIL = re.compile(r"([a-z]+): .*", re.DOTALL)
_POSITION = re.compile(r"\[\d+\]")
_UNNAMED = re.compile(r"[ec]\d+")  # an element or component of EDIFACT, which has no name but a place in its segment

_BY_KIND = {
    "unexpected": Words(
        "{element} får inte stå på den här platsen i {parent}. Här ska det stå {expected}. Rätta ordningen, eller ta "
        "bort det som inte hör dit.",
        "{element} kan ikke stå på denne plassen i {parent}. Her skal det stå {expected}. Rett rekkefølgen, eller "
        "fjern det som ikke hører hjemme der.",
        "{element} may not stand at this place in {parent}. What belongs here is {expected}. Correct the order, or "
        "leave out what does not belong.",
    ),
    "misspelt": Words(
        "{element} finns inte i formatet. Det ska troligen vara {expected}; rätta stavningen.",
        "{element} finnes ikke i formatet. Det skal trolig være {expected}; rett skrivemåten.",
        "The format has no {element}. It is probably to be {expected}; correct the spelling.",
    ),
    "surplus": Words(
        "{element} har ingen plats kvar i {parent}: det står för många gånger, eller efter något som ska komma senare. "
        "Ta bort det, eller rätta ordningen.",
        "{element} har ingen plass igjen i {parent}: det står for mange ganger, eller etter noe som skal komme senere. "
        "Fjern det, eller rett rekkefølgen.",
        "There is no place left for {element} in {parent}: it stands too often, or behind what must come later. Leave "
        "it out, or correct the order.",
    ),
    "missing": Words(
        "{element} är inte komplett: {expected} saknas. Lägg till det.",
        "{element} er ikke komplett: {expected} mangler. Legg det til.",
        "{element} is not complete: {expected} is missing. Add it.",
    ),
    "value": Words(
        "{element} är {value}, men ska vara {expected}. Rätta värdet.",
        "{element} er {value}, men skal være {expected}. Rett verdien.",
        "{element} is {value}, but should be {expected}. Correct the value.",
    ),
    "required": Words(
        "{element} saknar {expected}. Lägg till det.",
        "{element} mangler {expected}. Legg det til.",
        "{element} lacks {expected}. Add it.",
    ),
    "attribute": Words(
        "{element} får inte ha attributet {attribute}. Ta bort attributet.",
        "{element} kan ikke ha attributtet {attribute}. Fjern attributtet.",
        "{element} may not have the attribute {attribute}. Leave the attribute out.",
    ),
    "text": Words(
        "Direkt i {element} står text, där det bara får stå andra element. Ta bort texten.",
        "Rett i {element} står det tekst, der det bare kan stå andre elementer. Fjern teksten.",
        "{element} has text of its own, where only other elements may stand. Leave the text out.",
    ),
    "children": Words(
        "{element} ska bara ha ett värde, men det står andra element i det. Ta bort dem.",
        "{element} skal bare ha en verdi, men det står andre elementer i det. Fjern dem.",
        "{element} is to have a value only, but there are other elements in it. Leave them out.",
    ),
    "root": Words(
        "{element} är inget dokument i det här formatet. Kontrollera att det är rätt fil.",
        "{element} er ikke noe dokument i dette formatet. Kontroller at det er riktig fil.",
        "{element} is no document of this format. See that it is the right file.",
    ),
}
KINDS = frozenset(_BY_KIND)

# What values are to be, as the readers and the schema check say it, in the other languages.
_EXPECTED = {
    "a date such as 2026-05-31": ("ett datum som 2026-05-31", "en dato som 2026-05-31"),
    "a date in format 102, such as 20260531": ("ett datum som 20260531", "en dato som 20260531"),
    "a time such as 10:15:00": ("ett klockslag som 10:15:00", "et klokkeslett som 10:15:00"),
    "a moment such as 2026-05-31T10:15:00": (
        "en tidpunkt som 2026-05-31T10:15:00", "et tidspunkt som 2026-05-31T10:15:00",
    ),
    "a decimal number such as 1250.00": ("ett tal som 1250.00", "et tall som 1250.00"),
    "an amount such as 1250.00": ("ett belopp som 1250.00", "et beløp som 1250.00"),
    "A or C": ("A eller C", "A eller C"),
    "true or false": ("true eller false", "true eller false"),
    "an attached file in base64": ("en bilaga i base64", "et vedlegg i base64"),
    "a web address": ("en webbadress", "en nettadresse"),
    "a whole number": ("ett heltal", "et heltall"),
    "a text in quotes": ("en text inom citattecken", "en tekst i anførselstegn"),
    "a code of the list": ("en kod ur listan", "en kode fra listen"),
    "a code of UNTDID 2475: 5, 29 or 72": ("koden 5, 29 eller 72", "koden 5, 29 eller 72"),
}  # fmt: skip
_ATTRIBUTE = ("attributet ", "attributtet ", "the attribute ")
_ONE_OF = ("något av ", "ett av ", "one of ")
_OTHER = ("något annat", "noe annet", "something else")

_UNREAD = Words(
    "”{name}” är {value}, men ska vara {expected}. Rätta värdet.",
    "«{name}» er {value}, men skal være {expected}. Rett verdien.",
    "“{name}” is {value}, but should be {expected}. Correct the value.",
)
_MEANT = Words(
    "”{name}” är {value} och går inte att läsa. Skriv {expected}.",
    "«{name}» er {value} og kan ikke leses. Skriv {expected}.",
    "“{name}” is {value} and cannot be read. Write {expected}.",
)


def words_of_schema_finding(issue: Issue) -> Words | None:
    """Return the words for what a schema found, with all but the value filled in; None where its kind is unknown."""
    found = _DETAIL.fullmatch(issue.detail or "")
    if found is None or found.group(1) not in _BY_KIND:
        return None
    path, _, attribute = (issue.where or "").partition("/@")
    steps = [_POSITION.sub("", step) for step in path.split("/") if step] or [issue.rule]
    words = _BY_KIND[found.group(1)]
    return _filled(
        words, issue, element=steps[-1], parent=steps[-2] if len(steps) > 1 else steps[-1], attribute=attribute
    )


def words_of_unread_value(issue: Issue) -> Words | None:
    """Return the words for a value that could not be read, with what was meant where that is certain.

    One that stands for no business term is named by the element, or the segment, that it stands in.
    """
    if issue.expected is None:
        return None
    if not issue.terms:
        steps = [step for step in (issue.where or "").split("/") if step and not _UNNAMED.fullmatch(step)]
        return _filled(_BY_KIND["value"], issue, element=_POSITION.sub("", steps[-1])) if steps else None
    certain = meant(issue)
    if certain is not None:
        return _put(_MEANT, {"expected": (certain,) * len(LANGUAGES)})
    return _filled(_UNREAD, issue)


def _filled(words: Words, issue: Issue, **names: str) -> Words:
    values = {name: (value,) * len(LANGUAGES) for name, value in names.items()}
    return _put(words, values | {"expected": _expected(issue.expected)})


def _put(words: Words, values: dict[str, tuple[str, ...]]) -> Words:
    made = []
    for position, language in enumerate(LANGUAGES):
        text: str = getattr(words, language)
        for name, told in values.items():
            text = text.replace(f"{{{name}}}", told[position])
        made.append(text)
    return Words(*made)


def _expected(said: str | None) -> tuple[str, ...]:
    """Return what was expected in each language: a kind of value, an attribute, or names of elements and codes."""
    if said is None:
        return _OTHER
    if said in _EXPECTED:
        return (*_EXPECTED[said], said)
    if said.startswith(_ATTRIBUTE[2]):
        return tuple(word + said.removeprefix(_ATTRIBUTE[2]) for word in _ATTRIBUTE)
    if said.startswith(_ONE_OF[2]):
        return tuple(word + said.removeprefix(_ONE_OF[2]) for word in _ONE_OF)
    return tuple(word + said for word in _ONE_OF) if ", " in said else (said,) * len(LANGUAGES)
