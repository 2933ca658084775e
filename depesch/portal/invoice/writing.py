"""What a form that was sent does to its draft: it is saved as typed, or stands against another's change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect

from depesch.hub.drafts.editing import ChangedMeanwhile, draft_of, fields_for, save
from depesch.hub.drafts.fields import field_words
from depesch.hub.drafts.models import Draft, DraftState
from depesch.hub.tenancy.models import User
from depesch.portal.invoice.conflict import Conflict, Difference
from depesch.portal.invoice.sections import COLUMNS, is_shown
from depesch.portal.invoice.shape import EXEMPT, Fields

SHOWN, EXEMPTED = "shown", "exempt"


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it was sent: its fields after what was done to them, and the revision that it started from."""

    fields: Fields
    revision: int
    send_mode: str
    is_exempt: bool


def found(draft_id: UUID, **more: Any) -> Draft:
    """Return a draft of the acting company, with `more` columns; Http404 for any other."""
    try:
        return draft_of(draft_id, **more)
    except Draft.DoesNotExist:
        raise Http404 from None


def elsewhere(draft: Draft) -> HttpResponseBase:
    """Return the way to where a draft is that is no longer written: its document's page, or its review."""
    if draft.state == DraftState.SENT and draft.document_id:
        return redirect("document", draft.document_id)
    if draft.state == DraftState.DISCARDED:
        return redirect("drafts")
    return redirect("draft_review", draft.pk)


def in_language(draft: Draft, language: str) -> Draft:
    """Return the draft with its fields as they are written in `language`, empty ones too; not saved."""
    fields = fields_for(draft, language)
    empty = [path for path in draft.layout.get(SHOWN, ()) if isinstance(path, str)]
    draft.fields = {**dict.fromkeys(empty, ""), **fields}
    draft.language = language
    return draft


def keep(draft_id: UUID, sent: Sent, *, actor: str, language: str) -> Draft:
    """Save what was sent and return the draft; raises ChangedMeanwhile, NotEditable."""
    return save(
        draft_id, sent.fields, layout_of(sent), revision=sent.revision, actor=actor, language=language,
        send_mode=sent.send_mode,
    )  # fmt: skip


def layout_of(sent: Sent) -> dict[str, object]:
    """Return what the fields alone do not tell: those that stand there empty, and whether an exemption is shared."""
    columns = set(COLUMNS.values())
    empty = [
        path
        for path, text in sent.fields.items()
        if not text.strip() and not is_shown(path, ()) and path.rpartition(".")[2] not in columns
    ]
    rows = [path for path, text in sent.fields.items() if not text.strip() and path.endswith(".name")]
    return {SHOWN: [*empty, *rows], EXEMPTED: sent.is_exempt}


def sent_of(fields: Fields, posted: Mapping[str, str]) -> Sent:
    """Return a form as it was sent, its fields handed in."""
    revision = posted.get("revision", "")
    return Sent(
        fields=fields,
        revision=int(revision) if revision.isdecimal() and len(revision) < 10 else 0,
        send_mode=posted.get("send_mode", ""),
        is_exempt=bool(posted.get(EXEMPT)),
    )


def settled(draft: Draft, sent: Sent, posted: Mapping[str, str]) -> Sent:
    """Return the form with the other person's text where that was chosen."""
    fields = dict(sent.fields)
    for name, choice in posted.items():
        path = name.removeprefix("take:")
        if path == name or choice != "theirs":
            continue
        if path in draft.fields:
            fields[path] = draft.fields[path]
        else:
            fields.pop(path, None)
    return Sent(fields=fields, revision=sent.revision, send_mode=sent.send_mode, is_exempt=sent.is_exempt)


def conflict_of(draft: Draft, sent: Sent, meanwhile: ChangedMeanwhile, language: str) -> Conflict:
    """Return what is not the same in the draft as it is now and in the form that was sent."""
    theirs = {path: text for path, text in draft.fields.items() if text.strip()}
    mine = {path: text for path, text in sent.fields.items() if text.strip()}
    differing = [path for path in {**mine, **theirs} if mine.get(path, "") != theirs.get(path, "")]
    return Conflict(
        who=name_of(meanwhile.by),
        at=meanwhile.at,
        changes=tuple(
            Difference(path, label_of(path, language), mine.get(path, ""), theirs.get(path, "")) for path in differing
        ),
    )


def label_of(path: str, language: str) -> str:
    """Return what a field is called, with its row."""
    label = field_words(path, language).label
    number = path.removeprefix("lines.").partition(".")[0]
    return f"{int(number) + 1}. {label}" if path.startswith("lines.") and number.isdigit() else label


def name_of(actor: str) -> str:
    """Return the name of one of the history's actors."""
    kind, _colon, key = actor.partition(":")
    user = User.objects.filter(pk=key).first() if kind == "user" else None
    return user.name if user else actor
