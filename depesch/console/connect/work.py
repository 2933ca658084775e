"""`depesch connect run`, `once`, `resend`: the agent at work."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from depesch.connect.words import said
from depesch.console.connect.common import (
    DONE,
    SOME_REFUSED,
    TRY_LATER,
    WRONG_CONFIGURATION,
    WRONG_USE,
    add_part,
    path_of,
    settings_of,
    tell,
    tell_faults,
)
from depesch.console.connect.texts import SAID
from depesch.console.languages import language_of

if TYPE_CHECKING:
    from depesch.connect.running.agent import Agent
    from depesch.connect.runs import RunResult
    from depesch.connect.settings import AgentSettings


def add_work_parts(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `run`, `once` and `resend`."""
    add_part(parts, "run", "work until SIGTERM or SIGINT; SIGHUP and a changed file are taken over", _run)
    once = add_part(parts, "once", "send and collect once for every account, and end", _once)
    once.add_argument("--json", action="store_true", help="one JSON object a line and run")
    again = add_part(parts, "resend", "send once more what was sent or failed, as a document of its own", _resend)
    again.add_argument("which", metavar="WHICH", help="a key or id of `history`, or a file's name")
    again.add_argument(
        "--same", action="store_true", help="under the same key: the hub has it once at the most (only what failed)"
    )


def _run(arguments: argparse.Namespace) -> int:
    from depesch.connect.running.home import HomeTaken
    from depesch.connect.service.log import logging_to

    settings, language = _ready(arguments), language_of(arguments)
    with ExitStack() as until_end:
        try:
            until_end.enter_context(logging_to(settings.log))
            agent = _agent(arguments, settings, path=path_of(arguments))
            _serve_page(agent, path_of(arguments), until_end)
            agent.run()
        except (HomeTaken, OSError) as error:
            tell([said(SAID["not-begun"], language, reason=error)])
            return TRY_LATER
    return DONE


def _once(arguments: argparse.Namespace) -> int:
    from depesch.connect.running.home import HomeTaken
    from depesch.connect.service.log import logging_to

    settings = _ready(arguments)
    try:
        with logging_to(settings.log, is_quiet=True):
            results = _agent(arguments, settings).once()
    except (HomeTaken, OSError) as error:
        tell([said(SAID["not-begun"], language_of(arguments), reason=error)])
        return TRY_LATER
    for result in results:
        _tell_run(result, as_json=arguments.json)
    if any(result.fault for result in results):
        return TRY_LATER
    return SOME_REFUSED if any(file.reason for result in results for file in result.files) else DONE


def _ready(arguments: argparse.Namespace) -> AgentSettings:
    """Return settings with which the agent can begin; ends the process when something is missing, and tells it all."""
    from depesch.connect.configuration.machine import missing_things

    settings, path, language = settings_of(arguments), path_of(arguments), language_of(arguments)
    assert settings.home is not None, "settings are complete"  # noqa: S101
    if other := _other_owner(settings.home):
        tell([said(SAID["other-user"], language, home=settings.home, user=other)])
        raise SystemExit(WRONG_USE)
    if faults := missing_things(settings):
        tell_faults(path, faults, language)
        raise SystemExit(WRONG_CONFIGURATION)
    return settings


def _other_owner(home: Path) -> str:
    """Return who owns the home when that is not the user who works: files of root's in it would stop the service."""
    if sys.platform == "win32" or not home.exists() or home.stat().st_uid == os.geteuid():
        return ""
    return home.owner()


def _agent(arguments: argparse.Namespace, settings: AgentSettings, path: Path | None = None) -> Agent:
    from depesch.connect.running.agent import Agent

    return Agent(settings, path=path)


def _serve_page(agent: Agent, path: Path, until_end: ExitStack) -> None:
    """Serve the status page; one that has no port keeps nobody from sending."""
    import logging

    from depesch.connect.status_page.server import StatusServer
    from depesch.console.connect.page import source_of
    from depesch.kit.version import version

    if agent.settings.status_page.port == 0:
        return
    source = source_of(agent, path, version=version(), started_at=datetime.now(UTC))
    try:
        server = StatusServer(source, port=agent.settings.status_page.port, language=agent.settings.language)
    except OSError as error:
        port = agent.settings.status_page.port
        logging.getLogger(__name__).warning("no status page: port %d cannot be had: %s", port, error.strerror)
        return
    server.start()
    until_end.callback(server.stop)


def _tell_run(result: RunResult, *, as_json: bool) -> None:
    if as_json:
        import msgspec

        print(msgspec.json.encode(result).decode())
        return
    for file in result.files:
        number = f"  {file.number}" if file.number else ""
        reason = f": {file.reason}" if file.reason else ""
        print(f"{result.account}  {file.state}  {file.name}{number}{reason}")
        if file.next_step:
            print(f"  next: {file.next_step}")
    if result.fault:
        tell([f"{result.account}: {result.fault}{'; ' + result.fault_next if result.fault_next else ''}"])


def _resend(arguments: argparse.Namespace) -> int:
    import sqlite3

    from depesch.connect.journal import JournalBroken
    from depesch.connect.running.journalled import NotResent, resend

    settings, language = _ready(arguments), language_of(arguments)
    assert settings.home is not None, "settings are complete"  # noqa: S101
    try:
        row = resend(settings, settings.home, arguments.which, as_new=not arguments.same)
    except NotResent as error:
        tell([said(SAID[f"resend-{error.code}"], language, detail=error.detail)])
        return WRONG_USE
    except (sqlite3.Error, JournalBroken, OSError) as error:
        tell([f"depesch: {error}"])
        return TRY_LATER
    print(said(SAID["resent"], language, name=row.name))
    return DONE
