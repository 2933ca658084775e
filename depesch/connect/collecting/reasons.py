"""Why a run of collecting stops, or one document has to wait, in the agent's language and with what to do."""

from __future__ import annotations

from depesch.connect.away_words import next_step
from depesch.connect.collecting import collector_words as words
from depesch.connect.hub_client import HubAway, HubRefused
from depesch.connect.settings import Account
from depesch.connect.words import said


class _WithReason(Exception):
    def __init__(self, reason: str, what_next: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.what_next = what_next


class Stopped(_WithReason):
    """The run cannot go on."""


class NotCollected(_WithReason):
    """One document could not be had; the others go on."""


class Reasons:
    """Makes them for one account, which collects."""

    def __init__(self, account: Account, language: str) -> None:
        self._account = account
        self._language = language

    def hub_away(self, error: HubAway) -> Stopped:
        """Say that the hub does not answer."""
        what_next = next_step(error.suspect, self._language, words.HUB_AWAY_NEXT)
        return Stopped(self._said(words.HUB_AWAY, detail=error), what_next)

    def refused(self, error: HubRefused) -> Stopped:
        """Say that the key is not good enough."""
        fault = self._said(words.REFUSED, detail=error.problem.detail or error.problem.title)
        return Stopped(
            fault, self._said(words.REFUSED_NEXT, secret=self._account.key or f"account/{self._account.name}")
        )

    def no_folder(self) -> Stopped:
        """Say that the folder is missing."""
        return Stopped(self._said(words.FOLDER_MISSING, folder=self._folder), self._said(words.FOLDER_MISSING_NEXT))

    def no_disk(self, error: OSError, what: str) -> Stopped:
        """Say that nothing can be written in the folder."""
        reason = self.not_written(error, what)
        return Stopped(reason.reason, reason.what_next)

    def no_journal(self, error: Exception) -> Stopped:
        """Say that the journal cannot be used."""
        return Stopped(self._said(words.JOURNAL, detail=error), self._said(words.JOURNAL_NEXT))

    def not_written(self, error: OSError, what: str) -> NotCollected:
        """Say that a document could not be written."""
        detail = error.strerror or str(error)
        reason = self._said(words.CANNOT_WRITE, what=what, folder=self._folder, detail=detail)
        return NotCollected(reason, self._said(words.CANNOT_WRITE_NEXT))

    def not_as_wanted(self, detail: str) -> NotCollected:
        """Say that the hub cannot give a document as it is wanted."""
        return NotCollected(self._said(words.NOT_AS_WANTED, detail=detail), self._said(words.NOT_AS_WANTED_NEXT))

    def damaged(self, error: Exception) -> NotCollected:
        """Say that a document came otherwise than the hub has it."""
        return NotCollected(self._said(words.DAMAGED, detail=error), self._said(words.DAMAGED_NEXT))

    @property
    def _folder(self) -> str:
        return str(self._account.collecting.folder) if self._account.collecting else ""

    def _said(self, texts: words.Texts, **values: object) -> str:
        return said(texts, self._language, **values)
