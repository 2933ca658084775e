"""A file that was taken and can be no document: refused as one, so that it stands in `errors/` with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol
from uuid import UUID

from depesch.channels import SendMode
from depesch.hub.flows.attempts import ACTOR
from depesch.hub.flows.models import DocumentState
from depesch.hub.flows.submission import new_document, take_over
from depesch.hub.flows.transitions import ProblemNote, move
from depesch.hub.history.kinds.documents import DocumentRefused, DocumentSubmitted


class Sender(Protocol):
    """For whom it was put."""

    @property
    def company_id(self) -> UUID: ...
    @property
    def actor(self) -> str: ...
    @property
    def route(self) -> str: ...
    @property
    def send_mode(self) -> str: ...


def refused_alone(sender: Sender, name: str, content: bytes, *, code: str, values: Mapping[str, str]) -> UUID:
    """Keep the file as a refused document of the company and return its id; `code` is one of `problems`.

    Call it inside `acting_for`.
    """
    document = new_document(
        content, sender.company_id, actor=sender.actor, route=sender.route, file_name=name,
        send_mode=SendMode(sender.send_mode),
    )  # fmt: skip
    submitted = DocumentSubmitted(
        route=sender.route, file_name=document.file_name, sha256=document.original_sha256, size=len(content)
    )
    take_over(document, content, (), submitted, actor=sender.actor)
    note = ProblemNote(code=code, values=values)
    move(document, DocumentState.REFUSED, DocumentRefused(code=code), actor=ACTOR, problem=note)
    return document.id
