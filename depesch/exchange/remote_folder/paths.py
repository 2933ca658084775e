"""Names that go into requests to a server: one line, nothing that could end it or begin another."""

from __future__ import annotations


def checked_host(host: str) -> str:
    """Return the host; ValueError when it is no name or address of one."""
    if not host or len(host) > 253 or any(not c.isprintable() or c.isspace() or c in "/@\\" for c in host):
        raise ValueError("the server is no name or address of a host")
    return host


def checked_user(user: str) -> str:
    """Return the login name; ValueError when it holds signs that no login name has."""
    if len(user) > 200 or not user.isprintable():
        raise ValueError("the user holds signs that no user name has")
    return user


def checked_path(path: str) -> str:
    """Return the path of a folder, where the login begins when it is empty; ValueError when it cannot be one."""
    if len(path) > 400 or not path.isprintable() or "\\" in path or path != path.strip():
        raise ValueError(f"{path!r} is no path of a folder; write it with /, such as in/invoices")
    return path


def joined(folder: str, name: str) -> str:
    """Return the path of what lies in a folder; an absolute name stays as it is.

    >>> joined("in/", "a.xml"), joined("", "a.xml"), joined("/", "a.xml"), joined("in", "/journal")
    ('in/a.xml', 'a.xml', '/a.xml', '/journal')
    """
    if not folder or name.startswith("/"):
        return name
    return f"{folder.rstrip('/')}/{name}"
