"""A key of row security that is turned for one question and turned back, in the question's own round trip.

Some rows are looked up before a company is chosen, or are another company's to show: their policies are keyed by a
setting of the transaction. Telling the setting, asking, and taking it back are three statements and one message.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

_NAME = re.compile(r"depesch\.[a-z]+", re.ASCII)


@contextmanager
def key_turned(setting: str, value: str) -> Iterator[None]:
    """Ask every question inside with the setting told, and taken back with it; for plain queries that read.

    `setting` is one of ours, such as `depesch.user`: a constant of the code, never what somebody sent.
    """
    assert _NAME.fullmatch(setting), "a setting of row security begins with depesch."  # noqa: S101

    def ask(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            return execute(sql, params, many, context)
        whole = f"SELECT set_config('{setting}', %s, true); {sql}; SELECT set_config('{setting}', '', true)"
        asked = execute(whole, [value, *(params or ())], many, context)
        context["cursor"].nextset()  # past the answer of the first statement, to that of the question
        return asked

    with transaction.atomic(), connection.execute_wrapper(ask):
        yield
