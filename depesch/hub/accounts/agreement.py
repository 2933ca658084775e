"""The user agreement: versions as files, whoever accepted which one, and whether a newer one is to be asked for.

A version is a folder of `agreements` with one text for each language, named after the day on which it was published.
A published text is never changed: a change is a new version.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from uuid import UUID

import msgspec

from depesch.hub.mailing.composing import LANGUAGES
from depesch.hub.tenancy.models import AgreementAcceptance, User
from depesch.kit.clock import now
from depesch.kit.hashing import sha256_hex

_FOLDER = Path(__file__).parent / "agreements"


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """One version in one language. Lines that begin with `# ` and `## ` are headings, blank lines part paragraphs."""

    version: str
    language: str
    text: str

    @property
    def sha256(self) -> str:
        """Return the hash of the text: what an acceptance names."""
        return sha256_hex(self.text.encode())


@cache
def versions() -> tuple[str, ...]:
    """Return all versions, the oldest first."""
    return tuple(sorted(folder.name for folder in _FOLDER.iterdir() if folder.is_dir()))


@cache
def agreement(version: str, language: str) -> Agreement:
    """Return one version; in English for a language that we do not write."""
    spoken = language if language in LANGUAGES else "en"
    text = (_FOLDER / version / f"{spoken}.txt").read_text(encoding="utf-8")
    return Agreement(version=version, language=spoken, text=text)


def current(language: str) -> Agreement:
    """Return the version in force."""
    return agreement(versions()[-1], language)


def accept(user: User, accepted: Agreement, company_id: UUID | None = None) -> AgreementAcceptance:
    """Note that the user accepted that text just now."""
    return AgreementAcceptance.objects.create(
        user=user, company_id=company_id, version=accepted.version, language=accepted.language,
        text_sha256=accepted.sha256, accepted_at=now(),
    )  # fmt: skip


def is_due(user: User) -> bool:
    """Return whether the user has still to accept the version in force: a newer one, or the first one at all.

    Who was made on the console has accepted none, and is asked at the first sign-in.
    """
    return not AgreementAcceptance.objects.filter(user=user, version=versions()[-1]).exists()


def accepted_any(user: User) -> bool:
    """Return whether the user accepted any version: then what is due is a newer one."""
    return AgreementAcceptance.objects.filter(user=user).exists()
