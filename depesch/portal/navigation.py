"""The places of the portal: the side bar on a desk, five at the bottom of a phone."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass

from django.urls import ResolverMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from depesch.hub.flows.models import Direction, Document, DocumentState
from depesch.hub.tenancy.scope import acting_for, is_acting
from depesch.portal.person import Person
from depesch.portal.words import VIEWS

SHEETS = ("tokens", "base", "layout", "button", "form", "mark", "list", "document", "start", "print")
NEED_SOMEBODY = (DocumentState.REFUSED, DocumentState.UNDELIVERABLE, DocumentState.FAILED)


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the main menu; `count` with its words is what waits there."""

    url: str
    label: str | Promise
    icon: str
    here: bool
    count: int = 0
    count_words: str = ""
    wide: bool = False


def places(person: Person, match: ResolverMatch | None) -> list[Place]:
    """Return the places of a person, the present one marked."""
    where = _where(match)
    errors = errors_of(person)
    wrong = ngettext("%(count)s document needs you", "%(count)s documents need you", errors) % {"count": errors}
    found = [
        Place(reverse("start"), _("Start"), "start", where == "start"),
        Place(reverse("documents", args=["received"]), VIEWS["received"], "received", where == "received"),
        Place(reverse("documents", args=["sent"]), VIEWS["sent"], "sent", where == "sent", errors, wrong),
        Place(reverse("upload"), _("Upload"), "upload", where == "upload"),
        Place(reverse("check"), _("Check"), "mark-done", where == "check", wide=True),
        Place(reverse("preferences"), _("You"), "settings", where == "preferences"),
    ]
    if person.user.is_operator:
        found.append(Place(reverse("operator"), _("Operation"), "operator", where == "operator", wide=True))
    return found


def errors_of(person: Person) -> int:
    """Return how many documents of the person's company wait for somebody to mend them."""
    if person.company is None:
        return 0
    # Most pages act for the company already: then nothing has to be told to the database again.
    with nullcontext() if is_acting() else acting_for(person.company.pk):
        return Document.objects.filter(direction=Direction.OUT, state__in=NEED_SOMEBODY).count()


def _where(match: ResolverMatch | None) -> str:
    if match is None:
        return ""
    if match.url_name == "documents":
        return "received" if match.kwargs.get("view") == "received" else "sent"
    return match.url_name or ""
