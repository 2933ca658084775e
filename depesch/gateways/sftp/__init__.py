"""SFTP: a company's documents as folders over SSH. Port: `DEPESCH_SFTP_PORT`."""

from __future__ import annotations

from depesch.gateways import Listener
from depesch.kit.lazily import lazily

LISTENER = Listener(title="SFTP", serve=lazily("depesch.gateways.sftp.server:serve"))
