"""What keeps a document back, in the reader's language and with dates as that writes them."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from depesch.hub.flows.models import Document
from depesch.hub.flows.problems import Problem, problem_of
from depesch.portal.formatting import day, language, moment, written_as

PLANNED = "post-waits"  # a letter that waits for its hour; its detail is that hour


def trouble_of(document: Document) -> Problem | None:
    """Return a document's problem in words, None for one that has none."""
    if not document.problem_code:
        return None
    values = dict(document.problem_values)
    if sent_on := values.get("date"):  # of the document that used the number: the hub wrote it, as ISO 8601
        values["date"] = day(date.fromisoformat(sent_on))
    if document.problem_code == PLANNED and (hour := values.get("detail")):
        values["detail"] = hour_of_letter(hour)
    return problem_of(document, language(), values=values, shown=written_as(values.get("first", "")))


def hour_of_letter(told: str) -> str:
    """Return the hour at which a letter goes, which the hub told as 2026-11-23 15:00 in the company's time zone."""
    zone = timezone.get_current_timezone()
    return moment(datetime.strptime(told, "%Y-%m-%d %H:%M").replace(tzinfo=zone))
