"""The letters of notices: in the reader's language, with number, party, amount and the error, and how to stop them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import msgspec
from babel.dates import format_date
from babel.numbers import format_decimal

from depesch.hub.mailing.composing import LANGUAGES
from depesch.hub.mailing.writing import write_letter
from depesch.hub.notices.facts import Facts
from depesch.hub.notices.models import Notice
from depesch.hub.notices.occasions import Occasion
from depesch.hub.notices.stopping import Stop, path_to_stop
from depesch.hub.notices.wording import EVENTS, KINDS, LABELS, MODES, STATUSES
from depesch.hub.server.config import load
from depesch.hub.tenancy.models import Company, User

_LOCALES = {"sv": "sv_SE", "nb": "nb_NO", "en": "en_GB"}
SHOWN = 30  # documents in one letter; the portal has all of them


def write_notice(reader: User, company: Company, notice: Notice) -> None:
    """Write the letter of one notice."""
    facts = msgspec.convert(notice.facts, Facts, strict=False)
    occasion, language = Occasion(notice.occasion), _language(reader)
    values = {
        "company": company.name,
        "document": named(facts, language),
        "party": facts.party or "–",
        "about": about(facts, language),
        "why": facts.why.get(language, ""),
        "answer": STATUSES[language].get(facts.business_status, facts.business_status),
    }
    _write(f"notice_{occasion}", reader, company, values, occasion, path=facts.path)


def write_digest(reader: User, company: Company, notices: Sequence[Notice]) -> None:
    """Write one letter of many notices, those of a kind together."""
    language = _language(reader)
    parts = []
    for occasion in Occasion:
        of_kind = [msgspec.convert(each.facts, Facts, strict=False) for each in notices if each.occasion == occasion]
        if of_kind:
            parts.append("\n".join([EVENTS[language][occasion], *lines(of_kind, language)]))
    values = {"company": company.name, "count": str(len(notices)), "list": "\n\n".join(parts)}
    kinds = {each.occasion for each in notices}
    stop = Occasion(kinds.pop()) if len(kinds) == 1 else None
    _write("notice_digest", reader, company, values, stop, path="/")


def write_reminder(reader: User, company: Company, errors: Sequence[Facts], count: int) -> None:
    """Write the letter that reminds of errors nobody has seen to; `errors` are the oldest of `count`."""
    language = _language(reader)
    values = {"company": company.name, "count": str(count), "list": "\n".join(lines(errors, language, more=count))}
    _write("notice_error_reminder", reader, company, values, Occasion.ERROR_REMINDER, path="/documents/errors/")


def _write(
    kind: str, reader: User, company: Company, values: dict[str, str], occasion: Occasion | None, *, path: str
) -> None:
    stop = path_to_stop(Stop(user_id=reader.pk, company_id=company.pk, occasion=occasion)) if occasion else ""
    values["stop"] = load().url + (stop or "/you/notices/")
    write_letter(
        kind, to=reader.email, name=reader.name, language=_language(reader), values=values, path=path,
        company_id=company.pk, unsubscribe=stop,
    )  # fmt: skip


def lines(documents: Sequence[Facts], language: str, *, more: int = 0) -> list[str]:
    """Return a line for each document, with what is wrong beneath it, and how many more there are."""
    shown = []
    for facts in documents[:SHOWN]:
        parts = (named(facts, language), facts.party, _money(facts, language))
        shown.append("• " + " · ".join(part for part in parts if part))
        if facts.why.get(language):
            shown.append("   " + facts.why[language])
    left = max(more, len(documents)) - len(documents[:SHOWN])
    return [*shown, LABELS[language]["more"].format(count=left)] if left > 0 else shown


def named(facts: Facts, language: str) -> str:
    """Return the document's name, such as "Invoice 20261178"; with its send mode when it is not production."""
    kind = KINDS[language]["credit_note" if facts.is_credit_note else "invoice"]
    name = f"{kind} {facts.number}".strip()
    return f"{name} ({MODES[language][facts.send_mode]})" if facts.send_mode in MODES[language] else name


def about(facts: Facts, language: str) -> str:
    """Return the lines that say what the document is: each fact that is known on its own."""
    words = LABELS[language]
    known = (
        (words["party"], facts.party),
        (words["number"], facts.number),
        (words["amount"], _money(facts, language)),
        (words["due"], _day(facts.due_date, language)),
    )
    return "\n".join(f"{label}: {value}" for label, value in known if value)


def _money(facts: Facts, language: str) -> str:
    if facts.amount is None:
        return ""
    amount = format_decimal(Decimal(facts.amount), "#,##0.00########", locale=_LOCALES[language])
    return f"{amount} {facts.currency}".strip()


def _day(value: date | None, language: str) -> str:
    pattern = {"sv": "yyyy-MM-dd", "nb": "dd.MM.yyyy", "en": "d MMM yyyy"}[language]
    return format_date(value, pattern, locale=_LOCALES[language]) if value else ""


def _language(reader: User) -> str:
    return reader.language if reader.language in LANGUAGES else "en"
