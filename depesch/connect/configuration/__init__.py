"""The configuration: read from XML or TOML, checked, changed from the command prompt; secrets kept apart.

`load(path)` gives complete settings or BadConfiguration with every fault of the file; `machine.missing_things` and
`online.faults` say what the machine and the hub lack for it. `secret(name, home)` gives what a name stands for.
"""

from depesch.connect.configuration.faults import BadConfiguration, Fault
from depesch.connect.configuration.reading import load
from depesch.connect.configuration.secrets import SecretExposed, SecretMissing, SecretUnreadable, secret

__all__ = ["BadConfiguration", "Fault", "SecretExposed", "SecretMissing", "SecretUnreadable", "load", "secret"]
