"""Which text: these name nothing of anybody's."""

from __future__ import annotations

from collections.abc import Mapping

CHOICES: Mapping[str, object] = {"text_kind": "invoice", "text_language": "de"}
