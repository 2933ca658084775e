"""Golden files and generated pages: compared, or written anew with `make golden` (UPDATE_GOLDEN=1)."""

from __future__ import annotations

import os
from pathlib import Path

UPDATE = bool(os.environ.get("UPDATE_GOLDEN"))


def same_as_golden(path: Path, text: str) -> None:
    """Fail unless the file holds exactly `text`; when golden files are being updated, write it."""
    if UPDATE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.exists(), f"{path.name} is missing: run `make golden`"
    assert path.read_text(encoding="utf-8") == text, f"{path.name} is out of date: run `make golden`, look at the diff"
