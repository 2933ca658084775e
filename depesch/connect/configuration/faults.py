"""What is wrong with a configuration: where, which value, what to do; each in every language of the agent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from depesch.connect.configuration.fault_words import FAULTS
from depesch.connect.words import said


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One fault. `key` is as in `config set`, empty for the whole file; `line` is 1-based where it is known."""

    code: str
    key: str = ""
    line: int | None = None
    value: str = ""
    details: Mapping[str, str] = {}

    def what(self, language: str) -> str:
        """Return what is wrong, in one sentence without its place."""
        return said(FAULTS[self.code].what, language, value=self.value, **self.details)

    def next_step(self, language: str) -> str:
        """Return what to do."""
        return said(FAULTS[self.code].next_step, language, value=self.value, **self.details)

    def place(self) -> str:
        """Return the line and the key, as `12: accounts.nordbygg.hub`."""
        return ": ".join(part for part in (str(self.line or ""), self.key) if part)


class BadConfiguration(Exception):
    """The configuration cannot be used; nothing of it is. `faults` are all of them, in the order of the file."""

    def __init__(self, path: Path, faults: Sequence[Fault]) -> None:
        self.path = path
        self.faults = tuple(faults)
        super().__init__("\n".join(self.lines("en")))

    def lines(self, language: str) -> list[str]:
        """Return a line for each fault: file, line, key, what is wrong and what to do."""
        return [
            f"{':'.join(filter(None, (str(self.path), fault.place())))}: "
            f"{fault.what(language)}; {fault.next_step(language)}"
            for fault in self.faults
        ]
