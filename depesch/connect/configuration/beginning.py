"""A first configuration file, and where the files of an agent lie unless told otherwise."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from depesch.connect.configuration.xml_form import NAMESPACE, ROOT

APPLICATION = "depesch"
NAMES = ("connect.xml", "connect.toml")
_SYSTEM_CONFIGURATION = Path("/etc/depesch")
_SYSTEM_HOME = Path("/var/lib/depesch-connect")

_XML = """<?xml version="1.0" encoding="UTF-8"?>
<!-- The configuration of Depesch's agent. `depesch connect config xsd` prints its schema, `config check` looks at it.
     Keys and passwords never stand here: `depesch connect secret set` puts them away. -->
<{root} xmlns="{namespace}">
  <home>{home}</home> <!-- journal, log, secrets -->
  <language>{language}</language>
</{root}>
"""
_TOML = """# The configuration of Depesch's agent. `depesch connect config check` looks at it.
# Keys and passwords never stand here: `depesch connect secret set` puts them away.

home = {home}  # journal, log, secrets
language = "{language}"
"""


def default_path() -> Path:
    """Return where the configuration is looked for: the user's own, else the system's; an administrator's is that."""
    places = [own_folder(), system_folder()]
    there = (folder / name for folder in places for name in NAMES if _is_there(folder / name))
    return next(there, first_path())


def first_path() -> Path:
    """Return where a first configuration of this user is made."""
    return own_folder() / NAMES[0]


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a folder that this user may not look into
        return False


def default_home(path: Path) -> Path:
    """Return where journal, log and secrets lie when the configuration is `path`."""
    return _SYSTEM_HOME if path.parent == _SYSTEM_CONFIGURATION else path.absolute().parent


def first_file(path: Path, *, home: Path, language: str) -> bytes:
    """Return a configuration without accounts, in the form that the file's name says."""
    if path.suffix.lower() == ".toml":
        import json  # a JSON string is a TOML string: both escape alike (TOML 1.0, String)

        return _TOML.format(home=json.dumps(str(home), ensure_ascii=False), language=language).encode()
    from xml.sax.saxutils import escape

    text = _XML.format(root=ROOT, namespace=NAMESPACE, home=escape(str(home)), language=language)
    return text.encode()


def own_folder() -> Path:
    """Return the folder of the user's configuration, of an administrator's the system's."""
    if is_administrator():
        return system_folder()
    import platformdirs

    return Path(platformdirs.user_config_dir(APPLICATION, appauthor=False))


def system_folder() -> Path:
    """Return the folder of the configuration for the whole machine."""
    if sys.platform == "win32":
        import platformdirs

        return Path(platformdirs.site_config_dir(APPLICATION, appauthor=False))
    return _SYSTEM_CONFIGURATION


def is_administrator() -> bool:
    """Return whether the user may install things for everybody on this machine."""
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.shell32.IsUserAnAdmin())
    return os.geteuid() == 0
