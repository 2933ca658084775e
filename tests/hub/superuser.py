"""What only the database's superuser can do: forge, so that tests can see whether it is found out."""

from __future__ import annotations

from depesch.hub.server.config import load
from depesch.hub.server.database import DATABASE
from depesch.hub.server.embedded import superuser_connection, superuser_password
from depesch.hub.server.embedded_place import place_of


def as_superuser(*statements: str) -> None:
    """Run the statements on one connection of the superuser, each committed at once."""
    config = load()
    with superuser_connection(place_of(config.home), superuser_password(config.home), database=DATABASE) as connection:
        for statement in statements:
            connection.execute(statement.encode())
