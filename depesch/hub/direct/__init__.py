"""Direct connections: a company's own systems come in over SFTP, FTP or an HTTPS drop, each with a login of its own."""

from depesch.kit.lazily import lazily
from depesch.kit.rounds import Round

ACTORS = {"login": lazily("depesch.hub.direct.naming:words_of_logins")}
ROUNDS = {"held-files": Round(every_s=2.0, go=lazily("depesch.hub.direct.mailbox.releasing:release_due"))}
