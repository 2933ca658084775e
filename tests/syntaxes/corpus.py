"""The documents of the shared corpus that their oracle says fit their schema."""

from __future__ import annotations

import json
from collections.abc import Iterator

import msgspec

from tests.shared_data import shared


class CorpusDocument(msgspec.Struct, frozen=True):
    """One document: its path in the corpus, its bytes, and whether no official rule refuses it."""

    path: str
    data: bytes
    is_clean: bool


def valid_documents() -> Iterator[CorpusDocument]:
    """Give every UBL and CII document that fits its schema, in the oracle's order."""
    with shared("corpus", "oracle.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            said = json.loads(line)
            if not (said.get("xsd") or {}).get("valid") or not said["path"].endswith(".xml"):
                continue
            results = said["results"].values()
            clean = bool(results) and all(result.get("fatal") == 0 for result in results)
            yield CorpusDocument(said["path"], shared("corpus", said["path"]).read_bytes(), clean)
