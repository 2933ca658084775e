"""Opening the hub from a command: Django set up, a wrong configuration told in one message."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

WRONG_CONFIGURATION = 78
TRY_LATER = 75


@contextmanager
def configuration_told() -> Iterator[None]:
    """End the process with exit status 78 and every fault on stderr when the configuration is wrong."""
    from depesch.hub.server.config import BadConfiguration

    try:
        yield
    except BadConfiguration as error:
        print(f"depesch: wrong configuration: {error}\nnext: correct it, then `depesch config check`", file=sys.stderr)
        raise SystemExit(WRONG_CONFIGURATION) from error


def open_hub() -> None:
    """Make the hub's own code usable in this process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "depesch.hub.settings")
    with configuration_told():
        import django

        django.setup()


@contextmanager
def database_running() -> Iterator[None]:
    """Have the hub's database running while inside; starts the embedded one if no hub runs it, or ends with 75."""
    with configuration_told():
        from depesch.hub.server.config import load
        from depesch.hub.server.database import running
        from depesch.hub.server.embedded_place import DatabaseDown

        try:
            with running(load()):
                yield
        except DatabaseDown as error:
            print(f"depesch: {error}", file=sys.stderr)
            raise SystemExit(TRY_LATER) from error
