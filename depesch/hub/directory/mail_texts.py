"""A company's own texts of its mails, one for each kind of document and language. Call everything inside `acting_for`.

Where there is none, the predefined text goes. Two people who write one text do not overwrite each other in silence:
whoever saves says which text they began from, and learns of another one that stands there since.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.db import transaction

from depesch.hub.directory.models import OwnMailText
from depesch.hub.directory.ordering import one_at_a_time
from depesch.hub.history.kinds.mail_texts import MailTextRemoved, MailTextSet
from depesch.hub.history.record import record
from depesch.hub.tenancy.scope import tenant_id
from depesch.kit.clock import now
from depesch.kit.hashing import sha256_hex
from depesch.rendering.mail_text import MailText, TextKind
from depesch.rendering.mail_text.reading import Fault, faults_of, tidied
from depesch.rendering.words import languages

PREDEFINED = ""  # the mark of a text that is not there


class KeptText(msgspec.Struct, frozen=True, kw_only=True):
    """A text that is in force."""

    kind: TextKind
    language: str
    text: MailText
    set_by: str
    set_at: datetime

    @property
    def mark(self) -> str:
        """Return what tells this wording from any other."""
        return sha256_hex(msgspec.json.encode(self.text))[:32]


class BadText(ValueError):
    """A text cannot be used; `faults` say where and why."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{each.part}: {each.code} {each.found}".strip() for each in faults))
        self.faults = tuple(faults)


class ChangedMeanwhile(Exception):
    """Somebody else changed the text since it was read; `kept` is what stands there now, None: the predefined one."""

    def __init__(self, kept: KeptText | None) -> None:
        super().__init__("the text was changed meanwhile")
        self.kept = kept


class NoSuchText(LookupError):
    """There is no such kind of document or no such language."""


def own_texts() -> dict[tuple[TextKind, str], KeptText]:
    """Return all of the company's own texts by kind and language."""
    kept = [_kept(row) for row in OwnMailText.objects.all()]
    return {(each.kind, each.language): each for each in kept}


def own_text(kind: TextKind, language: str) -> KeptText | None:
    """Return one text, None where the predefined one goes."""
    row = OwnMailText.objects.filter(kind=kind.value, language=language).first()
    return _kept(row) if row else None


def mark_of(kept: KeptText | None) -> str:
    """Return the mark of what stands there: of the predefined text, `PREDEFINED`."""
    return kept.mark if kept else PREDEFINED


@transaction.atomic
def save_text(kind: TextKind, language: str, text: MailText, *, seen: str | None = None, actor: str) -> KeptText:
    """Put a text in force and return it; the same text once more changes nothing and records nothing.

    `seen` is the mark of what the writer began from, None to write over whatever there is. Raises NoSuchText, BadText
    with every fault, ChangedMeanwhile.
    """
    text = tidied(text)
    if faults := faults_of(text):
        raise BadText(faults)
    kept = _held(kind, language)
    if kept is not None and kept.text == text:
        return kept
    _compare(kept, seen)
    row, _ = OwnMailText.objects.update_or_create(
        tenant_id=tenant_id(), kind=kind.value, language=language,
        defaults={"subject": text.subject, "body": text.body, "set_by": actor, "set_at": now()},
    )  # fmt: skip
    event = MailTextSet(text_kind=kind.value, text_language=language, subject=text.subject, body=text.body)
    record(event, document_id=None, actor=actor)
    return _kept(row)


@transaction.atomic
def remove_text(kind: TextKind, language: str, *, seen: str | None = None, actor: str) -> bool:
    """Let the predefined text go again; False when it does already. Raises NoSuchText, ChangedMeanwhile."""
    kept = _held(kind, language)
    if kept is None:
        return False
    _compare(kept, seen)
    OwnMailText.objects.filter(kind=kind.value, language=language).delete()
    record(MailTextRemoved(text_kind=kind.value, text_language=language), document_id=None, actor=actor)
    return True


def text_called(kind: str, language: str) -> tuple[TextKind, str]:
    """Return the kind and the language of that name; raises NoSuchText."""
    if kind not in {each.value for each in TextKind} or language not in languages():
        raise NoSuchText(f"{kind}/{language}")
    return TextKind(kind), language


def _held(kind: TextKind, language: str) -> KeptText | None:
    """Return what stands there; until the end of the transaction nobody else of the company writes a text."""
    text_called(kind, language)
    one_at_a_time()
    return own_text(kind, language)


def _compare(kept: KeptText | None, seen: str | None) -> None:
    if seen is not None and seen != mark_of(kept):
        raise ChangedMeanwhile(kept)


def _kept(row: OwnMailText) -> KeptText:
    text = MailText(subject=row.subject, body=row.body)
    return KeptText(kind=TextKind(row.kind), language=row.language, text=text, set_by=row.set_by, set_at=row.set_at)
