"""Where XML breaks off is told in the reader's language, with the parser's own words behind."""

from __future__ import annotations

import pytest

from depesch.documents.broken_xml import told_of_break
from depesch.documents.reading import read
from depesch.documents.unreadable import explain
from depesch.syntaxes import UnreadableDocument

BROKEN = [
    (b"<a>\n <b>\n</a>", "Linje 3, kolonne 5: elementet b fra linje 2 er ikke avsluttet når a avsluttes."),
    (b"<a>\n", "Linje 2, kolonne 1: filen slutter før elementet a fra linje 1 er avsluttet."),
    (b"<a", "en tagg er ikke hel"),
    (b"<a><b </a>", "en tagg er ikke hel"),
    (b"hej", "Linje 1, kolonne 1: her skulle XML begynne med <"),
    (b"<a>Berg & Dal</a>", "i XML skrives det &amp;."),
    (b"<a>Berg &amp Dal</a>", "i XML skrives det &amp;."),
    (b"<a>&nbsp;</a>", "&nbsp; finnes ikke i XML."),
    (b'<a x="<"/>', "i XML skrives det &lt;."),
    (b"<a x=1/>", "et attributt har ingen verdi i anf\u00f8rselstegn."),
    (b"<a x></a>", "et attributt har ingen verdi i anf\u00f8rselstegn."),
    (b"<a x='1' x='2'/>", "attributtet x st\u00e5r to ganger"),
    (b"<cbc:a/>", "prefikset cbc er ikke deklarert (xmlns:cbc)."),
    (b" <?xml version='1.0'?><a/>", "m\u00e5 st\u00e5 aller f\u00f8rst i filen."),
    (b"<a>\x08</a>", "her st\u00e5r et styretegn"),
    (b"<a>]]></a>", "her f\u00f8lger filen ikke reglene for XML."),
]


@pytest.mark.parametrize(("content", "words"), BROKEN, ids=[content.decode() for content, _ in BROKEN])
def test_break_is_told_in_norwegian_with_line_and_column_and_the_original_behind(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableDocument) as found:
        read(content)
    told = explain(found.value, "nb").where
    assert words in told
    assert told.startswith("Linje ")
    assert "kolonne " in told
    assert "(XML: " in told
    assert "<string>" not in told


@pytest.mark.parametrize(
    ("language", "begins"),
    [
        ("sv", "Rad 1, kolumn 8: "),
        ("nb", "Linje 1, kolonne 8: "),
        ("en", "Line 1, column 8: "),
        ("fi", "Line 1, column 8: "),
    ],
)
def test_each_language_has_its_own_words(language: str, begins: str) -> None:
    told = told_of_break("EntityRef: expecting ';', line 1, column 8 (<string>, line 1)", language)
    assert told.startswith(begins)
    assert told.endswith("(XML: EntityRef: expecting ';')")


def test_what_is_no_message_of_the_parser_is_left_as_it_is() -> None:
    assert told_of_break("there is no element in it", "sv") == ""
    error = UnreadableDocument("not-xml", "there is no element in it")
    assert explain(error, "sv").where == "there is no element in it"


def test_name_that_looks_like_a_blank_is_written_as_it_is() -> None:
    told = told_of_break("Attribute {one} redefined, line 1, column 2", "en")
    assert "the attribute {one} stands twice" in told
