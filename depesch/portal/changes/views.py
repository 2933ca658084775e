"""The change log: who changed what, in words, the latest first; narrowed, and as a file."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from depesch.hub.history.actors import words_of_actors
from depesch.hub.history.change_log import AREAS, actors, change_log
from depesch.hub.history.reading import RecordedEvent
from depesch.hub.history.words import describe
from depesch.hub.tenancy.access import Permission
from depesch.hub.tenancy.models import ApiToken, Company, User
from depesch.kit.table_text import guarded
from depesch.portal.access import company_at, for_member
from depesch.portal.formatting import language
from depesch.portal.person import PortalRequest

MOST_IN_FILE = 20_000  # entries, the latest
AREA_WORDS: dict[str, Promise] = {
    "people": gettext_lazy("Users and sign-in"),
    "company": gettext_lazy("Company, accounts and settings"),
    "network": gettext_lazy("Customers and connections"),
    "programs": gettext_lazy("Programs and keys"),
    "store": gettext_lazy("Store and support"),
    "other": gettext_lazy("Other"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One entry as it is shown."""

    at: datetime
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for."""

    actor: str
    area: str
    before: int | None

    def url(self, page: str, **more: object) -> str:
        """Return the address of a page with the same filter."""
        kept = {"who": self.actor, "what": self.area, **more}
        query = urlencode({name: value for name, value in kept.items() if value})
        return f"{reverse(page)}?{query}" if query else reverse(page)


@require_GET
@for_member(Permission.ADMINISTER)
def changes(request: PortalRequest) -> HttpResponseBase:
    """Show a page of the change log."""
    wanted, company = _wanted(request), company_at(request)
    there = actors()
    names = _names(there)
    found = change_log(actor=wanted.actor, area=wanted.area, before=wanted.before)
    page = {
        "changes": _shown(found.entries, company, names),
        "people": sorted({(actor, names[actor]) for actor in there if names.get(actor)}, key=lambda pair: pair[1]),
        "areas": AREA_WORDS.items(),
        "who": wanted.actor,
        "what": wanted.area,
        "is_narrowed": bool(wanted.actor or wanted.area),
        "next_url": wanted.url("changes", before=found.next_before) if found.next_before else None,
        "first_url": wanted.url("changes") if wanted.before else None,
        "file_url": wanted.url("changes_file"),
    }
    return render(request, "changes/changes.html", page)


@require_GET
@for_member(Permission.ADMINISTER)
def changes_file(request: PortalRequest) -> HttpResponseBase:
    """Hand out what the filter leaves as CSV: UTF-8 with its mark, semicolons, as Excel opens it here."""
    wanted, company = _wanted(request), company_at(request)
    found = change_log(actor=wanted.actor, area=wanted.area, limit=MOST_IN_FILE)
    rows = _shown(found.entries, company, _names({each.actor for each in found.entries}))
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("When"), _("Who"), _("What")])
    for row in rows:
        at = timezone.localtime(row.at).strftime("%Y-%m-%d %H:%M:%S")
        writer.writerow([at, guarded(row.who), guarded(row.text)])
    response = HttpResponse("\N{BYTE ORDER MARK}" + text.getvalue(), content_type="text/csv; charset=utf-8")
    name = _("change-log")
    response["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate().isoformat()}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _wanted(request: PortalRequest) -> Wanted:
    given = request.GET
    area, before = given.get("what", ""), given.get("before", "")
    if before and not (before.isascii() and before.isdigit() and len(before) < 19):
        raise Http404
    actor = given.get("who", "")[:200].replace("\0", "")
    known = area in AREAS or area == "other"
    return Wanted(actor=actor, area=area if known else "", before=int(before) if before else None)


def _shown(entries: Iterable[RecordedEvent], company: Company, names: dict[str, str]) -> list[Change]:
    return [
        Change(
            at=each.at, who=names.get(each.actor, ""),
            text=describe(each.event, language(), time_zone=company.time_zone),
        )
        for each in entries
    ]  # fmt: skip


def _names(found: Iterable[str]) -> dict[str, str]:
    """Return the names of people, of those who run the hub, and of programs; the hub's own work has one of its own."""
    known = set(found)
    people, operators, tokens = (_ids(known, start) for start in ("user:", "operator:", "token:"))
    users = {user.pk: user.name for user in User.objects.filter(pk__in=people | operators)}
    programs = {token.pk: token.name for token in ApiToken.objects.filter(pk__in=tokens)} if tokens else {}
    said_of_operator, said_of_program = _("{name}, who runs the hub"), _("the program {name}")
    return {
        **{actor: _("Depesch") for actor in known if ":" not in actor},
        **{f"user:{each}": users[each] for each in people if each in users},
        **{f"operator:{each}": said_of_operator.format(name=users[each]) for each in operators if each in users},
        **{f"token:{each}": said_of_program.format(name=programs[each]) for each in tokens if each in programs},
        **words_of_actors(known, language()),
    }


def _ids(known: set[str], start: str) -> set[UUID]:
    found = set()
    for actor in known:
        if actor.startswith(start):
            try:
                found.add(UUID(actor.removeprefix(start)))
            except ValueError:
                continue  # an actor of another kind, such as one of the console
    return found
