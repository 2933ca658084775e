"""Real files of national formats as EN 16931 in UBL and in CII: how many come out sound, and why the rest not.

Source: the samples and the corpus of national formats; what is refused stands in `national_refusals.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from depesch.documents.opening import documents_in
from depesch.documents.outgoing import outgoing
from depesch.documents.reading import read
from depesch.documents.targets import targets
from depesch.syntaxes import Reading, UnreadableDocument
from tests.documents.national_refusals import REFUSED
from tests.shared_data import needs_shared, shared

# Format: documents read, and those that come out sound.
COUNTS = {
    "ebinterface50": (1, 0),
    "ebinterface60": (3, 0),
    "ebinterface61": (5, 1),
    "edifact_d01b": (6, 5),
    "edifact_d93a": (1, 0),
    "edifact_d96a": (2, 0),
    "edifact_d97b": (5, 0),
    "ehf2": (97, 50),
    "facturae32": (8, 3),
    "fatturapa12": (30, 13),
    "finvoice13": (2, 0),
    "finvoice201": (1, 1),
    "finvoice30": (5, 5),
    "isdoc6": (3, 2),
    "ksef_fa2": (12, 5),
    "ksef_fa3": (15, 5),
    "oioubl202": (18, 15),
    "oioubl21": (11, 9),
    "puf20": (132, 80),
    "svefaktura1": (3, 1),
    "teappsxml272": (2, 0),
    "teappsxml30": (1, 0),
    "zugferd1": (8, 5),
}
WRITTEN = ("en16931", "en16931-cii")
# A word of the reason, and the rules of which one at least has to say the same.
SAID_BY = {
    "add up": r"BR-(CO-1[0-7]|[SEZ]-0[68])",
    "whole order": r"BR-CO-1[03]",
    "no lines": r"BR-24|FORMAT-INVALID",
    "out of scope": r"BR-O-(02|11)",
    "withheld": r"BR-CO-1[56]",
    "no VAT": r"BR-(47|CL-17|AE-05)",
    "no country": r"BR-CO-09",
    "no list": r"BR-CL-(01|17)",
    "attached file": r"BR-CL-24",
}


@cache
def _readings() -> tuple[tuple[str, Reading], ...]:
    return tuple(_read())


def _read() -> Iterator[tuple[str, Reading]]:
    """Give each document of a national format with the short name of its file; several of one file are numbered."""
    for folder in (shared("samples"), shared("corpus", "national")):
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            try:
                parts = documents_in(path.read_bytes())
            except UnreadableDocument:
                continue
            for number, part in enumerate(parts, 1):
                try:
                    reading = read(part.data)
                except UnreadableDocument:
                    continue
                if reading.syntax.bound_rules is None:
                    yield _short(path, number if len(parts) > 1 else None), reading


def _short(path: Path, number: int | None) -> str:
    name = path.name.rsplit("__", 1)[-1]
    return name if number is None else f"{name}#{number}"


@cache
def _rules_against(target: str) -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Return format, short name and the rules that refuse it, for each document."""
    found = []
    for name, reading in _readings():
        sent = outgoing(reading, targets()[target])
        found.append((reading.syntax.name, name, frozenset(issue.rule for issue in sent.refusals)))
    return tuple(found)


@needs_shared
@pytest.mark.parametrize("target", WRITTEN)
def test_so_many_of_each_format_come_out_sound(target: str) -> None:
    documents = _rules_against(target)
    read_, sound = Counter(one[0] for one in documents), Counter(one[0] for one in documents if not one[2])
    assert {syntax: (read_[syntax], sound[syntax]) for syntax in sorted(read_)} == COUNTS


@needs_shared
@pytest.mark.parametrize("target", WRITTEN)
def test_what_is_refused_is_refused_for_a_reason_that_is_told(target: str) -> None:
    refused = {(syntax, name) for syntax, name, rules in _rules_against(target) if rules}
    told = {(syntax, name) for files in REFUSED.values() for syntax, names in files.items() for name in names}
    assert refused == told


@needs_shared
def test_the_rules_say_what_the_reason_does() -> None:
    rules: dict[tuple[str, str], frozenset[str]] = {}
    for syntax, name, against in _rules_against("en16931"):
        rules[syntax, name] = rules.get((syntax, name), frozenset()) | against
    for reason, files in REFUSED.items():
        said = [re.compile(pattern) for word, pattern in SAID_BY.items() if word in reason]
        for syntax, names in files.items():
            for name in names:
                assert all(any(map(one.fullmatch, rules[syntax, name])) for one in said), (reason, name)


def test_no_file_stands_under_two_reasons() -> None:
    told = Counter((syntax, name) for files in REFUSED.values() for syntax, names in files.items() for name in names)
    assert [file for file, times in told.items() if times > 1] == []
