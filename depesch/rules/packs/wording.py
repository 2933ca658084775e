"""What a demand says when it is broken: the receiver's own sentence, or one made from the demand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from depesch.rules import LANGUAGES, Words
from depesch.rules.explaining import field_name
from depesch.rules.packs import Allowed, Amount, AnyDemand, Attachments, Day, Form, Mandatory, Pack

_BLANK = re.compile(r"\{(\w*)\}")
_MOST_VALUES = 12  # named in a sentence
_QUOTES = {"sv": ("”", "”"), "nb": ("«", "»"), "en": ("“", "”")}
_OR = {"sv": "eller", "nb": "eller", "en": "or"}

_MISSING = Words(
    "{receiver} kräver uppgiften {fields}. Fyll i den.",
    "{receiver} krever opplysningen {fields}. Fyll den ut.",
    "{receiver} requires {fields}. Fill it in.",
)
_NONE_OF = Words(
    "{receiver} kräver minst en av uppgifterna {fields}. Fyll i den som gäller.",
    "{receiver} krever minst én av opplysningene {fields}. Fyll ut den som gjelder.",
    "{receiver} requires at least one of {fields}. Fill in the one that applies.",
)
_LIKE = Words(
    "{fields} är {value}, men {receiver} vill ha den på formen {expected}. Ändra den.",
    "{fields} er {value}, men {receiver} vil ha den på formen {expected}. Endre den.",
    "{fields} is {value}, but {receiver} wants it in the form {expected}. Change it.",
)
_BELOW = Words(
    "{fields} är {value}, men {receiver} godtar inget under {expected}. Ändra värdet.",
    "{fields} er {value}, men {receiver} godtar ikke noe under {expected}. Endre verdien.",
    "{fields} is {value}, but {receiver} accepts nothing below {expected}. Change the value.",
)
_ABOVE = Words(
    "{fields} är {value}, men {receiver} godtar inget över {expected}. Ändra värdet.",
    "{fields} er {value}, men {receiver} godtar ikke noe over {expected}. Endre verdien.",
    "{fields} is {value}, but {receiver} accepts nothing above {expected}. Change the value.",
)
_BETWEEN = Words(
    "{fields} är {value}, men {receiver} godtar bara {expected}. Ändra värdet.",
    "{fields} er {value}, men {receiver} godtar bare {expected}. Endre verdien.",
    "{fields} is {value}, but {receiver} accepts only {expected}. Change the value.",
)
_EARLY = Words(
    "{fields} är {value}, men {receiver} godtar tidigast {expected}. Ändra datumet.",
    "{fields} er {value}, men {receiver} godtar tidligst {expected}. Endre datoen.",
    "{fields} is {value}, but {receiver} accepts {expected} at the earliest. Change the date.",
)
_LATE = Words(
    "{fields} är {value}, men {receiver} godtar senast {expected}. Ändra datumet.",
    "{fields} er {value}, men {receiver} godtar senest {expected}. Endre datoen.",
    "{fields} is {value}, but {receiver} accepts {expected} at the latest. Change the date.",
)
_NOT_ONE_OF = Words(
    "{fields} är {value}, men {receiver} godtar bara {values}. Välj ett av dem.",
    "{fields} er {value}, men {receiver} godtar bare {values}. Velg ett av dem.",
    "{fields} is {value}, but {receiver} accepts only {values}. Choose one of them.",
)
_NOT_ONE_OF_MANY = Words(
    "{fields} är {value}, som inte hör till de värden som {receiver} godtar: {values} med flera. Välj ett av dem.",
    "{fields} er {value}, som ikke hører til de verdiene {receiver} godtar: {values} med flere. Velg ett av dem.",
    "{fields} is {value}, which {receiver} does not accept. Choose one of {values} and more.",
)
_ONE_FILE = Words(
    "{receiver} kräver en bifogad fil{which}. Bifoga den.",
    "{receiver} krever en vedlagt fil{which}. Legg den ved.",
    "{receiver} requires an attached file{which}. Attach it.",
)
_MORE_FILES = Words(
    "{receiver} kräver minst {low} bifogade filer{which}, men antalet är {value}. Bifoga de som saknas.",
    "{receiver} krever minst {low} vedlagte filer{which}, men antallet er {value}. Legg ved dem som mangler.",
    "{receiver} requires at least {low} attached files{which}, but there are {value}. Attach those that are missing.",
)
_NO_FILES = Words(
    "{receiver} tar inte emot bifogade filer{which}, men antalet är {value}. Ta bort dem.",
    "{receiver} tar ikke imot vedlagte filer{which}, men antallet er {value}. Fjern dem.",
    "{receiver} takes no attached files{which}, but there are {value}. Remove them.",
)
_FEWER_FILES = Words(
    "{receiver} tar emot högst {high} bifogade filer{which}, men antalet är {value}. Ta bort några.",
    "{receiver} tar imot høyst {high} vedlagte filer{which}, men antallet er {value}. Fjern noen.",
    "{receiver} takes at most {high} attached files{which}, but there are {value}. Remove some.",
)
_SO_MANY_FILES = Words(
    "{receiver} vill ha {low} till {high} bifogade filer{which}, men antalet är {value}.",
    "{receiver} vil ha {low} til {high} vedlagte filer{which}, men antallet er {value}.",
    "{receiver} wants {low} to {high} attached files{which}, but there are {value}.",
)
_OF_TYPE = Words(" av typen {types}", " av typen {types}", " of the type {types}")
_NAMED = Words(" med namn enligt {pattern}", " med navn etter {pattern}", " named like {pattern}")


def words_of(demand: AnyDemand, pack: Pack) -> Words:
    """Return the words of a demand in every language."""
    return Words(*(_own(demand, language) or _made(demand, pack, language) for language in LANGUAGES))


def _own(demand: AnyDemand, language: str) -> str | None:
    return getattr(demand.words, language) if demand.words else None


def _made(demand: AnyDemand, pack: Pack, language: str) -> str:
    """Return the sentence made from the demand; `{value}` and `{expected}` stay for whoever explains the finding."""
    match demand:
        case Mandatory(terms=(_,)):
            return _filled(_MISSING, language, pack, demand.terms)
        case Mandatory():
            return _filled(_NONE_OF, language, pack, demand.terms)
        case Form():
            return _filled(_LIKE, language, pack, (demand.term,))
        case Amount():
            return _filled(_bounds(demand), language, pack, (demand.term,))
        case Day():
            return _filled(_days(demand), language, pack, (demand.term,))
        case Allowed():
            named = _listed(demand.values[:_MOST_VALUES], language)
            words = _NOT_ONE_OF if len(demand.values) <= _MOST_VALUES else _NOT_ONE_OF_MANY
            return _filled(words, language, pack, (demand.term,), values=named)
        case Attachments():
            low, high = str(demand.at_least), str(demand.at_most)
            return _filled(_so_many(demand), language, pack, (), which=_which(demand, language), low=low, high=high)


def _bounds(demand: Amount) -> Words:
    if demand.at_least is not None and demand.at_most is not None:
        return _BETWEEN
    return _BELOW if demand.at_least is not None else _ABOVE


def _days(demand: Day) -> Words:
    has_start = demand.not_before is not None or demand.at_least_days is not None
    has_end = demand.not_after is not None or demand.at_most_days is not None
    if has_start and has_end:
        return _BETWEEN
    return _EARLY if has_start else _LATE


def _so_many(demand: Attachments) -> Words:
    if demand.at_most is None:
        return _ONE_FILE if demand.at_least == 1 else _MORE_FILES
    if demand.at_most == 0:
        return _NO_FILES
    return _SO_MANY_FILES if demand.at_least else _FEWER_FILES


def _which(demand: Attachments, language: str) -> str:
    types = getattr(_OF_TYPE, language) if demand.media_types else ""
    named = getattr(_NAMED, language) if demand.file_name else ""
    values = {"types": _listed(demand.media_types, language), "pattern": _harmless(demand.file_name or "")}
    return _BLANK.sub(lambda found: values[found.group(1)], types + named)


def _filled(words: Words, language: str, pack: Pack, terms: Sequence[str], **values: str) -> str:
    known = {
        "receiver": _harmless(pack.receiver),
        "fields": _listed([_quoted(field_name(term, language), language) for term in terms], language),
        **values,
    }
    return _BLANK.sub(lambda found: known.get(found.group(1), found.group(0)), getattr(words, language))


def _listed(texts: Sequence[str], language: str) -> str:
    """Return the texts as one: A, B or C."""
    harmless = [_harmless(text) for text in texts]
    if len(harmless) < 2:
        return "".join(harmless)
    return f"{', '.join(harmless[:-1])} {_OR[language]} {harmless[-1]}"


def _quoted(text: str, language: str) -> str:
    before, after = _QUOTES[language]
    return f"{before}{text}{after}"


def _harmless(text: str) -> str:
    """Return somebody's text so that no brace in it is taken for a blank to fill."""
    return _BLANK.sub(r"(\1)", text)
