"""Hand documents over to a hub.

Each file is posted with a key made of its content, so that sending it twice, or again after a broken line, is one
sending. With --again it is sent anew as a document of its own. Without --wait the command ends when the hub has
acknowledged; with it, when the document has arrived or somebody has to act.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import uuid
from pathlib import Path

import msgspec

from depesch.connect.hub_client import HubAway, HubClient, HubRefused
from depesch.console.command_line import wrong_use
from depesch.console.inputs import add_files, content_of, named_files
from depesch.console.languages import add_language, language_of
from depesch.kit.hashing import sha256_hex

SUMMARY = "hand documents over to a hub"
TRY_LATER = 75
WRONG_CONFIGURATION = 78
_POLL_S = 0.25
_ARRIVED = frozenset({"delivered", "certified", "arrived"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_files(parser)
    parser.add_argument("--url", help="the hub (default: DEPESCH_URL, else http://127.0.0.1:8700)")
    parser.add_argument("--token", help="an API token (default: DEPESCH_TOKEN); it shows in the list of processes")
    parser.add_argument(
        "--token-file", metavar="PATH", help="a file that holds the token (default: DEPESCH_TOKEN_FILE)"
    )
    parser.add_argument(
        "--mode", choices=("production", "test", "certification"), default="production", help="send mode"
    )
    parser.add_argument("--again", action="store_true", help="send as a new document what was sent before")
    parser.add_argument("--wait", action="store_true", help="follow each document until it has arrived or stands still")
    parser.add_argument("--timeout", type=float, default=60.0, metavar="S", help="seconds to wait (default: 60)")
    parser.add_argument("--json", action="store_true", help="one JSON object a line and file")
    add_language(parser)


def run(arguments: argparse.Namespace) -> int:
    """Send every file; 0 all taken, 1 some refused, 75 the hub is away."""
    url = arguments.url or os.environ.get("DEPESCH_URL") or "http://127.0.0.1:8700"
    try:
        hub = HubClient(url, _token(arguments), language=language_of(arguments))
    except ValueError as error:
        wrong_use(str(error))
    status = 0
    for name in named_files(arguments):
        try:
            status = max(status, _send(hub, name, arguments))
        except HubAway as error:
            print(f"{name}: not sent, {error}\nnext: try again later; nothing is sent twice", file=sys.stderr)
            return TRY_LATER
    return status


def _token(arguments: argparse.Namespace) -> str:
    """Return the token, from the most explicit place; ends the process when there is none."""
    file = arguments.token_file or (None if arguments.token else os.environ.get("DEPESCH_TOKEN_FILE"))
    if file:
        try:
            token: str | None = Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            wrong_use(f"the token file {file} cannot be read: {error.strerror}")
        except UnicodeDecodeError:
            wrong_use(f"the token file {file} is no text")
        if not token:
            wrong_use(f"the token file {file} is empty")
    else:
        token = arguments.token or os.environ.get("DEPESCH_TOKEN")
    if token and not token.isprintable():
        wrong_use("the token holds a line break or another sign that no token has")
    return token or wrong_use("no token: give --token-file, or set DEPESCH_TOKEN")


def _send(hub: HubClient, name: str, arguments: argparse.Namespace) -> int:
    """Send one file, tell what became of it, and return its share of the exit status."""
    try:
        content = content_of(name)
    except OSError as error:
        _tell(arguments, name, state="unreadable", detail=error.strerror or str(error))
        return 1
    key = str(uuid.uuid4()) if arguments.again else f"sha256-{sha256_hex(content)}"
    try:
        receipt = hub.submit(content, file_name=Path(name).name, key=key, send_mode=arguments.mode)
    except HubRefused as refused:
        problem = refused.problem
        _tell(arguments, name, state="refused", code=problem.code, detail=problem.detail, next_step=problem.next)
        return WRONG_CONFIGURATION if problem.status in (401, 403) else 1
    if not arguments.wait:
        _tell(arguments, name, state=receipt.state, id=str(receipt.id))
        return 0
    return _follow(hub, name, receipt.id, arguments, time.monotonic() + arguments.timeout)


def _follow(hub: HubClient, name: str, document_id: uuid.UUID, arguments: argparse.Namespace, deadline: float) -> int:
    """Ask until the document is no longer the hub's to work on, or the time is up; then each out of a file of several.

    These are named FILE#1, FILE#2 and so on.
    """
    while (document := hub.document(document_id)).owner == "hub" and time.monotonic() < deadline:
        time.sleep(_POLL_S)
    problem = document.problem
    _tell(
        arguments,
        name,
        state=document.state,
        id=str(document.id),
        code=problem.code if problem else "",
        detail=problem.title if problem else "",
        next_step=problem.next if problem else "",
        findings=[(finding.rule, finding.message) for finding in document.findings],
    )
    if document.owner == "hub":
        return TRY_LATER
    if document.parts:
        each = enumerate(document.parts, 1)
        return max(_follow(hub, f"{name}#{number}", part, arguments, deadline) for number, part in each)
    return 0 if document.state in _ARRIVED else 1


def _tell(
    arguments: argparse.Namespace,
    name: str,
    *,
    state: str,
    id: str = "",  # noqa: A002  the JSON's key
    code: str = "",
    detail: str = "",
    next_step: str = "",
    findings: list[tuple[str, str]] | None = None,
) -> None:
    if arguments.json:
        line = {"file": name, "id": id or None, "state": state, "code": code or None, "detail": detail or None}
        sys.stdout.write(msgspec.json.encode(line).decode() + "\n")
    else:
        print(f"{name}: {state}{', ' + detail if detail else ''}{'  ' + id if id else ''}")
        width = max((len(rule) for rule, _ in findings or ()), default=0)
        for rule, message in findings or ():
            print(f"  {rule:{width}}  {message}")
        if next_step:
            print(f"next: {next_step}")
    sys.stdout.flush()
