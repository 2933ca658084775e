"""The job queue's own tables: made, or brought up to date, as part of `depesch migrate` and as the tables' owner."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import asyncpg
from pgqueuer.adapters.drivers.asyncpg import AsyncpgDriver
from pgqueuer.adapters.persistence.queries import Queries

from depesch.hub.flows.jobs import connection_parameters


def install() -> None:
    """Make the queue's tables in the database that Django's connection points to. Safe to repeat."""
    asyncio.run(_install())


async def _install() -> None:
    connection = await asyncpg.connect(**cast("dict[str, Any]", connection_parameters()))
    try:
        queries = Queries(AsyncpgDriver(connection))
        if await queries.schema_is_installed():
            await queries.upgrade()
        else:
            await queries.install()
            await queries.optimize_autovacuum()
    finally:
        await connection.close()
