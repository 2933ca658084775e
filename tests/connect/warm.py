"""A Python that has read the agent's code already, and forks for each agent that a test wants to kill.

    python -m tests.connect.warm MODULE ...

reads the modules, then a line of JSON for each agent: [MODULE, ARGUMENT ...]. It forks, the child calls the module's
`main` with the arguments, and a line of JSON tells how it ended and what it had written. Starting an interpreter takes
longer than what the agents of these tests do; and here nothing runs beside them: no thread, no connection, no file.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from typing import IO, NamedTuple, Self

MODULES = ("tests.connect.sending.crashing", "tests.connect.collecting.crashing")


class Ended(NamedTuple):
    """How an agent ended: its exit status, negative for a signal, and what it wrote."""

    status: int
    told: str


class Warm:
    """Such a Python, from `with` to its end."""

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "tests.connect.warm", *MODULES]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe(self._process.stdin).close()
        self._process.wait(timeout=60)
        self._pipe(self._process.stdout).close()

    def run(self, module: str, *arguments: object) -> Ended:
        """Run an agent to its end."""
        stdin = self._pipe(self._process.stdin)
        stdin.write(json.dumps([module, *map(str, arguments)]) + "\n")
        stdin.flush()
        status, told = json.loads(self._pipe(self._process.stdout).readline())
        return Ended(status, told)

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        assert pipe is not None, "both are pipes"
        return pipe


def serve() -> None:
    """Fork for each line until there are no more."""
    mains = {name: import_module(name).main for name in sys.argv[1:]}
    import_module("httpx")  # the agent reads it when it first asks; here each fork would
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.dup2(writing, 1)
            os.close(reading)
            os.close(writing)
            mains[name](*arguments)
            return  # it ends as any Python does, with the traceback of what went wrong
        os.close(writing)
        with os.fdopen(reading) as told:
            text = told.read()
        _, status = os.waitpid(child, 0)
        sys.stdout.write(json.dumps([os.waitstatus_to_exitcode(status), text]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
