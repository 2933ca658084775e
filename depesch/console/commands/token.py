"""Make a key for a program: `token create` prints it once; only its hash is stored."""

from __future__ import annotations

import argparse
import sys

from depesch.console.companies import company_named, hub_at_work

SUMMARY = "make an API token"
ROLES = ("issuer", "program", "reader", "receiver", "approver", "administrator")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parts = parser.add_subparsers(metavar="create", required=True)
    create = parts.add_parser("create", help="make a token and print it, the only time it can be seen")
    create.add_argument("--company", required=True, metavar="NUMBER", help="organisation number, or the company's id")
    create.add_argument("--name", required=True, help="what the token is for, such as the program's name")
    create.add_argument("--role", choices=ROLES, default="issuer", help="what it may do (default: issuer, may send)")


def run(arguments: argparse.Namespace) -> int:
    """Make the token and print it on stdout, alone, so that it can be piped into a file."""
    with hub_at_work():
        from depesch.hub.tenancy.models import Role
        from depesch.hub.tenancy.tokens import create_token

        company = company_named(arguments.company)
        _, secret = create_token(company.id, arguments.name, Role(arguments.role))
        name = company.name
    print(secret.reveal())
    print(f"a token of {name} in the role {arguments.role}; keep it, it is not shown again", file=sys.stderr)
    return 0
