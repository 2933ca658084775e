"""What the command itself says to people, in Swedish, Norwegian and English; machines read `--json`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from depesch.syntaxes import Loss

WORDS: dict[str, dict[str, str]] = {
    "accepted": {"sv": "godkänd", "nb": "godkjent", "en": "accepted"},
    "refused": {"sv": "underkänd", "nb": "underkjent", "en": "refused"},
    "unreadable": {"sv": "går inte att läsa", "nb": "kan ikke leses", "en": "unreadable"},
    "converted": {"sv": "omvandlad", "nb": "konvertert", "en": "converted"},
    "finding": {"sv": "{count} anmärkning", "nb": "{count} merknad", "en": "{count} finding"},
    "findings": {"sv": "{count} anmärkningar", "nb": "{count} merknader", "en": "{count} findings"},
    "line": {"sv": "rad {line}", "nb": "linje {line}", "en": "line {line}"},
    "segment": {"sv": "segment {line}", "nb": "segment {line}", "en": "segment {line}"},
    "warning": {"sv": "varning", "nb": "advarsel", "en": "warning"},
    "information": {"sv": "upplysning", "nb": "opplysning", "en": "note"},
    "mend": {"sv": "så här: {mend}", "nb": "slik: {mend}", "en": "mend: {mend}"},
    "beside": {
        "sv": "bilaga bredvid: {file}",
        "nb": "vedlegg ved siden av: {file}",
        "en": "file beside it: {file}",
    },
    "lost": {
        "sv": "{term} {value}: {done}, {why}",
        "nb": "{term} {value}: {done}, {why}",
        "en": "{term} {value}: {done}, {why}",
    },
    "done-beside": {"sv": "ligger bredvid", "nb": "ligger ved siden av", "en": "lies beside it"},
    "no-order": {"sv": "ingen order", "nb": "ingen ordre", "en": "no order"},
    "dropped": {"sv": "förlorat", "nb": "tapt", "en": "lost"},
    "noted": {"sv": "står i en fritext", "nb": "står i en fritekst", "en": "stands in a free text"},
    "summed": {"sv": "ingår i en summa", "nb": "inngår i en sum", "en": "went into a sum"},
    "changed": {"sv": "ändrat", "nb": "endret", "en": "changed"},
    "added": {"sv": "tillagt", "nb": "lagt til", "en": "added"},
    "unread": {
        "sv": "{where} {value}: fick ingen plats i modellen",
        "nb": "{where} {value}: fikk ingen plass i modellen",
        "en": "{where} {value}: found no place in the model",
    },
    "next-correct": {
        "sv": "nästa steg: rätta filen, sedan `depesch send {file}`",
        "nb": "neste steg: rett fila, deretter `depesch send {file}`",
        "en": "next: correct the file, then `depesch send {file}`",
    },
    "file-missing": {
        "sv": "filen kan inte öppnas: {detail}",
        "nb": "fila kan ikke åpnes: {detail}",
        "en": "the file cannot be opened: {detail}",
    },
    "checked-against": {"sv": "prövad mot {sets}", "nb": "kontrollert mot {sets}", "en": "checked against {sets}"},
    "severity-fatal": {"sv": "fel: fakturan stoppas", "nb": "feil: fakturaen stoppes", "en": "fatal: refuses"},
    "severity-warning": {"sv": "varning", "nb": "advarsel", "en": "warning"},
    "severity-information": {"sv": "upplysning", "nb": "opplysning", "en": "note"},
    "rule-weight": {"sv": "allvar", "nb": "alvor", "en": "severity"},
    "rule-terms": {"sv": "fält", "nb": "felt", "en": "fields"},
    "rule-source": {"sv": "källa", "nb": "kilde", "en": "source"},
    "rule-syntaxes": {"sv": "format", "nb": "formater", "en": "formats"},
    "rule-example": {"sv": "exempel", "nb": "eksempel", "en": "example"},
    "rule-path": {"sv": "gäller", "nb": "gjelder", "en": "about"},
    "rule-set": {"sv": "regelsamling", "nb": "regelsamling", "en": "rule set"},
    "rule-mend": {"sv": "rättning", "nb": "retting", "en": "mend"},
    "mend-yes": {
        "sv": "Depesch rättar det där det är säkert: `depesch check --mend`",
        "nb": "Depesch retter det der det er sikkert: `depesch check --mend`",
        "en": "Depesch mends it where that is certain: `depesch check --mend`",
    },
    "mend-no": {"sv": "för hand", "nb": "for hånd", "en": "by hand"},
    "in-force": {"sv": "gäller från {day}", "nb": "gjelder fra {day}", "en": "in force from {day}"},
    "rules-count": {"sv": "{count} regler", "nb": "{count} regler", "en": "{count} rules"},
    "no-rule": {
        "sv": "det finns ingen regel {rule}",
        "nb": "det finnes ingen regel {rule}",
        "en": "there is no rule {rule}",
    },
    "did-you-mean": {"sv": "menade du {rules}?", "nb": "mente du {rules}?", "en": "did you mean {rules}?"},
    "only-in": {"sv": "bara i {name}", "nb": "bare i {name}", "en": "only in {name}"},
    "weighed-otherwise": {
        "sv": "väger olika: {first} i {one}, {second} i {other}",
        "nb": "veier ulikt: {first} i {one}, {second} i {other}",
        "en": "weighs otherwise: {first} in {one}, {second} in {other}",
    },
    "refused-by": {
        "sv": "underkänns bara av {name}",
        "nb": "underkjennes bare av {name}",
        "en": "refused by {name} only",
    },
    "found-by": {"sv": "anmärkningar bara av {name}", "nb": "merknader bare fra {name}", "en": "found by {name} only"},
    "diff-sum": {
        "sv": "{judged} av {count} dokument prövade: {name} underkänner {refused} som {other} godkänner",
        "nb": "{judged} av {count} dokumenter kontrollert: {name} underkjenner {refused} som {other} godkjenner",
        "en": "{judged} of {count} documents judged: {name} refuses {refused} that {other} accepts",
    },
    "times": {"sv": "{count} gånger", "nb": "{count} ganger", "en": "{count} times"},
    "next-mend": {
        "sv": "nästa steg: `depesch check --mend {file}` rättar {count} av dem",
        "nb": "neste steg: `depesch check --mend {file}` retter {count} av dem",
        "en": "next: `depesch check --mend {file}` mends {count} of them",
    },
    "mended": {
        "sv": "rättad till {out}, {count} ändringar",
        "nb": "rettet til {out}, {count} endringer",
        "en": "mended to {out}, {count} changes",
    },
    "mended-one": {
        "sv": "rättad till {out}, 1 ändring",
        "nb": "rettet til {out}, 1 endring",
        "en": "mended to {out}, 1 change",
    },
    "not-mended": {"sv": "inte rättad", "nb": "ikke rettet", "en": "not mended"},
    "nothing-to-mend": {
        "sv": "inget som säkert kan rättas",
        "nb": "ingenting som sikkert kan rettes",
        "en": "nothing that is certain to mend",
    },
    "mend-would-lose": {
        "sv": "filen har uppgifter som skulle gå förlorade; --force skriver ändå",
        "nb": "fila har opplysninger som ville gått tapt; --force skriver likevel",
        "en": "the file has content that would be lost; --force writes all the same",
    },
    "name-taken": {
        "sv": "filen finns redan; --force skriver över den",
        "nb": "fila finnes allerede; --force skriver over den",
        "en": "the file is there already; --force replaces it",
    },
}


def said(key: str, language: str, **values: object) -> str:
    """Return the sentence in `language` (`sv`, `nb` or `en`), filled in."""
    return WORDS[key][language].format(**values)


def lost(loss: Loss, language: str) -> str:
    """Return what became of a term that a format cannot hold as it is."""
    from depesch.documents.loss_words import why_in  # its table is read only where something was lost

    done = said("done-beside" if loss.done == "beside" else loss.done.value, language)
    return said("lost", language, term=loss.term, value=loss.value, why=why_in(loss.why, language), done=done)
