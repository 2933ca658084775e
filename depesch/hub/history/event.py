"""What an event is. Each kind stands in a module of `kinds`, with its words."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

Words = Mapping[str, Mapping[str, str]]  # by tag, then by language (sv, nb, en)


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """Something that happened to a document. Fields are texts, whole numbers, moments and tuples of texts."""
