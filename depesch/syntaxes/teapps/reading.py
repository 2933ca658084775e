"""TEAPPSXML 2.7.2 and 3.0 to the model, and what is doubtful about a file though it can be read.

Warnings: READ-VERSION (a version that is not known, read as the nearest), READ-SIGN (a credit note with a positive
total), READ-VAT-INCLUDED (an amount without VAT that is computed and does not come out even), READ-ENCODED-TWICE (a
text that looks as if it had been encoded twice: it is kept as it is).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import msgspec
from lxml import etree

from depesch.kit.xml import where
from depesch.model.issue import Issue, Severity
from depesch.model.terms import term_of
from depesch.syntaxes import Reading, UnreadableDocument, syntaxes
from depesch.syntaxes.binding import Element
from depesch.syntaxes.leaves import number
from depesch.syntaxes.teapps.amounts import finish, without_vat
from depesch.syntaxes.teapps.plan import PLAN
from depesch.syntaxes.teapps.row_plan import GROSS, NET
from depesch.syntaxes.teapps.values import AMOUNT, says
from depesch.syntaxes.teapps.versions import format_version, is_version_3
from depesch.syntaxes.tracing import Binding

_BINDING = Binding(PLAN, finish=finish)
unread, locate, path_of = _BINDING.unread, _BINDING.locate, _BINDING.path_of
_INVOICES = etree.XPath("count(/*/CONTENT_FRAME/INVOICES/INVOICE)")
_KNOWN_VERSIONS = frozenset({"", "2.6", "2.7", "2.7.1", "2.7.2", "3.0"})


def read(data: bytes, root: Element) -> Reading:
    """Return the reading of the parsed `root` of `data`; raises UnreadableDocument when no invoice is in it."""
    if not _INVOICES(root):
        raise UnreadableDocument("empty", "the batch holds no invoice; it may be an acknowledgement")
    syntax = syntaxes()["teappsxml30" if is_version_3(root) else "teappsxml272"]
    reading = _BINDING.read(syntax, data, root)
    warnings = (*_version(root), *_sign(reading), *_computed(reading), *_encoded_twice(reading))
    return msgspec.structs.replace(reading, issues=reading.issues + warnings) if warnings else reading


def _issue(rule: str, element: Element, value: str, detail: str, path: str = "", **more: str | None) -> Issue:
    term = term_of(path) if path else None
    return Issue(
        rule=rule,
        severity=Severity.WARNING,
        terms=(term,) if term else (),
        path=path,
        where=where(element),
        line=cast("int | None", element.sourceline),
        value=value[:200],
        detail=detail,
        **more,  # type: ignore[arg-type]  # the texts of an Issue
    )


def _version(root: Element) -> Iterator[Issue]:
    version = format_version(root)
    if version not in _KNOWN_VERSIONS:
        element = root.find("CONTENT_FRAME/BLOCK_RULES/FORMAT_VERSION")
        nearest = "3.0" if is_version_3(root) else "2.7.2"
        if element is not None:
            detail = f"TEAPPSXML {version} is not known, it was read as {nearest}"
            yield _issue("READ-VERSION", element, version, detail, expected=nearest)


def _sign(reading: Reading) -> Iterator[Issue]:
    invoice = reading.invoice
    if not invoice.is_credit_note or invoice.totals is None:
        return
    # Of a total with a minus, `finish` has made a positive one: only the element tells.
    for amount in reading.root.iterfind("CONTENT_FRAME/INVOICES/INVOICE/SUMMARY/INVOICE_TOTAL/AMOUNT"):
        stated = number(amount.text)
        if stated and amount.get("SIGN") != "-" and stated > 0:
            detail = 'a credit note has its total with SIGN="-"; this one was read as it stands'
            yield _issue("READ-SIGN", amount, amount.text or "", detail, "totals.amount_due", expected="-")
            return


def _computed(reading: Reading) -> Iterator[Issue]:
    """Give the amounts of lines that include VAT alone, and from which those without it are only nearly told."""
    for tag in ("ROW_TOTAL", "PRICE_PER_UNIT", "PRICE_PER_UNIT_NET", "DISCOUNT_FROM_PRICE_PER_UNIT"):
        for element in reading.root.iter(tag):
            stated = {amount.get("VAT"): amount for amount in element if amount.tag == AMOUNT and says(amount)}
            if GROSS in stated and NET not in stated:
                yield from _inexact(reading, element, stated[GROSS])


def _inexact(reading: Reading, element: Element, amount: Element) -> Iterator[Issue]:
    path, row = path_of(reading, amount), element.getparent()
    with_vat = number(amount.text)
    if row is None or with_vat is None or not path:
        return
    is_total = element.tag == "ROW_TOTAL"
    rate = number(row.findtext("VAT/RATE"))
    vat_amount = number(row.findtext(f"VAT/VAT_AMOUNT/{AMOUNT}")) if is_total else None
    net, exact = without_vat(with_vat, vat_amount, rate)
    if net is None:
        detail = f"{element.tag} {amount.text!r} includes VAT, and neither a rate nor an amount of VAT stands beside it"
        issue = _issue("READ-VAT-INCLUDED", amount, amount.text or "", detail, path)
        yield msgspec.structs.replace(issue, severity=Severity.FATAL)
    elif not exact:
        detail = f"{element.tag} {amount.text!r} includes {rate} % VAT; the amount without it was computed and rounded"
        yield _issue("READ-VAT-INCLUDED", amount, amount.text or "", detail, path)


def _encoded_twice(reading: Reading) -> Iterator[Issue]:
    if b"\xc3" not in reading.data:  # of "Ã" in UTF-8 as in ISO-8859-1, with which such text begins
        return
    for element in reading.root.iter():
        text = element.text
        if text and not text.isascii() and (meant := _once(text)) is not None:
            detail = f"{element.tag} {text[:80]!r} looks as if it had been encoded twice; it was kept as it is"
            yield _issue("READ-ENCODED-TWICE", element, text, detail, path_of(reading, element), expected=meant[:200])


def _once(text: str) -> str | None:
    """Return what a text was before it was encoded a second time; None when it was not.

    >>> _once("HÃ¤meenlinna"), _once("Hämeenlinna"), _once("Ãland")
    ('Hämeenlinna', None, None)
    """
    for encoding in ("latin-1", "cp1252"):
        try:
            return text.encode(encoding).decode("utf-8")
        except ValueError:
            continue
    return None
