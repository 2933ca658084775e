"""Counts the statements of every page that a test opens, in Django's client or in a browser: fewer than fifteen each.

A page is counted where its request is the transaction, as for people: in tests that roll back, leaving a company
costs a statement more. The brackets of transactions are no questions and are not counted.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import connection

MOST = 14
_BRACKETS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
_ELSEWHERE = ("/api/", "/static/")
_SIGNS_IN = "/saml/"  # a sign-in as by the form, though it comes by a redirect; it writes much and shows nothing
_FILES = ("/pdf/",)  # made for the one who opens it, which takes seconds of other work; no page


class Counted(threading.local):
    """The page that this thread answers, and what it has asked so far."""

    page: str = ""
    asked: list[str]


@contextmanager
def counted() -> Iterator[dict[str, list[str]]]:
    """Give the pages that ask more than MOST times while inside, each with what it asks."""
    too_many: dict[str, list[str]] = {}
    now = Counted()

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if not sql.startswith(_BRACKETS):
            now.asked.append(sql)
        return execute(sql, params, many, context)

    def begin(environ: dict[str, str] | None = None, **_others: object) -> None:
        environ = environ or {}
        path = environ.get("PATH_INFO", "")
        is_page = environ.get("REQUEST_METHOD") == "GET" and not path.startswith((*_ELSEWHERE, _SIGNS_IN))
        is_page = is_page and not path.endswith(_FILES)
        now.page, now.asked = path if is_page and not connection.in_atomic_block else "", []
        if now.page:
            connection.execute_wrappers.append(note)

    def end(**_others: object) -> None:
        if now.page:
            connection.execute_wrappers.remove(note)
            if len(now.asked) > MOST:
                too_many[now.page] = now.asked
        now.page = ""

    request_started.connect(begin)
    request_finished.connect(end)
    try:
        yield too_many
    finally:
        request_started.disconnect(begin)
        request_finished.disconnect(end)
