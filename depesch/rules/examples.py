"""An example of each rule: what it finds in an invoice that breaks it, for those who look the rule up.

`examples.json` holds the first finding of each rule's broken sample, by set and id. `python -m tests.rules.samples`
makes it together with the samples, and a test makes it again and compares.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

FILE = Path(__file__).with_name("examples.json")


class Example(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One finding of a rule: the place in the model, what stood there, and what should have stood there."""

    path: str = ""
    value: str | None = None
    expected: str | None = None


Examples = dict[str, dict[str, Example]]


def example_of(rule_set: str, rule: str) -> Example | None:
    """Return the example of a rule of that set; None for what nothing can break, and for sets of others."""
    return _all().get(rule_set, {}).get(rule)


def written(examples: Examples) -> bytes:
    """Return what the file holds for these examples: one rule a line, in the order of set and id."""
    sets = [
        f' "{name}": {{\n'
        + ",\n".join(f'  "{rule}": {msgspec.json.encode(one).decode()}' for rule, one in sorted(rules.items()))
        + "\n }"
        for name, rules in sorted(examples.items())
    ]
    return ("{\n" + ",\n".join(sets) + "\n}\n").encode()


@cache
def _all() -> Examples:
    return msgspec.json.decode(FILE.read_bytes(), type=Examples)
