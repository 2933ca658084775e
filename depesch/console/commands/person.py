"""Make a person who signs in, with a role in a company; somebody who is there already gets the further role.

The password is asked for on the terminal, or read from a file. It is never given on the command line, which others see.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from depesch.console.command_line import wrong_use
from depesch.console.companies import (
    LANGUAGES,
    company_named,
    email_faults,
    hub_at_work,
    name_faults,
    note,
    refuse,
    show,
)

if TYPE_CHECKING:
    from depesch.hub.tenancy.models import Company, User

SUMMARY = "make a person who signs in"
ROLES = ("administrator", "group_administrator", "issuer", "approver", "receiver", "reader")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parts = parser.add_subparsers(metavar="create", required=True)
    create = parts.add_parser("create", help="make a person, or give one who is there a further role")
    create.add_argument("--email", required=True, help="the address to sign in with")
    create.add_argument("--name", required=True, help="the person's name")
    create.add_argument("--company", required=True, metavar="NUMBER", help="organisation number, or the company's id")
    create.add_argument("--role", required=True, choices=ROLES, help="what the person may do there: %(choices)s")
    create.add_argument("--language", choices=LANGUAGES, help="of the portal (default: the company's)")
    create.add_argument("--operator", action="store_true", help="also sees the page Operation, with all companies")
    create.add_argument("--password-file", metavar="FILE", help="its first line is the password; `-` reads stdin")
    create.add_argument("--json", action="store_true", help="one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Make the person or find it, and add the role; 0 done, 2 when something given is wrong."""
    with hub_at_work():
        from django.db import transaction

        from depesch.hub.tenancy.companies import add_member
        from depesch.hub.tenancy.models import Role, User

        company = company_named(arguments.company)
        person = User.objects.filter(email=arguments.email.strip().lower()).first()
        password = "" if person else _password_of_new(arguments)
        with transaction.atomic():
            person = _found(person, arguments) if person else _made(arguments, company, password)
            add_member(company, person, Role(arguments.role))
        show([_row(person, company, arguments.role)], as_json=arguments.json)
    return 0


def _password_of_new(arguments: argparse.Namespace) -> str:
    """Return the password of a person to be made; ends on any fault of the person's data."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from depesch.hub.tenancy.models import User

    faults = name_faults(arguments.name) + email_faults(arguments.email.strip())
    if faults and not arguments.password_file:  # nobody is asked for a password in vain
        refuse("nobody was made", faults)
    password = _password(arguments.password_file, arguments.email)
    try:
        validate_password(password, User(email=arguments.email, name=arguments.name))
    except ValidationError as error:
        faults.extend(f"the password: {message}" for message in error.messages)
    if faults:
        refuse("nobody was made", faults)
    return password


def _password(file: str | None, email: str) -> str:
    """Return the password from the file, stdin (`-`) or the terminal, where it is asked for twice and not shown."""
    if file:
        try:
            text = sys.stdin.readline() if file == "-" else Path(file).read_text(encoding="utf-8")
            return text.partition("\n")[0].rstrip("\r")
        except (OSError, UnicodeDecodeError) as error:
            wrong_use(f"--password-file: {file} cannot be read: {error}\nnext: give a text file with the password")
    if not sys.stdin.isatty():
        wrong_use("no password, and no terminal to ask on\nnext: give --password-file FILE, or `-` for stdin")
    password = getpass.getpass(f"Password of {email}: ")
    if getpass.getpass("The same again: ") != password:
        wrong_use("the two passwords are not alike; nobody was made\nnext: try again")
    return password


def _made(arguments: argparse.Namespace, company: Company, password: str) -> User:
    from depesch.hub.tenancy.models import User

    return User.objects.create_user(
        arguments.email,
        password,
        name=arguments.name.strip(),
        language=arguments.language or company.language,
        is_operator=arguments.operator,
    )


def _found(person: User, arguments: argparse.Namespace) -> User:
    """Return the person who is there; only the role and `--operator` are added, and that is said."""
    if arguments.operator and not person.is_operator:
        person.is_operator = True
        person.save(update_fields=["is_operator"])
    note(f"{person.email} is there already, as {person.name}: gets the role; name, language and password stay")
    return person


def _row(person: User, company: Company, role: str) -> dict[str, object]:
    return {"id": str(person.id), "email": person.email, "role": role, "company": company.name, "name": person.name}
