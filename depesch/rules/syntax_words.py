"""Words for the rules that are bound to one format (UBL-..., CII-...): shared by kind, filled in with element names.

A finding of such a rule carries `detail` as `kind: path`, with the path as the format's table has it, and the place
in the file; from these come the names. The kinds are those of `depesch.syntaxes.bound`.
"""

from __future__ import annotations

import re

from depesch.model.issue import Issue
from depesch.rules import LANGUAGES, Words

_DETAIL = re.compile(r"([a-z]+): (/.*)")
_PLAIN = re.compile(r"\w+:|[()]|\[\d+\]")
_THE_INVOICE = ("fakturan", "fakturaen", "the invoice")
_ANY = ("något element", "et element", "any element")
_TIMES = {"1": ("en gång", "én gang", "once"), "2": ("två gånger", "to ganger", "twice")}

_GROUP = Words(
    sv="”{name}”: {element} under {parent} hör inte till den europeiska fakturastandarden EN 16931. Mottagaren får "
    "bortse från det som står där. Ta bort det.",
    nb="«{name}»: {element} under {parent} hører ikke til den europeiske fakturastandarden EN 16931. Mottakeren kan se "
    "bort fra det som står der. Fjern det.",
    en="“{name}”: {element} below {parent} is not part of the European invoice standard EN 16931. The receiver may "
    "ignore what stands there. Leave it out.",
)
_ELEMENT = Words(
    sv="”{name}”: {element} under {parent}, här {value}, hör inte till den europeiska fakturastandarden EN 16931. "
    "Mottagaren får bortse från uppgiften. Ta bort den.",
    nb="«{name}»: {element} under {parent}, her {value}, hører ikke til den europeiske fakturastandarden EN 16931. "
    "Mottakeren kan se bort fra opplysningen. Fjern den.",
    en="“{name}”: {element} below {parent}, here {value}, is not part of the European invoice standard EN 16931. The "
    "receiver may ignore it. Leave it out.",
)
_ATTRIBUTE = Words(
    sv="”{name}”: attributet {element} på {parent}, här {value}, hör inte till den europeiska fakturastandarden EN "
    "16931. Mottagaren får bortse från det. Ta bort attributet och låt själva uppgiften stå.",
    nb="«{name}»: attributtet {element} på {parent}, her {value}, hører ikke til den europeiske fakturastandarden EN "
    "16931. Mottakeren kan se bort fra det. Fjern attributtet og la selve opplysningen stå.",
    en="“{name}”: the attribute {element} of {parent}, here {value}, is not part of the European invoice standard EN "
    "16931. The receiver may ignore it. Leave the attribute out and keep the value itself.",
)
_TOO_MANY = Words(
    sv="”{name}” får anges högst {times}, men {element} står fler gånger. Behåll den rätta uppgiften och ta bort "
    "resten. En för mycket: {value}.",
    nb="«{name}» kan oppgis høyst {times}, men {element} står flere ganger. Behold den rette opplysningen og fjern "
    "resten. Én for mye: {value}.",
    en="“{name}” may be given at most {times}, but {element} stands more often. Keep the right one and leave out the "
    "rest. One too many: {value}.",
)
_TOO_MANY_GROUPS = Words(
    sv="”{name}” får anges högst {times}, men {element} står fler gånger. Behåll den rätta och ta bort resten.",
    nb="«{name}» kan oppgis høyst {times}, men {element} står flere ganger. Behold den rette og fjern resten.",
    en="“{name}” may be given at most {times}, but {element} stands more often. Keep the right one and leave out the "
    "rest.",
)

_BY_KIND = {
    "one": Words(
        sv="”{name}” ska anges precis {times}. Lägg till {element} om uppgiften saknas, och behåll bara en om den står "
        "flera gånger.",
        nb="«{name}» skal oppgis nøyaktig {times}. Legg til {element} hvis opplysningen mangler, og behold bare én "
        "hvis den står flere ganger.",
        en="“{name}” must be given exactly {times}. Add {element} if it is missing, and keep only one if there are "
        "several.",
    ),
    "present": Words(
        sv="”{name}”: {element} saknas under {parent}. Fyll i uppgiften.",
        nb="«{name}»: {element} mangler under {parent}. Fyll ut opplysningen.",
        en="“{name}”: {element} is missing below {parent}. Fill it in.",
    ),
    "alike": Words(
        sv="”{name}” står flera gånger med olika värden, bland dem {value}. Ange samma värde överallt.",
        nb="«{name}» står flere ganger med ulike verdier, blant dem {value}. Oppgi samme verdi overalt.",
        en="“{name}” stands several times with different values, {value} among them. Give the same value everywhere.",
    ),
    "decimals": Words(
        sv="Beloppet i {found} är {value} och har fler än två decimaler. Avrunda till hela ören.",
        nb="Beløpet i {found} er {value} og har flere enn to desimaler. Rund av til hele øre.",
        en="The amount in {found} is {value} and has more than two decimals. Round it to two.",
    ),
    "value": Words(
        sv="”{name}”: {found} är {value} men ska vara {expected}. Rätta värdet.",
        nb="«{name}»: {found} er {value}, men skal være {expected}. Rett verdien.",
        en="“{name}”: {found} is {value} but should be {expected}. Correct the value.",
    ),
    "either": Words(
        sv="”{name}”: {element} under {parent} får inte stå tillsammans med den uppgift som säger samma sak. Behåll en "
        "av dem.",
        nb="«{name}»: {element} under {parent} kan ikke stå sammen med opplysningen som sier det samme. Behold én av "
        "dem.",
        en="“{name}”: {element} below {parent} may not stand together with what says the same beside it. Keep one of "
        "the two.",
    ),
    "together": Words(
        sv="”{name}”: uppgifterna i {found} är inte fullständiga. Fyll i allt som hör ihop, eller ta bort alltsammans.",
        nb="«{name}»: opplysningene i {found} er ikke fullstendige. Fyll ut alt som hører sammen, eller fjern alt "
        "sammen.",
        en="“{name}”: what stands in {found} is not complete. Fill in all that belongs together, or leave out all of "
        "it.",
    ),
    "referenced": Words(
        sv="”{name}”: hänvisningen till ett dokument är fel märkt ({found}: {value}). Ange typen 130 om det är det "
        "fakturerade objektet; en bilaga har varken typ eller nummertyp (schemeID).",
        nb="«{name}»: henvisningen til et dokument er feil merket ({found}: {value}). Oppgi typen 130 hvis det er det "
        "fakturerte objektet; et vedlegg har verken type eller nummertype (schemeID).",
        en="“{name}”: the reference to a document is marked wrongly ({found}: {value}). Give the type 130 if it is the "
        "invoiced object; an attachment has neither a type nor a scheme (schemeID).",
    ),
    "payee": Words(
        sv="Betalningsmottagaren ska ha ett eget namn, ett annat än säljarens, och högst ett namn, ett nummer och ett "
        "organisationsnummer; här står {value}. Rätta det, eller ta bort betalningsmottagaren om det är säljaren som "
        "ska ha betalt.",
        nb="Betalingsmottakeren skal ha et eget navn, et annet enn selgerens, og høyst ett navn, ett nummer og ett "
        "organisasjonsnummer; her står {value}. Rett det, eller fjern betalingsmottakeren hvis det er selgeren som "
        "skal ha betalt.",
        en="The payee must have a name of its own, other than the seller's, and at most one name, one identifier and "
        "one registration number; here it says {value}. Correct it, or leave the payee out if the seller is the one to "
        "be paid.",
    ),
}
KINDS = frozenset({*_BY_KIND, "absent", "once"})


def is_bound(detail: str | None) -> bool:
    """Return whether the detail of a finding is that of a rule bound to a format, which has words here."""
    found = _DETAIL.fullmatch(detail or "")
    return found is not None and found.group(1) in KINDS


def words_of_finding(issue: Issue) -> Words:
    """Return the words for a finding of a rule bound to a format; value, expected and field name are still to fill."""
    found = _DETAIL.fullmatch(issue.detail or "")
    if found is None:
        raise ValueError(f"{issue.rule}: {issue.detail!r} is no detail of a rule bound to a format")
    kind, path = found.groups()
    return _filled(_words(kind, path, has_value=issue.value is not None), path, issue.where, issue.expected or "1")


def words_of_rule(kind: str, path: str, expected: str | None = None) -> Words:
    """Return the words for the rule itself: what a finding of it would say, with the value still to fill."""
    return _filled(_words(kind, path, has_value=True), path, None, expected or "1")


def _words(kind: str, path: str, *, has_value: bool) -> Words:
    if kind == "absent":
        return _ATTRIBUTE if "@" in path else _ELEMENT if has_value else _GROUP
    if kind == "once":
        return _TOO_MANY if has_value else _TOO_MANY_GROUPS
    return _BY_KIND[kind]


def _filled(words: Words, path: str, where: str | None, times: str) -> Words:
    """Return the words with the names of the elements, as the place in the file has them, else the rule's path."""
    steps, real = _steps(path), _steps(where or "")
    element, found = steps[-1], (real or steps)[-1]
    if found in element.split("|"):  # the place is that of the element itself, not of what lacks it
        steps, element = real or steps, found
    parent = steps[-2] if len(steps) > 1 else real[0] if real else None
    if parent is not None and parent.startswith("*"):
        parent = found if real else parent.lstrip("*")
    return Words(
        *(
            _put(
                getattr(words, language),
                element=element.strip("@*"),
                parent=parent or (_ANY if element.startswith("@") else _THE_INVOICE)[position],
                found=found.strip("@*"),
                times=_TIMES[times][position] if times in _TIMES else times,
            )
            for position, language in enumerate(LANGUAGES)
        )
    )


def _put(text: str, **values: str) -> str:
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value.replace("|", " / "))
    return text


def _steps(path: str) -> list[str]:
    """Return the names on the way of an XPath, without prefixes and positions.

    >>> _steps("/(cac:InvoiceLine|cac:CreditNoteLine)/cac:Item[2]/@name")
    ['InvoiceLine|CreditNoteLine', 'Item', '@name']
    """
    return [step for step in _PLAIN.sub("", path).replace("*:", "").split("/") if step]
