"""What is wrong with a text is found, with its place and what may have been meant."""

from __future__ import annotations

import pytest

from depesch.rendering.mail_text import MOST_BODY, MOST_LINES, MailText
from depesch.rendering.mail_text.reading import Fault, FaultCode, faults_of, pieces, tidied


def faults(body: str = "Hej", subject: str = "Faktura {InvoiceNumber}") -> tuple[Fault, ...]:
    return faults_of(tidied(MailText(subject=subject, body=body)))


def test_sound_text_has_no_faults_and_is_kept_tidy() -> None:
    text = tidied(MailText(subject=" Faktura {invoicenumber} ", body="\r\nHej {CustomerName}!  \r\n\r\nHälsningar\r"))
    assert text == MailText(subject="Faktura {invoicenumber}", body="Hej {CustomerName}!\n\nHälsningar")
    assert faults_of(text) == ()
    assert tidied(text) == text


@pytest.mark.parametrize(
    ("name", "meant"),
    [("CustomrName", "CustomerName"), ("invoiceno", "InvoiceNumber"), ("Kundnamn", "CustomerName"),
     ("Förfallodatum", "DueDate"), ("Weather", ""), ("", ""), ("0.__class__", "")],
)  # fmt: skip
def test_unknown_field_is_named_with_its_line_and_the_near_one(name: str, meant: str) -> None:
    (found,) = faults(f"Hej\n\n{{{name}}}")
    assert (found.code, found.line, found.meant) == (FaultCode.UNKNOWN_FIELD, 3, meant)
    assert found.found == f"{{{name}}}"


@pytest.mark.parametrize("line", ["{InvoiceNumber", "InvoiceNumber}", "{", "a } b"])
def test_brace_without_its_partner_is_a_fault(line: str) -> None:
    (found,) = faults(line)
    assert (found.code, found.line) == (FaultCode.LONE_BRACE, 1)


def test_field_does_not_go_over_a_line_and_doubled_braces_are_told() -> None:
    assert {each.code for each in faults("{Invoice\nNumber}")} == {FaultCode.LONE_BRACE}
    assert {each.code for each in faults("{{InvoiceNumber}}")} == {FaultCode.LONE_BRACE}


def test_each_part_says_its_own_faults() -> None:
    found = faults(subject="{Nope}\nBcc: alla@example.com", body="{Neither}")
    assert [(each.part, each.code) for each in found] == [
        ("subject", FaultCode.LINE_BREAK), ("subject", FaultCode.UNKNOWN_FIELD), ("body", FaultCode.UNKNOWN_FIELD)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "code"),
    [(" \n ", FaultCode.EMPTY), ("x" * (MOST_BODY + 1), FaultCode.TOO_LONG),
     ("x\n" * MOST_LINES + "x", FaultCode.TOO_MANY_LINES), ("a\u202eb", FaultCode.UNPRINTABLE),
     ("a\x00b", FaultCode.UNPRINTABLE), ("a\u2028b", FaultCode.UNPRINTABLE), ("\ue000", FaultCode.UNPRINTABLE)],
)  # fmt: skip
def test_text_that_cannot_be_kept(body: str, code: FaultCode) -> None:
    assert [each.code for each in faults(body)] == [code]


def test_emoji_tabs_and_hard_blanks_may_stand_in_a_text() -> None:
    assert faults("Tack 👩‍👧!\n\tBelopp:\u00a0{Amount}") == ()


def test_many_faults_are_told_a_few_at_a_time() -> None:
    assert len(faults("{a}\n" * 100)) == 5


def test_pieces_are_words_and_fields() -> None:
    words, field, rest = pieces("Hej {customername}!")
    assert (words, getattr(field, "name", ""), rest) == ("Hej ", "CustomerName", "!")
