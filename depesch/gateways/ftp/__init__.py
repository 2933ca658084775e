"""FTP over TLS: a company's documents as folders. Port: `DEPESCH_FTP_PORT`."""

from __future__ import annotations

from depesch.gateways import Listener
from depesch.kit.lazily import lazily

LISTENER = Listener(title="FTP over TLS", serve=lazily("depesch.gateways.ftp.server:serve"))
