"""Direct connections: a company's own systems come in over SFTP, FTP or an HTTPS drop, each with a login of its own."""

from depesch.kit.lazily import lazily

ACTORS = {"login": lazily("depesch.hub.direct.naming:words_of_logins")}
