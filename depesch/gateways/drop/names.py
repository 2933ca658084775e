"""Names of files that are handed over: from the address, X-Filename or Content-Disposition, in this order.

A name that cannot be one everywhere is refused in words and never changed in silence: receipts show it, and it is part
of what makes a repeated file the same document.

Sources: RFC 6266 and RFC 8187 (Content-Disposition, filename*); Microsoft, "Naming Files, Paths, and Namespaces".
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

from django.http import HttpRequest
from django.utils.http import parse_header_parameters

from depesch.gateways.drop.problems import DropProblem

MAX_NAME_BYTES = 180
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])", re.I)  # also with an ending: NUL.xml


def name_of(request: HttpRequest, in_address: str) -> str:
    """Return the name that the file has, `` when none is given; raises DropProblem `bad-name` for one that is none."""
    if in_address:
        return checked(in_address)
    for header in ("X-Filename", "Content-Disposition"):
        told = request.headers.get(header)
        if told is not None:
            _must_be_ascii(header, told)
            name = unquote(told.strip()) if header == "X-Filename" else _disposed(told)
            return checked(name)
    return ""


def checked(name: str) -> str:
    """Return the name in its one form (NFC), `` for none; raises DropProblem `bad-name`."""
    if not name:
        return ""
    name = unicodedata.normalize("NFC", name)
    why = _why_not(name)
    if why is not None:
        code, value = why
        raise DropProblem(code, 422, value=value)
    return name


def _why_not(name: str) -> tuple[str, str] | None:
    """Return the code of what is wrong with a name, and the value that shows it."""
    for sign in name:
        if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
            return "name-sign", f"U+{ord(sign):04X}"
    if "/" in name or "\\" in name:
        return "name-folder", name[:MAX_NAME_BYTES]
    if not name.strip(" ."):
        return "name-empty", name
    if _DEVICE.fullmatch(name.partition(".")[0].rstrip()):
        return "name-device", name.partition(".")[0].rstrip()
    size = len(name.encode())
    return ("name-long", str(size)) if size > MAX_NAME_BYTES else None


def _must_be_ascii(header: str, told: str) -> None:
    """Refuse a header with other signs: web servers hand on an empty one in its stead, so the name would be lost."""
    if not told.strip() or not told.isascii():
        raise DropProblem("name-unreadable", 422, value=header)


def _disposed(disposition: str) -> str:
    """Return the file's name of a Content-Disposition, `` when it has none."""
    try:
        _, parameters = parse_header_parameters(disposition)
    except (LookupError, ValueError) as error:
        raise DropProblem("name-unreadable", 422, value="Content-Disposition") from error
    return str(parameters.get("filename", ""))
