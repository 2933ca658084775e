"""The system's keyring unlocked for this process alone, and a secret put there, read and removed by the agent's code.

    dbus-run-session -- python -m tests.connect.configuration.ring HOME

Prints a line for each step. The keyring's password is made up; its files lie below HOME.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from depesch.connect.configuration import SecretMissing, keyrings, secret
from depesch.connect.configuration.secrets import put_away, remove, where_is

NAME, KEY = "account/nordbygg", "dep_0123456789"


def main(home: Path) -> None:
    """Go through the life of a secret."""
    daemon = ["gnome-keyring-daemon", "--unlock", "--components=secrets", "--daemonize"]
    subprocess.run(daemon, input=b"of the ring\n", check=True, stdout=subprocess.DEVNULL)
    tell("usable", keyrings.is_usable())
    tell("put away in", put_away(NAME, KEY, home, in_keyring=True))
    tell("is in", where_is(NAME, home), secret(NAME, home).reveal() == KEY)
    tell("replaced", put_away(NAME, "dep_new", home, in_keyring=True), secret(NAME, home).reveal())
    tell("removed", remove(NAME, home), remove(NAME, home))
    try:
        secret(NAME, home)
    except SecretMissing as error:
        tell("missing", error)


def tell(*words: object) -> None:
    """Write a line."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
