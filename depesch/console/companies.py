"""What the commands that set up companies share: the hub opened, one company found, all faults told at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from depesch.console.command_line import wrong_use
from depesch.console.hub import WRONG_CONFIGURATION, database_running, open_hub

if TYPE_CHECKING:
    from depesch.hub.tenancy.models import Company

LANGUAGES = ("sv", "nb", "en")
TRY_LATER = 75
LONGEST_NAME = 200
LONGEST_EMAIL = 254  # RFC 5321, 4.5.3.1.3, less the angle brackets


@contextmanager
def hub_at_work() -> Iterator[None]:
    """Have the hub's code and its database usable while inside; a database without tables ends the process with 78."""
    open_hub()
    with database_running():
        _require_tables()
        yield


def company_named(wanted: str) -> Company:
    """Return the one company with this number or id; ends the process when there is none, or more than one."""
    from depesch.hub.tenancy.models import Company

    number = "".join(sign for sign in wanted if sign.isalnum()).upper()
    found = [each for each in Company.objects.all() if wanted == str(each.id) or number == each.organisation_number]
    if not found:
        wrong_use(f"there is no company {wanted}\nnext: `depesch company list` shows all")
    if len(found) > 1:
        ids = ", ".join(f"{each.id} ({each.country} {each.name})" for each in found)
        wrong_use(f"{len(found)} companies have the number {wanted}\nnext: give the id instead: {ids}")
    return found[0]


def refuse(what: str, faults: Sequence[str]) -> NoReturn:
    """End with exit status 2: what was not done, and each fault on a line of its own."""
    lines = "\n".join(f"  {fault}" for fault in faults)
    wrong_use(f"{what}, {len(faults)} fault{'s' if len(faults) > 1 else ''}\n{lines}\nnext: correct it and try again")


def name_faults(name: str) -> list[str]:
    """Return what is wrong with the name of a company, person or customer."""
    text = name.strip()
    if not text:
        return ["--name: is empty"]
    if len(text) > LONGEST_NAME:
        return [f"--name: has {len(text)} characters, and may have {LONGEST_NAME}"]
    return [] if text.isprintable() else [f"--name: {text!r} has characters that cannot be shown"]


def email_faults(email: str) -> list[str]:
    """Return what is wrong with an e-mail address."""
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    try:
        validate_email(email)
    except ValidationError:
        return [f"--email: {email!r} is no e-mail address"]
    return (
        [] if len(email) <= LONGEST_EMAIL else [f"--email: has {len(email)} characters, and may have {LONGEST_EMAIL}"]
    )


def note(text: str) -> None:
    """Say something on stderr that belongs to no result."""
    print(text, file=sys.stderr)


def show(rows: Sequence[Mapping[str, object]], *, as_json: bool) -> None:
    """Print the rows: one JSON object a line, or one aligned line each."""
    if as_json:
        import msgspec

        for row in rows:
            print(msgspec.json.encode(row).decode())
        return
    cells = [["" if value is None else str(value) for value in row.values()] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        print("  ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)).rstrip())


def _require_tables() -> None:
    """End the process when the database has not been migrated, or does not answer, before anything waits for it."""
    import psycopg

    from depesch.hub.server.config import load
    from depesch.hub.server.database import app_login

    config = load()
    try:
        with app_login(config).connect() as connection:
            (table,) = connection.execute("SELECT to_regclass('tenancy_company')").fetchone() or (None,)
    except psycopg.OperationalError as error:
        if config.database_url:
            note(f"depesch: the database does not answer: {error}\nnext: see DEPESCH_DATABASE_URL, or try again later")
            raise SystemExit(TRY_LATER) from error
        table = None  # an embedded database in which not even the roles have been made
    if table is None:
        note("depesch: the hub's database has no tables yet\nnext: `depesch migrate`, then this command again")
        raise SystemExit(WRONG_CONFIGURATION)
