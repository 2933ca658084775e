"""Where the shared corpus lies, when it is there; tests that need it say plainly that they skipped when it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[2] / "shared"
SHARED: Path | None = _BESIDE if (_BESIDE / "corpus" / "manifest.jsonl").is_file() else None

needs_shared = pytest.mark.skipif(SHARED is None, reason="the shared corpus is not beside this checkout")


def shared(*parts: str) -> Path:
    """Return a path below the shared folder; only for tests marked `needs_shared`."""
    assert SHARED is not None, "mark the test with needs_shared"
    return SHARED.joinpath(*parts)
