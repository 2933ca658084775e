"""The rounds of a worker: each package of the hub names its own (`ROUNDS`), and every worker goes all of them."""

from __future__ import annotations

import asyncio
from concurrent.futures import Executor
from contextlib import suppress
from functools import cache
from typing import cast

import structlog
from django.db import DatabaseError, InterfaceError, OperationalError

from depesch.hub.flows.runner import own_connection
from depesch.kit.clock import now
from depesch.kit.discovery import plugins
from depesch.kit.rounds import Round

log = structlog.get_logger(__name__)

_AFTER_FAULT_S = 10.0


@cache
def rounds() -> dict[str, Round]:
    """Return every round by its name."""
    found = cast("dict[str, dict[str, Round]]", plugins("depesch.hub", "ROUNDS"))
    return {name: each for package in found.values() for name, each in package.items()}


async def go_round(name: str, each: Round, stop: asyncio.Event, executor: Executor) -> None:
    """Go the round again and again until `stop`; a fault is logged and waited out, the other rounds go on."""
    loop = asyncio.get_running_loop()
    while not stop.is_set():
        went_well = await loop.run_in_executor(executor, go_once, name, each)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), each.every_s if went_well else _AFTER_FAULT_S)


def go_once(name: str, each: Round) -> bool:
    """Go the round once; False when it broke down, which the log tells."""
    try:
        with own_connection():
            done = each.go(now())
    except (OperationalError, InterfaceError) as error:
        log.warning("round.database_away", round=name, error=str(error))
        return False
    except (DatabaseError, ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RuntimeError,
            TypeError, ValueError):  # fmt: skip
        log.exception("round.failed", round=name)
        return False
    if done:
        log.info("round.done", round=name, count=done)
    return True
