"""What is judged: documents of the shared corpus and fragments of the official unit tests, with official verdicts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

import msgspec
from lxml import etree

from depesch.kit.xml import parse
from tests.shared_data import shared

Fired = Counter[tuple[str, str]]  # rule and flag: how often

KINDS = {
    "exact": "documents that claim the rules",
    "version": "documents that claim another version of them",
    "extension": "documents that claim an extension of them",
    "forced": "documents that do not claim the rules",
    "mutant": "mutants of documents",
    "unit": "fragments of the official unit tests",
}
_ORACLES = ("oracle.jsonl", "oracle_forced.jsonl", "mutants/oracle.jsonl")
_TEST_SET = "{http://difi.no/xsd/vefa/validator/1.0}"


class Official(msgspec.Struct, frozen=True):
    """What one official rule set says of a case; `scope` names the only rules that count, None: all do."""

    kind: str  # one of KINDS
    fired: Mapping[tuple[str, str], int]
    scope: frozenset[str] | None = None


class Case(msgspec.Struct, frozen=True):
    """One document, or one fragment of a unit test, and what each official rule set says of it."""

    name: str
    data: bytes
    official: Mapping[str, Official]
    is_fragment: bool = False


def documents(official_sets: frozenset[str], kinds: frozenset[str]) -> Iterator[Case]:
    """Give the documents that one of the sets judged, each once, with all their verdicts of those kinds."""
    by_path: dict[str, dict[str, Official]] = {}
    for oracle in _ORACLES:
        for line in shared("corpus", oracle).read_text("utf-8").splitlines():
            entry = json.loads(line)
            for name, result in entry["results"].items():
                if name in official_sets and result["fit"] in kinds and "fired" in result:
                    official = Official(result["fit"], _fired(result["fired"]))
                    by_path.setdefault(entry["path"], {})[name] = official
    for path, verdicts in by_path.items():
        yield Case(path, shared("corpus", path).read_bytes(), verdicts)


def units(official_sets: frozenset[str]) -> Iterator[Case]:
    """Give the fragments of the official unit tests, each with what must fire for the rules in its scope."""
    for line in shared("corpus", "unit_oracle.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        judging = official_sets.intersection(entry["rule_sets"])
        if judging:
            official = Official("unit", _fired(entry["fired"]), frozenset(entry["scope"]))
            fragment = _fragments(entry["path"])[entry["test"] - 1]
            name = f"{entry['path']}#{entry['test']}"
            yield Case(name, fragment, dict.fromkeys(judging, official), is_fragment=True)


def _fired(rows: list[tuple[str, str, int]]) -> Fired:
    return Counter({(rule, flag): count for rule, flag, count in rows})


@cache
def _fragments(path: str) -> list[bytes]:
    root = parse(shared("corpus", path).read_bytes())
    found = []
    for test in root.iter(f"{_TEST_SET}test"):
        content = [child for child in test if not str(child.tag).startswith(_TEST_SET)]
        found.append(etree.tostring(content[0]))
    return found
