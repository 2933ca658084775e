"""What keeps a document back, in the reader's language and with dates as that writes them."""

from __future__ import annotations

from datetime import date

from depesch.hub.flows.models import Document
from depesch.hub.flows.problems import Problem, problem
from depesch.portal.formatting import day, language


def trouble_of(document: Document) -> Problem | None:
    """Return a document's problem in words, None for one that has none."""
    if not document.problem_code:
        return None
    values = dict(document.problem_values)
    if sent_on := values.get("date"):  # of the document that used the number: the hub wrote it, as ISO 8601
        values["date"] = day(date.fromisoformat(sent_on))
    return problem(document.problem_code, language(), values)
