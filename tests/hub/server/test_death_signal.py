"""A child ends when its parent does, however it dies."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys

PARENT = """
import signal, subprocess, sys
from depesch.hub.server.death_signal import die_with_parent
child = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"], pass_fds=[int(sys.argv[1])],
                         preexec_fn=die_with_parent(signal.SIGKILL))
print(child.pid, flush=True)
child.wait()
"""


def test_a_child_of_a_killed_parent_is_gone() -> None:
    reader, writer = os.pipe()
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(writer)], stdout=subprocess.PIPE, pass_fds=[writer])
    os.close(writer)
    assert parent.stdout is not None
    assert parent.stdout.readline().strip().isdigit()
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    # Parent and child held the pipe's other end: its end is read once both are gone.
    assert select.select([reader], [], [], 30)[0] == [reader]
    assert os.read(reader, 1) == b""
    os.close(reader)
