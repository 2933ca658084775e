"""Where and how XML breaks off, in the reader's language; what the parser said in English stands behind it.

Source: the messages of libxml2 (`parser.c`, 2.9 to 2.14), as lxml gives them: cause, line, column.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_PLACE = re.compile(
    r"(?P<cause>.*?), line (?P<line>\d+), column (?P<column>\d+)(?: \(<string>, line \d+\))?", re.DOTALL
)
_AT = {
    "sv": "Rad {line}, kolumn {column}: {words} (XML: {cause})",
    "nb": "Linje {line}, kolonne {column}: {words} (XML: {cause})",
    "en": "Line {line}, column {column}: {words} (XML: {cause})",
}
_OTHER = {
    "sv": "här följer filen inte reglerna för XML.",
    "nb": "her følger filen ikke reglene for XML.",
    "en": "here the file does not follow the rules of XML.",
}
# What the parser says, and our words with its groups.
_CAUSES: tuple[tuple[str, Mapping[str, str]], ...] = (
    (
        r"Opening and ending tag mismatch: (?P<one>\S+) line (?P<begun>\d+) and (?P<two>\S+)",
        {
            "sv": "elementet {one} från rad {begun} är inte avslutat när {two} avslutas.",
            "nb": "elementet {one} fra linje {begun} er ikke avsluttet når {two} avsluttes.",
            "en": "the element {one} of line {begun} has not ended where {two} ends.",
        },
    ),
    (
        r"Premature end of data in tag (?P<one>\S+) line (?P<begun>\d+)",
        {
            "sv": "filen tar slut innan elementet {one} från rad {begun} är avslutat.",
            "nb": "filen slutter før elementet {one} fra linje {begun} er avsluttet.",
            "en": "the file ends before the element {one} of line {begun} does.",
        },
    ),
    (
        r"(?:Couldn't find end of Start Tag|expected '>'|error parsing attribute name|StartTag: )",
        {
            "sv": "en tagg är inte hel: den börjar med < men har inget namn eller avslutas inte med >.",
            "nb": "en tagg er ikke hel: den begynner med <, men mangler navn eller avsluttes ikke med >.",
            "en": "a tag is not whole: it begins with <, but has no name or does not end with >.",
        },
    ),
    (
        r"(?:Start tag expected|Document is empty)",
        {
            "sv": "här skulle XML börja med <, men där står något annat.",
            "nb": "her skulle XML begynne med <, men det står noe annet.",
            "en": "here XML should begin with <, but something else stands there.",
        },
    ),
    (
        r"Extra content at the end of the document",
        {
            "sv": "det står mer efter att dokumentet är slut.",
            "nb": "det står mer etter at dokumentet er slutt.",
            "en": "there is more after the end of the document.",
        },
    ),
    (
        r"(?:xmlParseEntityRef: no name|EntityRef: expecting ';')",
        {
            "sv": "tecknet & står för sig; i XML skrivs det &amp;.",
            "nb": "tegnet & står alene; i XML skrives det &amp;.",
            "en": "the sign & stands by itself; in XML it is written &amp;.",
        },
    ),
    (
        r"Entity '(?P<one>[^']+)' not defined",
        {
            "sv": "&{one}; finns inte i XML. Skriv tecknet självt.",
            "nb": "&{one}; finnes ikke i XML. Skriv selve tegnet.",
            "en": "&{one}; does not exist in XML. Write the sign itself.",
        },
    ),
    (
        r"Unescaped '<' not allowed",
        {
            "sv": "tecknet < står i ett värde; i XML skrivs det &lt;.",
            "nb": "tegnet < står i en verdi; i XML skrives det &lt;.",
            "en": "the sign < stands in a value; in XML it is written &lt;.",
        },
    ),
    (
        r"(?:AttValue: |Specification mandates value for attribute)",
        {
            "sv": "ett attribut har inget värde inom citattecken.",
            "nb": "et attributt har ingen verdi i anførselstegn.",
            "en": "an attribute has no value in quotes.",
        },
    ),
    (
        r"Attribute (?P<one>\S+) redefined",
        {
            "sv": "attributet {one} står två gånger i samma element.",
            "nb": "attributtet {one} står to ganger i samme element.",
            "en": "the attribute {one} stands twice in one element.",
        },
    ),
    (
        r"Namespace prefix (?P<one>\S+) .*is not defined",
        {
            "sv": "prefixet {one} är inte deklarerat (xmlns:{one}).",
            "nb": "prefikset {one} er ikke deklarert (xmlns:{one}).",
            "en": "the prefix {one} is not declared (xmlns:{one}).",
        },
    ),
    (
        r"XML declaration allowed only at the start",
        {
            "sv": "raden <?xml … ?> måste stå allra först i filen.",
            "nb": "linjen <?xml … ?> må stå aller først i filen.",
            "en": "the line <?xml … ?> has to stand first in the file.",
        },
    ),
    (
        r".*(?:invalid Char value|out of allowed range)",
        {
            "sv": "här står ett styrtecken som inte får finnas i XML.",
            "nb": "her står et styretegn som ikke kan stå i XML.",
            "en": "here stands a control character, which XML does not have.",
        },
    ),
    (
        r"(?:Input is not proper UTF-8|.*nvalid bytes in character encoding)",
        {
            "sv": "här står tecken som inte är i den kodningen.",
            "nb": "her står tegn som ikke er i den kodingen.",
            "en": "here stand characters that are not in that encoding.",
        },
    ),
)  # fmt: skip


def told_of_break(detail: str, language: str) -> str:
    """Return where XML breaks off and how, in sv, nb or en; empty when `detail` is no message of the parser.

    The parser's own message stands behind, for whoever makes the program that wrote the file.

    >>> told_of_break("EntityRef: expecting ';', line 3, column 8 (<string>, line 3)", "nb")
    "Linje 3, kolonne 8: tegnet & står alene; i XML skrives det &amp;. (XML: EntityRef: expecting ';')"
    """
    place = _PLACE.fullmatch(detail)
    if place is None:
        return ""
    chosen = language if language in _AT else "en"
    cause = place["cause"].rpartition("declared: ")[2]
    words = next((_filled(said[chosen], m) for form, said in _CAUSES if (m := re.match(form, cause))), _OTHER[chosen])
    return _AT[chosen].format(line=place["line"], column=place["column"], words=words, cause=cause)


def _filled(words: str, found: re.Match[str]) -> str:
    return words.format(**found.groupdict())
